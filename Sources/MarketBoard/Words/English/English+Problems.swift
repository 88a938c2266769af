package import MarketAnalysis
package import MarketMeeting
package import MarketModel
import TextCanvas

/// What the board says about nights and problems.
extension English {
  /// `24 Nov`, six columns.
  package func shortDay(_ day: Day) -> String {
    String(self.day(day).drop { $0 != " " }.dropFirst())
  }

  /// `Sun 22 Nov 02:14:08 UTC`.
  package func moment(_ moment: Instant) -> String {
    "\(day(moment.day)) \(moment.clockTime) UTC"
  }

  package func list(_ names: [String]) -> String { names.joined(separator: ", ") }

  package func coverage(_ night: NightAnalysis) -> String {
    "\(count(night.coverage.reported, "node")) reported of \(grouped(night.coverage.expected)) expected"
  }

  /// What the night does not know; empty when it knows all.
  package func gaps(_ night: NightAnalysis) -> String {
    let silent = night.coverage.silent
    let unread = night.coverage.unread
    var gaps: [String] = []
    if !silent.isEmpty { gaps.append("silent: \(list(silent.map(\.rawValue)))") }
    if !unread.isEmpty { gaps.append("\(count(unread.count, "report")) not read") }
    return gaps.joined(separator: " · ")
  }

  /// `also seen: 3 slow, 2 growth (dismissed 31 of 32 times)`; empty when there is nothing.
  package func sentence(for alsoSeen: AlsoSeen) -> String {
    guard !alsoSeen.signals.isEmpty else { return "" }
    let counts = alsoSeen.records.map { record in
      "\(alsoSeen.signals.count { $0.kind == record.kind }) \(words(for: record.kind))"
    }
    let (dismissed, decided) = alsoSeen.records.reduce((0, 0)) {
      ($0.0 + $1.dismissed, $0.1 + $1.decided)
    }
    return "also seen: \(list(counts)) (dismissed \(dismissed) of \(decided) times)"
  }

  package func outcome(_ runs: RunTotals) -> String {
    parts([
      (runs.failed, "failed"), (runs.incomplete, "never ended"), (runs.unreachable, "not reached"),
    ]) ?? "all succeeded"
  }

  package func outcome(_ nodes: NodeTotals) -> String {
    parts([(nodes.failing, "failing"), (nodes.broken, "still broken")]) ?? "all well"
  }

  private func parts(_ parts: [(Int, String)]) -> String? {
    let shown = parts.filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }
    return shown.isEmpty ? nil : shown.joined(separator: " · ")
  }

  /// What lies on the table this morning.
  package func table(of meeting: Meeting) -> String {
    let triage = meeting.agenda.triage.compactMap(meeting.book.problem)
    let back = triage.count { !$0.returns.isEmpty }
    let carried = meeting.agenda.carriedOver.count
    var parts = ["\(grouped(triage.count - back)) new"]
    if back > 0 { parts.append("\(back) came back") }
    parts.append("\(meeting.agenda.review.count) open")
    if carried > 0 { parts.append("\(carried) carried over") }
    return "On the table: " + parts.joined(separator: " · ")
  }

  package func newsMark(of problem: Problem, in meeting: Meeting) -> String {
    if case .broken? = meeting.proof(of: problem), problem.status == .proving { return "NOT HELD" }
    if problem.status == .proving { return "HOLDING" }
    return newness(of: problem, in: meeting)
  }

  package func newness(of problem: Problem, in meeting: Meeting) -> String {
    if !problem.returns.isEmpty { return "CAME BACK" }
    return meeting.agenda.carriedOver.contains(problem.id) ? "CARRIED" : "NEW"
  }

  package func reach(_ evidence: ProblemEvidence) -> String {
    evidence.nodesTonight == 0 ? "clean tonight" : count(evidence.nodesTonight, "node")
  }

  /// Where a problem stands, in at most 9 columns.
  package func state(of problem: Problem, in meeting: Meeting) -> String {
    switch problem.status {
    case .accepted, .working:
      return problem.verdict.map(words(for:))
        ?? (problem.status == .working ? "working" : "accepted")
    case .proving:
      switch meeting.proof(of: problem) {
      case .broken: return "not held"
      case .holding(let nights) where nights >= meeting.settings.nightsToVerify: return "proven"
      case .holding: return "holding"
      case .waiting, nil: return "proving"
      }
    default: return words(for: problem.status)
    }
  }

  /// Who does what by when.
  package func promise(of problem: Problem, on today: Day) -> String {
    if let until = problem.nobodyUntil { return "nobody until \(day(until))" }
    guard let owner = problem.owner else { return "nobody owns it yet" }
    let step = problem.step.map { ": \($0)" } ?? ""
    return owner.rawValue + step + (problem.due.map { ", by \(due($0, on: today))" } ?? "")
  }

  /// A date that somebody promised.
  package func due(_ due: Day, on today: Day) -> String {
    due < today ? "\(day(due)) (overdue)" : day(due)
  }

  /// What a returning problem had behind it.
  package func past(of problem: Problem) -> String {
    guard let last = problem.returns.last else { return "" }
    let times = problem.returns.count == 1 ? "" : ", for the \(problem.returns.count). time"
    return "was \(words(for: last.from)), held \(count(problem.nightsHeld, .night))\(times)"
  }

  package func words(for proof: Proof, needed: Int) -> String {
    switch proof {
    case .waiting: "no night has shown yet whether it holds"
    case .holding(let nights) where nights >= needed:
      "held \(count(nights, "night")): can be verified"
    case .holding(let nights): "held \(nights) of \(count(needed, "night"))"
    case .broken(let night, let nodes): "did not hold: \(count(nodes, "node")) on \(day(night))"
    }
  }

  package func tonight(_ nodes: Int) -> String {
    nodes == 0 ? "clean tonight" : "\(count(nodes, .node)) tonight"
  }

  package func suggestion(_ owner: Person, _ step: String, by due: Day) -> String {
    "\(owner.rawValue): \(step), by \(day(due))"
  }

  package func inNight(_ night: Day, _ why: String) -> String {
    "in the night to \(day(night)): \(why)"
  }

  package func ruled(by rule: PlaceRule) -> String {
    "all of this place belongs here, said \(rule.by.rawValue) on \(day(rule.at.day))"
  }

  package func action(_ name: String) -> String { "action \(name)" }

  package func words(for step: SuggestedStep) -> String { step.rawValue }

  package func share(_ part: Int, of whole: Int) -> String {
    "\(grouped(part)) of \(grouped(whole))"
  }

  package var noNodeInCommon: String { "no node in common" }

  package func carriedOver(_ names: [String]) -> String { "carried over: \(list(names))" }

  package func parked(_ topic: ParkedTopic) -> String {
    "parked: \(topic.topic), for \(list(topic.people.map(\.rawValue)))"
  }
}
