/// One place on the screen.
package struct Cell: Hashable, Sendable {
  package var glyph: Glyph
  package var ink: Ink

  package static let blank = Cell(glyph: .blank, ink: .plain)
}

/// What a piece of text *is*; the terminal decides how that looks. Never the only sign of a
/// meaning: an alarm also says so in words, the selected row also carries a `›`.
///
/// The raw value is the letter in ``Frame/inks``.
package enum Ink: Character, CaseIterable, Sendable {
  case plain = " "
  /// Secondary: units, ages, where something was declared.
  case dim = "d"
  /// What a card or a column is called. Bold.
  case title = "t"
  /// What is going on now: the current phase, the item that is talked about.
  case accent = "a"
  /// The row the cursor is on.
  case selected = "s"
  /// Severe or overdue. Bold too, and kept rare.
  case alarm = "!"
  /// Wants attention soon: a snoozed item, not read, a shrinking clock.
  case warning = "w"
  /// Held, verified, saved.
  case good = "g"
  /// The part of a bar or a chart that is filled.
  case bar = "b"
  /// The part of a bar that is not.
  case track = "_"
  /// Lines and borders.
  case rule = "r"
  /// A key in a hint: `[a]`.
  case key = "k"
}
