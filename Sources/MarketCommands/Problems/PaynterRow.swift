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
    var lines = [
      Self.row("night", Self.days(squares.map(\.night))),
      Self.row("nodes", Self.counts(squares.map(\.nodes))),
    ]
    if let mark = mark(in: Array(squares)) { lines.append(mark) }
    return lines
  }

  static func days(_ nights: [Day]) -> [String] {
    nights.suffix(nightLimit).map { String(english.day($0).split(separator: " ")[1]) }
  }

  static func counts(_ nodes: [Int]) -> [String] {
    nodes.suffix(nightLimit).map { $0 == 0 ? "·" : english.grouped($0) }
  }

  static func row(_ name: String, _ cells: [String]) -> String {
    let cells = cells.map { TextFlow.rightAligned($0, to: 5) }
    return TextLayout.line("  " + TextFlow.padded(name, to: 10) + cells.joined())
  }

  /// `▲` under the last night that the countermeasure could not yet have changed.
  private func mark(in squares: [ProblemEvidence.Square]) -> String? {
    guard let taken = problem.countermeasure?.day,
      let index = squares.lastIndex(where: { $0.night <= taken })
    else { return nil }
    return Self.row("", squares.indices.map { $0 == index ? "▲" : "" }) + " countermeasure"
  }
}
