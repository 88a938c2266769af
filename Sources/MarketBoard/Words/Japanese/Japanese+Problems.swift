package import MarketAnalysis
package import MarketMeeting
package import MarketModel
import TextCanvas

/// What the board says about nights and problems.
extension Japanese {
  package func coverage(_ night: NightAnalysis) -> String {
    "\(count(night.coverage.expected, .node))中\(count(night.coverage.reported, .node))が報告"
  }

  package func gaps(_ night: NightAnalysis) -> String {
    let silent = night.coverage.silent
    let unread = night.coverage.unread
    var gaps: [String] = []
    if !silent.isEmpty { gaps.append("無報告: \(list(silent.map(\.rawValue)))") }
    if !unread.isEmpty { gaps.append("読めない\(count(unread.count, .report))") }
    return gaps.joined(separator: " · ")
  }

  package func sentence(for alsoSeen: AlsoSeen) -> String {
    guard !alsoSeen.signals.isEmpty else { return "" }
    let counts = alsoSeen.records.map { record in
      "\(words(for: record.kind))\(alsoSeen.signals.count { $0.kind == record.kind })件"
    }
    let (dismissed, decided) = alsoSeen.records.reduce((0, 0)) {
      ($0.0 + $1.dismissed, $0.1 + $1.decided)
    }
    return "他に検出: \(list(counts))(\(decided)回中\(dismissed)回却下)"
  }

  package func outcome(_ runs: RunTotals) -> String {
    parts([
      ("失敗", runs.failed, "回"), ("未終了", runs.incomplete, "回"), ("未到達", runs.unreachable, "回"),
    ]) ?? "すべて成功"
  }

  package func outcome(_ nodes: NodeTotals) -> String {
    parts([("失敗", nodes.failing, "台"), ("故障中", nodes.broken, "台")]) ?? "すべて正常"
  }

  private func parts(_ parts: [(String, Int, String)]) -> String? {
    let shown = parts.filter { $0.1 > 0 }.map { "\($0.0)\(grouped($0.1))\($0.2)" }
    return shown.isEmpty ? nil : shown.joined(separator: " · ")
  }

  package func table(of meeting: Meeting) -> String {
    let triage = meeting.agenda.triage.compactMap(meeting.book.problem)
    let back = triage.count { !$0.returns.isEmpty }
    let carried = meeting.agenda.carriedOver.count
    var parts = ["新規\(grouped(triage.count - back))件"]
    if back > 0 { parts.append("再発\(back)件") }
    parts.append("未完了\(meeting.agenda.review.count)件")
    if carried > 0 { parts.append("繰越\(carried)件") }
    return "議題: " + parts.joined(separator: " · ")
  }

  package func newsMark(of problem: Problem, in meeting: Meeting) -> String {
    if case .broken? = meeting.proof(of: problem), problem.status == .proving { return "効果なし" }
    if problem.status == .proving { return "効果あり" }
    return newness(of: problem, in: meeting)
  }

  package func newness(of problem: Problem, in meeting: Meeting) -> String {
    if !problem.returns.isEmpty { return "再発" }
    return meeting.agenda.carriedOver.contains(problem.id) ? "繰越" : "新規"
  }

  package func reach(_ evidence: ProblemEvidence) -> String { tonight(evidence.nodesTonight) }

  package func tonight(_ nodes: Int) -> String {
    nodes == 0 ? "昨夜なし" : "昨夜\(count(nodes, .node))"
  }

  package func state(of problem: Problem, in meeting: Meeting) -> String {
    switch problem.status {
    case .accepted, .working: return words(for: problem.verdict, or: problem.status)
    case .proving:
      switch meeting.proof(of: problem) {
      case .broken: return "効果なし"
      case .holding(let nights) where nights >= meeting.settings.nightsToVerify: return "実証済"
      case .holding: return "効果あり"
      case .waiting, nil: return words(for: problem.status)
      }
    default: return words(for: problem.status)
    }
  }

  package func promise(of problem: Problem, on today: Day) -> String {
    if let until = problem.nobodyUntil { return "\(day(until))まで担当なし" }
    guard let owner = problem.owner else { return "担当未定" }
    let step = problem.step.map { ": \($0)" } ?? ""
    return owner.rawValue + step + (problem.due.map { "、期日\(due($0, on: today))" } ?? "")
  }

  package func due(_ due: Day, on today: Day) -> String {
    due < today ? "\(day(due))超過" : day(due)
  }

  package func past(of problem: Problem) -> String {
    guard let last = problem.returns.last else { return "" }
    let times = problem.returns.count == 1 ? "" : "、\(problem.returns.count)回目"
    return "以前は\(words(for: last.from))、効果は\(count(problem.nightsHeld, .night))\(times)"
  }

  package func words(for proof: Proof, needed: Int) -> String {
    switch proof {
    case .waiting: "効果を示す夜はまだない"
    case .holding(let nights) where nights >= needed: "\(count(nights, .night))効果あり: 確認できる"
    case .holding(let nights): "\(count(needed, .night))中\(count(nights, .night))効果あり"
    case .broken(let night, let nodes): "効果なし: \(day(night))に\(count(nodes, .node))"
    }
  }

  package func suggestion(_ owner: Person, _ step: String, by due: Day) -> String {
    "\(owner.rawValue): \(step)、期日\(day(due))"
  }

  package func inNight(_ night: Day, _ why: String) -> String { "\(day(night))までの夜: \(why)" }

  package func ruled(by rule: PlaceRule) -> String {
    "この場所の失敗はすべてここ(\(rule.by.rawValue)、\(day(rule.at.day)))"
  }

  package func action(_ name: String) -> String { "アクション\(name)" }

  package var noNodeInCommon: String { "共通のノードなし" }

  package func parked(_ topic: ParkedTopic) -> String {
    "パーク: \(topic.topic)、話す人: \(list(topic.people.map(\.rawValue)))"
  }
}
