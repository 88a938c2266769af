package import MarketAnalysis
package import MarketMeeting
package import MarketModel

/// What the minutes say.
extension Japanese {
  package func minutesTitle(_ day: Day) -> String { "朝市 \(day.civil.year)年\(self.day(day))" }

  package func held(_ record: MarketRecord, seconds: Int) -> String {
    let later = record.facilitators.dropFirst().map {
      "、\(timeOfDay($0.from))から\($0.person.rawValue)"
    }
    let end = record.closedAt.map { "–\(timeOfDay($0)) UTC" } ?? " UTCから進行中"
    return "進行: \(record.opener.rawValue)\(later.joined())、\(timeOfDay(record.openedAt))\(end)、"
      + "\(duration(record.plan.duration))のうち\(duration(seconds))。"
  }

  package func paused(_ pause: MarketRecord.Pause) -> String {
    "休止: \(timeOfDay(pause.from))\(pause.to.map { "–\(timeOfDay($0)) UTC" } ?? " UTCから")。"
  }

  package func summary(of night: NightAnalysis) -> String {
    let changed = night.runs.changed > 0 ? "(うち変更あり\(grouped(night.runs.changed))回)" : ""
    let failed =
      night.runs.succeeded == night.runs.total ? "" : "、\(outcome(night.runs))"
    let gaps = gaps(night)
    return "\(day(night.night))までの夜: \(coverage(night))\(gaps.isEmpty ? "" : "、\(gaps)")。"
      + "\(count(night.runs.total, .run)): 成功\(grouped(night.runs.succeeded))回\(changed)\(failed)。"
      + "ノード\(count(night.nodes.total, .node)): \(outcome(night.nodes))。"
  }

  package func adopted(_ rule: Minutes.AdoptedRule) -> String {
    "\(rule.cookbook)の宣言は\(rule.owner.rawValue)の担当"
  }

  package func words(for heading: MinutesHeading) -> String {
    switch heading {
    case .triaged: "新しい議題"
    case .reviewed: "見直した議題"
    case .parked: "パーク(朝市の後に話す話題)"
    case .carriedOver: "繰越"
    case .rules: "採用したルール"
    case .time: "時間"
    case .who: "担当"
    case .problem: "問題"
    case .step: "次の一手"
    case .due: "期日"
    case .phase: "段階"
    case .planned: "予定"
    case .taken: "実際"
    case .nobodyPromised: "約束なし。"
    case .nobody: "なし"
    case .nobodyNamed: "名指しなし"
    }
  }

  package func standing(of problem: Problem, on today: Day, in book: MarketBook) -> String {
    var parts = [status(of: problem, in: book)]
    if let severity = problem.severity { parts.append(words(for: severity)) }
    if let category = problem.category {
      parts.append(words(for: category, because: problem.obstacle))
    }
    if problem.verdict == .blocked { parts.append("前回の見直しで停滞") }
    if problem.status == .new, problem.owner == nil {
      parts.append("\(day(problem.firstNight))までの夜に初検出")
    } else if problem.status.isOpen {
      parts.append(promise(of: problem, on: today))
    }
    return parts.joined(separator: " · ")
  }

  private func status(of problem: Problem, in book: MarketBook) -> String {
    let words = words(for: problem.status)
    if let other = problem.mergedInto { return "\(name(of: other, in: book))に\(words)" }
    switch problem.status {
    case .snoozed: return problem.wake.map { "\(self.words(for: $0))\(words)" } ?? words
    case .closed, .dismissed:
      return problem.closingReason.map { "\(words): \(self.words(forReason: $0))" } ?? words
    default: return words
    }
  }
}
