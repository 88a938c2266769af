import Foundation
import MarketDemo
import MarketModel
import MarketTestKit

/// A store in a folder of its own with two nights of a part of the demonstration company, and the
/// program that a test runs on it. The folder goes when the value does.
final class SmallStore {
  enum Trouble: Error { case failed(String, status: Int32, errors: String) }

  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("market-test-\(UUID().uuidString)")

  /// The market's morning, on which every board of the tests begins.
  static let morning = "2026-11-23T09:00:00Z"

  init() throws {
    let nights = DemoCompany.nights.suffix(2)
    for night in nights {
      for file in DemoCompany().reports(of: night)
      where Self.chosen.contains(where: file.path.hasPrefix) {
        let url = folder.appendingPathComponent("reports/\(night)/\(file.path)")
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.bytes).write(to: url)
      }
    }
    try FileManager.default.createDirectory(at: store, withIntermediateDirectories: true)
    _ = try run("init", store.path)
    _ = try run("gather", folder.appendingPathComponent("reports").path)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Nodes that have something to say, and few enough to be read in a moment.
  private static let chosen = ["web-prod-2", "app-prod-0", "db-prod-0", "ci-qa", "web-stg"]

  var store: URL { folder.appendingPathComponent("store") }

  /// The program that was built together with the tests.
  static var program: String { program("market") }

  static func program(_ name: String) -> String {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent(name).path
  }

  /// A line for the shell that holds the market in a terminal, and leaves its process's id behind.
  func board(
    _ verb: String = "meet", as person: String = "ana", from time: String = morning
  ) -> String {
    // tmux lets none of its own children sleep, so there is a shell between.
    "sh -c 'echo $$ > \(folder.path)/\(person).pid; exec \(Self.program) \(verb) "
      + "--store \(store.path) --as \(person) --now \(time)'; :"
  }

  /// Ends a board as a power cut would: nothing of it gets to run.
  func killBoard(of person: String = "ana") throws { try signalBoard(of: person, SIGKILL) }

  func signalBoard(of person: String, _ signal: Int32) throws {
    let file = folder.appendingPathComponent("\(person).pid")
    let text = try String(contentsOf: file, encoding: .utf8)
    guard let id = Int32(text.trimmingCharacters(in: .newlines)) else { return }
    kill(id, signal)
  }

  /// Runs a verb without a terminal, as ana, and gives what it printed.
  func run(_ arguments: String..., input: String = "") throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.program)
    process.arguments = arguments
    process.environment = [
      "MARKET_STORE": store.path, "LC_ALL": "C.UTF-8",
      "HOME": folder.path, "TMPDIR": folder.path,
    ]
    let (output, errors, stdin) = (Pipe(), Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = stdin
    try process.run()
    try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try stdin.fileHandleForWriting.close()
    let printed = try output.fileHandleForReading.readToEnd() ?? Data()
    let complaints = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Trouble.failed(
        arguments.joined(separator: " "), status: process.terminationStatus,
        errors: String(decoding: complaints, as: UTF8.self))
    }
    return String(decoding: printed, as: UTF8.self)
  }

  /// What was decided, in order, as the ledger has it, without the writer's random id.
  func events() throws -> [String] {
    let ledger = store.appendingPathComponent("ledger")
    let names = try FileManager.default.contentsOfDirectory(atPath: ledger.path).sorted()
    return try names.flatMap { name in
      try String(contentsOf: ledger.appendingPathComponent(name), encoding: .utf8)
        .split(separator: "\n").compactMap { line -> String? in
          guard let start = line.firstRange(of: #""event":"#),
            let end = line.firstRange(of: /,"(step|seen|prev)":/)
          else { return nil }
          return String(line[start.upperBound..<end.lowerBound])
            .replacing(/ana-[0-9a-z]+/, with: "ana")
        }
    }
  }
}
