/// Who had read what of the others when writing a line.
///
/// The logical clock alone can't tell "later" from "at the same time": a line with a higher clock may
/// or may not have been written by somebody who knew the one with the lower. So a hand's lines say what
/// it had newly read of the others (``LedgerEntry/seen``):
///
/// - From a hand's first line that says so on, its lines are exact: a line had seen another hand's iff
///   it, or a line of its hand before it, named that line or a later one. Saying nothing means that
///   nothing new was read.
/// - Before that, in ledgers of older programs, only the clock speaks: a line surely had not seen one
///   with an equal or higher clock, and is taken to have seen every lower one. So such lines are only
///   called simultaneous when they certainly were.
/// - A hand has always seen its own lines.
package struct Causality: Sendable {
  private var readings: [WriterID: Reading] = [:]

  private struct Reading {
    /// The first line that said what was seen.
    private(set) var exactFrom: Int
    var sightings: [WriterID: [Sighting]] = [:]

    init(exactFrom line: Int) { exactFrom = line }

    mutating func take(_ seen: [WriterID: Int], saidBy line: Int) {
      exactFrom = min(exactFrom, line)
      for (writer, last) in seen {
        sightings[writer, default: []].append(Sighting(line: line, seen: last))
      }
    }
  }

  private struct Sighting {
    let line: Int
    let seen: Int
  }

  /// - Parameter exact: Hands that have said what they had seen before the first of the entries.
  /// - Complexity: O(n) in the entries, and O(m log m) in what they name.
  package init(
    of entries: some Sequence<LedgerEntry>, exact: some Sequence<WriterID> = EmptyCollection()
  ) {
    for hand in exact { readings[hand] = Reading(exactFrom: 0) }
    for entry in entries {
      guard let seen = entry.seen else { continue }
      let line = entry.id.sequence
      readings[entry.by, default: Reading(exactFrom: line)].take(seen, saidBy: line)
    }
    for (writer, reading) in readings {
      readings[writer]?.sightings = reading.sightings.mapValues(Self.rising)
    }
  }

  /// Whether whoever wrote `entry` had read `other`.
  ///
  /// - Complexity: O(log m) in what the hand's lines name.
  package func hasSeen(_ entry: LedgerEntry, _ other: LedgerEntry) -> Bool {
    guard entry.by != other.by else { return entry.id.sequence > other.id.sequence }
    guard let reading = readings[entry.by], entry.id.sequence >= reading.exactFrom else {
      return entry.clock > other.clock
    }
    guard let sightings = reading.sightings[other.by] else { return false }
    var (low, high) = (0, sightings.count)
    while low < high {
      let middle = (low + high) / 2
      if sightings[middle].line > entry.id.sequence { high = middle } else { low = middle + 1 }
    }
    return low > 0 && sightings[low - 1].seen >= other.id.sequence
  }

  /// Whether neither of the two had seen the other.
  package func areConcurrent(_ a: LedgerEntry, _ b: LedgerEntry) -> Bool {
    a.by != b.by && !hasSeen(a, b) && !hasSeen(b, a)
  }

  /// In the order of the lines, and never falling: who has read a line has read those before it.
  private static func rising(_ sightings: [Sighting]) -> [Sighting] {
    var highest = 0
    return sightings.sorted { $0.line < $1.line }.map { sighting in
      highest = max(highest, sighting.seen)
      return Sighting(line: sighting.line, seen: highest)
    }
  }
}
