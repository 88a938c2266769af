/// What stands between a name and its value: `=`, `:`, `=>`, and the quote or bracket that ends the
/// name before it.
struct Separator {
  enum Sign {
    /// `=`, `=>`, `:=`, `||=`
    case equals
    case colon
    /// Only blanks.
    case blank
  }

  let sign: Sign
  /// The name ended with a quote: it is a key of JSON, or of a hash in a program.
  let hasQuotedName: Bool
  /// **Bytes** from the start of the text to just after the sign.
  let end: Int

  var isSign: Bool { sign != .blank }

  /// Reads what follows a name; `nil` where the name is followed by neither sign nor blank, or by a
  /// comparison.
  init?(after name: Int, in text: Span<UInt8>) {
    let escape = text.end(of: ByteSet("\\"), from: name, limit: 4)
    let quote = text.end(of: .quotes, from: escape, limit: 1)
    hasQuotedName = quote > escape
    let bracket = text.end(of: ByteSet("]"), from: quote, limit: 1)
    guard hasQuotedName || escape == name else { return nil }
    let at = text.end(of: .blanks, from: bracket, limit: Self.longestGap)
    if let (sign, end) = Self.sign(at: at, in: text) {
      (self.sign, self.end) = (sign, end)
    } else if at > bracket, !hasQuotedName {
      (sign, end) = (.blank, at)
    } else {
      return nil
    }
  }

  /// **Bytes** of blanks that line up a column of values.
  private static let longestGap = 40

  private static func sign(at index: Int, in text: Span<UInt8>) -> (Sign, Int)? {
    for (sign, spelling) in signs where text.has(spelling, at: index) {
      let end = index + spelling.utf8.count
      return text.isIn(ByteSet("=~:"), at: end) ? nil : (sign, end)
    }
    return nil
  }

  private static let signs: [(Sign, String)] = [
    (.equals, "=>"), (.equals, "||="), (.equals, ":="), (.equals, "?="), (.equals, "+="),
    (.equals, "="), (.colon, ":"),
  ]
}
