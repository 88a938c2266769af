import Glibc
import MarketModel

@testable import MarketLedger

/// Any ledger: what is whole is read, what is not is named, the next decision counts, and after a repair
/// nothing is missing.
///
/// All of it is tried on bytes in memory, where a trial costs some microseconds; on files, with locks and
/// syncs, every ``trialsPerFile``th time. Which ones is said by the bytes, so that what is found once is
/// found again.
final class LedgerTrial: Trial {
  private let scratch = ScratchStore()
  private let hand = WriterID(rawValue: "ana-3f9c1e")
  private let now = Instant(milliseconds: 1_795_338_000_000)
  private let note = MarketEvent.noted(
    problem: ProblemID(number: 1, writer: WriterID(rawValue: "ana-3f9c1e")), text: "next")
  private static let trialsPerFile: UInt64 = 64

  func run(_ bytes: UnsafeRawBufferPointer) {
    let bytes = unsafe Array(bytes)
    let sealed = bytes.withTrueSums(perLine: true)
    for bytes in sealed == bytes ? [bytes] : [bytes, sealed] {
      var chance = FNV1a()
      chance.mix(bytes.span)
      read(bytes, by: chance.value)
      guard chance.value % Self.trialsPerFile == 0 else { continue }
      do { try write(bytes) } catch { preconditionFailure("\(error)") }
    }
  }
}

// MARK: In memory

extension LedgerTrial {
  private func read(_ bytes: [UInt8], by chance: UInt64) {
    var history = WriterHistory(writer: hand, checksChain: true)
    let position = history.read(bytes, of: "ledger", from: WriterHistory.Position())
    let entries = history.entries
    precondition(history.damage.allSatisfy { !$0.message.isEmpty && !$0.code.isEmpty })
    precondition(Set(entries.map(\.id)).count == entries.count, "one number twice")
    precondition(entries.allSatisfy { $0.by == hand })
    precondition(entries.allSatisfy { $0.id.sequence <= history.lastSequence })
    precondition(!position.isTorn || position.endsInsideLine)
    precondition(position.offset <= bytes.count)

    let book = MarketBook(entries)
    precondition(book.entries.count == entries.count, "a decision was passed over")
    // Each costs as much as all before it.
    switch chance >> 32 % 3 {
    case 0: readInTwo(bytes, cutNear: Int(chance % 4096), expecting: history)
    case 1: readAsCopy(bytes, expecting: entries)
    default: goOn(after: history, at: position, in: bytes)
    }
  }

  /// What is read in two parts is what is read at once.
  private func readInTwo(
    _ bytes: [UInt8], cutNear place: Int, expecting whole: WriterHistory
  ) {
    let newline = bytes.prefix(place).lastIndex(of: LedgerLine.newline)
    let cut = newline.map { $0 + 1 } ?? 0
    var history = WriterHistory(writer: hand, checksChain: true)
    let middle = history.read(Array(bytes[..<cut]), of: "ledger", from: WriterHistory.Position())
    precondition(middle.offset == cut && !middle.endsInsideLine)
    _ = history.read(Array(bytes[cut...]), of: "ledger", from: middle)
    precondition(history.entries == whole.entries, "a part reads otherwise than the whole")
    precondition(history.damage == whole.damage, "a part is damaged otherwise than the whole")
  }

  /// Who carries the lines to another store carries all of them.
  private func readAsCopy(_ bytes: [UInt8], expecting entries: [LedgerEntry]) {
    var contents = LedgerContents(writer: hand)
    contents.read(bytes)
    let numbers = Set(contents.lines.map(\.sequence))
    precondition(numbers == Set(entries.map(\.id.sequence)), "a line stays behind, or is made up")
    precondition(contents.news(in: contents).bytes.isEmpty, "the same is not the same")
    var copy = LedgerContents(writer: hand)
    copy.read(copy.news(in: contents).bytes)
    precondition(contents.news(in: copy).bytes.isEmpty, "a copy has another line")
    precondition(copy.news(in: contents).bytes.isEmpty, "a copy lacks a line")
  }

  /// The next decision counts, as if a program had written it after what is there.
  private func goOn(
    after before: WriterHistory, at position: WriterHistory.Position, in bytes: [UInt8]
  ) {
    guard before.lastSequence < EntryID.highestSequence else { return }
    let next = LedgerEntry(
      id: EntryID(writer: hand, sequence: before.lastSequence + 1), at: now,
      clock: min(before.highestClock + 1, LedgerLine.clockLimit), event: note)
    let seal = position.endsInsideLine ? [LedgerLine.newline] : []
    let line = LedgerLine.bytes(of: next, after: before.head) + [LedgerLine.newline]
    var history = before
    _ = history.read(Array(bytes[position.offset...]) + seal + line, of: "ledger", from: position)
    precondition(history.entries == before.entries + [next], "a decision was lost")
  }
}

// MARK: On files

extension LedgerTrial {
  private func write(_ bytes: [UInt8]) throws {
    scratch.write(bytes, to: "ledger/\(hand.rawValue).jsonl")
    let store = try scratch.reopened()
    let book = try store.book().book

    guard book.entries.allSatisfy({ $0.id.sequence < EntryID.highestSequence }) else { return }
    let folder = try Folder(path: store.path + "/ledger")
    let next = try LedgerFile(writer: hand, in: folder).append([note], at: now)
    let after = try store.book()
    precondition(Set(after.book.entries) == Set(book.entries + next), "not what was told")
    let anew = try scratch.reopened().book()
    precondition(after.book == anew.book, "who reads on reads otherwise than who begins")
    precondition(Set(after.damage) == Set(anew.damage), "who reads on sees other damage")
    let file = try folder.read("\(hand.rawValue).jsonl") ?? []
    precondition(file.starts(with: bytes), "the ledger did not only grow")

    _ = try StoreRepair(of: store, StoreCheck(of: store).damage)
    let left = try StoreCheck(of: store).damage
    precondition(left.allSatisfy { $0.kind.isOfHistory }, "repair left damage")
    let mended = try scratch.reopened().book().book.entries
    precondition(Set(mended) == Set(anew.book.entries), "repair lost a decision")
    unsafe unlink("\(store.path)/damaged/ledger-\(hand.rawValue).jsonl.1")
  }
}

extension Damage.Kind {
  /// What no repair of one copy can mend.
  fileprivate var isOfHistory: Bool {
    switch self {
    case .brokenChain, .gap, .fork, .shortened, .rewritten: true
    default: false
    }
  }
}
