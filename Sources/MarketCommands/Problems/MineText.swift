import MarketAnalysis
import MarketBoard
import MarketModel

/// What somebody owns, what is next, and whether the last night confirmed the fix.
struct MineText {
  let person: Person
  let morning: Morning

  /// What the person owns, the next date first, without a date last.
  var problems: [Problem] { morning.book.promises(of: person) }

  var lines: [String] {
    let problems = problems
    let head =
      problems.isEmpty
      ? "\(person.rawValue) owns nothing on the table"
      : "\(person.rawValue) owns \(english.count(problems.count, "open problem"))"
    return ["\(head) · \(english.day(morning.today))"] + problems.flatMap(lines) + rested + parked
      + store
  }

  private func lines(of problem: Problem) -> [String] {
    ["", TextLayout.line("\(morning.name(of: problem.id))  \(problem.title)")]
      + TextLayout.entry("next", problem.promise(on: morning.today) ?? "nothing planned")
      + TextLayout.entry("known", knowledge(of: problem))
      + TextLayout.entry("last night", lastNight(of: problem))
      + (problem.nextCommand(named: morning.typedName(of: problem.id), morning.proof(of: problem))
        .map { [TextLayout.line("  → \($0)")] } ?? [])
  }

  private func knowledge(of problem: Problem) -> String {
    [
      problem.statusWords, problem.severity.map(english.words),
      problem.category.map { english.words(for: $0, because: problem.obstacle) },
    ].compactMap { $0 }.joined(separator: " · ")
  }

  private func lastNight(of problem: Problem) -> String {
    guard let night = morning.nights.last else { return "no night has been gathered" }
    if let proof = morning.proofSentence(for: problem) { return "your fix: \(proof)" }
    let nodes = morning.evidence(for: problem).nodesTonight
    return nodes == 0
      ? "not seen in the night to \(english.day(night.night))"
      : "\(english.count(nodes, "node")) in the night to \(english.day(night.night))"
  }

  /// What was put away lately and is still the person's, should it come back.
  private var rested: [String] {
    let held = morning.book.problems.values
      .filter { $0.owner == person && $0.status == .verified }
      .sorted { $0.id < $1.id }
    guard !held.isEmpty else { return [] }
    let names = held.map { morning.name(of: $0.id) }.joined(separator: ", ")
    return [""] + TextLayout.paragraph("Verified, and holding: \(names)", indent: 0)
  }

  private var store: [String] {
    english.line(for: morning.remarks, in: morning.recorded).map { ["", "! \($0)"] } ?? []
  }

  private var parked: [String] {
    let topics = morning.book.parked.filter { $0.people.contains(person) }
    guard !topics.isEmpty else { return [] }
    return ["", "To talk about after the market"]
      + topics.flatMap { topic in
        let others = topic.people.filter { $0 != person }.map(\.rawValue).joined(separator: ", ")
        return TextLayout.paragraph(
          topic.topic + (others.isEmpty ? "" : ", with \(others)"), indent: 2)
      }
  }
}

extension Problem {
  /// What its owner would say next; `nil` where the nights have the next word.
  func nextCommand(named name: String, _ proof: Proof? = nil) -> String? {
    switch status {
    case .proving where proof?.isBroken ?? false: "market start \(name)"
    case .new, .accepted, .regressed: "market start \(name)"
    case .working where cause == nil && category != .fixCanStart:
      "market cause \(name) \"what it was\""
    case .working: "market countermeasure \(name) \"what you did\""
    case .snoozed, .verified, .closed, .dismissed: "market reopen \(name) --reason \"why\""
    case .proving, .merged: nil
    }
  }
}

extension Proof {
  fileprivate var isBroken: Bool { if case .broken = self { true } else { false } }
}
