package import MarketAnalysis
package import MarketMeeting
package import MarketModel

/// What the minutes say.
extension German {
  package func minutesTitle(_ day: Day) -> String {
    "Morgenmarkt, \(self.day(day)) \(day.civil.year)"
  }

  package func held(_ record: MarketRecord, seconds: Int) -> String {
    let later = record.facilitators.dropFirst().map {
      ", ab \(timeOfDay($0.from)) \($0.person.rawValue)"
    }
    let end = record.closedAt.map { " bis \(timeOfDay($0)) UTC" } ?? " UTC, läuft noch"
    return "Vorsitz: \(record.opener.rawValue)\(later.joined()); "
      + "\(timeOfDay(record.openedAt))\(end): "
      + "\(duration(seconds)) von \(duration(record.plan.duration))."
  }

  package func paused(_ pause: MarketRecord.Pause) -> String {
    let end = pause.to.map { " bis \(timeOfDay($0)) UTC." } ?? " UTC, dauert an."
    return "Pause \(timeOfDay(pause.from))\(end)"
  }

  package func summary(of night: NightAnalysis) -> String {
    let runs =
      night.runs.total == 0 ? "" : " Läufe \(grouped(night.runs.total)): \(runs(night.runs))."
    return "Nacht zum \(day(night.night)): \(coverage(night))"
      + "\(gaps(night).isEmpty ? "" : "; \(gaps(night))").\(runs) "
      + "Knoten \(grouped(night.nodes.total)): \(outcome(night.nodes))."
  }

  private func runs(_ runs: RunTotals) -> String {
    let changed = runs.changed > 0 ? " (\(grouped(runs.changed)) änderten etwas)" : ""
    let succeeded = "\(grouped(runs.succeeded)) gelungen\(changed)"
    return runs.succeeded == runs.total ? succeeded : "\(succeeded) · \(outcome(runs))"
  }

  package func adopted(_ rule: Minutes.AdoptedRule) -> String {
    "was \(rule.cookbook) deklariert, geht an \(rule.owner.rawValue)"
  }

  package func words(for heading: MinutesHeading) -> String {
    switch heading {
    case .triaged: "Neu auf dem Tisch"
    case .reviewed: "Rückblick"
    case .parked: "Geparkt, nach dem Markt zu besprechen"
    case .carriedOver: "Übertragen"
    case .rules: "Angenommene Regeln"
    case .time: "Zeit"
    case .who: "wer"
    case .problem: "Problem"
    case .step: "nächster Schritt"
    case .due: "bis"
    case .phase: "Phase"
    case .planned: "geplant"
    case .taken: "gebraucht"
    case .nobodyPromised: "Niemand hat etwas zugesagt."
    case .nobody: "niemand"
    case .nobodyNamed: "niemand genannt"
    }
  }

  package func standing(of problem: Problem, on today: Day, in book: MarketBook) -> String {
    var parts = [status(of: problem, in: book)]
    if let severity = problem.severity { parts.append(words(for: severity)) }
    if let category = problem.category {
      parts.append(words(for: category, because: problem.obstacle))
    }
    if problem.verdict == .blocked { parts.append("beim letzten Rückblick blockiert") }
    if problem.status == .new, problem.owner == nil {
      parts.append("zuerst gesehen in der Nacht zum \(day(problem.firstNight))")
    } else if problem.status.isOpen {
      parts.append(promise(of: problem, on: today))
    }
    return parts.joined(separator: " · ")
  }

  private func status(of problem: Problem, in book: MarketBook) -> String {
    let words = words(for: problem.status)
    if let other = problem.mergedInto { return "\(words) mit \(name(of: other, in: book))" }
    switch problem.status {
    case .snoozed: return problem.wake.map { "\(words) \(self.words(for: $0))" } ?? words
    case .closed, .dismissed:
      return problem.closingReason.map { "\(words): \(self.words(forReason: $0))" } ?? words
    default: return words
    }
  }
}
