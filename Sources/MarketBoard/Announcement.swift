import MarketAnalysis
package import MarketMeeting
import MarketModel
import TextCanvas

/// The board in plain sentences, for `--stream`: what a screen reader should say, once.
package enum Announcement {
  /// The phase that was entered, and for the phases without items what they show.
  package static func phase(of meeting: Meeting) -> [String] {
    if meeting.isOver { return recap(of: meeting) }
    let title = "== \(Wording.words(for: meeting.phase)) =="
    switch meeting.phase {
    case .overnight: return [title] + overnight(of: meeting) + [keys(of: meeting)]
    case .review:
      return [title] + (meeting.items.isEmpty ? [Wording.nothingToReview] : list(of: meeting))
    case .triage:
      return [title] + (meeting.items.isEmpty ? [Wording.nothingToTriage] : list(of: meeting))
    case .assign:
      return [title] + (meeting.items.isEmpty ? [Wording.nothingToAssign] : list(of: meeting))
    case .close: return [title] + recap(of: meeting) + adjust(of: meeting) + [keys(of: meeting)]
    }
  }

  /// The item in front, and what can be done with it.
  package static func item(of meeting: Meeting) -> [String] {
    if meeting.overlay == .help { return help(in: meeting) }
    guard !meeting.isOver, let problem = meeting.selected, let id = meeting.selectedID,
      let index = meeting.items.firstIndex(of: id)
    else { return [] }
    let evidence = meeting.evidence(for: problem)
    var lines = [
      "-- \(index + 1) of \(meeting.items.count): "
        + "\(Wording.name(of: problem.id, in: meeting.book)) \(problem.title) "
        + "(\(Wording.state(of: problem, in: meeting)))"
    ]
    lines += meeting.openClashes(of: problem.id).map {
      "   at once: \(Wording.sentence(for: $0, in: meeting.book))"
    }
    lines += evidence.signals.map { "   why: \($0.why)" }
    lines += evidence.suspects.map { "   suspect: \($0)" }
    if let example = evidence.examples.first {
      let message = example.failure.message.prefix { !$0.isNewline }
      lines.append(
        "   says: \([example.failure.errorClass, String(message)].compactMap { $0 }.joined(separator: ": "))"
      )
      if let detail = example.failure.detail { lines.append("   output: \(detail)") }
    }
    if !problem.returns.isEmpty { lines.append("   came back: \(Wording.past(of: problem))") }
    lines.append("   next: \(Wording.promise(of: problem, on: meeting.day))")
    if let proof = meeting.proof(of: problem) {
      lines.append(
        "   proof: \(Wording.words(for: proof, needed: meeting.settings.nightsToVerify))")
    }
    if meeting.overlay == .evidence {
      lines.append("   nodes: \(Wording.list(evidence.nodes.map(\.rawValue)))")
      lines += evidence.details.map { "   detail: \($0)" }
    }
    return lines + [keys(of: meeting)]
  }

  /// The question that is open.
  package static func question(of meeting: Meeting) -> [String] {
    guard let prompt = meeting.prompt else { return [] }
    let question = "? \(Wording.question(of: prompt.draft, in: meeting))"
    switch prompt.input {
    case .line(let line): return [question + (line.text.isEmpty ? "" : " [\(line.text)]")]
    case .yes: return [question + " [n]", "   \(Wording.explanation(of: prompt.draft))"]
    case .consent(let regrouping):
      let preview = MergePreview(of: regrouping, prompt.draft, in: meeting.book)
      return [question + " [y]"] + (preview?.sentences ?? []).map { "   \($0)" }
    case .consentToUndo(let undo):
      return [question + " [y]"] + Wording.lines(of: undo, in: meeting.book).map { "   \($0)" }
    case .choice(let answers, let highlighted):
      return [question]
        + answers.enumerated().map { index, answer in
          let (words, reason) = Wording.words(for: answer, in: meeting)
          let mark = index == highlighted ? "*" : " "
          return "  \(mark)\(index + 1) \(words)" + (reason.isEmpty ? "" : " (\(reason))")
        }
    }
  }

  package static func line(for notice: Notice, in meeting: Meeting) -> String {
    "! \(Wording.sentence(for: notice, in: meeting))"
  }

  /// Who decides, where this board does not.
  package static func chair(of meeting: Meeting) -> String? {
    Wording.chairLine(of: meeting).map { "~ \($0)" }
  }

  /// What is wrong with the store.
  package static func store(of meeting: Meeting) -> String? {
    Wording.line(forStoreOf: meeting).map { "~ \($0)" }
  }

  package static func time(of meeting: Meeting) -> String {
    "~ \(Wording.clock(of: meeting)) left; \(Wording.pace(of: meeting))"
  }

  private static func overnight(of meeting: Meeting) -> [String] {
    guard let night = meeting.tonight else { return [Wording.noNight] }
    var lines = [Wording.coverage(night)]
    let gaps = Wording.gaps(night)
    if !gaps.isEmpty { lines.append(gaps) }
    lines.append("\(Wording.count(night.runs.total, "run")): \(Wording.outcome(night.runs))")
    lines.append("\(Wording.count(night.nodes.total, "node")): \(Wording.outcome(night.nodes))")
    lines.append(Wording.table(of: meeting))
    let alsoSeen = Wording.sentence(for: meeting.alsoSeen)
    if !alsoSeen.isEmpty { lines.append(alsoSeen) }
    return lines
  }

  private static func list(of meeting: Meeting) -> [String] {
    meeting.items.compactMap { id in
      meeting.book.problem(id).map { problem in
        "  \(Wording.name(of: problem.id, in: meeting.book)) \(problem.title) (\(Wording.state(of: problem, in: meeting)))"
          + (meeting.isSettled(id) ? ", done" : "")
      }
    }
  }

  private static func recap(of meeting: Meeting) -> [String] {
    guard let minutes = meeting.minutes else {
      return []
    }
    var lines = [meeting.isOver ? Wording.marketIsOver(minutes) : Wording.whoDoesWhat]
    lines += minutes.promises.map {
      "  \(Wording.name(of: $0.problem.id, in: meeting.book)) "
        + Wording.promise(of: $0.problem, on: meeting.day)
    }
    lines += minutes.parked.map {
      "  parked: \($0.topic), for \(Wording.list($0.people.map(\.rawValue)))"
    }
    if !minutes.carriedOver.isEmpty {
      let names = minutes.carriedOver.map { Wording.name(of: $0.id, in: meeting.book) }
      lines.append("  carried over: \(Wording.list(names))")
    }
    return lines
  }

  private static func adjust(of meeting: Meeting) -> [String] {
    guard let proposal = meeting.proposals.first else { return [] }
    return [
      Wording.adjust,
      "  \(Wording.rule(proposal)) \(Wording.effect(of: proposal, in: meeting.book))",
    ]
  }

  private static func keys(of meeting: Meeting) -> String {
    "   keys: "
      + Hints(meeting: meeting).pieces.map { "\($0.keys) \($0.words)" }.joined(separator: ", ")
  }

  private static func help(in meeting: Meeting) -> [String] {
    Keymap.bindings(in: meeting).map { binding in
      "  \(binding.keys.map(\.description).joined(separator: " ")): \(binding.help)"
    }
  }
}
