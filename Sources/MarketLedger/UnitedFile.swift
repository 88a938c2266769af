package import MarketModel

/// What becomes of one file that two copies of a store have, or one of them: pure, bytes in and
/// out.
///
/// - **Ledgers** are united line by line. Either side is only ever made longer: at its end come the
///   lines that it lacks, in the order in which the other has them. So nothing is lost, both lines
///   of a fork are there, and ``WriterHistory`` decides which of them counts, the same one on every
///   side. A damaged line goes along; an empty one, one longer than a line can be and what git
///   writes around a conflict do not.
/// - **Digests** are joined (``NightDigest/merge(_:)``); one of a newer version goes along as it is,
///   and where the other side has another, both stay.
/// - **Minutes, settings and .gitignore** are taken from the side that changed them since both
///   sides were last equal. Where both did: of minutes the longer ones; settings are
///   ``Verdict/clash``; .gitignore stays as it is.
///
/// A file is never removed because the other side lacks it.
package struct UnitedFile: Hashable, Sendable {
  /// What has to stand here from now on; `nil` when what is here stays.
  package var here: [UInt8]?
  /// The same for the other side.
  package var there: [UInt8]?
  package var verdict = Verdict.united

  package enum Verdict: Hashable, Sendable {
    case united
    /// Both sides changed it, and whoever knows how to merge texts should.
    case clash
    /// What is here is damaged, or a version this program doesn't know; it was not touched.
    case unreadableHere(String)
    /// What is there is, and was not taken.
    case unreadableThere(String)
    /// One of the two is of a newer version, so nobody here can unite them.
    case newer
    /// Lines were not taken.
    case tooLong
    /// It belongs to another user of this machine, who alone may write to it.
    case foreign
  }

  /// - Parameters:
  ///   - ours: The file here; `nil` when there is none, and so for the others.
  ///   - base: The file as it was when both sides were last equal.
  package init(_ path: StorePath, ours: [UInt8]?, base: [UInt8]?, theirs: [UInt8]?) {
    guard ours != theirs else { return }
    switch path {
    case .ledger: uniteLedgers(ours, theirs)
    case .digest(let night, _): uniteDigests(ours, theirs, of: night)
    case .minutes, .settings, .ignored:
      guard let ours, let theirs else {
        (here, there) = (theirs, ours)
        return
      }
      if ours == base {
        here = theirs
      } else if theirs == base {
        there = ours
      } else {
        uniteTexts(path, ours, theirs)
      }
    }
  }

  private mutating func uniteTexts(_ path: StorePath, _ ours: [UInt8], _ theirs: [UInt8]) {
    guard case .minutes = path else {
      if path == .settings { verdict = .clash } else { there = ours }
      return
    }
    let oursWin =
      ours.count == theirs.count
      ? theirs.lexicographicallyPrecedes(ours) : ours.count > theirs.count
    if oursWin { there = ours } else { here = theirs }
  }

  private mutating func uniteDigests(_ ours: [UInt8]?, _ theirs: [UInt8]?, of night: Day) {
    if [ours, theirs].contains(where: { $0.map(ShelvedDigest.isNewer) ?? false }) {
      if ours != nil, theirs != nil {
        verdict = .newer
      } else {
        (here, there) = (theirs, ours)
      }
      return
    }
    let (a, b) = (ours.map { Reading($0, of: night) }, theirs.map { Reading($0, of: night) })
    switch (a, b) {
    case (.flaw(let flaw), _): verdict = .unreadableHere(flaw.reason)
    case (nil, .flaw(let flaw)): verdict = .unreadableThere(flaw.reason)
    case (.digest, nil), (.digest, .flaw): there = ours
    case (nil, .digest): here = theirs
    case (.digest(let a), .digest(let b)):
      let united = a.union(b).bytes()
      if united != ours { here = united }
      if united != theirs { there = united }
    case (nil, nil): break
    }
  }

  private enum Reading {
    case digest(ShelvedDigest)
    case flaw(DigestFlaw)

    init(_ bytes: [UInt8], of night: Day) {
      do throws(DigestFlaw) { self = .digest(try ShelvedDigest(bytes, of: night)) } catch {
        self = .flaw(error)
      }
    }
  }
}

// MARK: Ledgers

extension UnitedFile {
  private mutating func uniteLedgers(_ ours: [UInt8]?, _ theirs: [UInt8]?) {
    here = extended(ours, by: theirs)
    there = extended(theirs, by: ours)
  }

  /// - Returns: `nil` when nothing is missing.
  private mutating func extended(_ own: [UInt8]?, by others: [UInt8]?) -> [UInt8]? {
    guard let others else { return nil }
    let known = Set((own ?? []).split(separator: LedgerLine.newline))
    var added: [ArraySlice<UInt8>] = []
    var isWhole = true
    for line in others.split(separator: LedgerLine.newline) where !known.contains(line) {
      if LedgerLine.crosses(line) { added.append(line) } else { isWhole = false }
      if line.count > LedgerLine.limit { verdict = .tooLong }
    }
    guard let own else { return isWhole ? others : Array(added.joined(with: LedgerLine.newline)) }
    guard !added.isEmpty else { return nil }
    let seal = own.isEmpty || own.last == LedgerLine.newline ? [] : [LedgerLine.newline]
    return own + seal + added.joined(with: LedgerLine.newline)
  }
}

extension LedgerLine {
  /// Whether a line is taken from one copy to another.
  fileprivate static func crosses(_ line: ArraySlice<UInt8>) -> Bool {
    line.count <= limit && !conflictMarks.contains { line.starts(with: $0) }
  }

  private static let conflictMarks = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].map { $0.utf8 }
}

extension [ArraySlice<UInt8>] {
  /// All of them, each with a newline behind it.
  fileprivate func joined(with newline: UInt8) -> [UInt8] {
    var all: [UInt8] = []
    all.reserveCapacity(reduce(0) { $0 + $1.count + 1 })
    for line in self {
      all += line
      all.append(newline)
    }
    return all
  }
}

extension UnitedFile {
  /// The decisions that lines of a ledger hold which another file lacks, by person.
  package static func decisions(in bytes: [UInt8], beyond old: [UInt8]?) -> [Person: Int] {
    let known = Set((old ?? []).split(separator: LedgerLine.newline))
    var counts: [Person: Int] = [:]
    for line in bytes.split(separator: LedgerLine.newline) where !known.contains(line) {
      guard let read = try? LedgerLine(bytes, in: line.startIndex..<line.endIndex) else { continue }
      counts[read.entry.by.person, default: 0] += 1
    }
    return counts
  }
}
