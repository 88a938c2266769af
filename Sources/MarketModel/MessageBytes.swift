extension Span<UInt8> {
  /// Up to eight letters of a word, in lower case, to be looked up in ``MessageVocabulary``.
  func letters(_ word: Range<Int>) -> UInt64 {
    var letters: UInt64 = 0
    for index in word.prefix(8) { letters = letters << 8 | UInt64(self[index] | 0x20) }
    return letters
  }

  /// Whether a hole begins here: a template may be a message again.
  func isHole(_ at: Int, in word: Range<Int>) -> Bool {
    at + 6 <= word.upperBound && self[at] == 0xE2 && self[at + 1] == 0x80 && self[at + 2] == 0xB9
      && self[at + 3] == 0xE2 && self[at + 4] == 0x80 && self[at + 5] == 0xBA
  }
}

extension UInt8 {
  static let blank = UInt8(ascii: " ")

  var isLineBreak: Bool { 0x0A...0x0D ~= self }
  var isBlank: Bool { self == 0x20 || 0x09...0x0D ~= self }
  var isDigit: Bool { 0x30...0x39 ~= self }
  var isLetter: Bool { 0x61...0x7A ~= self | 0x20 }
  var isCapital: Bool { 0x41...0x5A ~= self }
  var isAlphanumeric: Bool { isDigit || isLetter }
  var isHexDigit: Bool { isDigit || 0x61...0x66 ~= self | 0x20 }

  /// Bytes outside ASCII are punctuation: what is letters there is not known here.
  var isPartStart: Bool { isAlphanumeric || self == UInt8(ascii: "_") }
  var isJoint: Bool { isOne(of: "_-.+$") }

  /// May lie between two holes that are one.
  var isConnector: Bool { isOne(of: ".:/-_,+@#~*$&|^%!;\\") }
  /// Belongs to the number behind it.
  var isSign: Bool { isOne(of: "-+#*$~@<") }
  /// Belongs to the number before it.
  var isSignBehind: Bool { isOne(of: "%#*") }
  var isListMark: Bool { isOne(of: ",;") }
  var isKeyMark: Bool { isOne(of: "=:") }
  var isDateGlue: Bool { isOne(of: " ,.") }
  var isOpening: Bool { isOne(of: "([") }
  var isClosing: Bool { isOne(of: ")]") }

  var isPathStart: Bool { isPartStart || self >= 0x80 || isOne(of: ".~-%$*/@+\\") }
  var isEscape: Bool { isOne(of: "nrt") }
  var isInName: Bool { isPartStart || self >= 0x80 || isOne(of: ".-+$@/\\%*") }
  var isEndOfURL: Bool { isOne(of: "\"'`<>()[]{},;|") }
  var isEndOfPath: Bool { self == UInt8(ascii: ":") || isEndOfURL }
  var isSentenceEnd: Bool { isOne(of: ".:!?") }

  @inline(__always)
  private func isOne(of set: StaticString) -> Bool {
    set.withUTF8Buffer { unsafe $0.contains(self) }
  }
}
