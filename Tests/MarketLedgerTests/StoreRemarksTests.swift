import Foundation
import MarketModel
import MarketTestKit
import Testing

@testable import MarketLedger

/// What a board is told of a store, beside what was decided in it.
struct StoreRemarksTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try MarketStore.create(at: scratch.file("s"))
  }

  private static let bosFile = "ledger/bo-77aa00.jsonl"

  @Test func `damage is told by whose it is`() {
    let remarks = StoreRemarks([
      Damage(file: Self.bosFile, line: 1, .torn), Damage(file: Self.bosFile, line: 2, .altered),
      Damage(file: "ledger/cy-00beef.2.jsonl", line: 1, .overlong),
      Damage(file: Self.bosFile, line: 4, .gap(missing: 4...6)),
      Damage(file: Self.bosFile, line: 9, .fork(EntryID("bo-77aa00:9")!)),
      Damage(file: "nights/2026-11-16/a.json", .unreadable("this digest was cut off")),
      Damage(file: "ledger/notes.txt", .foreignFile),
      Damage(file: "ledger/dora-1.jsonl", .notRegular),
    ])
    #expect(remarks.damagedLines == [Person(rawValue: "bo"): 2, Person(rawValue: "cy"): 1])
    #expect(remarks.missingDecisions == [Person(rawValue: "bo"): 3])
    #expect(remarks.doubledDecisions == [Person(rawValue: "bo"): 1])
    #expect((remarks.damagedDigests, remarks.strangeFiles) == (1, 2))
    #expect(StoreRemarks([]) == StoreRemarks())
  }

  @Test func `a ledger that claims to miss more than a number holds traps nobody`() {
    let gaps = Array(
      repeating: Damage(file: Self.bosFile, line: 1, .gap(missing: 1...(Int.max - 1))), count: 3)
    #expect(StoreRemarks(gaps).missingDecisions[Person(rawValue: "bo")] == .max)
  }

  @Test func `whose file each ledger is, the store knows after a look`() throws {
    let store = try MarketStore(at: scratch.file("s"))
    store.person = .ana
    #expect(store.ledgerOwners.isEmpty)
    _ = try store.append([note("1")], at: nine)
    try scratch.write(Array("x".utf8), to: "s/ledger/notes.txt")
    _ = try store.book()
    let writer = try store.writer()
    #expect(store.ledgerOwners.map(\.file) == ["ledger/\(writer.rawValue).jsonl"])
    #expect(store.ledgerOwners.allSatisfy { $0.user == geteuid() && $0.writer == writer })
  }

  @Test func `a digest of a newer version is counted without being read`() throws {
    let store = try MarketStore(at: scratch.file("s"))
    _ = try store.changeNight(.monday, of: "here") { $0.merge(NightDigest(.monday, .ok("web-1"))) }
    let before = try store.shelf().mark(of: .monday)
    #expect(before.newer == 0)
    try scratch.write(
      Array(#"{"v":99,"night":"of days to come"}"#.utf8), to: "s/nights/2026-11-16/b.json")
    let after = try store.shelf().mark(of: .monday)
    #expect(after.newer == 1 && after.value != before.value)
    #expect(try store.shelf().night(.monday).newer == 1)
    #expect(try store.shelf().mark(of: .tuesday).newer == 0)
  }

  @Test func `what was kept of other nights goes, and nothing else`() throws {
    let store = try MarketStore(at: scratch.file("s"))
    let kept = store.keptNights()
    for day in [Day.monday, .tuesday, .wednesday] { kept.keep([1, 2], of: day, madeFrom: 7) }
    try scratch.write([1], to: "s/live/nights/README")
    kept.forgetAll(but: [.tuesday])
    #expect(kept.bytes(of: .monday, madeFrom: 7) == nil)
    #expect(kept.bytes(of: .tuesday, madeFrom: 7) == [1, 2])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.file("s/live/nights")).sorted()
        == ["2026-11-17", "README"])
  }
}
