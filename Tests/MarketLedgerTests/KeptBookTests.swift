import Foundation
import MarketModel
import MarketTestKit
import Testing

@testable import MarketLedger

/// What the ledgers amount to is kept for the next start, and is never another than what they say.
struct KeptBookTests {
  private let scratch: Scratch
  private let days = (0..<9).map { Day(daysSince1970: 20_000 + $0) }

  init() throws {
    scratch = try Scratch()
    try MarketStore.create(at: scratch.file("s"))
  }

  /// A store as a program opens it that starts.
  private func start(as person: String = "eva", keepingFrom count: Int = 1) throws -> MarketStore {
    let store = try MarketStore(at: scratch.file("s"))
    store.person = Person(rawValue: person)
    store.worthKeeping = count
    return store
  }

  /// What a program reads that keeps nothing and takes nothing that was kept.
  private func truth() throws -> MarketBook {
    MarketBook(try start().ledgers().entries)
  }

  private var kept: String { "s/live/book-\(geteuid())" }

  /// Some mornings of two people, of which a start keeps the older ones.
  private func holdMarkets(_ days: some Sequence<Day>) throws {
    let (ana, bo) = (try start(as: "ana"), try start(as: "bo"))
    for day in days {
      _ = try ana.book()
      _ = try ana.append([.marketOpened(market: day, plan: .standard), note("by ana")], at: nine)
      _ = try bo.book()
      _ = try bo.append([note("by bo"), .marketClosed(market: day)], at: nine)
    }
  }

  @Test(arguments: 1...60)
  func `every start reads what the ledgers say, whatever was written between`(
    seed: UInt64
  ) throws {
    var chance = SeededGenerator(seed: seed)
    let writers = try ["ana", "bo", "cy"].map { try start(as: $0) }
    for _ in 0..<chance.int(3...14) {
      let writer = chance.one(of: writers)
      if chance.int(0...2) > 0 { _ = try writer.book() }
      var events = (0..<chance.int(1...4)).map { _ in chance.event() }
      if chance.int(0...2) == 0 {
        events.append(.marketOpened(market: chance.one(of: days), plan: .standard))
      }
      if chance.int(0...4) == 0, let entry = try truth().entries.randomElement(using: &chance) {
        events.append(.undone(entry: entry.id))
      }
      _ = try writer.append(events, at: nine, asStep: chance.int(0...2) == 0)
      if chance.int(0...1) == 0 { #expect(try start().book().book == truth()) }
    }
    let book = try start().book().book
    #expect(book == (try truth()))
    let again = try start()
    #expect(try again.book().book == book)
    let next = try again.append([note("goes on")], at: nine)[0]
    #expect(next.clock == book.nextClock)
    #expect(try start().book().book == truth())
  }

  @Test func `a start reads old ledgers no more`() throws {
    try holdMarkets(days)
    _ = try start().book()
    let (book, damage) = try start().book()
    #expect(damage.isEmpty)
    #expect(book.oldPages?.end.clock == 28 && book.count == 36)
    #expect(book.recent.first?.event == .marketOpened(market: days[7], plan: .standard))
    #expect(book.entries == (try truth().entries))
    #expect(try scratch.mode(kept) == 0o600)
  }

  @Test func `nothing is kept of small ledgers, nor of damaged ones`() throws {
    try holdMarkets(days)
    _ = try start(keepingFrom: 37).book()
    #expect(throws: (any Error).self) { try scratch.bytes(kept) }
    let name = "s/ledger/\(try start(as: "ana").writer().rawValue).jsonl"
    let whole = try scratch.bytes(name)
    try scratch.write(whole.dropLast(2) + [UInt8(ascii: "x"), 10], to: name)
    #expect(try start().book().damage.count == 1)
    #expect(throws: (any Error).self) { try scratch.bytes(kept) }
  }

  @Test func `a ledger that was written over is read again, and what is damaged named`() throws {
    try holdMarkets(days)
    _ = try start().book()
    let name = "s/ledger/\(try start(as: "bo").writer().rawValue).jsonl"
    var bytes = try scratch.bytes(name)
    bytes[100] ^= 1
    let file = try #require(FileHandle(forUpdatingAtPath: scratch.file(name)))
    try file.write(contentsOf: Data(bytes))
    try file.close()
    let (book, damage) = try start().book()
    #expect(damage.count == 1 && book.count == 35 && book.oldPages == nil)
  }

  @Test func `a ledger that got shorter, is gone or came along is noticed`() throws {
    try holdMarkets(days)
    _ = try start().book()
    let name = scratch.file("s/ledger/\(try start(as: "bo").writer().rawValue).jsonl")
    try FileManager.default.moveItem(atPath: name, toPath: scratch.file("aside"))
    #expect(try start().book().book == truth())
    try FileManager.default.copyItem(atPath: scratch.file("aside"), toPath: name)
    #expect(try start().book().book == truth())
    let file = try #require(FileHandle(forUpdatingAtPath: name))
    try file.truncate(atOffset: try file.seekToEnd() - 3)
    let (book, damage) = try start().book()
    #expect(book == (try truth()) && damage.count == 1)
  }

  @Test func `what was kept and is not whole any more is passed over`() throws {
    try holdMarkets(days)
    let book = try start().book().book
    let bytes = try scratch.bytes(kept)
    for place in stride(from: 0, to: bytes.count, by: 41) {
      var changed = bytes
      changed[place] ^= 4
      try scratch.write(changed, to: kept)
      #expect(try start(keepingFrom: .max).book().book == book)
      try scratch.write(Array(bytes.prefix(place)), to: kept)
      #expect(try start(keepingFrom: .max).book().book == book)
    }
  }

  @Test func `what is kept goes on with the markets`() throws {
    try holdMarkets(days[..<4])
    _ = try start().book()
    try holdMarkets(days[4...])
    let news = (0...KeptBook.newsLimit).map { note("\($0)") }
    let ana = try start(as: "ana")
    _ = try ana.append(news, at: nine)
    #expect(try start().book().book.oldPages?.end.clock == 28)
    #expect(try start().book().book == truth())
  }

  @Test func `a file that others could write to is nobody's book`() throws {
    try holdMarkets(days)
    let book = try start().book().book
    let forged = try scratch.bytes(kept)
    let path = scratch.file(kept)
    let folder = try #require(try Folder(path: scratch.file("s")).folder("live"))
    #expect(KeptBook(in: folder, of: folder) != nil)
    // As the board's place is, which the group may write, moved to the book's name.
    #expect(unsafe chmod(path, 0o660) == 0)
    #expect(KeptBook(in: folder, of: folder) == nil)
    #expect(unsafe chmod(path, 0o600) == 0 && link(path, scratch.file("twin")) == 0)
    #expect(KeptBook(in: folder, of: folder) == nil)
    #expect(try start().book().book == book)
    #expect(try scratch.bytes("twin") == forged)
  }

  @Test func `what a line has seen makes no other line of it`() throws {
    let odd = #"x":1},"id":"bo-000002:5","by":"bo","event":{"started":{}},"seen":{"y"#
    let entry = LedgerEntry(
      id: EntryID(writer: ana, sequence: 1), at: nine, clock: 1, event: note("mine"), seen: [bo: 7])
    let text = String(decoding: LedgerLine.bytes(of: entry, after: .none), as: UTF8.self)
    let quoted = odd.replacing("\"", with: "\\\"")
    var line = Array(text.replacing("\"bo-77aa00\":7", with: "\"\(quoted)\":7").utf8)
    line.removeLast(Seal.length)
    Seal.close(&line)
    let read = try LedgerLine(line, in: line.indices).entry
    let again = LedgerLine.bytes(of: read, after: .none)
    #expect(read.seen == [:] && read.by == ana)
    #expect(try LedgerLine(again, in: again.indices).entry == read)
  }

  /// Bo's ledger can't be read: there is a folder in its place.
  private func withoutBos(_ body: () throws -> Void) throws {
    let path = scratch.file("s/ledger/\(try start(as: "bo").writer().rawValue).jsonl")
    try FileManager.default.moveItem(atPath: path, toPath: scratch.file("aside"))
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    try body()
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.moveItem(atPath: scratch.file("aside"), toPath: path)
  }

  @Test func `what was kept stays while a ledger can't be read, whatever is decided`() throws {
    let bos = try start(as: "bo")
    let id = ProblemID(number: 1, writer: try bos.writer())
    _ = try bos.append(
      [
        .laidOut(
          problem: id, kind: .failure, fingerprint: Fingerprint(value: 1), title: "t",
          night: days[0])
      ],
      at: nine)
    try holdMarkets(days)
    let old = try start().book().book.entries[1]
    let clock = try start().book().book.nextClock
    try withoutBos {
      let ana = try start(as: "ana")
      #expect(try ana.book().book.problem(id) != nil)
      let entry = try ana.append([.undone(entry: old.id)], at: nine)[0]
      #expect(entry.clock == clock)
      #expect(try ana.book().book.problem(id) != nil)
      let (book, damage) = try start().book()
      #expect(book.problem(id) != nil && book.nextNumber == 2 && damage.count == 1)
    }
    let book = try start().book().book
    #expect(book == (try truth()) && !book.isProvisional)
  }

  @Test func `a hand of which a file can't be read gives no number twice`() throws {
    try holdMarkets(days)
    let bos = try start(as: "bo").writer()
    try scratch.write([], to: "s/ledger/\(bos.rawValue).1.jsonl")
    try withoutBos {
      let bo = try start(as: "bo")
      _ = try bo.book()
      #expect(throws: StoreError.self) { try bo.append([note("again")], at: nine) }
    }
    #expect(try start().book().damage.isEmpty)
  }

  @Test func `what comes late is news though old pages end where they did`() throws {
    try holdMarkets(days)
    let board = try start()
    let before = try board.book().book
    let late = LedgerEntry(
      id: EntryID(writer: WriterID(rawValue: "cy-000001"), sequence: 1), at: nine, clock: 2,
      event: note("late"))
    try scratch.write(
      LedgerLine.bytes(of: late, after: .none) + [10], to: "s/ledger/cy-000001.jsonl")
    let after = try board.book().book
    #expect(after.oldPages?.end == before.oldPages?.end)
    #expect(after.news(since: before) == [late])
  }

  @Test func `a ledger that git made longer is read on`() throws {
    try holdMarkets(days)
    _ = try start().book()
    let name = "s/ledger/\(try start(as: "bo").writer().rawValue).jsonl"
    let bytes = try scratch.bytes(name)
    _ = try start(as: "bo").append([note("on another clone")], at: nine)
    try scratch.write(try scratch.bytes(name), to: "aside")
    #expect(unsafe rename(scratch.file("aside"), scratch.file(name)) == 0)
    let (book, damage) = try start(keepingFrom: .max).book()
    #expect(book.oldPages != nil && damage.isEmpty)
    #expect(book == (try truth()))
    try scratch.write(Array(bytes.dropLast(9)) + bytes, to: "aside")
    #expect(unsafe rename(scratch.file("aside"), scratch.file(name)) == 0)
    #expect(try start(keepingFrom: .max).book().book.oldPages == nil)
  }
}
