import Foundation
import Glibc
import MarketModel
import MarketTestKit
import Testing

@testable import MarketLedger

struct MarketStoreTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try MarketStore.create(at: scratch.file("s"))
  }

  private func store(as name: String = "ana", at path: String = "s") throws -> MarketStore {
    let store = try MarketStore(at: scratch.file(path))
    store.person = Person(rawValue: name)
    return store
  }

  @Test func `an inventory may be a file beside market.yml, a node a line`() throws {
    try scratch.write(Array("inventory: nodes.txt\n".utf8), to: "s/market.yml")
    let store = try store()
    #expect(try store.settings().complaints.map(\.place) == ["\(store.path)/market.yml:1"])
    try scratch.write(Array("# ours\n web-01 # old\n\nweb-02\r\n".utf8), to: "s/nodes.txt")
    let settings = try store.settings().settings
    #expect(settings.inventory.map(\.rawValue).sorted() == ["web-01", "web-02"])
  }

  @Test func `a new store has the group's modes, whatever the umask`() throws {
    let old = umask(0o077)
    defer { umask(old) }
    try MarketStore.create(at: scratch.file("new"))
    let store = try store(at: "new")
    _ = try store.append([note("one")], at: nine)
    for folder in ["new/nights", "new/minutes", "new/intake", "new/live"] {
      #expect(try scratch.mode(folder) == 0o2770, "\(folder)")
    }
    // What is in these, only its owner replaces.
    for folder in ["new", "new/ledger"] { #expect(try scratch.mode(folder) == 0o3770, "\(folder)") }
    #expect(try scratch.mode("new/ledger/\(store.writer().rawValue).jsonl") == 0o640)
    #expect(try scratch.text("new/.gitignore").contains("live/"))
  }

  @Test func `what is no store is not opened, and says how to make one`() throws {
    try FileManager.default.createDirectory(
      atPath: scratch.file("photos"), withIntermediateDirectories: false)
    for path in ["photos", "nowhere"] {
      #expect {
        try MarketStore(at: scratch.file(path))
      } throws: { ($0 as? StoreError)?.message.contains("market init") == true }
    }
    #expect(throws: StoreError.self) { try MarketStore.create(at: "/proc/market") }
  }

  @Test func `two terminals of one person share a hand, another person has another`() throws {
    let (one, two) = (try store(), try store())
    #expect(try one.writer() == two.writer())
    #expect(try one.writer().person.rawValue == "ana")
    #expect(try store(as: "bo").writer() != one.writer())
  }

  @Test func `a clone and a copy of a store draw hands of their own`() throws {
    let original = try store().writer()
    try FileManager.default.copyItem(atPath: scratch.file("s"), toPath: scratch.file("copy"))
    #expect(try store(at: "copy").writer() != original)
    try FileManager.default.removeItem(atPath: scratch.file("s/live"))
    #expect(try store().writer() != original)
  }

  @Test func `decisions of one terminal are seen by another, in one order`() throws {
    let (ana, bo) = (try store(), try store(as: "bo"))
    _ = try ana.append([note("one")], at: nine)
    #expect(bo.hasChanged())
    #expect(try bo.book().book.entries.count == 1)
    #expect(!bo.hasChanged())
    let answer = try bo.append([note("two")], at: nine.adding(seconds: -3600))
    #expect(answer.map(\.clock) == [2])
    #expect(ana.hasChanged())
    #expect(try ana.book().book.entries.map(\.clock) == [1, 2])
  }

  @Test func `a line says what its hand had newly read of the others, once`() throws {
    let (ana, bo) = (try store(), try store(as: "bo"))
    let one = try ana.append([note("one"), note("two")], at: nine)
    #expect(one.map(\.seen) == [[:], nil])
    #expect(try bo.append([note("blind")], at: nine).map(\.seen) == [[:]])
    _ = try bo.book()
    let anas = try ana.writer()
    #expect(try bo.append([note("seeing")], at: nine).map(\.seen) == [[anas: 2]])
    _ = try bo.book()
    #expect(try bo.append([note("nothing new")], at: nine).map(\.seen) == [nil])
    let again = try store(as: "bo")
    _ = try again.book()
    #expect(try again.append([note("after a restart")], at: nine).map(\.seen) == [nil])
    _ = try ana.append([note("three")], at: nine)
    _ = try again.book()
    #expect(try again.append([note("news")], at: nine).map(\.seen) == [[anas: 3]])
    let causality = Causality(of: try ana.ledgers().entries)
    let entries = try ana.book().book.entries
    let blind = try #require(entries.first { $0.event == note("blind") })
    #expect(causality.areConcurrent(one[0], blind))
  }

  @Test func `where the board stands survives, and nonsense is no place`() throws {
    let store = try store()
    #expect(store.livePlace() == nil)
    let place = Place(
      market: Day(daysSince1970: 20_779), phase: .triage, item: ProblemID(number: 12, writer: ana),
      chosen: [.review: ProblemID(number: 7, writer: ana)])
    try store.setLivePlace(place)
    #expect(try self.store().livePlace() == place)
    try scratch.write(Array("{\"v\":1,".utf8), to: "s/live/place.json")
    #expect(store.livePlace() == nil)
  }

  @Test func `marks of what was gathered survive, and a damaged cache is an empty one`() throws {
    let store = try store()
    let mark = FileMark(
      path: "/var/spool/\u{1b}\"a", inode: .max, size: 7, modified: -5, consumed: 6)
    try store.setIntake([mark], of: "/var/spool")
    #expect(try store.intake(of: "/var/spool") == [mark])
    #expect(try store.intake(of: "/other").isEmpty)
    let file = "s/intake/%2fvar%2fspool.json"
    try scratch.write(Array(try scratch.bytes(file).dropLast(3)), to: file)
    #expect(try store.intake(of: "/var/spool").isEmpty)
  }

  @Test(arguments: [
    ("web-01.example", "web-01.example"), ("../../etc", "%2e.%2f..%2fetc"), ("", "%"),
    (".hidden", "%2ehidden"), ("größe", "gr%c3%b6%c3%9fe"), ("a\u{0}b", "a%00b"),
  ])
  func `a name from outside is no path`(name: String, file: String) {
    #expect(FileName.encoded(name) == file)
    #expect(FileName.encoded(String(repeating: name + "/", count: 300)).utf8.count <= 180)
  }

  @Test func `the minutes are written, and written anew`() throws {
    let day = Day(daysSince1970: 20_779)
    try store().writeMinutes("# one\n", of: day)
    try store().writeMinutes("# two\n", of: day)
    #expect(try scratch.text("s/minutes/2026-11-22.md") == "# two\n")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.file("s/minutes")).count == 1)
  }

  @Test func `a folder that is a link is not followed`() throws {
    try FileManager.default.removeItem(atPath: scratch.file("s/ledger"))
    try FileManager.default.createSymbolicLink(
      atPath: scratch.file("s/ledger"), withDestinationPath: scratch.path)
    #expect(throws: StoreError.notRegular(file: scratch.file("s/ledger"))) {
      try store().append([note("x")], at: nine)
    }
  }
}

struct StoreCheckTests {
  let scratch: Scratch
  let store: MarketStore
  let night = Day(daysSince1970: 20_779)

  init() throws {
    scratch = try Scratch()
    try MarketStore.create(at: scratch.file("s"))
    store = try MarketStore(at: scratch.file("s"))
    store.person = Person(rawValue: "ana")
    _ = try store.append([note("one"), note("two"), note("three")], at: nine)
    var chance = SeededGenerator(seed: 5)
    let digest = chance.digest()
    _ = try store.changeNight(night, of: "site") { $0.merge(digest) }
  }

  private var ledger: String { get throws { "s/ledger/\(try store.writer().rawValue).jsonl" } }

  @Test func `a sound store is sound`() throws {
    let check = try StoreCheck(of: store)
    #expect(check.damage.isEmpty)
    #expect((check.decisions, check.hands, check.nights) == (3, 1, 1))
  }

  @Test func `a ledger cut off after the night was gathered is noticed`() throws {
    let bytes = try scratch.bytes(ledger)
    let end = try #require(bytes.dropLast().lastIndex(of: LedgerLine.newline))
    try scratch.write(Array(bytes[...end]), to: ledger)
    let id = EntryID(writer: try store.writer(), sequence: 3)
    #expect(try StoreCheck(of: store).damage.map(\.kind) == [.shortened(last: id)])
  }

  @Test func `a history written anew from its beginning is noticed`() throws {
    let writer = try store.writer()
    try FileManager.default.removeItem(atPath: scratch.file(ledger))
    let folder = try Folder(path: scratch.file("s/ledger"))
    _ = try LedgerFile(writer: writer, in: folder)
      .append([note("a"), note("b"), note("c"), note("d")], at: nine)
    #expect(
      try StoreCheck(of: store).damage.map(\.kind)
        == [.rewritten(EntryID(writer: writer, sequence: 3))])
  }

  @Test func `repair moves what is damaged aside, keeps every byte and all that is whole`() throws {
    var bytes = try scratch.bytes(ledger)
    let second = try #require(bytes.firstIndex(of: LedgerLine.newline)) + 1
    bytes[second + 150] ^= 4
    let lost = Array(bytes[second...].prefix { $0 != LedgerLine.newline })
    try scratch.write(bytes, to: ledger)
    try scratch.write([1], to: "s/ledger/README.orig")
    try scratch.write([2], to: "s/nights/2026-11-22/broken.json")
    try scratch.write([3], to: "s/intake/broken.json")

    let check = try StoreCheck(of: store)
    #expect(Set(check.damage.map(\.code)) == ["altered", "foreign_file", "unreadable"])
    let repair = try StoreRepair(of: store, check.damage)
    #expect(repair.moved.count == 4)
    #expect(repair.left.isEmpty)
    #expect(try StoreCheck(of: store).damage.isEmpty)
    #expect(try store.book().book.entries.map(\.id.sequence) == [1, 3])
    let aside = try FileManager.default.contentsOfDirectory(atPath: scratch.file("s/damaged"))
    #expect(aside.count == 4)
    let name = try #require(aside.first { $0.hasPrefix("ledger-ana") })
    #expect(try scratch.bytes("s/damaged/\(name)") == lost + [LedgerLine.newline])
    #expect(try scratch.mode(ledger) == 0o640)

    let next = try store.append([note("four")], at: nine)
    #expect(next.map(\.id.sequence) == [4])
    #expect(try StoreCheck(of: store).damage.isEmpty)
  }

  @Test func `a night that was gathered beside a torn line is no witness of it after a repair`()
    throws
  {
    let bytes = try scratch.bytes(ledger)
    try scratch.write(bytes.dropLast(40), to: ledger)
    try FileManager.default.removeItem(atPath: scratch.file("s/nights/2026-11-22"))
    _ = try store.changeNight(night, of: "site") {
      $0.add(Unread(file: "a", offset: 0, reason: "b"))
    }
    _ = try StoreRepair(of: store, StoreCheck(of: store).damage)
    #expect(try StoreCheck(of: store).damage.isEmpty)
  }

  @Test func `repair of two lines that lost their newline keeps both`() throws {
    var bytes = try scratch.bytes(ledger)
    let end = try #require(bytes.firstIndex(of: LedgerLine.newline))
    bytes[end] = 0
    try scratch.write(bytes, to: ledger)
    let check = try StoreCheck(of: store)
    _ = try StoreRepair(of: store, check.damage)
    #expect(try StoreCheck(of: store).damage.isEmpty)
    #expect(try store.book().book.entries.count == 3)
  }
}
