import TextCanvas

/// Plain text in columns, for people and for `grep`.
enum TextLayout {
  /// **Columns** of a line of plain text. Mail programs, tickets and half a screen hold as many.
  static let width = 100

  /// Rows in aligned columns, two blanks between them; the column at `flexible` gets what is left.
  static func table(_ rows: [[Cell]], flexible: Int, indent: Int = 2) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    var widths = (0..<columns).map { column in
      rows.map { column < $0.count ? DisplayWidth.columns(of: $0[column].text) : 0 }.max() ?? 0
    }
    let others = widths.indices.filter { $0 != flexible }.reduce(0) { $0 + widths[$1] }
    if widths.indices.contains(flexible) {
      let room = width - indent - others - 2 * (columns - 1)
      widths[flexible] = min(widths[flexible], max(room, 8))
    }
    return rows.map { row in
      let cells = zip(row, widths).map { cell, width in
        cell.isNumber
          ? TextFlow.rightAligned(cell.text, to: width) : TextFlow.padded(cell.text, to: width)
      }
      return line(String(repeating: " ", count: indent) + cells.joined(separator: "  "))
    }
  }

  /// One cell of a table.
  struct Cell: ExpressibleByStringLiteral {
    let text: String
    let isNumber: Bool

    init(_ text: String) { (self.text, isNumber) = (text, false) }
    init(number: String) { (text, isNumber) = (number, true) }
    init(stringLiteral text: String) { self.init(text) }
  }

  /// A name and what is said about it, which goes on under itself: `  owner       ana, next: …`.
  static func entry(
    _ name: String, _ text: String, nameWidth: Int = 16, width: Int = width
  ) -> [String] {
    let body = TextFlow.wrapped(text, to: width - nameWidth - 2)
    return body.enumerated().map { index, part in
      line("  " + TextFlow.padded(index == 0 ? name : "", to: nameWidth) + part)
    }
  }

  /// A text under an indent, wrapped; what is more than `limit` lines is left out with a `…`.
  static func paragraph(_ text: String, indent: Int, lines limit: Int = .max) -> [String] {
    TextFlow.wrapped(text, to: width - indent, lines: limit)
      .map { line(String(repeating: " ", count: indent) + $0) }
  }

  /// A line with something at its right edge.
  static func line(_ left: String, right: String) -> String {
    let room = width - DisplayWidth.columns(of: right) - 2
    return line(TextFlow.padded(left, to: room) + "  " + right)
  }

  /// At most ``width`` columns, without blanks at its end.
  static func line(_ text: String) -> String {
    var text = TextFlow.clipped(text, to: width)
    while text.last == " " { text.removeLast() }
    return text
  }
}
