import Foundation
import MarketModel
import MarketTestKit
import Testing

@testable import MarketLedger

/// Three copies of a store that exchange with one in the middle, in any order, by chance.
struct UnionLawsTests {
  /// Histories for each seed. `HISTORIES=500` makes 10,000 of them, as before a change of how files
  /// are united.
  private static let count =
    ProcessInfo.processInfo.environment["HISTORIES"].flatMap { Int($0) } ?? 100

  @Test(arguments: 1...20)
  func `whatever was exchanged when, in the end all have everything, and the same`(seed: UInt64)
    throws
  {
    var chance = SeededGenerator(seed: seed)
    var reader = LedgerReader()
    for number in 1...Self.count {
      var history = History()
      for _ in 0..<chance.int(4...10) { history.step(&chance) }
      var state: [LedgerEntry]?
      var rest: Files?
      var seen: [Files] = []
      for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        var copy = history
        for clone in order + order { copy.exchange(clone) }
        // Only where there are forks do copies differ, in the order of lines.
        for clone in copy.clones where !seen.contains(clone.files) {
          seen.append(clone.files)
          let entries = reader.entries(in: clone.files)
          if state == nil { state = entries }
          try #require(entries == state, "history \(number), order \(order)")
          try #require(copy.isWhole(clone), "history \(number), order \(order)")
        }
        // Nobody has anything to tell any more, and all but ledgers is the same to the byte.
        let settled = copy.hub
        rest = rest ?? copy.others
        try #require(copy.others == rest, "history \(number), order \(order)")
        for clone in order { copy.exchange(clone) }
        try #require(copy.hub == settled, "history \(number), order \(order)")
      }
    }
  }
}

private typealias Files = [StorePath: [UInt8]]

private struct Clone {
  var files: Files = [:]
  var base: Files = [:]
  /// A copy made with `cp -r` may go on as the same hand for a while.
  var hand: WriterID
}

private struct History {
  var clones = ["ana-000001", "bo-000002", "cy-000003"].map {
    Clone(hand: WriterID(rawValue: $0))
  }
  var hub: Files = [:]
  /// Every line that was ever written, and where.
  private var written: [StorePath: Set<[UInt8]>] = [:]
  private var minutes: Set<[UInt8]> = []
  private var count = 0

  mutating func step(_ chance: inout SeededGenerator) {
    let clone = chance.int(0...2)
    switch chance.int(0...9) {
    case 0...4: decide(clone, &chance)
    case 5...7: exchange(clone)
    case 8: clones[clone].hand = chance.one(of: clones).hand
    default:
      let text = Array(String(count, radix: 2).utf8)
      // Who writes them anew before anybody has them replaces what she had.
      let old = clones[clone].files.updateValue(text, forKey: .minutes(day, name: "\(day).md"))
      if let old,
        ![hub, clones[0].files, clones[1].files, clones[2].files].contains(where: {
          $0.values.contains(old)
        })
      {
        minutes.remove(old)
      }
      minutes.insert(text)
    }
  }

  private let day = Day(daysSince1970: 20_779)

  private mutating func decide(_ clone: Int, _ chance: inout SeededGenerator) {
    let hand = clones[clone].hand
    let path = StorePath.ledger(hand, segment: 0)
    var history = WriterHistory(writer: hand, checksChain: false)
    let old = clones[clone].files[path] ?? []
    _ = history.read(old, of: path.text, from: WriterHistory.Position())
    count += 1
    let entry = LedgerEntry(
      id: EntryID(writer: hand, sequence: history.lastSequence + 1), at: nine,
      clock: history.highestClock + chance.int(1...3), event: note("\(count)"))
    var line = LedgerLine.bytes(of: entry, after: history.head)
    // Once in a while the power is cut, and later the line is sealed.
    if chance.int(0...9) == 0 {
      line = Array(line.prefix(chance.int(1...line.count - 1)))
    } else {
      written[path, default: []].insert(line)
    }
    clones[clone].files[path] = old + line + [LedgerLine.newline]
  }

  mutating func exchange(_ clone: Int) {
    for path in Set(clones[clone].files.keys).union(hub.keys).sorted() {
      let ours = clones[clone].files[path]
      let united = UnitedFile(path, ours: ours, base: clones[clone].base[path], theirs: hub[path])
      if let here = united.here {
        if case .ledger = path { #expect(here.starts(with: ours ?? []), "a ledger only grows") }
        clones[clone].files[path] = here
      }
      if let there = united.there { hub[path] = there }
      if let beside = united.beside {
        clones[clone].files[beside.path] = beside.bytes
        hub[beside.path] = beside.bytes
      }
    }
    clones[clone].base = hub
  }

  var others: Files { hub.filter { if case .ledger = $0.key { false } else { true } } }

  /// Whether a copy has every whole line once and, of everything else, what the middle has.
  func isWhole(_ clone: Clone) -> Bool {
    clone.files.allSatisfy { path, bytes in
      guard case .ledger = path else { return bytes == hub[path] }
      let lines = written[path, default: []]
      let there = bytes.split(separator: LedgerLine.newline).map(Array.init)
      return there.count == Set(there).count && lines.isSubset(of: there)
    } && written.keys.allSatisfy { clone.files[$0] != nil }
      && minutes.isSubset(of: clone.files.values)
  }
}

/// What ledgers say, in the one order: all that the state is the fold of.
private struct LedgerReader {
  private var known: [[UInt8]: [LedgerEntry]] = [:]

  mutating func entries(in files: Files) -> [LedgerEntry] {
    files.sorted { $0.key < $1.key }.flatMap { path, bytes -> [LedgerEntry] in
      guard case .ledger(let writer, _) = path else { return [] }
      if let entries = known[bytes] { return entries }
      var history = WriterHistory(writer: writer, checksChain: false)
      _ = history.read(bytes, of: path.text, from: WriterHistory.Position())
      known[bytes] = history.entries
      return history.entries
    }.sorted(by: LedgerEntry.precedes)
  }
}
