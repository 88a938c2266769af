import Foundation
import MarketModel
import MarketTestKit
import Testing

@testable import MarketLedger

/// A store that is open all morning sees what others write without reading all of it again.
struct LedgerTailsTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try MarketStore.create(at: scratch.file("s"))
  }

  private func store(as person: String) throws -> MarketStore {
    let store = try MarketStore(at: scratch.file("s"))
    store.person = Person(rawValue: person)
    return store
  }

  @Test(arguments: 1...40)
  func `what is read bit by bit is what is read at once`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let people = ["ana", "bo", "cy"]
    let stores = try people.map { try store(as: $0) }
    let watching = try store(as: "eva")
    for _ in 0..<random.int(3...12) {
      let writer = random.one(of: stores)
      if random.int(0...2) > 0 { _ = try writer.book() }
      var events = (0..<random.int(1...4)).map { _ in random.event() }
      if random.int(0...3) == 0, let last = try writer.book().book.entries.last {
        events.append(.undone(entry: last.id))
      }
      _ = try writer.append(events, at: nine)
      if random.int(0...1) == 0 { _ = try watching.book() }
    }
    let fresh = try store(as: "eva").book()
    let seen = try watching.book()
    #expect(seen.book == fresh.book && seen.damage == fresh.damage)
    for store in stores { #expect(try store.book().book == fresh.book) }
  }

  @Test func `half a line is waited for`() throws {
    let (ana, eva) = (try store(as: "ana"), try store(as: "eva"))
    _ = try ana.append([note("one")], at: nine)
    #expect(try eva.book().book.entries.count == 1)
    _ = try ana.append([note("two")], at: nine)
    let name = "s/ledger/\(try ana.writer().rawValue).jsonl"
    let whole = try scratch.bytes(name)
    let file = try #require(FileHandle(forUpdatingAtPath: scratch.file(name)))
    try file.truncate(atOffset: UInt64(whole.count - 40))
    #expect(try eva.book().book.entries.count == 1)
    try file.seekToEnd()
    try file.write(contentsOf: Data(whole.suffix(40)))
    #expect(try eva.book().book.entries.count == 2)
  }

  @Test func `whole lines before one that stays torn are read, and it is named`() throws {
    let (ana, eva) = (try store(as: "ana"), try store(as: "eva"))
    _ = try ana.append([note("one")], at: nine)
    #expect(try eva.book().book.entries.count == 1)
    _ = try ana.append([note("two"), note("three")], at: nine)
    let name = "s/ledger/\(try ana.writer().rawValue).jsonl"
    let file = try #require(FileHandle(forUpdatingAtPath: scratch.file(name)))
    try file.truncate(atOffset: UInt64(try scratch.bytes(name).count - 40))
    let (seen, fresh) = (try eva.book(), try store(as: "cy").book())
    #expect(seen.book == fresh.book && seen.book.entries.count == 2)
    #expect(seen.damage == fresh.damage && seen.damage.count == 1)
  }

  @Test func `another file under the same name is read from its start`() throws {
    let (ana, eva) = (try store(as: "ana"), try store(as: "eva"))
    for number in 1...3 { _ = try ana.append([note("\(number)")], at: nine) }
    #expect(try eva.book().book.entries.count == 3)
    let name = "s/ledger/\(try ana.writer().rawValue).jsonl"
    let lines = try scratch.bytes(name)
    try FileManager.default.removeItem(atPath: scratch.file(name))
    try scratch.write(Array(lines.prefix { $0 != 10 }) + [10], to: name)
    #expect(try eva.book().book.entries.count == 1)
  }

  /// Puts a line at the end of a ledger, as a merge of two copies does.
  private func bring(_ line: [UInt8], to name: String) throws {
    let file = try #require(FileHandle(forUpdatingAtPath: scratch.file(name)))
    try file.seekToEnd()
    try file.write(contentsOf: Data(line + [LedgerLine.newline]))
  }

  /// A board that has read three decisions, and the second of them as another copy made it.
  private func watched(
    _ text: String
  ) throws -> (board: MarketStore, ledger: String, second: LedgerEntry, twin: [UInt8]) {
    let (ana, eva) = (try store(as: "ana"), try store(as: "eva"))
    for number in 1...3 { _ = try ana.append([note("\(number)")], at: nine) }
    let entries = try eva.book().book.entries
    #expect(entries.count == 3)
    let name = "s/ledger/\(try ana.writer().rawValue).jsonl"
    let first = try scratch.bytes(name).prefix { $0 != LedgerLine.newline }
    let twin = LedgerEntry(
      id: entries[1].id, at: nine, clock: entries[1].clock, event: note(text))
    return (eva, name, entries[1], LedgerLine.bytes(of: twin, after: ChainHash(of: first)))
  }

  @Test(arguments: 1...20)
  func `a fork that arrives late counts once, and the same for a board that read on`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let text = "what the other copy says: \(random.int(0...999_999))"
    let (board, ledger, second, twin) = try watched(text)
    try bring(twin, to: ledger)
    let (seen, fresh) = (try board.book(), try store(as: "cy").book())
    #expect(seen.book == fresh.book && seen.damage == fresh.damage)
    #expect(seen.book.entries.count == 3 && Set(seen.book.entries.map(\.id)).count == 3)
    #expect(seen.damage.map(\.kind) == [.fork(second.id)])
    _ = try store(as: "bo").append([note("meanwhile")], at: nine)
    #expect(try board.book().book == store(as: "cy").book().book)
    #expect(try board.book().book.entries.count == 4)
  }

  @Test func `a line that comes a second time, late, is still one decision`() throws {
    let (board, ledger, _, _) = try watched("")
    let lines = try scratch.bytes(ledger).split(separator: LedgerLine.newline)
    try bring(Array(lines[1]), to: ledger)
    let seen = try board.book()
    #expect(seen.book.entries.count == 3 && seen.damage.isEmpty)
    #expect(try seen.book == store(as: "cy").book().book)
  }

  @Test func `a line that was missing and comes late takes its place`() throws {
    let (_, ledger, second, _) = try watched("")
    let lines = try scratch.bytes(ledger).split(separator: LedgerLine.newline)
    let newline = [LedgerLine.newline]
    try scratch.write([lines[0], lines[2]].flatMap { $0 + newline }, to: ledger)
    let board = try store(as: "fay")
    let gap = try board.book()
    #expect(gap.book.entries.count == 2 && gap.damage.map(\.kind) == [.gap(missing: 2...2)])
    try bring(Array(lines[1]), to: ledger)
    let (seen, fresh) = (try board.book(), try store(as: "cy").book())
    #expect(seen.book == fresh.book && seen.damage == fresh.damage)
    #expect(seen.book.entries.map(\.id.sequence) == [1, 2, 3] && seen.book.entries[1] == second)
  }

  @Test func `a longer file whose earlier lines are others is read from its start`() throws {
    let (board, ledger, second, twin) = try watched("what git put here")
    let lines = try scratch.bytes(ledger).split(separator: LedgerLine.newline)
    let newline = [LedgerLine.newline]
    try FileManager.default.removeItem(atPath: scratch.file(ledger))
    let others = [Array(lines[0]), twin, Array(lines[2]), Array(lines[2])]
    try scratch.write(others.flatMap { $0 + newline }, to: ledger)
    let (seen, fresh) = (try board.book(), try store(as: "cy").book())
    #expect(seen.book == fresh.book && seen.book.entries.count == 3)
    #expect(seen.book.entries[1].id == second.id && seen.book.entries[1] != second)
  }

  @Test func `what was read of a ledger stays while the file can't be read`() throws {
    let (board, ledger, _, _) = try watched("")
    _ = try store(as: "bo").append([note("meanwhile")], at: nine)
    let (path, aside) = (scratch.file(ledger), scratch.file("aside"))
    try FileManager.default.moveItem(atPath: path, toPath: aside)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    for _ in 1...2 {
      let seen = try board.book()
      #expect(seen.book.entries.count == 4 && seen.damage.map(\.kind) == [.notRegular])
      #expect(!board.hasChanged() && board.ledgerOwners.count == 2)
    }
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.moveItem(atPath: aside, toPath: path)
    let seen = try board.book()
    #expect(seen.book.entries.count == 4 && seen.damage.isEmpty && !board.hasChanged())
  }

  @Test func `what was just decided here stays while the file can't be read`() throws {
    let board = try store(as: "ana")
    #expect(try board.book().book.entries.isEmpty)
    _ = try board.append([note("one")], at: nine)
    let path = scratch.file("s/ledger/\(try board.writer().rawValue).jsonl")
    try FileManager.default.moveItem(atPath: path, toPath: scratch.file("aside"))
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    #expect(try board.book().book.entries.count == 1)
    #expect(try board.book().book.entries.count == 1)
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.moveItem(atPath: scratch.file("aside"), toPath: path)
    #expect(try board.book().book == store(as: "bo").book().book)
  }
}
