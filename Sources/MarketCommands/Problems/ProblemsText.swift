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
          + problem.standing(on: morning.today, in: morning.recorded)),
    ]
  }
}

extension Problem {
  /// Where it stands, in a line: `being worked on · service down · cause unknown · ana: find the
  /// cause, by Tue 24 Nov`.
  func standing(on today: Day, in book: MarketBook) -> String {
    var parts = [statusWords(in: book)]
    if let severity { parts.append(english.words(for: severity)) }
    if let category { parts.append(english.words(for: category, because: obstacle)) }
    if verdict == .blocked { parts.append("blocked at the last review") }
    if status == .new, owner == nil {
      parts.append("first seen in the night to \(english.day(firstNight))")
    } else if status.isOpen {
      parts.append(ownership(on: today))
    }
    return parts.joined(separator: " · ")
  }

  /// `snoozed until Tue 24 Nov`, `closed: fixed`, `merged into #7`.
  func statusWords(in book: MarketBook) -> String {
    mergedInto.map { "\(statusWords) into \(english.name(of: $0, in: book))" } ?? statusWords
  }

  /// The same of one that is not merged.
  var statusWords: String {
    let words = english.words(for: status)
    switch status {
    case .snoozed: return wake.map { "\(words) \(english.words(for: $0))" } ?? words
    case .closed, .dismissed: return closingReason.map { "\(words): \($0)" } ?? words
    default: return words
    }
  }

  /// `ana: find the cause, by Tue 24 Nov (overdue)`, or that nobody owns it.
  func ownership(on today: Day) -> String {
    guard let owner else {
      return nobodyUntil.map { "nobody until \(english.day($0))" } ?? "nobody owns it"
    }
    return owner.rawValue + (promise(on: today).map { ": \($0)" } ?? "")
  }

  /// `find the cause, by Tue 24 Nov (overdue)`; `nil` when nothing is promised.
  func promise(on today: Day) -> String? {
    let date = due.map {
      "by \(english.day($0))" + (status.isOpen && $0 < today ? " (overdue)" : "")
    }
    let parts = [step, date].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}
