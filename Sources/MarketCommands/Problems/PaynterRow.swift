import MarketAnalysis
import MarketBoard
import MarketModel
import TextCanvas

/// One problem × the last nights: how many nodes each hit, and where the countermeasure came in.
///
/// Source: the Paynter chart of the automobile industry, failures by month with countermeasures marked.
struct PaynterRow {
  let problem: Problem
  let evidence: ProblemEvidence

  /// Nights that fit into a line, five columns each.
  private static let nightLimit = 16

  var lines: [String] {
    let squares = evidence.row.suffix(Self.nightLimit)
    guard !squares.isEmpty else { return [] }
    let days = squares.map { String(Wording.day($0.night).split(separator: " ")[1]) }
    let counts = squares.map { $0.nodes == 0 ? "·" : Wording.grouped($0.nodes) }
    var lines = [row("night", days), row("nodes", counts)]
    if let mark = mark(in: Array(squares)) { lines.append(mark) }
    return lines
  }

  private func row(_ name: String, _ cells: [String]) -> String {
    let cells = cells.map { TextFlow.rightAligned($0, to: 5) }
    return TextLayout.line("  " + TextFlow.padded(name, to: 10) + cells.joined())
  }

  /// `▲` under the last night that the countermeasure could not yet have changed.
  private func mark(in squares: [ProblemEvidence.Square]) -> String? {
    guard let taken = problem.countermeasure?.day,
      let index = squares.lastIndex(where: { $0.night <= taken })
    else { return nil }
    return row("", squares.indices.map { $0 == index ? "▲" : "" }) + " countermeasure"
  }
}
