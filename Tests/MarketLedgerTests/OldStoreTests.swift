import Foundation
import MarketModel
import Testing

@testable import MarketLedger

/// A store that any version wrote opens today, and says what it said then.
struct OldStoreTests {
  static let names = ["digest-1-first", "digest-1", "digest-2-first", "digest-2"]
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private static var fixtures: URL {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
  }

  private func open(_ name: String) throws -> MarketStore {
    try FileManager.default.copyItem(
      at: Self.fixtures.appending(path: "\(name)/store"),
      to: URL(fileURLWithPath: scratch.file("store")))
    let store = try MarketStore(at: scratch.file("store"))
    store.person = Person(rawValue: "ana")
    return store
  }

  @Test func `there is a test for each store`() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.fixtures.path)
    #expect(Set(folders) == Set(Self.names + ["document-1.json", "README.md"]))
  }

  @Test(arguments: names)
  func `an old store is sound, and can be gone on with`(name: String) throws {
    let store = try open(name)
    let before = try StoreCheck(of: store)
    #expect(before.damage.isEmpty)
    #expect(before.newer == (0, 0))
    #expect(before.nights == 4)
    #expect(try store.settings().complaints.isEmpty)
    #expect(try store.intake(of: "gatherer").count == 3)
    #expect(store.livePlace()?.phase == .assign)
    // Copied, so the hand is another one.
    let (book, _) = try store.book()
    #expect(book.entries.allSatisfy { $0.by != (try? store.writer()) })
    _ = try store.append([note("today")], at: nine)
    let after = try StoreCheck(of: store)
    #expect(after.damage.isEmpty)
    #expect(after.decisions == before.decisions + 1)
  }

  @Test(arguments: names)
  func `every night has the runs that it had, also after it was written anew`(name: String) throws {
    let store = try open(name)
    let text = try String(
      contentsOf: Self.fixtures.appending(path: "\(name)/nights.txt"), encoding: .utf8)
    let nights = text.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(nights.count == 4)
    for words in nights {
      let day = try #require(Day(String(words[0])))
      let old = try store.shelf().night(day)
      let runs = old.digest.nodes.values.flatMap(\.values)
      #expect([runs.count, runs.count { $0.status == .failure }] == words[1...].map { Int($0) })
      #expect(runs.compactMap(\.failure).allSatisfy { old.digest.examples[$0] != nil })
      var digest = old.digest
      digest.add(Unread(file: "new.json", offset: 0, reason: "is empty"))
      #expect(try store.changeNight(day, of: "gatherer") { $0.merge(digest) })
      #expect(try store.shelf().night(day).digest == digest)
    }
  }

  @Test(arguments: names)
  func `an old store leaves as a document and comes back, byte for byte`(name: String) throws {
    let store = try open(name)
    var document: [UInt8] = []
    #expect(try StoreExport(of: store) { document += $0 }.leftOut.isEmpty)
    try MarketStore.create(at: scratch.file("new"))
    let new = try MarketStore(at: scratch.file("new"))
    #expect(StoreImport(try StoreDocument(document), into: new).failures.isEmpty)
    for folder in ["ledger", "nights/2026-11-20", "nights/2026-11-23", "minutes"] {
      for file in try FileManager.default.contentsOfDirectory(
        atPath: scratch.file("store/\(folder)"))
      {
        let path = "\(folder)/\(file)"
        #expect(try scratch.bytes("new/\(path)") == scratch.bytes("store/\(path)"), "\(path)")
      }
    }
  }

  @Test func `a document of the first version makes the store that it was`() throws {
    let store = try open("digest-2")
    let document = try Array(
      Data(contentsOf: Self.fixtures.appending(path: "document-1.json")))
    #expect(StoreImport(try StoreDocument(document), into: store).isEmpty)
    var today: [UInt8] = []
    _ = try StoreExport(of: store) { today += $0 }
    #expect(today == document)
  }

  /// What is written in DECISIONS.md about problems that are known by fingerprints of version 1.
  @Test(arguments: [("digest-1", false), ("digest-2", true)])
  func `a problem is known by the rules under which it was laid out`(
    name: String, isKnown: Bool
  ) throws {
    let store = try open(name)
    let (book, _) = try store.book()
    let night = try store.shelf().night(#require(Day("2026-11-23"))).digest
    let (fingerprint, examples) = try #require(
      night.examples.first { $0.value.first?.failure.action == "run" })
    #expect(book.problemByFingerprint[fingerprint] != nil, "its own nights are its own for ever")
    let example = try #require(examples.first)
    let today = Fingerprint(of: example.failure, by: example.tool)
    #expect((book.problemByFingerprint[today] != nil) == isKnown)
  }
}
