import Foundation
import Glibc
import MarketModel
import MarketTestKit
import Testing

@testable import MarketLedger

/// All that is whole is read, and what is not is named.
struct LedgerDamageTests {
  let scratch: Scratch
  let folder: Folder
  let name = "ana-3f9c1e.jsonl"

  init() throws {
    scratch = try Scratch()
    folder = try Folder(path: scratch.path)
  }

  /// The bytes of a ledger of notes `0`, `1`, …
  private func ledger(_ count: Int, by writer: WriterID = ana) throws -> [UInt8] {
    _ = try LedgerFile(writer: writer, in: folder)
      .append((0..<count).map { note("\($0)") }, at: nine)
    return try scratch.bytes("\(writer.rawValue).jsonl")
  }

  private func history(_ bytes: [UInt8]) -> WriterHistory {
    var history = WriterHistory(writer: ana, checksChain: true)
    _ = history.read(bytes, of: name, from: WriterHistory.Position())
    return history
  }

  private func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.split(separator: LedgerLine.newline)
  }

  @Test func `a line that was changed and sealed again breaks the chain`() throws {
    var all = lines(try ledger(3)).map(Array.init)
    var forged = Array(
      String(decoding: all[1].dropLast(Seal.length), as: UTF8.self)
        .replacing(#""text":"1""#, with: #""text":"7""#).utf8)
    Seal.close(&forged)
    all[1] = forged
    let history = history(Array(all.joined(separator: [LedgerLine.newline])) + [LedgerLine.newline])
    #expect(history.entries.count == 3)
    #expect(history.damage.map(\.kind) == [.brokenChain])
    #expect(history.damage.map(\.line) == [3])
  }

  @Test func `a line that was taken out leaves a gap`() throws {
    let all = lines(try ledger(4))
    let history = history(Array([all[0], all[3]].joined(separator: [LedgerLine.newline])))
    #expect(history.damage.map(\.kind) == [.gap(missing: 2...3)])
  }

  @Test func `a line that stands twice counts once`() throws {
    let whole = try ledger(3)
    let history = history(whole + whole)
    #expect(history.entries.count == 3)
    #expect(history.damage.isEmpty)
  }

  @Test func `of two decisions with one number all clones choose the same`() throws {
    let one = try ledger(2)
    try FileManager.default.removeItem(atPath: scratch.file(name))
    _ = try LedgerFile(writer: ana, in: folder).append([note("0"), note("other")], at: nine)
    let other = try scratch.bytes(name)
    let (a, b) = (history(one + other), history(other + one))
    #expect(Set(a.entries) == Set(b.entries))
    #expect(a.entries.count == 2)
    #expect(a.damage.map(\.kind) == [.fork(EntryID(writer: ana, sequence: 2))])
  }

  @Test func `a number once given is not given again, even when its line is damaged`() throws {
    var bytes = try ledger(3)
    bytes[bytes.count - 40] ^= 1
    try scratch.write(bytes, to: name)
    let next = try LedgerFile(writer: ana, in: folder).append([note("new")], at: nine)
    #expect(next.map(\.id.sequence) == [4])
    #expect(try Ledgers(in: folder, checksChain: true).damage.map(\.kind) == [.altered])
  }

  @Test func `files that are no ledgers, and lines of other hands, are named`() throws {
    let line = try ledger(1)
    try scratch.write(line, to: "bo-77aa00.jsonl")
    for odd in ["README", "Ana.jsonl", "ana.01.jsonl", "ana.x.jsonl", "ana-3f9c1e.jsonl.orig"] {
      try scratch.write([], to: odd)
    }
    try scratch.write([], to: ".gitkeep")
    let ledgers = try Ledgers(in: folder)
    #expect(ledgers.entries.count == 1)
    #expect(ledgers.damage.count { $0.kind == .foreignFile } == 5)
    #expect(
      ledgers.damage.contains {
        $0.kind == .wrongHand(EntryID(writer: ana, sequence: 1))
          && $0.file == "ledger/bo-77aa00.jsonl"
      })
  }

  @Test(arguments: 1...200)
  func `garbage never traps, and every complaint has words`(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    var bytes = try ledger(5)
    for _ in 0..<chance.int(1...30) {
      let index = chance.int(0...bytes.count - 1)
      switch chance.int(0...3) {
      case 0: bytes[index] = UInt8(chance.int(0...255))
      case 1: bytes.insert(contentsOf: chance.text().utf8, at: index)
      case 2: bytes.removeSubrange(index..<min(bytes.count, index + chance.int(0...80)))
      default: bytes.insert(contentsOf: bytes[index...].prefix(300), at: index)
      }
      if bytes.isEmpty { bytes = [0] }
    }
    let history = history(bytes)
    #expect(history.damage.allSatisfy { !$0.message.isEmpty && !$0.code.isEmpty })
  }

  @Test func `a logical clock at its end stays there`() throws {
    let entry = LedgerEntry(
      id: EntryID(writer: ana, sequence: 1), at: nine, clock: LedgerLine.clockLimit,
      event: note("late"))
    try scratch.write(LedgerLine.bytes(of: entry, after: .none) + [LedgerLine.newline], to: name)
    let next = try LedgerFile(writer: ana, in: folder).append([note("later")], at: nine)
    #expect(next.map(\.clock) == [LedgerLine.clockLimit])
    #expect(try notes(in: folder) == ["late", "later"])
  }
}
