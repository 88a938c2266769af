package import MarketAnalysis
package import MarketMeeting
package import MarketModel

/// What the minutes say, and, of nights and problems, the verbs as well.
extension English {
  package func minutesTitle(_ day: Day) -> String {
    "Morning market, \(self.day(day)) \(day.civil.year)"
  }

  /// `Held by ana, from 09:07 by bo, 09:00 to 09:14 UTC: 14:20 of 15:00.`
  package func held(_ record: MarketRecord, seconds: Int) -> String {
    let later = record.facilitators.dropFirst().map {
      ", from \(timeOfDay($0.from)) by \($0.person.rawValue)"
    }
    let end = record.closedAt.map { " to \(timeOfDay($0)) UTC" } ?? " UTC, still going on"
    return "Held by \(record.opener.rawValue)\(later.joined()), "
      + "\(timeOfDay(record.openedAt))\(end): "
      + "\(duration(seconds)) of \(duration(record.plan.duration))."
  }

  package func paused(_ pause: MarketRecord.Pause) -> String {
    let end = pause.to.map { " to \(timeOfDay($0))" } ?? ""
    return "Paused \(timeOfDay(pause.from))\(end) UTC."
  }

  package func summary(of night: NightAnalysis) -> String {
    "Night to \(day(night.night)): \(sentence(for: night.coverage)). "
      + "Runs \(sentence(for: night.runs)). Nodes: \(sentence(for: night.nodes))."
  }

  package func adopted(_ rule: Minutes.AdoptedRule) -> String {
    "what \(rule.cookbook) declares goes to \(rule.owner.rawValue)"
  }

  package func words(for heading: MinutesHeading) -> String {
    switch heading {
    case .triaged: "New on the table"
    case .reviewed: "Reviewed"
    case .parked: "Parked, to talk about after the market"
    case .carriedOver: "Carried over"
    case .rules: "Rules adopted"
    case .time: "Time"
    case .who: "who"
    case .problem: "problem"
    case .step: "next step"
    case .due: "by"
    case .phase: "phase"
    case .planned: "planned"
    case .taken: "taken"
    case .nobodyPromised: "Nobody promised anything."
    case .nobody: "nobody"
    case .nobodyNamed: "nobody named"
    }
  }
}

// MARK: Nights

extension English {
  /// Nodes that a sentence names; more are a list.
  private static let namedNodes = 6

  /// `118 of 120 nodes reported; silent: web-01, web-02; 3 files could not be read`.
  package func sentence(for coverage: Coverage) -> String {
    var parts = ["\(grouped(coverage.reported)) of \(count(coverage.expected, .node)) reported"]
    if !coverage.silent.isEmpty {
      let named = list(coverage.silent.prefix(Self.namedNodes).map(\.rawValue))
      let others = coverage.silent.count - Self.namedNodes
      parts.append(
        "\(coverage.silent.count) silent: \(named)"
          + (others > 0 ? " and \(grouped(others)) more" : ""))
    }
    if !coverage.unread.isEmpty {
      let files = Set(coverage.unread.map(\.file)).count
      parts.append("\(count(files, "file")) could not be read")
    }
    return parts.joined(separator: "; ")
  }

  /// `2,380: 2,301 succeeded (412 changed something), 71 failed, 6 never ended`.
  package func sentence(for runs: RunTotals) -> String {
    var parts = ["\(grouped(runs.succeeded)) succeeded"]
    if runs.changed > 0 { parts[0] += " (\(grouped(runs.changed)) changed something)" }
    for (count, words) in [
      (runs.failed, "failed"), (runs.incomplete, "never ended"), (runs.unreachable, "not reached"),
    ] where count > 0 {
      parts.append("\(grouped(count)) \(words)")
    }
    return "\(grouped(runs.total)): \(list(parts))"
  }

  /// `14 of 118 failed at least once, 9 are broken now`.
  package func sentence(for nodes: NodeTotals) -> String {
    guard nodes.failing > 0 else { return "none of \(grouped(nodes.total)) failed" }
    return "\(grouped(nodes.failing)) of \(grouped(nodes.total)) failed at least once, "
      + (nodes.broken == 0
        ? "all are well again" : "\(grouped(nodes.broken)) still broken at its end")
  }
}

// MARK: Problems

extension English {
  /// `being worked on · service down · cause unknown · ana: find the cause, by Tue 24 Nov`.
  package func standing(of problem: Problem, on today: Day, in book: MarketBook) -> String {
    var parts = [status(of: problem, in: book)]
    if let severity = problem.severity { parts.append(words(for: severity)) }
    if let category = problem.category {
      parts.append(words(for: category, because: problem.obstacle))
    }
    if problem.verdict == .blocked { parts.append("blocked at the last review") }
    if problem.status == .new, problem.owner == nil {
      parts.append("first seen in the night to \(day(problem.firstNight))")
    } else if problem.status.isOpen {
      parts.append(ownership(of: problem, on: today))
    }
    return parts.joined(separator: " · ")
  }

  /// `snoozed until Tue 24 Nov`, `closed: fixed`, `merged into #7`.
  package func status(of problem: Problem, in book: MarketBook) -> String {
    let words = status(of: problem)
    return problem.mergedInto.map { "\(words) into \(name(of: $0, in: book))" } ?? words
  }

  /// The same of one that is not merged.
  package func status(of problem: Problem) -> String {
    let words = words(for: problem.status)
    switch problem.status {
    case .snoozed: return problem.wake.map { "\(words) \(self.words(for: $0))" } ?? words
    case .closed, .dismissed:
      return problem.closingReason.map { "\(words): \(self.words(forReason: $0))" } ?? words
    default: return words
    }
  }

  /// `ana: find the cause, by Tue 24 Nov (overdue)`, or that nobody owns it.
  package func ownership(of problem: Problem, on today: Day) -> String {
    guard let owner = problem.owner else {
      return problem.nobodyUntil.map { "nobody until \(day($0))" } ?? "nobody owns it"
    }
    return owner.rawValue + (plan(of: problem, on: today).map { ": \($0)" } ?? "")
  }

  /// `find the cause, by Tue 24 Nov (overdue)`; `nil` when nothing is promised.
  package func plan(of problem: Problem, on today: Day) -> String? {
    let date = problem.due.map {
      "by \(day($0))" + (problem.status.isOpen && $0 < today ? " (overdue)" : "")
    }
    let parts = [problem.step, date].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}
