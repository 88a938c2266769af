import MarketAnalysis
import MarketBoard
import MarketModel
import TextCanvas

/// Problems as plain text, two lines for each.
struct ProblemsText {
  /// In the order in which they are to be shown.
  let problems: [Problem]
  let morning: Morning

  var lines: [String] {
    let nameWidth = problems.map { morning.name(of: $0.id).count }.max() ?? 0
    return problems.flatMap { lines(of: $0, nameWidth: nameWidth) }
  }

  private func lines(of problem: Problem, nameWidth: Int) -> [String] {
    let evidence = morning.evidence(for: problem)
    let row = morning.trend { day in evidence.row.first { $0.night == day }?.nodes }
    let nodes = english.count(evidence.nodesTonight, "node")
    return [
      TextLayout.line(
        "\(TextFlow.padded(morning.name(of: problem.id), to: nameWidth))  \(problem.title)",
        right: "\(Sparkline.text(row))  \(TextFlow.rightAligned(nodes, to: 11))"),
      TextLayout.line(
        String(repeating: " ", count: nameWidth + 2)
          + english.standing(of: problem, on: morning.today, in: morning.recorded)),
    ]
  }
}

extension Problem {
  /// `closed: fixed`; see ``English/status(of:)``.
  var statusWords: String { english.status(of: self) }

  /// `ana: find the cause, by Tue 24 Nov (overdue)`, or that nobody owns it.
  func ownership(on today: Day) -> String { english.ownership(of: self, on: today) }

  /// `find the cause, by Tue 24 Nov (overdue)`; `nil` when nothing is promised.
  func promise(on today: Day) -> String? { english.plan(of: self, on: today) }
}
