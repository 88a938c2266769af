/// Looking around in a text's UTF-8. Nothing here reads outside of the text: beyond its ends there
/// are zeros.
extension Span<UInt8> {
  func byte(at index: Int) -> UInt8 { index >= 0 && index < count ? self[index] : 0 }

  func isIn(_ set: ByteSet, at index: Int) -> Bool {
    index >= 0 && index < count && set.contains(self[index])
  }

  /// The end of the run of members that begins at `start`; `start` itself where there is none.
  ///
  /// - Parameter limit: **bytes** that are looked at.
  func end(of set: ByteSet, from start: Int, limit: Int = .max) -> Int {
    let stop = limit < count - start ? start + limit : count
    var end = start
    while end < stop, set.contains(self[end]) { end += 1 }
    return Swift.max(start, end)
  }

  /// The start of the run of members that ends before `end`.
  func start(of set: ByteSet, before end: Int, floor: Int, limit: Int = .max) -> Int {
    let stop = limit < end - floor ? end - limit : floor
    var start = end
    while start > stop, set.contains(self[start - 1]) { start -= 1 }
    return start
  }

  /// Whether the text has these bytes at `index`.
  func has(_ literal: String, at index: Int) -> Bool {
    has(literal.utf8, at: index, ignoringCase: false)
  }

  /// - Parameter ignoringCase: takes `A` for `a`; the literal must then be in small letters.
  func has(_ literal: some Collection<UInt8>, at index: Int, ignoringCase: Bool) -> Bool {
    guard index >= 0, literal.count <= count - index else { return false }
    var at = index
    for byte in literal {
      guard (ignoringCase ? self[at].lowercased : self[at]) == byte else { return false }
      at += 1
    }
    return true
  }

  /// Whether the range holds just these letters, in any case.
  func equals(_ literal: String, in range: Range<Int>) -> Bool {
    literal.utf8.count == range.count
      && has(literal.utf8, at: range.lowerBound, ignoringCase: true)
  }

  func all(_ range: Range<Int>, in set: ByteSet) -> Bool {
    end(of: set, from: range.lowerBound, limit: range.count) == range.upperBound
  }

  func any(_ range: Range<Int>, in set: ByteSet) -> Bool {
    end(of: set.others, from: range.lowerBound, limit: range.count) < range.upperBound
  }

  /// The first place of the literal in the range.
  func firstIndex(of literal: String, in range: Range<Int>) -> Int? {
    guard let first = literal.utf8.first else { return nil }
    var at = range.lowerBound
    while at < range.upperBound {
      if self[at] == first, has(literal, at: at) { return at }
      at += 1
    }
    return nil
  }

  /// The end of the line that `index` stands in.
  func endOfLine(from index: Int) -> Int { end(of: ByteSet.lineBreaks.others, from: index) }

  /// Whether a token can begin at `index`: what stands before is no letter, digit or `_`, or is the
  /// tail of an escape (`\n`, `%3D`).
  func isTokenStart(_ index: Int) -> Bool {
    guard isIn(.word, at: index - 1) else { return true }
    if byte(at: index - 2) == UInt8(ascii: "\\"), isIn(Self.escapeLetters, at: index - 1) {
      return true
    }
    return byte(at: index - 3) == UInt8(ascii: "%") && isIn(.hex, at: index - 2)
      && isIn(.hex, at: index - 1)
  }

  private static var escapeLetters: ByteSet { ByteSet("nrt") }

  /// The mark that stands for a secret, if one begins here.
  func markEnd(at index: Int) -> Int? {
    guard has(Mark.opening, at: index) else { return nil }
    let end = end(
      of: .base64URL, from: index + Mark.opening.utf8.count, limit: Mark.longestKind)
    return has(Mark.closing, at: end) ? end + Mark.closing.utf8.count : nil
  }
}

extension UInt8 {
  /// The small letter of a capital one, in ASCII.
  var lowercased: UInt8 { 0x41...0x5A ~= self ? self | 0x20 : self }
}

/// What is shown in place of a secret: `‹redacted:kind›`.
enum Mark {
  static let opening = "‹redacted:"
  static let closing = "›"
  /// **Bytes** of a kind's name.
  static let longestKind = 40
}
