package import MarketAnalysis
package import MarketMeeting
package import MarketModel
import TextCanvas

/// What the board says about nights and problems.
extension German {
  package func coverage(_ night: NightAnalysis) -> String {
    "\(grouped(night.coverage.reported)) von \(count(night.coverage.expected, .node)) haben berichtet"
  }

  package func gaps(_ night: NightAnalysis) -> String {
    let silent = night.coverage.silent
    let unread = night.coverage.unread
    var gaps: [String] = []
    if !silent.isEmpty { gaps.append("stumm: \(list(silent.map(\.rawValue)))") }
    if !unread.isEmpty { gaps.append("\(count(unread.count, .report)) unlesbar") }
    return gaps.joined(separator: " · ")
  }

  package func sentence(for alsoSeen: AlsoSeen) -> String {
    guard !alsoSeen.signals.isEmpty else { return "" }
    let counts = alsoSeen.records.map { record in
      "\(alsoSeen.signals.count { $0.kind == record.kind }) \(words(for: record.kind))"
    }
    let (dismissed, decided) = alsoSeen.records.reduce((0, 0)) {
      ($0.0 + $1.dismissed, $0.1 + $1.decided)
    }
    return "auch gesehen: \(list(counts)) (\(dismissed) von \(decided) Mal verworfen)"
  }

  package func outcome(_ runs: RunTotals) -> String {
    parts([
      (runs.failed, "gescheitert"), (runs.incomplete, "nie beendet"),
      (runs.unreachable, "nicht erreicht"),
    ]) ?? "alle gelungen"
  }

  package func outcome(_ nodes: NodeTotals) -> String {
    parts([(nodes.failing, "mit Fehlern"), (nodes.broken, "noch kaputt")]) ?? "alle wohlauf"
  }

  private func parts(_ parts: [(Int, String)]) -> String? {
    let shown = parts.filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }
    return shown.isEmpty ? nil : shown.joined(separator: " · ")
  }

  package func table(of meeting: Meeting) -> String {
    let triage = meeting.agenda.triage.compactMap(meeting.book.problem)
    let back = triage.count { !$0.returns.isEmpty }
    let carried = meeting.agenda.carriedOver.count
    var parts = ["\(grouped(triage.count - back)) neu"]
    if back > 0 { parts.append("\(back) wieder da") }
    parts.append("\(meeting.agenda.review.count) offen")
    if carried > 0 { parts.append("\(carried) übertragen") }
    return "Auf dem Tisch: " + parts.joined(separator: " · ")
  }

  package func newsMark(of problem: Problem, in meeting: Meeting) -> String {
    if case .broken? = meeting.proof(of: problem), problem.status == .proving { return "UNWIRKSAM" }
    if problem.status == .proving { return "HÄLT" }
    return newness(of: problem, in: meeting)
  }

  package func newness(of problem: Problem, in meeting: Meeting) -> String {
    if !problem.returns.isEmpty { return "WIEDER DA" }
    return meeting.agenda.carriedOver.contains(problem.id) ? "ÜBERTRAG" : "NEU"
  }

  package func reach(_ evidence: ProblemEvidence) -> String {
    evidence.nodesTonight == 0 ? "sauber" : count(evidence.nodesTonight, .node)
  }

  package func tonight(_ nodes: Int) -> String {
    "diese Nacht \(nodes == 0 ? "sauber" : count(nodes, .node))"
  }

  package func state(of problem: Problem, in meeting: Meeting) -> String {
    switch problem.status {
    case .accepted, .working: return words(for: problem.verdict, or: problem.status)
    case .proving:
      switch meeting.proof(of: problem) {
      case .broken: return "unwirksam"
      case .holding(let nights) where nights >= meeting.settings.nightsToVerify: return "bewährt"
      case .holding: return "hält"
      case .waiting, nil: return words(for: problem.status)
      }
    default: return words(for: problem.status)
    }
  }

  package func promise(of problem: Problem, on today: Day) -> String {
    if let until = problem.nobodyUntil { return "niemand bis \(day(until))" }
    guard let owner = problem.owner else { return "gehört noch niemandem" }
    let step = problem.step.map { ": \($0)" } ?? ""
    let date = problem.due.map { ", \($0 < today ? "" : "bis ")\(due($0, on: today))" } ?? ""
    return owner.rawValue + step + date
  }

  package func due(_ due: Day, on today: Day) -> String {
    due < today ? "fällig seit \(day(due))" : day(due)
  }

  package func past(of problem: Problem) -> String {
    guard let last = problem.returns.last else { return "" }
    let times = problem.returns.count == 1 ? "" : ", zum \(problem.returns.count). Mal"
    return "war \(words(for: last.from)), hielt \(count(problem.nightsHeld, .night))\(times)"
  }

  package func words(for proof: Proof, needed: Int) -> String {
    switch proof {
    case .waiting: "noch hat keine Nacht gezeigt, ob es hält"
    case .holding(let nights) where nights >= needed:
      "hielt \(count(nights, .night)): kann bestätigt werden"
    case .holding(let nights): "hielt \(nights) von \(count(needed, .night))"
    case .broken(let night, let nodes): "hielt nicht: \(count(nodes, .node)) am \(day(night))"
    }
  }

  package func suggestion(_ owner: Person, _ step: String, by due: Day) -> String {
    "\(owner.rawValue): \(step), bis \(day(due))"
  }

  package func inNight(_ night: Day, _ why: String) -> String {
    "in der Nacht zum \(day(night)): \(why)"
  }

  package func ruled(by rule: PlaceRule) -> String {
    "alles an dieser Stelle gehört hierher (\(rule.by.rawValue), \(day(rule.at.day)))"
  }

  package func action(_ name: String) -> String { "Aktion \(name)" }

  package var noNodeInCommon: String { "kein Knoten gemeinsam" }

  package func parked(_ topic: ParkedTopic) -> String {
    "geparkt: \(topic.topic), für \(list(topic.people.map(\.rawValue)))"
  }
}
