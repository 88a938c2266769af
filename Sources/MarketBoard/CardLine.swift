import MarketAnalysis
import MarketModel
import TextCanvas

/// One line of a card, or of a text that lies over the board.
enum CardLine {
  /// A part of a line, in **columns** from its beginning. What does not fit is cut.
  struct Cell {
    let text: String
    let x: Int
    var width: Int = .max
    var ink = Ink.plain
  }

  case gap
  case text(String, Ink)
  /// A label and what it says, in two columns.
  case field(String, String, Ink)
  /// A Paynter row: nodes hit a night, the countermeasure's night marked.
  case row([ProblemEvidence.Square], marked: Day?, words: any Phrasebook)
  case cells([Cell])

  static let labelWidth = 11

  /// A label and what it says, which goes on under itself.
  static func fields(
    _ label: String, _ text: String, ink: Ink = .plain, width: Int, limit: Int
  ) -> [CardLine] {
    TextFlow.wrapped(text, to: max(2, width - labelWidth), lines: limit).enumerated().map {
      .field($0 == 0 ? label : "", $1, ink)
    }
  }

  func draw(on frame: inout Frame, x: Int, y: Int, width: Int) {
    switch self {
    case .gap: break
    case .text(let text, let ink): frame.put(text, x: x, y: y, limit: width, ink: ink)
    case .field(let label, let text, let ink):
      frame.put(label, x: x, y: y, limit: min(Self.labelWidth, width), ink: .dim)
      frame.put(
        text, x: x + Self.labelWidth, y: y, limit: max(0, width - Self.labelWidth), ink: ink)
    case .cells(let cells):
      for cell in cells {
        frame.put(
          cell.text, x: x + cell.x, y: y, limit: max(0, min(cell.width, width - cell.x)),
          ink: cell.ink)
      }
    case .row(let squares, let marked, let words):
      drawRow(squares, marked, words, on: &frame, x: x, y: y, width: width)
    }
  }

  /// What somebody would look for in it.
  var text: String {
    switch self {
    case .gap, .row: ""
    case .text(let text, _): text
    case .field(let label, let text, _): "\(label) \(text)"
    case .cells(let cells): cells.map(\.text).joined(separator: " ")
    }
  }

  /// A cell for each night, and a line between the last night before a countermeasure and the first that
  /// it could show in.
  static func parts(
    of squares: [ProblemEvidence.Square], since day: Day?
  ) -> [(text: String, ink: Ink)] {
    let most = squares.map(\.nodes).max()
    func chart(_ squares: ArraySlice<ProblemEvidence.Square>) -> (String, Ink) {
      (Sparkline.text(squares.map(\.nodes), upTo: most), .bar)
    }
    guard let day, let first = squares.first, first.night <= day else {
      return [chart(squares[...])]
    }
    let end = squares.firstIndex { $0.night > day } ?? squares.count
    return [chart(squares[..<end]), ("│", .title), chart(squares[end...])]
  }

  private func drawRow(
    _ squares: [ProblemEvidence.Square], _ marked: Day?, _ words: any Phrasebook,
    on frame: inout Frame, x: Int, y: Int, width: Int
  ) {
    let shown = squares.suffix(max(1, min(28, width - Self.labelWidth - 20)))
    frame.put(
      words.count(shown.count, .night), x: x, y: y, limit: min(Self.labelWidth, width), ink: .dim)
    var at = x + Self.labelWidth
    for (text, ink) in Self.parts(of: Array(shown), since: marked) {
      at += frame.put(text, x: at, y: y, limit: max(0, x + width - at), ink: ink)
    }
    let tonight = squares.last?.nodes ?? 0
    frame.put("  \(words.tonight(tonight))", x: at, y: y, limit: max(0, x + width - at), ink: .dim)
  }
}

extension String {
  /// Without blank lines and blanks at the ends, so that a card wastes no line.
  var trimmedLines: String {
    split(whereSeparator: \.isNewline)
      .filter { line in line.contains { !$0.isWhitespace } }
      .joined(separator: "\n")
  }
}
