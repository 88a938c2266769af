/// A set of bytes, asked in two instructions.
struct ByteSet: Sendable {
  private let low: UInt64
  private let high: UInt64
  /// Whether all bytes beyond ASCII are members: they are parts of letters, never of syntax.
  private let hasLetters: Bool

  func contains(_ byte: UInt8) -> Bool {
    if byte < 64 { return low >> UInt64(byte) & 1 == 1 }
    return byte < 128 ? high >> UInt64(byte - 64) & 1 == 1 : hasLetters
  }
}

extension ByteSet {
  /// - Parameter members: ASCII.
  init(_ members: String) {
    var bits: (low: UInt64, high: UInt64) = (0, 0)
    for byte in members.utf8 {
      if byte < 64 { bits.low |= 1 << UInt64(byte) } else { bits.high |= 1 << UInt64(byte - 64) }
    }
    self.init(low: bits.low, high: bits.high, hasLetters: false)
  }

  static func + (a: ByteSet, b: ByteSet) -> ByteSet {
    ByteSet(low: a.low | b.low, high: a.high | b.high, hasLetters: a.hasLetters || b.hasLetters)
  }

  static func + (a: ByteSet, members: String) -> ByteSet { a + ByteSet(members) }

  /// All that is not in the set.
  var others: ByteSet { ByteSet(low: ~low, high: ~high, hasLetters: !hasLetters) }

  static let digits = ByteSet("0123456789")
  static let lowercase = ByteSet("abcdefghijklmnopqrstuvwxyz")
  static let uppercase = ByteSet("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
  static let letters = lowercase + uppercase
  static let alphanumeric = letters + digits
  static let hex = digits + "abcdefABCDEF"
  /// What a name in a program is made of.
  static let word = alphanumeric + "_"
  /// Source: RFC 4648, section 5, without padding.
  static let base64URL = word + "-"
  /// Source: RFC 4648, section 4, with padding.
  static let base64 = alphanumeric + "+/="
  static let blanks = ByteSet(" \t")
  static let lineBreaks = ByteSet("\n\r")
  static let quotes = ByteSet("\"'`")
  static let quoteSigns = ["\"", "'", "`"]
  /// What stands in a line and is neither blank nor a quote nor a control.
  static let visible =
    ByteSet("!#$%&()*+,-./:;<=>?@[\\]^_{|}~") + alphanumeric + beyondASCII
  static let beyondASCII = ByteSet(low: 0, high: 0, hasLetters: true)
}
