import MarketModel

/// Every whole line of one hand's ledger, byte for byte, by its number: for who carries lines from
/// one store to another.
struct LedgerContents {
  let writer: WriterID
  /// More than one line with a number only where the ledger is forked.
  private var lines: [Int: [ArraySlice<UInt8>]] = [:]
  /// The numbers of lines before which something is damaged or was moved aside.
  private var afterHoles: Set<Int> = []
  private var isBlind = false

  init(writer: WriterID) { self.writer = writer }

  /// A line, and whether numbers or hashes jump before it, because what stood there is gone.
  struct Line {
    let sequence: Int
    let bytes: ArraySlice<UInt8>
    let followsHole: Bool
  }

  var isEmpty: Bool { lines.isEmpty }
  var lastSequence: Int { lines.keys.max() ?? 0 }
  func has(_ sequence: Int) -> Bool { lines[sequence] != nil }
  func has(_ line: Line) -> Bool { lines[line.sequence]?.contains(line.bytes) ?? false }

  /// The lines by number, those of a fork by their bytes: the same in whatever order they came.
  ///
  /// A hole that another copy's line has filled is none any more.
  var inOrder: [Line] {
    lines.sorted { $0.key < $1.key }.flatMap { sequence, twins in
      let followsHole = afterHoles.contains(sequence) && jumps(at: sequence)
      return twins.sorted { $0.lexicographicallyPrecedes($1) }.enumerated().map {
        Line(sequence: sequence, bytes: $0.element, followsHole: followsHole && $0.offset == 0)
      }
    }
  }

  private func jumps(at sequence: Int) -> Bool {
    guard sequence > 1 else { return false }
    let before = Set((lines[sequence - 1] ?? []).map { ChainHash(of: $0) })
    return lines[sequence, default: []].contains { bytes in
      let line = try? LedgerLine(Array(bytes), in: 0..<bytes.count)
      return !before.contains(line?.prev ?? .none)
    }
  }
}

extension LedgerContents {
  /// Takes in a file of the ledger. What is damaged is passed over; ``WriterHistory`` names it.
  mutating func read(_ bytes: [UInt8]) {
    let end = bytes.last == LedgerLine.newline ? bytes.count - 1 : bytes.count
    guard end > 0 else { return }
    for line in bytes[..<end].split(
      separator: LedgerLine.newline, omittingEmptySubsequences: false)
    {
      let range = line.startIndex..<line.endIndex
      if range.isEmpty {
        isBlind = true
      } else if let whole = try? LedgerLine(bytes, in: range, by: writer) {
        add(whole, line)
      } else {
        isBlind = true
        for inner in LedgerLine.wholeLines(in: bytes, range) {
          if let whole = try? LedgerLine(bytes, in: inner) { add(whole, bytes[inner]) }
        }
        isBlind = true
      }
    }
  }

  /// Says that something is gone before the line that comes next.
  mutating func addHole() { isBlind = true }

  mutating func add(_ line: LedgerLine, _ bytes: ArraySlice<UInt8>) {
    guard line.entry.id.writer == writer else { return }
    let sequence = line.entry.id.sequence
    guard lines[sequence]?.contains(bytes) != true else { return }
    if lines[sequence] == nil {
      if isBlind { afterHoles.insert(sequence) }
      isBlind = false
    }
    lines[sequence, default: []].append(bytes)
  }

  /// Forgets lines that cannot stand in a document, and gives their numbers.
  mutating func drop(where isUnfit: (ArraySlice<UInt8>) -> Bool) -> [Int] {
    let unfit = lines.filter { $0.value.contains(where: isUnfit) }.map(\.key).sorted()
    for sequence in unfit {
      lines[sequence]?.removeAll(where: isUnfit)
      if lines[sequence]?.isEmpty == true {
        lines[sequence] = nil
        afterHoles.insert(sequence + 1)
      }
    }
    return unfit
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
