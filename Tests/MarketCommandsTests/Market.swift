import Foundation
import Glibc
import MarketLedger
import MarketModel
import MarketTestKit

/// The built program and a store of its own, on Wednesday 2026-11-18 at 10:00 UTC.
final class Market {
  private let folder: URL
  var store: String { folder.appendingPathComponent("store").path }
  var now = "2026-11-18T10:00:00Z"

  init(roster: Bool = false) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("verbs-\(UUID().uuidString)")
    try MarketStore.create(at: store)
    if roster { try write(Self.roster, to: "store/market.yml") }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  struct Answer: Equatable {
    let status: Int32
    let out: String
    let err: String

    var lines: [String] { out.split(separator: "\n").map(String.init) }

    func json() throws -> Any { try JSONSerialization.jsonObject(with: Data(out.utf8)) }
    func object() throws -> [String: Any] { try json() as? [String: Any] ?? [:] }
    func objects() throws -> [[String: Any]] { try json() as? [[String: Any]] ?? [] }
  }

  /// Runs the program as ana and waits for its end.
  func callAsFunction(_ words: String..., as person: String = "ana") throws -> Answer {
    try self(words, as: person)
  }

  func callAsFunction(_ words: [String], as person: String = "ana") throws -> Answer {
    try run(Self.program, words + ["--store", store, "--now", now, "--as", person])
  }

  /// Runs a line of shell in which `$MARKET` is the program, and `$MARKET_STORE` is set.
  func shell(_ line: String) throws -> Answer { try run("/bin/sh", ["-c", line]) }

  private func run(_ program: String, _ words: [String]) throws -> Answer {
    let name = UUID().uuidString
    let (out, err) = (
      folder.appendingPathComponent("\(name).out"), folder.appendingPathComponent("\(name).err")
    )
    let status = spawn(
      ["/bin/sh", "-c", #"cd "$1" && shift && exec "$@" >"$OUT" 2>"$ERR" </dev/null"#, "sh"]
        + [folder.path, program] + words,
      environment: [
        "MARKET=\(Self.program)", "MARKET_STORE=\(store)", "PATH=/usr/bin:/bin", "LC_ALL=C",
        "OUT=\(out.path)", "ERR=\(err.path)",
      ])
    return Answer(
      status: status, out: try String(contentsOf: out, encoding: .utf8),
      err: try String(contentsOf: err, encoding: .utf8))
  }

  /// It lies where the tests lie.
  static let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("market").path

  private static let roster = """
    roster:
      - name: ana
        full_name: Ana Lima
      - name: ben
        full_name: Benjamin Ito
        logins: [bito]
    """
}

// MARK: What is in the store

extension Market {
  /// Writes a file of the test's folder, in folders that are made when they are missing.
  func write(_ text: String, to path: String) throws {
    let file = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func shelve(_ digests: NightDigest...) throws {
    let store = try MarketStore(at: store)
    for digest in digests {
      _ = try store.changeNight(digest.night, of: "site") { $0.merge(digest) }
    }
  }

  /// Three nights of four nodes: nginx fails on more of them every night, postgres once.
  func shelveThreeNights() throws {
    let quiet = [RunSample.ok("db-1", updated: 3), .ok("qa-1", in: "qa")]
    try shelve(
      NightDigest(.monday, quiet + [.ok("web-1"), .ok("web-2")]),
      NightDigest(.tuesday, quiet + [.failed("web-1"), .ok("web-2")]),
      NightDigest(
        .wednesday,
        [
          .failed("db-1", .postgres, at: "03:10"), .ok("qa-1", in: "qa"),
          .failed("web-1", at: "02:14"), .failed("web-2", at: "02:20"), .ok("web-2", at: "04:20"),
        ]))
  }

  /// Ana's hand in this store.
  func writer() throws -> WriterID { try opened(by: .ana).writer() }

  func decide(_ events: MarketEvent..., by person: Person = .ana, at moment: Instant) throws {
    let store = try opened(by: person)
    _ = try store.book()
    _ = try store.append(events, at: moment)
  }

  /// Every file under a folder of the store, with its bytes.
  func files(under name: String) throws -> [String: Data] {
    let root = URL(fileURLWithPath: store).appendingPathComponent(name)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
    return paths.reduce(into: [:]) { files, path in
      // A folder has no bytes.
      files[path] = try? Data(contentsOf: root.appendingPathComponent(path))
    }
  }

  private func opened(by person: Person) throws -> MarketStore {
    let opened = try MarketStore(at: store)
    opened.person = person
    return opened
  }
}

/// A report as Chef's data collector has it, no longer than a test needs.
func report(
  _ node: String, run: String, at time: String = "2026-11-18T02:00:00Z",
  failing message: String? = nil
) -> String {
  let resource =
    message.map {
      #"{"type":"service","name":"nginx","result":"start","status":"failed","#
        + #""cookbook_name":"acme_web","recipe_name":"default","error_message":"\#($0)"}"#
    } ?? ""
  let error = message.map { #""error":{"class":"RuntimeError","message":"\#($0)"},"# } ?? ""
  return #"{"message_type":"run_converge",\#(error)"node":{"chef_environment":"production"},"#
    + #""node_name":"\#(node)","run_id":"\#(run)","start_time":"\#(time)","end_time":"\#(time)","#
    + #""status":"\#(message == nil ? "success" : "failure")","resources":[\#(resource)]}"# + "\n"
}

/// Runs a program and waits for its end.
private func spawn(_ words: [String], environment: [String]) -> Int32 {
  // The process ends soon; what its words took is not given back.
  let arguments = unsafe words.map { unsafe strdup($0) } + [nil]
  let variables = unsafe environment.map { unsafe strdup($0) } + [nil]
  var child: pid_t = 0
  guard unsafe posix_spawn(&child, words[0], nil, nil, arguments, variables) == 0 else { return -1 }
  var status: Int32 = 0
  while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
  return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
}
