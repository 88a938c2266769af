import MarketAnalysis
import MarketBoard
import MarketModel
import TextCanvas

/// Everything about one problem, as plain text.
struct ProblemText {
  let problem: Problem
  let morning: Morning
  private let evidence: ProblemEvidence
  private let clashes: [Clash]

  init(problem: Problem, morning: Morning) {
    self.problem = problem
    self.morning = morning
    evidence = morning.evidence(for: problem)
    clashes = morning.recorded.clashes(of: problem.id)
  }

  var lines: [String] {
    head + [""] + facts + [""]
      + section("Nights", PaynterRow(problem: problem, evidence: evidence).lines)
      + section("Evidence, \(evidenceNight); all times are UTC", examples)
      + section("History", history) + section("Like it", like)
  }

  private func section(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : [title] + lines + [""]
  }

  private var head: [String] {
    let tool = evidence.signals.first.map { " · \($0.tool.rawValue)" } ?? ""
    return TextLayout.paragraph("\(morning.name(of: problem.id))  \(problem.title)", indent: 0) + [
      TextLayout.line("  \(english.words(for: problem.kind))\(tool)")
    ]
  }

  private var facts: [String] {
    TextLayout.entry("status", english.status(of: problem, in: morning.recorded))
      + TextLayout.entry(
        "category",
        problem.category.map { english.words(for: $0, because: problem.obstacle) }
          ?? "not judged yet")
      + TextLayout.entry("severity", problem.severity.map(english.words) ?? "not rated yet")
      + TextLayout.entry("owner", problem.ownership(on: morning.today))
      + clashes.filter { !$0.isSettled }.flatMap {
        TextLayout.entry("at once", english.sentence(for: $0, in: morning.book))
      }
      + fact("number", twice)
      + cutOff.flatMap { TextLayout.entry("cut off", english.sentence(for: $0, in: morning.book)) }
      + fact("cause", problem.cause)
      + fact("countermeasure", problem.countermeasure.map { "\($0.text) (\(english.day($0.day)))" })
      + fact("proof", morning.proofSentence(for: problem))
      + problem.returns.flatMap { TextLayout.entry("came back", $0.sentence) }
      + evidence.signals.flatMap { TextLayout.entry("why", english.why($0.why)) }
      + evidence.suspects.flatMap { TextLayout.entry("suspect", english.words(for: $0)) }
      + details
      + fact("nodes", nodes)
      + fact("grouped", grouped)
      + TextLayout.entry("priority", priority)
      + problem.notes.flatMap { TextLayout.entry("note", $0) }
  }

  private var cutOff: [CutOffStep] {
    morning.recorded.cutOffSteps.filter { morning.recorded.concerns($0, problem.id) }
  }

  private var twice: String? {
    morning.recorded.numbersGivenTwice.contains(problem.id.number)
      ? english.twice(problem.id.number, in: morning.recorded) : nil
  }

  private func fact(_ name: String, _ text: String?) -> [String] {
    text.map { TextLayout.entry(name, $0) } ?? []
  }

  /// Nodes that the page names; `--json` has them all.
  private static let namedNodes = 12

  private var nodes: String? {
    guard !evidence.nodes.isEmpty else { return nil }
    let named = evidence.nodes.prefix(Self.namedNodes).map(\.rawValue).joined(separator: ", ")
    let more = evidence.nodes.count - Self.namedNodes
    let environments =
      evidence.environments.isEmpty
      ? "" : " (\(evidence.environments.joined(separator: ", ")))"
    return named + (more > 0 ? " and \(english.grouped(more)) more" : "") + environments
  }

  /// What it stands on where that is no failure, a line each under one name.
  private var details: [String] {
    evidence.details.map { english.words(for: $0) }.enumerated().flatMap { index, line in
      TextLayout.entry(index == 0 ? "details" : "", line)
    }
  }

  private var grouped: String? {
    guard problem.fingerprints.count > 1 else { return nil }
    return "\(problem.fingerprints.count) fingerprints; why they are one: market show "
      + "\(morning.typedName(of: problem.id)) --why-grouped"
  }

  private var priority: String {
    let priority = Priority(of: problem, evidence: evidence, today: morning.today)
    let terms = priority.terms.map { "\($0.name) \($0.points)" }.joined(separator: " + ")
      .replacing("+ trend -", with: "− trend ")
    return "\(priority.rank) = \(terms)"
  }

  private var evidenceNight: String {
    evidence.lastNight.map { "night to \(english.day($0))" } ?? "no night"
  }

  /// Lines of a message that the page shows; `--json` has what was kept of it.
  private static let messageLines = 12

  private var examples: [String] {
    evidence.examples.flatMap { example in
      let place = example.environment.isEmpty ? "" : " (\(example.environment))"
      let failure = example.failure
      let what = [
        failure.resource(in: example.tool), failure.resourceAction.map { "action \($0)" },
        failure.declaredAt,
      ]
      .compactMap { $0 }.joined(separator: ", ")
      return [
        TextLayout.line("  \(example.node.rawValue)\(place), \(example.start.shortTime)")
      ] + TextLayout.paragraph(what, indent: 4)
        + TextLayout.paragraph(failure.errorClass ?? "", indent: 4)
        + TextLayout.paragraph(failure.message, indent: 4, lines: Self.messageLines)
        + example.knockOns.flatMap { TextLayout.paragraph("then \($0)", indent: 4, lines: 1) }
    }.filter { !$0.isEmpty }
  }

  private var history: [String] {
    morning.book.history(of: problem.id).flatMap { entry in
      let sentence = english.sentence(for: entry, in: morning.book, morning.remarks)
      let remarks = clashes.filter { $0.first.id == entry.id || $0.second.id == entry.id }
        .map { english.remark(on: entry, in: $0, morning.book) }
      return TextLayout.entry(entry.at.shortTime, sentence, nameWidth: 18)
        + remarks.flatMap { TextLayout.entry("", "(\($0))", nameWidth: 18) }
    }
  }

  private var like: [String] {
    morning.priorArt(of: problem).flatMap { TextLayout.entry(morning.name(of: $0.id), $0.memory) }
  }
}

extension Problem.Return {
  /// `Fri 20 Nov, after it had been verified; held 41 nights`.
  var sentence: String {
    let held = nightsHeld.map { "; held \(english.count($0, "night"))" } ?? ""
    return "\(english.day(night)), after it had been \(english.words(for: from))\(held)"
  }
}

extension Problem {
  /// What is worth remembering about a problem that was like another: what it was, and what helped.
  fileprivate var memory: String {
    [
      statusWords, owner.map { "owned by \($0.rawValue)" }, cause.map { "cause: \($0)" },
      countermeasure.map { "countermeasure of \(english.day($0.day)): \($0.text)" },
    ].compactMap { $0 }.joined(separator: "; ")
  }
}
