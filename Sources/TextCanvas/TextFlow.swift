/// Text brought to a width, in columns rather than characters. All results are cleaned.
package enum TextFlow {
  /// `text` if it fits, else as much of it as does and `…`.
  ///
  /// - Complexity: O(`columns`), however long `text` is.
  package static func clipped(_ text: String, to columns: Int) -> String {
    guard columns > 0 else { return "" }
    var used = 0
    var shown = ""
    /// As much as leaves a column for the ellipsis.
    var beforeEllipsis = ""
    for glyph in Glyphs(of: text) {
      used += glyph.columns
      if used > columns { return beforeEllipsis + "…" }
      glyph.write(to: &shown)
      if used < columns { beforeEllipsis = shown }
    }
    return shown
  }

  /// Blanks after `text` until it is `columns` wide; clipped when it is wider.
  package static func padded(_ text: String, to columns: Int) -> String {
    let text = clipped(text, to: columns)
    return text + blanks(columns - DisplayWidth.columns(of: text))
  }

  /// Blanks before `text` until it is `columns` wide: for numbers in a column.
  package static func rightAligned(_ text: String, to columns: Int) -> String {
    let text = clipped(text, to: columns)
    return blanks(columns - DisplayWidth.columns(of: text)) + text
  }

  private static func blanks(_ count: Int) -> String {
    String(repeating: " ", count: max(count, 0))
  }

  /// Breaks `text` into lines of at most `columns` columns, at blanks where it can, and beside wide
  /// characters, which are written without blanks.
  ///
  /// Newlines in `text` are kept and a tab counts as one blank. A word that is wider than a line is
  /// broken where the line ends. When there are more than `limit` lines, the last one ends in `…`.
  ///
  /// - Complexity: O(`columns` × `limit`), however long `text` is, once its newlines are found.
  package static func wrapped(_ text: String, to columns: Int, lines limit: Int = .max)
    -> [String]
  {
    // Two columns hold any glyph.
    guard columns >= 2, limit > 0 else { return [] }
    var lines: [String] = []
    for paragraph in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      var rest = Glyphs(of: paragraph)
      var line = Line(columns: columns)
      repeat {
        if lines.count == limit {
          lines[limit - 1] = clipped(lines[limit - 1] + "…", to: columns)
          return lines
        }
        lines.append(line.fill(from: &rest))
      } while line.hasMore || !rest.isAtEnd
    }
    return lines
  }
}

/// The line that ``TextFlow/wrapped(_:to:lines:)`` is filling, and what ran over into the next.
private struct Line {
  let columns: Int
  private var glyphs: [Glyph] = []

  init(columns: Int) { self.columns = columns }

  var hasMore: Bool { !glyphs.isEmpty }

  /// Takes glyphs until the line is full or the paragraph ends, and gives the line out.
  mutating func fill(from rest: inout Glyphs) -> String {
    var used = glyphs.reduce(0) { $0 + $1.columns }
    while let glyph = rest.next() {
      glyphs.append(glyph.isTab ? .blank : glyph)
      used += glyph.columns
      guard used > columns else { continue }
      let full = breakOff()
      if !hasMore { rest.skipBlanks() }
      return full
    }
    defer { glyphs = [] }
    return text(of: glyphs[...])
  }

  /// The last glyph is one too many.
  private mutating func breakOff() -> String {
    let indent = glyphs.firstIndex { $0 != .blank } ?? 0
    let place = glyphs.indices.last { $0 > indent && mayBreak(before: $0) }
    let end = place ?? glyphs.count - 1
    let line = text(of: glyphs[..<end])
    glyphs.removeFirst(glyphs[end] == .blank ? end + 1 : end)
    return line
  }

  private func mayBreak(before index: Int) -> Bool {
    if glyphs[index] == .blank { return true }
    let (last, next) = (glyphs[index - 1], glyphs[index])
    return (last.columns == 2 || next.columns == 2) && !Self.neverFirst.contains(next.base)
      && !Self.neverLast.contains(last.base) && last != .blank
  }

  /// What no line begins with, and none ends with.
  ///
  /// Source: W3C, Requirements for Japanese Text Layout (2020), 3.1.7 and 3.1.8, of which these are
  /// what the board writes.
  private static let neverFirst: Set<Unicode.Scalar> = [
    "、", "。", "」", "）", ")", "ー", "々", "！", "？", "…", ",", ".", ":", ";", "?", "!", "%",
    "ぁ", "ぃ", "ぅ", "ぇ", "ぉ", "っ", "ゃ", "ゅ", "ょ", "ァ", "ィ", "ゥ", "ェ", "ォ", "ッ", "ャ", "ュ", "ョ",
  ]
  private static let neverLast: Set<Unicode.Scalar> = ["「", "（", "("]

  private func text(of glyphs: ArraySlice<Glyph>) -> String {
    var text = ""
    for glyph in glyphs { glyph.write(to: &text) }
    return text
  }
}

extension Glyph {
  /// A tab, once cleaned.
  fileprivate var isTab: Bool { base == "␉" }
}
