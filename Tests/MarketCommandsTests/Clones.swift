import Foundation
import Testing

/// A bare repository and clones of it, each with a store, as a team would have them.
final class Clones {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("clones-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try git("init", "--quiet", "--bare", "--initial-branch=main", "hub", in: "")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// A clone with a store in it: the clone itself, or a folder of it.
  func clone(_ name: String, store: String = ".") throws -> Clone {
    try git("clone", "--quiet", "hub", name, in: "")
    let clone = Clone(name: name, store: store, clones: self)
    try #require(try clone("init", clone.store.path).status == 0)
    return clone
  }

  /// A repository that is no clone yet.
  func repository(_ name: String, store: String = ".") throws -> Clone {
    try git("init", "--quiet", "--initial-branch=main", name, in: "")
    let clone = Clone(name: name, store: store, clones: self)
    try #require(try clone("init", clone.store.path).status == 0)
    return clone
  }

  @discardableResult
  func git(_ words: String..., in name: String) throws -> String { try git(words, in: name) }

  @discardableResult
  func git(_ words: [String], in name: String) throws -> String {
    let answer = try run("/usr/bin/git", words, in: folder.appendingPathComponent(name))
    try #require(answer.status == 0, "git \(words): \(answer.err)")
    return answer.out
  }

  func run(
    _ program: String, _ words: [String], in folder: URL, adding names: [String: String] = [:]
  ) throws -> Market.Answer {
    try start(program, words, in: folder, adding: names).answer()
  }

  func start(
    _ program: String, _ words: [String], in folder: URL, adding names: [String: String] = [:]
  ) throws -> Started {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = words
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": "/usr/bin:/bin", "HOME": self.folder.path, "LC_ALL": "C",
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@t",
      "GIT_COMMITTER_NAME": "t", "GIT_COMMITTER_EMAIL": "t@t",
    ].merging(names) { $1 }
    process.standardInput = FileHandle.nullDevice
    let files = try ["out", "err"].map { kind in
      let file = self.folder.appendingPathComponent("\(UUID().uuidString).\(kind)")
      try Data().write(to: file)
      return file
    }
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    return Started(process: process, files: files)
  }

  /// A program that runs.
  struct Started {
    fileprivate let process: Process
    fileprivate let files: [URL]

    func answer() throws -> Market.Answer {
      process.waitUntilExit()
      let texts = try files.map { try String(contentsOf: $0, encoding: .utf8) }
      return Market.Answer(status: process.terminationStatus, out: texts[0], err: texts[1])
    }
  }
}

/// One clone, and the program in it.
struct Clone {
  let name: String
  private let place: String
  let clones: Clones

  init(name: String, store: String, clones: Clones) {
    (self.name, place, self.clones) = (name, store, clones)
  }

  var folder: URL { clones.folder.appendingPathComponent(name) }
  var store: URL { place == "." ? folder : folder.appendingPathComponent(place) }

  /// Runs the program as the person that the clone is named after.
  @discardableResult
  func callAsFunction(_ words: String..., adding names: [String: String] = [:]) throws
    -> Market.Answer
  {
    try clones.run(
      Market.program, words + ["--as", name, "--now", "2026-11-18T10:00:00Z"], in: folder,
      adding: names.merging(["MARKET_STORE": store.path]) { $1 })
  }

  /// Decides something as often as that, and tells the ids.
  @discardableResult
  func decide(_ count: Int = 1) throws -> [String] {
    try self("store", "soak", "-n", "\(count)").lines.map { String($0.dropFirst(4)) }
  }

  /// Exchanges, which has to succeed.
  @discardableResult
  func sync(_ words: String...) throws -> Market.Answer {
    let answer = try clones.run(
      Market.program, ["sync", "--as", name, "--now", "2026-11-18T10:00:00Z"] + words, in: folder,
      adding: ["MARKET_STORE": store.path])
    try #require(answer.status == 0, "\(answer.err)")
    return answer
  }

  func ids() throws -> Set<String> { Set(try self("store", "ids").lines) }
  func state() throws -> String { try self("store", "state").out }

  @discardableResult
  func git(_ words: String...) throws -> String { try clones.git(words, in: name) }

  func write(_ text: String, to path: String) throws {
    let file = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func text(_ path: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
  }
}
