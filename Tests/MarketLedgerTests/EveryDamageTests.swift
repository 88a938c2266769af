import Foundation
import MarketModel
import MarketTestKit
import Testing

@testable import MarketLedger

/// One ledger of fifty decisions, damaged in every way that a disk knows: each bit, each cut, each
/// sector. `make soak` tries every bit; `make test` one in eight of each byte's, another for each.
struct EveryDamageTests {
  let scratch: Scratch
  let folder: Folder
  let name = "ana-3f9c1e.jsonl"
  let whole: [UInt8]
  let entries: [LedgerEntry]
  /// Where each line begins, and the end.
  let starts: [Int]

  init() throws {
    scratch = try Scratch()
    folder = try Folder(path: scratch.path)
    var chance = SeededGenerator(seed: 50)
    let ledger = LedgerFile(writer: ana, in: folder)
    for _ in 0..<50 { _ = try ledger.append([chance.event()], at: nine) }
    let bytes = try scratch.bytes(name)
    whole = bytes
    starts = [0] + bytes.indices.filter { bytes[$0] == LedgerLine.newline }.map { $0 + 1 }
    entries = try Ledgers(in: folder).entries
  }

  /// What is known when all lines before this one were read.
  private func history(before line: Int) -> WriterHistory {
    var history = WriterHistory(writer: ana, checksChain: true)
    _ = history.read(Array(whole[..<starts[line]]), of: name, from: WriterHistory.Position())
    history.dropEntries()
    return history
  }

  /// The same, and then these bytes.
  private func reading(_ bytes: ArraySlice<UInt8>, after before: WriterHistory) -> WriterHistory {
    var history = before
    _ = history.read(Array(bytes), of: name, from: WriterHistory.Position())
    return history
  }

  @Test func `with any bit flipped, every other line is read and the damage is named`() {
    for line in 0..<50 {
      let before = history(before: line)
      // A ledger is read line by line: what comes later does not differ.
      let window = starts[line]..<starts[min(50, line + 3)]
      let others = Array(entries[line..<min(50, line + 3)])
      for index in starts[line]..<starts[line + 1] {
        let isNewline = index == starts[line + 1] - 1
        for bit in Soak.isOn ? 0..<8 : index % 8..<index % 8 + 1 {
          var bytes = whole[window]
          bytes[index] ^= 1 << UInt8(bit)
          let history = reading(bytes, after: before)
          let expected = isNewline ? others : others.filter { $0.id.sequence != line + 1 }
          let isNamed =
            history.damage.count == 1 && history.damage[0].file == name
            && history.damage[0].line == 1
          #expect(isNamed && history.entries == expected, "bit \(bit) of byte \(index)")
        }
      }
    }
  }

  @Test func `cut at any byte, every line before the cut is read and the rest is named`() {
    for line in 0..<50 {
      let before = history(before: line)
      for cut in starts[line]..<starts[line + 1] {
        let history = reading(whole[starts[line]..<cut], after: before)
        let isWhole = cut == starts[line + 1] - 1
        let isClean = isWhole || cut == starts[line]
        #expect(history.entries == (isWhole ? [entries[line]] : []), "cut at \(cut)")
        #expect(history.damage.map(\.kind) == (isClean ? [] : [.torn]), "cut at \(cut)")
      }
    }
  }

  @Test(arguments: [UInt8(0), 0xFF])
  func `a sector that reads as nothing costs the lines it touches and no other`(filling: UInt8) {
    for sector in stride(from: 0, to: whole.count, by: 512) {
      let hole = sector..<min(sector + 512, whole.count)
      var bytes = whole
      bytes.replaceSubrange(hole, with: repeatElement(filling, count: hole.count))
      let untouched = (0..<50).filter { hole.clamped(to: starts[$0]..<starts[$0 + 1] - 1).isEmpty }
      let history = reading(bytes[...], after: history(before: 0))
      #expect(history.entries == untouched.map { entries[$0] })
      #expect(!history.damage.isEmpty)
    }
  }

  /// In a store, on a disk: damage, then a decision, then a repair.
  @Test(arguments: Soak.seeds(40, of: 400))
  func `whatever was damaged, the next decision counts, and repair deletes nothing`(
    seed: UInt64
  ) throws {
    var chance = SeededGenerator(seed: seed)
    try MarketStore.create(at: scratch.file("s"))
    var bytes = whole
    switch seed % 3 {
    case 0:
      for _ in 0..<chance.int(1...5) {
        bytes[chance.int(0...bytes.count - 1)] ^= 1 << UInt8(chance.int(0...7))
      }
    case 1: bytes.removeSubrange(chance.int(1...bytes.count - 1)...)
    default:
      let sector = chance.int(0...(bytes.count - 1) / 512) * 512
      for index in sector..<min(sector + 512, bytes.count) { bytes[index] = 0 }
    }
    try scratch.write(bytes, to: "s/ledger/\(name)")
    let store = try MarketStore(at: scratch.file("s"))
    let before = try store.book().book.entries
    let ledger = LedgerFile(writer: ana, in: try Folder(path: scratch.file("s/ledger")))
    let next = try ledger.append([note("next")], at: nine)
    #expect(!before.map(\.id).contains(next[0].id))
    #expect(try scratch.bytes("s/ledger/\(name)").starts(with: bytes))
    #expect(try store.book().book.entries == before + next)

    _ = try StoreRepair(of: store, StoreCheck(of: store).damage)
    #expect(try StoreCheck(of: store).damage.isEmpty)
    #expect(try store.book().book.entries == before + next)
    let aside = try Folder(path: store.path).folder("damaged")
    let kept = try aside?.names().map { try aside?.read($0) ?? [] }.joined() ?? [].joined()
    let here = try scratch.bytes("s/ledger/\(name)")
    // Every line of before is a line here or there.
    let lines = Set((Array(kept) + here).split(separator: LedgerLine.newline).map(Array.init))
    #expect(bytes.split(separator: LedgerLine.newline).allSatisfy { lines.contains(Array($0)) })
  }
}
