/// A template while it is written, in bytes: a night may have many failures, and finding characters
/// in their words was a quarter of reading it.
///
/// This is the side that knows what was written: it makes one hole of holes that stand side by
/// side. What is a hole is decided in `MaskedText+Words.swift`.
struct MaskedText {
  private var bytes: [UInt8] = []
  /// Words of this line that were written.
  private(set) var words = 0
  private var word = 0
  private var wordBefore = 0..<0
  /// Where the last hole ends; what follows it may be taken back when the next hole comes.
  private var holeEnd = 0
  private var isAfterNumber = false
  /// Names of days and months that are part of a date if a number follows.
  private var date = 0..<0
  private var isNewLine = false
  var cue = NameCue()

  init(reserving count: Int) { bytes.reserveCapacity(count) }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func copy(_ range: Range<Int>, of text: Span<UInt8>) {
    unsafe text.extracting(range).withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }

  mutating func copy(_ byte: UInt8) { bytes.append(byte) }

  mutating func append(punctuation byte: UInt8) {
    if byte.isClosing { return close(byte) }
    if byte.isSignBehind, holeEnd > 0, holeEnd == bytes.count { return }
    bytes.append(byte)
  }

  // MARK: Words

  mutating func beginWord() {
    if isNewLine { bytes.append(UInt8(ascii: "\n")) } else if words > 0 { bytes.append(.blank) }
    isNewLine = false
    word = bytes.count
  }

  /// Takes the word back that only repeats the one before it, as lists do: `[blk_‹›, blk_‹›]`.
  mutating func endWord() {
    guard bytes.count > word else {
      // All of it went into the hole before it.
      if bytes.last == .blank { bytes.removeLast() }
      return
    }
    let item = word..<end(of: word..<bytes.count) { $0.isListMark || $0.isClosing }
    let itemBefore =
      start(of: wordBefore)..<end(of: wordBefore) { $0.isListMark }
    if holeEnd > word, bytes[item].elementsEqual(bytes[itemBefore]) {
      bytes.removeSubrange(itemBefore.upperBound..<item.upperBound)
      holeEnd -= item.upperBound - itemBefore.upperBound
      wordBefore = wordBefore.lowerBound..<bytes.count
    } else {
      words += 1
      wordBefore = word..<bytes.count
    }
  }

  mutating func endLine() {
    (words, wordBefore, isNewLine) = (0, 0..<0, true)
    (holeEnd, date, cue) = (0, 0..<0, NameCue())
  }

  private func start(of word: Range<Int>) -> Int {
    word.first { !bytes[$0].isOpening } ?? word.upperBound
  }

  private func end(of word: Range<Int>, before isTail: (UInt8) -> Bool) -> Int {
    word.last { !isTail(bytes[$0]) }.map { $0 + 1 } ?? word.lowerBound
  }

  // MARK: Holes

  /// Leaves a hole, or makes the last one longer when only punctuation lies between.
  mutating func appendHole(isNumber: Bool) {
    dropSigns()
    if joinsLastHole {
      truncate(to: holeEnd)
    } else {
      if !date.isEmpty, bytes[date.upperBound...].allSatisfy({ $0.isDateGlue }) {
        truncate(to: date.lowerBound)
      }
      MessageTemplate.hole.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
      holeEnd = bytes.count
    }
    isAfterNumber = isNumber
    date = 0..<0
  }

  /// Whether the place to write at is right behind a number, or behind one and a blank.
  var followsNumber: Bool { isAfterNumber && followsHole }

  /// Whether the place to write at is right behind `=` or `:`, or behind one and a blank.
  var followsKey: Bool {
    guard let last = bytes.last else { return false }
    if last != .blank { return last.isKeyMark }
    return bytes.count >= 2 && bytes[bytes.count - 2].isKeyMark
  }

  private var followsHole: Bool {
    holeEnd > 0
      && (bytes.count == holeEnd || bytes.count == holeEnd + 1 && bytes[holeEnd] == .blank)
  }

  /// Lets what would come now, a unit say, be part of the number before it.
  mutating func joinNumber() { truncate(to: holeEnd) }

  /// The name of a day or a month: part of the hole before it, or of the one that may follow.
  mutating func append(dateName range: Range<Int>, of text: Span<UInt8>) {
    if followsNumber { return joinNumber() }
    let isSecond = !date.isEmpty && bytes[date.upperBound...].allSatisfy { $0.isDateGlue }
    let start = isSecond ? date.lowerBound : bytes.count
    copy(range, of: text)
    date = start..<bytes.count
  }

  /// A closing bracket. What a hole is followed by in brackets is the same thing said again:
  /// `‹› (‹›)` and `‹› ()` are `‹›`.
  private mutating func close(_ bracket: UInt8) {
    var end = bytes.count
    if end == holeEnd, endsWithHole(end) { end -= MessageTemplate.hole.utf8CodeUnitCount }
    if end > 0, bytes[end - 1].isOpening {
      end -= 1
      if end > 0, bytes[end - 1] == .blank { end -= 1 }
      if endsWithHole(end) {
        truncate(to: end)
        holeEnd = end
        return
      }
    }
    bytes.append(bracket)
  }

  private var joinsLastHole: Bool {
    guard holeEnd > 0 else { return false }
    let gap = bytes.count - holeEnd
    if bytes.last == .blank {
      // Side by side in a list: `‹› ‹›` or `‹›, ‹›`.
      return gap == 1 || gap == 2 && bytes[holeEnd].isListMark
    }
    return bytes[holeEnd...].allSatisfy { $0.isConnector }
  }

  /// Signs belong to the number: `-1`, `#3`, `<1`. Behind a letter they don't.
  private mutating func dropSigns() {
    var end = bytes.count
    while end > word, bytes[end - 1].isSign { end -= 1 }
    if end > word, bytes[end - 1].isAlphanumeric, end < bytes.count { end += 1 }
    truncate(to: max(end, holeEnd))
  }

  private func endsWithHole(_ end: Int) -> Bool {
    let count = MessageTemplate.hole.utf8CodeUnitCount
    return end >= count && bytes[end - 1] == 0xBA && bytes[end - 2] == 0x80
      && bytes[end - count] == 0xE2 && bytes[end - count + 2] == 0xB9
  }

  private mutating func truncate(to count: Int) {
    guard count < bytes.count else { return }
    bytes.removeLast(bytes.count - count)
    word = min(word, count)
    holeEnd = min(holeEnd, count)
    if wordBefore.upperBound > count { wordBefore = 0..<0 }
    if date.upperBound > count { date = 0..<0 }
  }
}
