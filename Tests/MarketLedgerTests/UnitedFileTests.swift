import MarketModel
import MarketTestKit
import Testing

@testable import MarketLedger

struct UnitedFileTests {
  private let ledger = StorePath.ledger(ana, segment: 0)
  private let night = Day(daysSince1970: 20_779)

  /// Lines as a hand would have written them, one after the other.
  private func lines(_ texts: String...) -> [[UInt8]] {
    var prev = ChainHash.none
    return texts.enumerated().map { index, text in
      let entry = LedgerEntry(
        id: EntryID(writer: ana, sequence: index + 1), at: nine, clock: index + 1, event: note(text)
      )
      let line = LedgerLine.bytes(of: entry, after: prev)
      prev = ChainHash(of: line[...])
      return line
    }
  }

  private func file(_ lines: [[UInt8]]) -> [UInt8] { lines.flatMap { $0 + [LedgerLine.newline] } }

  private func unite(_ path: StorePath, _ ours: String?, _ base: String?, _ theirs: String?)
    -> UnitedFile
  {
    UnitedFile(
      path, ours: ours.map { Array($0.utf8) }, base: base.map { Array($0.utf8) },
      theirs: theirs.map { Array($0.utf8) })
  }

  @Test func `the longer copy of a ledger makes the shorter one longer`() {
    let all = lines("one", "two", "three")
    let united = UnitedFile(
      ledger, ours: file(Array(all[..<1])), base: nil, theirs: file(all))
    #expect(united.here == file(all))
    #expect(united.there == nil)
  }

  @Test func `of a fork both lines are kept, each side's own first`() {
    let (a, b) = (lines("one", "two"), lines("one", "zwei"))
    let united = UnitedFile(ledger, ours: file(a), base: nil, theirs: file(b))
    #expect(united.here == file(a + [b[1]]))
    #expect(united.there == file(b + [a[1]]))
    let again = UnitedFile(ledger, ours: united.here, base: nil, theirs: united.there)
    #expect(again.here == nil && again.there == nil)
  }

  @Test func `a line without its newline gets one, and counts once`() {
    let all = lines("one", "two")
    let ours = Array(file(Array(all[..<1])).dropLast())
    #expect(UnitedFile(ledger, ours: ours, base: nil, theirs: file(all)).here == file(all))
  }

  @Test func `what is no whole line stays where it is, and the side that has it is named`() {
    let whole = lines("one")
    let flaws = [
      Array("{\"v\":1,\"id\":\"ana".utf8), Array("<<<<<<< HEAD".utf8),
      [UInt8](repeating: 0x41, count: LedgerLine.limit + 1),
    ]
    for flaw in flaws {
      let bytes = file(whole + [flaw])
      let there = UnitedFile(ledger, ours: nil, theirs: bytes)
      #expect(there.here == file(whole) && there.there == nil)
      #expect(there.verdict == .damagedThere)
      let here = UnitedFile(ledger, ours: bytes, theirs: nil)
      #expect(here.there == file(whole) && here.here == nil)
      #expect(here.verdict == .damagedHere)
    }
    #expect(UnitedFile(ledger, ours: nil, theirs: file([flaws[0]])).here == nil)
  }

  @Test func `once damage was moved aside, both copies are equal to the byte`() {
    let all = lines("one", "two", "three", "four")
    let torn = Array("{\"v\":1".utf8)
    let damaged = file([all[0], torn, torn, all[2], all[3], torn])
    let repaired = file([all[0], [], [], all[2], all[3], []])
    let sent = UnitedFile(ledger, ours: damaged, theirs: nil).there
    #expect(sent == repaired.dropLast())
    let later = UnitedFile(ledger, ours: repaired + file([torn, all[1]]), theirs: sent).there
    #expect(later == repaired + file([[], all[1]]))
  }

  @Test func `a line that comes too late for its place says so by an empty one`() {
    let all = lines("one", "two", "three")
    let ours = file([all[0], [], all[2]])
    #expect(
      UnitedFile(ledger, ours: ours, theirs: file(all)).here == ours + file([[], all[1]]))
    #expect(UnitedFile(ledger, ours: ours, theirs: file([all[0]])).there == ours)
  }

  @Test func `a digest of a newer version is carried as it is, and stands beside what is not`() {
    let path = StorePath.digest(night, name: "site.json")
    func newer(_ version: Int) -> [UInt8] {
      var bytes = Array("{\"v\":\(version),\"night\":\"\(night)\",\"weather\":{}".utf8)
      Seal.close(&bytes)
      return bytes + [LedgerLine.newline]
    }
    let old = ShelvedDigest(digest: NightDigest(night: night), heads: [:]).bytes()
    #expect(UnitedFile(path, ours: nil, theirs: newer(3)).here == newer(3))
    #expect(UnitedFile(path, ours: newer(3), theirs: nil).there == newer(3))
    for (a, b) in [(old, newer(3)), (newer(4), newer(3))] {
      let (one, other) = (
        UnitedFile(path, ours: a, theirs: b), UnitedFile(path, ours: b, theirs: a)
      )
      let first = one.here ?? a
      #expect(a == old ? first == newer(3) : [a, b].contains(first))
      #expect(one.there ?? b == first && other.here ?? b == first && other.there ?? a == first)
      #expect(one.beside?.path == other.beside?.path)
      #expect(Set([first, one.beside?.bytes, other.beside?.bytes]) == [a, b])
      #expect(one.beside.flatMap { StorePath($0.path.text) } == one.beside?.path)
    }
    let damaged = UnitedFile(path, ours: newer(3) + [10], theirs: newer(3))
    #expect(damaged.here == nil && damaged.there == nil && damaged.beside == nil)
  }

  @Test(arguments: [
    "nights/2026-11-22/site.json", "nights/2026-11-22/site+.json",
    "nights/2026-11-22/site+0123456789abcdef.json", "minutes/2026-11-22.md",
    "minutes/2026-11-22.0123456789abcdef.md",
  ])
  func `what a gather or an import writes is exchanged`(name: String) {
    #expect(StorePath(name)?.text == name)
  }

  @Test func `a ledger that only one side has is copied byte for byte`() {
    let (a, b) = (lines("one", "two", "three"), lines("one", "zwei"))
    let bytes = file([a[0], [], a[2], b[1], [], a[1]])
    #expect(UnitedFile(ledger, ours: nil, theirs: bytes).here == bytes)
    #expect(UnitedFile(ledger, ours: bytes, theirs: nil).there == bytes)
  }

  @Test(arguments: 1...20)
  func `digests that both sides changed are joined, to the same bytes on either side`(seed: UInt64)
    throws
  {
    var chance = SeededGenerator(seed: seed)
    let path = StorePath.digest(night, name: "site.json")
    let heads = [1, 2].map { LedgerHead(sequence: 4, hash: ChainHash(of: [$0])) }
    let a = ShelvedDigest(digest: chance.digest(), heads: [ana: heads[0]]).bytes()
    let b = ShelvedDigest(digest: chance.digest(), heads: [ana: heads[1]]).bytes()
    let united = UnitedFile(path, ours: a, base: nil, theirs: b)
    let mirrored = UnitedFile(path, ours: b, base: nil, theirs: a)
    let whole = try #require(united.here ?? united.there)
    #expect((united.here ?? a) == whole && (united.there ?? b) == whole)
    #expect((mirrored.here ?? b) == whole && (mirrored.there ?? a) == whole)
    var both = try ShelvedDigest(a, of: night).digest
    both.merge(try ShelvedDigest(b, of: night).digest)
    #expect(try ShelvedDigest(whole, of: night).digest == both)
  }

  @Test func `a damaged digest replaces nothing and is replaced by nothing`() {
    let path = StorePath.digest(night, name: "site.json")
    let sound = ShelvedDigest(digest: NightDigest(night: night), heads: [:]).bytes()
    let damaged = Array(sound.dropLast(9))
    let here = UnitedFile(path, ours: damaged, base: nil, theirs: sound)
    #expect(here.here == nil && here.there == nil)
    #expect(here.verdict == .unreadableHere("was cut off, or is no digest"))
    #expect(UnitedFile(path, ours: sound, base: nil, theirs: damaged).there == sound)
    let there = UnitedFile(path, ours: nil, base: nil, theirs: damaged)
    #expect(there.here == nil)
    #expect(there.verdict == .unreadableThere("was cut off, or is no digest"))
  }

  @Test
  func `of different minutes the longer have the day's name, and the others stand beside them`() {
    let path = StorePath.minutes(night, name: "\(night).md")
    func beside(_ text: String) -> StorePath {
      .minutes(night, name: MinutesName.name(of: night, beside: Array(text.utf8)))
    }
    for (a, b, first) in [("short", "much longer", "much longer"), ("b", "a", "a")] {
      let second = first == a ? b : a
      for (ours, theirs) in [(a, b), (b, a)] {
        // Whoever had them last plays no part in it.
        for base in [nil, a, b] {
          let united = unite(path, ours, base, theirs)
          #expect(united.here == (ours == first ? nil : Array(first.utf8)))
          #expect(united.there == (theirs == first ? nil : Array(first.utf8)))
          #expect(united.beside?.path == beside(second))
          #expect(united.beside?.bytes == Array(second.utf8))
        }
      }
    }
    // What has the name of its own bytes keeps it.
    let united = unite(beside("a"), "a", nil, "longer, but not what the name says")
    #expect(united.here == nil && united.there == Array("a".utf8))
  }

  @Test func `settings that both sides changed clash`() {
    #expect(unite(.settings, "a", "o", "b").verdict == .clash)
    #expect(unite(.settings, "o", "o", "b").here == Array("b".utf8))
    #expect(unite(.settings, nil, nil, "b").here == Array("b".utf8))
    #expect(unite(.ignored, "a", "o", "b").there == Array("a".utf8))
  }

  @Test(arguments: [
    "", "/", "ledger", "ledger/", "ledger/../x.jsonl", "ledger/Ana.jsonl", "ledger/ana.01.jsonl",
    "ledger/ana.jsonl/x", "/ledger/ana.jsonl", "ledger//ana.jsonl", "ledger/ana.jsonl\n", "nights",
    "nights/2026-02-30/a.json", "nights/2026-11-22/.json", "nights/2026-11-22/.a.json",
    "nights/2026-11-22/a b.json", "nights/2026-11-22/..", "nights/2026-11-22/a.json/b",
    "nights/2026-11-22/ü.json", "minutes/2026-11-22.txt", "minutes/../market.yml",
    "live/place.json",
    "market.yml/x", "Market.yml", "market.yml.theirs", "nodes.txt", ".git/config", "../market.yml",
  ])
  func `no other place is a store's`(name: String) { #expect(StorePath(name) == nil) }

  @Test(arguments: [
    "market.yml", ".gitignore", "ledger/ana-3f9c1e.jsonl", "ledger/ana-3f9c1e.12.jsonl",
    "nights/2026-11-22/web-gatherer.json", "nights/2026-11-22/%c3%bc~0a.json",
    "minutes/2026-11-22.md",
  ])
  func `a place says its own name`(name: String) { #expect(StorePath(name)?.text == name) }
}
