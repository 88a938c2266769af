/// How many columns text takes on the screen.
///
/// Counts what a terminal does that looks at one code point at a time (xterm, tmux, the Linux
/// console) and agrees with `wcwidth` of Debian 12 for every scalar that ``VisibleText`` lets
/// through. It depends on no locale, so a frame is the same everywhere.
///
/// - Wrong when: the terminal was told to draw ambiguous characters (`±`, `─`, `◌`) wide.
///
/// Source: Unicode Standard Annex 11, East Asian Width.
package enum DisplayWidth {
  /// Columns that `text` takes once it has been cleaned.
  ///
  /// - Complexity: O(bytes of `text`).
  package static func columns(of text: String) -> Int {
    if VisibleText.isPlain(text) { return text.utf8.count }
    return Glyphs(of: text).reduce(0) { $0 + $1.columns }
  }

  /// 1 or 2, for a scalar that starts a glyph.
  static func columns(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case ..<0x1100, VisibleText.commonSigns, VisibleText.lines: 1
    default: isWide(scalar) ? 2 : 1
    }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    if wide.contains(where: { $0.contains(scalar.value) }) { return true }
    return scalar.properties.isEmojiPresentation && !regionalIndicators.contains(scalar.value)
  }

  /// East Asian Wide and Fullwidth, less the emoji, which Unicode lists by a property of their own.
  /// Gaps without visible characters are bridged.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0xA4C6, 0xA960...0xA97C,
    0xAC00...0xD7A3, 0xF900...0xFAD9, 0xFE10...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
    0x16FE0...0x1B2FB, 0x1F200...0x1F265, 0x1F3FB...0x1F3FF, 0x20000...0x3134A,
  ]

  /// One column each: two of them are a flag, and the flag is two columns wide.
  private static let regionalIndicators: ClosedRange<UInt32> = 0x1F1E6...0x1F1FF
}
