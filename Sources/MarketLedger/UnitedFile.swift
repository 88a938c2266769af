import MarketModel

/// What becomes of one file that two copies of a store have, or one of them: pure, bytes in and
/// out. `market sync` and `market import` both unite by it.
///
/// - **Ledgers** are united line by line. Either side is only ever made longer: at its end come the
///   lines that it lacks, in the order in which the other has them
///   (``LedgerContents/news(in:)``). So nothing is lost, both lines of a fork are there, and
///   ``WriterHistory`` decides which of them counts, the same one on every side. What is no whole
///   line stays where it is.
/// - **Digests** are joined (``NightDigest/merge(_:)``). Where one is of a newer version, nobody
///   here can do that, and both stand side by side: the newer, or else the one with the lower sum,
///   under the name.
/// - **Minutes** stand side by side where they differ: the longer under the name of the day. No
///   older state plays a part in it, so copies that exchange in any order end up with the same
///   bytes.
/// - **Settings and .gitignore** are taken from the side that changed them since both sides were
///   last equal. Where both did, settings are ``Verdict/clash``, and .gitignore stays as it is.
///
/// A file is never removed because the other side lacks it.
package struct UnitedFile: Sendable {
  /// What was here.
  package let ours: [UInt8]?
  /// What has to stand here from now on; `nil` when what is here stays.
  package var here: [UInt8]?
  /// The same for the other side.
  package var there: [UInt8]?
  /// What has to stand on both sides besides.
  package var beside: Beside?
  /// Decisions that are new here, and there.
  package private(set) var decisionsHere = 0
  package private(set) var decisionsThere = 0
  package var verdict = Verdict.united

  package enum Verdict: Hashable, Sendable {
    case united
    /// Both sides changed it, and whoever knows how to merge texts should.
    case clash
    /// What is here is damaged; it was not touched.
    case unreadableHere(String)
    /// What is there is, and was not taken.
    case unreadableThere(String)
    /// Here stands more than whole lines, which was not sent.
    case damagedHere
    /// There does, and that was not taken.
    case damagedThere
    /// It belongs to another user of this machine, who alone may write to it.
    case foreign
  }

  package struct Beside: Sendable {
    package let path: StorePath
    package let bytes: [UInt8]
    /// Whether it was not here yet.
    package var isNew = true
  }

  /// - Parameters:
  ///   - ours: The file here; `nil` when there is none, and so for the others.
  ///   - base: The file as it was when both sides were last equal; asked for only where
  ///     ``StorePath/needsBase`` says so.
  package init(_ path: StorePath, ours: [UInt8]?, base: [UInt8]? = nil, theirs: [UInt8]?) {
    self.ours = ours
    guard ours != theirs else { return }
    switch path {
    case .ledger(let writer, _): uniteLedgers(ours, theirs, of: writer)
    case .digest(let night, let name): uniteDigests(ours, theirs, of: night, name: name)
    case .minutes, .settings, .ignored:
      guard let ours, let theirs else {
        (here, there) = (theirs, ours)
        return
      }
      if case .minutes(let day, let name) = path {
        uniteMinutes(ours, theirs, of: day, name: name)
      } else if ours == base {
        here = theirs
      } else if theirs == base || path == .ignored {
        there = ours
      } else {
        verdict = .clash
      }
    }
  }

  private mutating func keep(
    _ first: [UInt8], over theirs: [UInt8], beside path: StorePath, _ second: [UInt8]
  ) {
    if first != ours { here = first }
    if first != theirs { there = first }
    beside = Beside(path: path, bytes: second)
  }
}

extension StorePath {
  /// Whether uniting it asks how it was when both sides were last equal.
  package var needsBase: Bool {
    switch self {
    case .ledger, .digest, .minutes: false
    case .settings, .ignored: true
    }
  }
}

// MARK: Minutes

extension UnitedFile {
  private mutating func uniteMinutes(
    _ ours: [UInt8], _ theirs: [UInt8], of day: Day, name: String
  ) {
    func besideName(_ text: [UInt8]) -> String { MinutesName.name(of: day, beside: text) }
    // What has the name of its own bytes keeps it.
    func rank(_ text: [UInt8]) -> (Int, Int) { (besideName(text) == name ? 0 : 1, -text.count) }
    let oursIsFirst =
      rank(ours) == rank(theirs)
      ? ours.lexicographicallyPrecedes(theirs) : rank(ours) < rank(theirs)
    let (first, second) = oursIsFirst ? (ours, theirs) : (theirs, ours)
    keep(first, over: theirs, beside: .minutes(day, name: besideName(second)), second)
  }
}

// MARK: Digests

extension UnitedFile {
  private mutating func uniteDigests(
    _ ours: [UInt8]?, _ theirs: [UInt8]?, of night: Day, name: String
  ) {
    let readings = (ours.map { Reading($0, of: night) }, theirs.map { Reading($0, of: night) })
    switch readings {
    case (.flaw(let flaw), _): verdict = .unreadableHere(flaw.reason)
    case (nil, .flaw(let flaw)): verdict = .unreadableThere(flaw.reason)
    case (_, nil), (_, .flaw): there = ours
    case (nil, _): here = theirs
    case (.digest(let a), .digest(let b)):
      let united = a.union(b).bytes()
      if united != ours { here = united }
      if united != theirs { there = united }
    case (.newer, _), (_, .newer):
      guard let ours, let theirs else { return }
      func sum(_ bytes: [UInt8]) -> UInt64 { Seal.sum(of: bytes[...]) }
      func rank(_ bytes: [UInt8]) -> (Int, UInt64) {
        (ShelvedDigest.isNewer(bytes) ? 0 : 1, sum(bytes))
      }
      let (first, second) = rank(ours) <= rank(theirs) ? (ours, theirs) : (theirs, ours)
      let beside = "\(name.dropLast(".json".count))+\(hexDigits(sum(second))).json"
      keep(first, over: theirs, beside: .digest(night, name: beside), second)
    }
  }

  private enum Reading {
    case digest(ShelvedDigest)
    case newer
    case flaw(DigestFlaw)

    init(_ bytes: [UInt8], of night: Day) {
      do throws(DigestFlaw) {
        if ShelvedDigest.isNewer(bytes) {
          try ShelvedDigest.check(bytes, of: night)
          self = .newer
        } else {
          self = .digest(try ShelvedDigest(bytes, of: night))
        }
      } catch { self = .flaw(error) }
    }
  }
}

extension ShelvedDigest {
  /// What both know. Of two heads of one ledger the later counts, whoever says it first.
  fileprivate func union(_ other: ShelvedDigest) -> ShelvedDigest {
    var all = self
    all.digest.merge(other.digest)
    all.heads.merge(other.heads) { a, b in
      (a.sequence, a.hash.description) >= (b.sequence, b.hash.description) ? a : b
    }
    return all
  }
}

// MARK: Ledgers

extension UnitedFile {
  private mutating func uniteLedgers(
    _ ours: [UInt8]?, _ theirs: [UInt8]?, of writer: WriterID
  ) {
    var (a, b) = (LedgerContents(writer: writer), LedgerContents(writer: writer))
    a.read(ours ?? [])
    b.read(theirs ?? [])
    let (forUs, forThem) = (a.news(in: b), b.news(in: a))
    here = Self.extended(ours, by: forUs.bytes)
    there = Self.extended(theirs, by: forThem.bytes)
    (decisionsHere, decisionsThere) = (forUs.count, forThem.count)
    verdict = a.isDamaged ? .damagedHere : b.isDamaged ? .damagedThere : .united
  }

  /// - Returns: `nil` when nothing is missing.
  private static func extended(_ bytes: [UInt8]?, by lines: [UInt8]) -> [UInt8]? {
    guard !lines.isEmpty else { return nil }
    guard let last = bytes?.last else { return lines }
    return (bytes ?? []) + (last == LedgerLine.newline ? [] : [LedgerLine.newline]) + lines
  }
}
