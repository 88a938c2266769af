import MarketModel

/// Every whole line of one hand's ledger, byte for byte, in the order in which it was found: for who
/// carries lines from one copy of a store to another, be it by a document or through git.
struct LedgerContents {
  let writer: WriterID
  private(set) var lines: [Line] = []
  /// Whether anything was found that is no line of this hand. Nobody carries that.
  private(set) var isDamaged = false
  private(set) var lastSequence = 0
  /// Where the lines of a number stand in ``lines``; more than one only where the ledger is forked.
  private var places: [Int: [Int]] = [:]
  private var holes = 0

  init(writer: WriterID) { self.writer = writer }

  struct Line {
    let sequence: Int
    let bytes: ArraySlice<UInt8>
    let prev: ChainHash
    /// How many lines before it are gone or damaged: numbers and hashes may jump here.
    let holes: Int
  }

  func has(_ line: Line) -> Bool {
    places[line.sequence]?.contains { lines[$0].bytes == line.bytes } ?? false
  }
}

// MARK: Uniting

extension LedgerContents {
  /// What another copy has of this ledger and this one lacks, as it goes to its end.
  ///
  /// An empty line goes before a line where the other copy has a hole, so that a ledger which lacks
  /// nothing else becomes equal byte for byte once the damage there was moved aside; and before one
  /// that stands in its place there and comes too late for it here. Of two lines with one number
  /// both are kept, and reading names the fork.
  ///
  /// - Returns: Whole lines, each with its newline, and how many they are.
  func news(in other: LedgerContents) -> (bytes: [UInt8], count: Int) {
    var (bytes, count) = ([UInt8](), 0)
    var (last, lastThere) = (lastSequence, 0)
    for line in other.lines {
      let isInPlace = line.sequence > lastThere
      lastThere = max(lastThere, line.sequence)
      guard !has(line) else { continue }
      let isLate = isInPlace && line.sequence <= last && places[line.sequence] == nil
      bytes += repeatElement(LedgerLine.newline, count: max(line.holes, isLate ? 1 : 0))
      bytes += line.bytes
      bytes.append(LedgerLine.newline)
      count += 1
      last = max(last, line.sequence)
    }
    return (bytes, count)
  }

  /// The lines by number, those of a fork by their bytes: the same in whatever order they came.
  ///
  /// A hole that another copy's line has filled is none any more.
  var inOrder: [(bytes: ArraySlice<UInt8>, followsHole: Bool)] {
    places.sorted { $0.key < $1.key }.flatMap { sequence, twins in
      let followsHole = lines[twins[0]].holes > 0 && jumps(at: sequence)
      return twins.map { lines[$0].bytes }.sorted { $0.lexicographicallyPrecedes($1) }.enumerated()
        .map { ($0.element, followsHole && $0.offset == 0) }
    }
  }

  private func jumps(at sequence: Int) -> Bool {
    guard sequence > 1 else { return false }
    let before = Set((places[sequence - 1] ?? []).map { ChainHash(of: lines[$0].bytes) })
    return places[sequence, default: []].contains { !before.contains(lines[$0].prev) }
  }
}

// MARK: Reading

extension LedgerContents {
  /// Takes in a file of the ledger. What is damaged is passed over; ``WriterHistory`` names it.
  ///
  /// - Parameter isFit: Whether a line can be carried. One that can't leaves a hole.
  /// - Returns: The numbers of lines that can't.
  @discardableResult
  mutating func read(
    _ bytes: [UInt8], where isFit: (ArraySlice<UInt8>) -> Bool = { _ in true }
  ) -> [Int] {
    var unfit: [Int] = []
    func take(_ line: LedgerLine, _ range: Range<Int>, in contents: inout LedgerContents) {
      if isFit(bytes[range]) { return contents.add(line, bytes[range]) }
      unfit.append(line.entry.id.sequence)
      contents.addHole()
    }
    // In parts, so that not all decisions are in memory at once.
    for part in ReadLine.parts(of: bytes) {
      for line in ReadLine.all(of: bytes, in: part, by: writer) {
        switch line.content {
        case nil: addHole()
        case .success(let whole): take(whole, line.range, in: &self)
        case .failure:
          isDamaged = true
          addHole()
          let inner = LedgerLine.wholeLines(in: bytes, line.range)
          for range in inner {
            if let whole = try? LedgerLine(bytes, in: range) { take(whole, range, in: &self) }
          }
          if !inner.isEmpty { addHole() }
        }
      }
    }
    return unfit
  }

  /// Says that something is gone before the line that comes next.
  mutating func addHole() { holes += 1 }

  mutating func add(_ line: LedgerLine, _ bytes: ArraySlice<UInt8>) {
    guard line.entry.id.writer == writer else {
      isDamaged = true
      return addHole()
    }
    let new = Line(
      sequence: line.entry.id.sequence, bytes: bytes, prev: line.prev, holes: holes)
    guard !has(new) else { return }
    places[new.sequence, default: []].append(lines.count)
    lines.append(new)
    lastSequence = max(lastSequence, new.sequence)
    holes = 0
  }
}

extension Folder {
  /// The files of a hand's ledger, in order.
  func segments(of writer: WriterID) throws(StoreError) -> [String] {
    try names().compactMap(LedgerFile.parse).filter { $0.writer == writer }.map(\.segment).sorted()
      .map { LedgerFile.name(of: writer, segment: $0) }
  }

  /// What a hand has written, in all its files.
  func contents(of writer: WriterID) throws(StoreError) -> LedgerContents {
    var contents = LedgerContents(writer: writer)
    for name in try segments(of: writer) {
      if let bytes = try read(name) { contents.read(bytes) }
    }
    return contents
  }
}
