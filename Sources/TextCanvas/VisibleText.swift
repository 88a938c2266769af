/// Text as it may be shown: the one function through which everything passes to the screen and to
/// plain output.
///
/// A run report is written by whoever owns the node, so no text is trusted, not even a host name.
/// What a terminal would obey, what hides, and what turns the reading direction never gets through;
/// it is not dropped either, but leaves a sign, so that two names that differ look different:
///
/// | in the text | shown |
/// |---|---|
/// | line feed | `⏎` |
/// | other control characters | their picture: `␛` `␀` `␉` `␡` |
/// | C1 controls, bidi and zero-width characters, tags, private use, noncharacters | `�` |
/// | characters younger than ``newestUnicode`` | `�` |
/// | blanks that aren't the space bar's | `␣` |
/// | a mark without a character to stand on | on `◌` |
/// | a third mark on one character and all further | one `�` |
/// | emoji variation selector or skin tone right behind an emoji | nothing |
///
/// Every sign is one column wide. The last row is the one exception to "leaves a sign": these choose
/// between drawings of the same picture, and terminals disagree about how many columns they take.
///
/// Source: Unicode Technical Report 36; Boucher and Anderson, *Trojan Source* (CVE-2021-42574).
package enum VisibleText {
  /// Debian 12 knows no younger characters, so nobody could say how wide they are.
  package static let newestUnicode = 14

  /// `text` as it may be shown.
  ///
  /// - Complexity: O(bytes). Printable ASCII comes back as it is, without an allocation, and so does
  ///   what has `‹` and `›` in it, which mark what was taken out of a text.
  package static func cleaned(_ text: String) -> String {
    if isMarkedPlain(text.utf8.span) { return text }
    var shown = ""
    shown.reserveCapacity(text.utf8.count)
    for glyph in Glyphs(of: text) { glyph.write(to: &shown) }
    return shown
  }

  /// Whether `text` is printable ASCII throughout, as nearly all of it is, or as far as its first bytes.
  static func isPlain(_ text: String, upTo limit: Int = .max) -> Bool {
    let bytes = text.utf8.span
    for index in 0..<min(bytes.count, limit) where !(0x20..<0x7F ~= bytes[index]) { return false }
    return true
  }

  private static func isMarkedPlain(_ text: Span<UInt8>) -> Bool {
    var at = 0
    while at < text.count {
      if 0x20..<0x7F ~= text[at] {
        at += 1
      } else if at + 2 < text.count, text[at] == 0xE2, text[at + 1] == 0x80,
        0xB9...0xBA ~= text[at + 2]
      {
        at += 3
      } else {
        return false
      }
    }
    return true
  }

  enum Appearance: Equatable {
    case shown
    /// Stands on the character before it.
    case mark
    /// Says how the emoji before it is drawn.
    case emojiStyle
    case replaced(by: Unicode.Scalar)
  }

  static func appearance(of scalar: Unicode.Scalar) -> Appearance {
    switch scalar.value {
    case 0x0A: return .replaced(by: "⏎")
    case 0x00..<0x20: return .replaced(by: picture(ofControl: scalar.value))
    case 0x7F: return .replaced(by: "␡")
    case 0x20..<0x7F, commonSigns, lines: return .shown
    case 0xFE0E, 0xFE0F, 0x1F3FB...0x1F3FF: return .emojiStyle
    // Middle and final jamo: letters by category, but drawn into the syllable before them.
    case 0x1161...0x11FF, 0xD7B0...0xD7C6, 0xD7CB...0xD7FB: return .mark
    case 0x1171E: return .mark  // Ahom medial ra, a spacing mark only since Unicode 16
    case 0x2800: return .replaced(by: blankSign)  // braille pattern blank
    case 0xFFFC: return .replaced(by: unknownSign)  // object replacement
    default: break
    }

    let properties = scalar.properties
    guard !properties.isDefaultIgnorableCodePoint,
      let age = properties.age, age.major <= newestUnicode
    else { return .replaced(by: unknownSign) }

    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return .mark
    case .spaceSeparator: return .replaced(by: blankSign)
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      return .replaced(by: unknownSign)
    default: return .shown
    }
  }

  /// Dashes, quotes and the ellipsis: of all that isn't ASCII, what is met most, with ``lines``. Each is
  /// one column wide, and asking for its properties takes longer than all the rest.
  static let commonSigns: ClosedRange<UInt32> = 0x2010...0x2027
  /// Box drawing and block elements.
  static let lines: ClosedRange<UInt32> = 0x2500...0x259F

  static let unknownSign: Unicode.Scalar = "\u{FFFD}"
  private static let blankSign: Unicode.Scalar = "␣"

  /// Control Pictures are laid out like the controls themselves.
  private static func picture(ofControl value: UInt32) -> Unicode.Scalar {
    Unicode.Scalar(0x2400 + value) ?? unknownSign
  }
}
