import Documents
import Glibc
import MarketModel

/// What one hand has written, read line by line from its file and the segments after it.
///
/// All whole lines count, whatever stands between them. An empty line stands where one was moved
/// aside: numbers and hashes may jump there. A line that is not whole is searched for
/// whole ones inside it, so that a lost newline costs nothing.
struct WriterHistory {
  let writer: WriterID
  private(set) var entries: [LedgerEntry] = []
  private(set) var damage: [Damage] = []
  /// The number of the last line. A line that can't be read any more keeps its number.
  private(set) var lastSequence = 0
  private(set) var highestClock = 0
  /// Lines that a newer version wrote.
  private(set) var newer = 0
  /// What its lines have said that it had read of other hands; `nil` when none has said so yet.
  private(set) var said: [WriterID: Int]?
  /// The hash of every whole line, by its number; only when the chain is checked.
  private(set) var hashes: [Int: ChainHash] = [:]
  /// The last whole line's hash: what the next line has to name.
  var head: ChainHash { lastLine.isEmpty ? .none : ChainHash(of: lastLine) }

  private let checksChain: Bool
  private(set) var lastLine: ArraySlice<UInt8> = []
  /// The number of the last whole line.
  private(set) var headSequence = 0
  /// The sums of the lines of ``entries``.
  private var sums: [UInt64] = []
  /// Where each number stands in ``entries``; made when a number comes again.
  private var places: [Int: Int]?
  /// Whether damage lies between here and the last whole line, so that the chain can't be judged.
  private var isBlind = false

  /// - Parameter checksChain: Whether each line is held against the hash of the one before it. The
  ///   sums alone find every accident; hashing finds forgeries, and takes several times as long.
  init(writer: WriterID, checksChain: Bool) {
    (self.writer, self.checksChain) = (writer, checksChain)
  }

  /// What the next line has to say of what was read by now; `nil` when it is nothing new.
  ///
  /// A line has room for so many; those that come after it say the rest.
  func news(in heads: [WriterID: Int]) -> [WriterID: Int]? {
    let new = heads.filter { $0.key != writer && $0.value > (said?[$0.key] ?? 0) }
    guard new.count > Self.newsLimit else { return new.isEmpty && said != nil ? nil : new }
    let first = new.sorted { $0.key < $1.key }.prefix(Self.newsLimit)
    return Dictionary(uniqueKeysWithValues: first.map { ($0.key, $0.value) })
  }

  /// Hands in one line: at their longest, a third of ``LedgerLine/limit``.
  private static let newsLimit = 256

  /// How far a file was read.
  struct Position {
    /// **Bytes.** Where the next reading has to begin.
    var offset = 0
    /// Lines that ended before ``offset``.
    var lines = 0
    /// The file doesn't end in a newline; who appends must write one first.
    var endsInsideLine = false
    /// What stands after ``offset`` is no whole line, or not yet.
    var isTorn = false
  }

  /// Forgets the decisions, not the state: for who only wants to go on writing.
  mutating func dropEntries() {
    entries = []
    damage = []
    sums = []
    places = nil
    lastLine = ArraySlice(Array(lastLine))
  }

  /// Reads what a file holds from a position on.
  ///
  /// - Parameter bytes: The file from `position.offset` to its end.
  mutating func read(_ bytes: [UInt8], of file: String, from position: Position) -> Position {
    let lines = ReadLine.all(of: bytes, in: 0..<bytes.count, by: writer)
    return read(lines, of: bytes, in: file, from: position)
  }

  /// The same, of which the lines were read already.
  mutating func read(
    _ lines: some Sequence<ReadLine>, of bytes: [UInt8], in file: String, from position: Position
  ) -> Position {
    var next = position
    (next.endsInsideLine, next.isTorn) = (false, false)
    for line in lines {
      let place = Place(file: file, line: next.lines + 1, offset: next.offset)
      let isWhole = read(line, of: bytes, at: place)
      if line.isEnded {
        next.lines += 1
        next.offset += line.range.count + 1
      } else {
        next.endsInsideLine = true
        next.isTorn = !isWhole
        if isWhole { next.offset += line.range.count }
      }
    }
    return next
  }

  private struct Place {
    let file: String
    let line: Int
    let offset: Int

    func damage(_ kind: Damage.Kind) -> Damage {
      Damage(file: file, line: line, offset: offset, kind)
    }
  }

  /// - Returns: Whether it is one whole line.
  private mutating func read(_ line: ReadLine, of bytes: [UInt8], at place: Place) -> Bool {
    let range = line.range
    let flaw: LedgerLine.Flaw
    switch line.content {
    case nil:
      isBlind = true
      return true
    case .success(let line):
      take(line, bytes[range], at: place)
      return true
    case .failure(let what): flaw = what
    }

    damage.append(place.damage(flaw.kind))
    isBlind = true
    let before = lastSequence
    for inner in LedgerLine.wholeLines(in: bytes, range) {
      if let line = try? LedgerLine(bytes, in: inner) { take(line, bytes[inner], at: place) }
    }
    let claim = Array(#""id":"\#(writer.rawValue):\#(lastSequence + 1)""#.utf8)
    if lastSequence == before, bytes.holds(claim, in: range.prefix(160)) { lastSequence += 1 }
    isBlind = true
    return false
  }

  private mutating func take(_ line: LedgerLine, _ bytes: ArraySlice<UInt8>, at place: Place) {
    let id = line.entry.id
    guard id.writer == writer else {
      damage.append(place.damage(.wrongHand(id)))
      return
    }
    if id.sequence <= lastSequence, let twin = index(of: id.sequence) {
      takeTwin(of: twin, line, at: place)
      return
    }
    if id.sequence > lastSequence + 1, !isBlind {
      damage.append(place.damage(.gap(missing: lastSequence + 1...id.sequence - 1)))
    } else if checksChain, !isBlind, line.prev != head {
      damage.append(place.damage(.brokenChain))
    }
    if checksChain { hashes[id.sequence] = ChainHash(of: bytes) }
    if line.isNewer { newer += 1 }
    places?[id.sequence] = entries.count
    entries.append(line.entry)
    sums.append(line.sum)
    // A line that another copy brought back later stands after lines with higher numbers.
    if id.sequence >= lastSequence { (lastLine, headSequence) = (bytes, id.sequence) }
    lastSequence = max(lastSequence, id.sequence)
    highestClock = max(highestClock, line.entry.clock)
    if let seen = line.entry.seen {
      if said == nil { said = [:] }
      said?.merge(seen, uniquingKeysWith: max)
    }
    isBlind = false
  }

  private mutating func index(of sequence: Int) -> Int? {
    let places =
      self.places
      ?? Dictionary(
        uniqueKeysWithValues: entries.indices.map { (entries[$0].id.sequence, $0) })
    self.places = places
    return places[sequence]
  }

  /// The same line may stand twice, where a segment was begun after a failed `fsync`. Of two
  /// different lines with one number the one with the lower sum counts, so that everybody who has
  /// both agrees.
  private mutating func takeTwin(of twin: Int, _ line: LedgerLine, at place: Place) {
    guard line.sum != sums[twin] else { return }
    damage.append(place.damage(.fork(line.entry.id)))
    if line.sum < sums[twin] { (entries[twin], sums[twin]) = (line.entry, line.sum) }
  }
}

/// Without its entries: for who goes on reading.
extension WriterHistory: Packable {
  func pack(into bytes: inout PackedBytes) {
    bytes.put(writer)
    bytes.put(lastSequence)
    bytes.put(highestClock)
    bytes.put(newer)
    bytes.put(said)
    bytes.put(Array(lastLine))
    bytes.put(headSequence)
    bytes.put(isBlind ? 1 : 0)
  }

  init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self.init(writer: try bytes.value(), checksChain: false)
    lastSequence = try bytes.number()
    highestClock = try bytes.number()
    newer = try bytes.number()
    said = try bytes.value()
    lastLine = bytes.bytes[try bytes.range()]
    lastLine = ArraySlice(Array(lastLine))
    headSequence = try bytes.number()
    isBlind = try bytes.number() == 1
  }
}

extension WriterHistory.Position: Packable {
  func pack(into bytes: inout PackedBytes) {
    bytes.put(offset)
    bytes.put(lines)
    bytes.put(endsInsideLine ? 1 : 0)
    bytes.put(isTorn ? 1 : 0)
  }

  init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    offset = try bytes.number()
    lines = try bytes.number()
    endsInsideLine = try bytes.number() == 1
    isTorn = try bytes.number() == 1
  }
}

extension [UInt8] {
  /// Whether bytes stand somewhere in a part. A file may have a million damaged lines, and the library's
  /// search takes microseconds to begin.
  fileprivate func holds(_ wanted: [UInt8], in part: Range<Int>) -> Bool {
    guard let first = wanted.first, part.count >= wanted.count else { return wanted.isEmpty }
    return part.dropLast(wanted.count - 1).contains { start in
      self[start] == first && self[start..<start + wanted.count].elementsEqual(wanted)
    }
  }
}

extension LedgerLine.Flaw {
  fileprivate var kind: Damage.Kind {
    switch self {
    case .cut: .torn
    case .altered: .altered
    case .strange: .strange
    case .overlong: .overlong
    }
  }
}
