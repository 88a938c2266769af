/// The glyphs of a text from left to right; where text becomes cells.
///
/// Works on scalars, not on characters, because terminals count columns that way: a family of four
/// joined emoji is one `Character` and, on most terminals, eight columns.
struct Glyphs: Sequence, IteratorProtocol {
  private var rest: Substring.UnicodeScalarView.Iterator
  /// Read already, not yet part of a glyph.
  private var ahead: Unicode.Scalar?
  private var owesSignForLostMarks = false

  init(of text: Substring) {
    rest = text.unicodeScalars.makeIterator()
    ahead = rest.next()
  }

  init(of text: String) { self.init(of: text[...]) }

  var isAtEnd: Bool { ahead == nil && !owesSignForLostMarks }

  mutating func skipBlanks() {
    while ahead == " " { ahead = rest.next() }
  }

  mutating func next() -> Glyph? {
    if owesSignForLostMarks {
      owesSignForLostMarks = false
      return Glyph(VisibleText.unknownSign)
    }
    guard let scalar = ahead else { return nil }
    ahead = rest.next()

    switch VisibleText.appearance(of: scalar) {
    case .shown:
      var glyph = Glyph(scalar)
      if scalar != " " { collectMarks(upon: &glyph) }
      return glyph
    case .mark:
      var glyph = Glyph("◌")
      _ = glyph.add(mark: scalar)
      collectMarks(upon: &glyph)
      return glyph
    case .emojiStyle where scalar.properties.isEmoji: return Glyph(scalar)
    case .emojiStyle: return Glyph(VisibleText.unknownSign)
    case .replaced(let sign): return Glyph(sign)
    }
  }

  private mutating func collectMarks(upon glyph: inout Glyph) {
    while let scalar = ahead, scalar.value > 0x7F {
      switch VisibleText.appearance(of: scalar) {
      case .mark: if !glyph.add(mark: scalar) { owesSignForLostMarks = true }
      case .emojiStyle where Glyphs.isPicture(glyph.base): break
      case .shown, .emojiStyle, .replaced: return
      }
      ahead = rest.next()
    }
  }

  /// Digits and `#` are emoji to Unicode, because of keycaps; not here.
  private static func isPicture(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value > 0x7F && scalar.properties.isEmoji
  }
}
