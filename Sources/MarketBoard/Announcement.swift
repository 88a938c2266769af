import MarketAnalysis
package import MarketMeeting
import MarketModel
import TextCanvas

/// The board in plain sentences, for `--stream`: what a screen reader should say, once.
package enum Announcement {
  /// The phase that was entered, and for the phases without items what they show.
  package static func phase(of meeting: Meeting) -> [String] {
    if meeting.isOver { return recap(of: meeting) }
    let title = "== \(meeting.words.words(for: meeting.phase)) =="
    switch meeting.phase {
    case .overnight: return [title] + overnight(of: meeting) + [keys(of: meeting)]
    case .review:
      return [title] + (meeting.items.isEmpty ? nothing(in: meeting) : list(of: meeting))
    case .triage:
      return [title] + (meeting.items.isEmpty ? nothing(in: meeting) : list(of: meeting))
    case .assign:
      return [title] + (meeting.items.isEmpty ? nothing(in: meeting) : list(of: meeting))
    case .close: return [title] + recap(of: meeting) + adjust(of: meeting) + [keys(of: meeting)]
    }
  }

  private static func nothing(in meeting: Meeting) -> [String] {
    [meeting.words.nothing(in: meeting.phase, Keymap(of: meeting).name(of: .nextPhase))]
  }

  /// The item in front, and what can be done with it.
  package static func item(of meeting: Meeting) -> [String] {
    if meeting.overlay == .help { return help(in: meeting) }
    guard !meeting.isOver, let problem = meeting.selected, let id = meeting.selectedID,
      let index = meeting.items.firstIndex(of: id)
    else { return [] }
    let evidence = meeting.evidence(for: problem)
    var lines = [
      "-- \(meeting.words.position(index + 1, of: meeting.items.count)): "
        + "\(meeting.words.name(of: problem.id, in: meeting.book)) \(problem.title) "
        + "(\(meeting.words.state(of: problem, in: meeting)))"
    ]
    lines += meeting.openClashes(of: problem.id).map {
      "   \(meeting.words.label(.atOnce)): \(meeting.words.sentence(for: $0, in: meeting.book))"
    }
    lines += evidence.signals.map {
      "   \(meeting.words.label(.why)): \(meeting.words.why($0.why))"
    }
    lines += evidence.suspects.map {
      "   \(meeting.words.label(.suspect)): \(meeting.words.words(for: $0))"
    }
    if let example = evidence.examples.first {
      let message = example.failure.message.prefix { !$0.isNewline }
      lines.append(
        "   \(meeting.words.label(.says)): \([example.failure.errorClass, String(message)].compactMap { $0 }.joined(separator: ": "))"
      )
      if let detail = example.failure.detail {
        lines.append("   \(meeting.words.label(.output)): \(detail)")
      }
    }
    if !problem.returns.isEmpty {
      lines.append("   \(meeting.words.label(.cameBack)): \(meeting.words.past(of: problem))")
    }
    lines.append(
      "   \(meeting.words.label(.next)): \(meeting.words.promise(of: problem, on: meeting.day))")
    if let proof = meeting.proof(of: problem) {
      lines.append(
        "   \(meeting.words.label(.proof)): \(meeting.words.words(for: proof, needed: meeting.settings.nightsToVerify))"
      )
    }
    if meeting.overlay == .evidence {
      lines.append(
        "   \(meeting.words.label(.nodes)): \(meeting.words.list(evidence.nodes.map(\.rawValue)))")
      lines += evidence.details.map {
        "   \(meeting.words.label(.detail)): \(meeting.words.words(for: $0))"
      }
    }
    return lines + [keys(of: meeting)]
  }

  /// The question that is open.
  package static func question(of meeting: Meeting) -> [String] {
    guard let prompt = meeting.prompt else { return [] }
    let question = "? \(meeting.words.question(of: prompt.draft, in: meeting))"
    switch prompt.input {
    case .line(let line): return [question + (line.text.isEmpty ? "" : " [\(line.text)]")]
    case .yes: return [question + " [n]", "   \(meeting.words.explanation(of: prompt.draft))"]
    case .consent(let regrouping):
      let preview = MergePreview(
        of: regrouping, prompt.draft, in: meeting.book, meeting.words)
      return [question + " [y]"] + (preview?.sentences ?? []).map { "   \($0)" }
    case .consentToUndo(let undo):
      return [question + " [y]"]
        + meeting.words.lines(of: undo, in: meeting.book).map { "   \($0)" }
    case .choice(let answers, let highlighted):
      return [question]
        + answers.enumerated().map { index, answer in
          let (words, reason) = meeting.words.words(for: answer, in: meeting)
          let mark = index == highlighted ? "*" : " "
          return "  \(mark)\(index + 1) \(words)" + (reason.isEmpty ? "" : " (\(reason))")
        }
    }
  }

  package static func line(for notice: Notice, in meeting: Meeting) -> String {
    "! \(meeting.words.sentence(for: notice, in: meeting))"
  }

  /// Who decides, where this board does not.
  package static func chair(of meeting: Meeting) -> String? {
    meeting.words.chairLine(of: meeting).map { "~ \($0)" }
  }

  /// What is wrong with the store.
  package static func store(of meeting: Meeting) -> String? {
    meeting.words.line(forStoreOf: meeting).map { "~ \($0)" }
  }

  package static func time(of meeting: Meeting) -> String {
    "~ \(meeting.words.timeLeft(in: meeting))"
  }

  private static func overnight(of meeting: Meeting) -> [String] {
    guard let night = meeting.tonight else { return [meeting.words.noNight] }
    var lines = [meeting.words.coverage(night)]
    let gaps = meeting.words.gaps(night)
    if !gaps.isEmpty { lines.append(gaps) }
    lines.append(
      "\(meeting.words.count(night.runs.total, .run)): \(meeting.words.outcome(night.runs))")
    lines.append(
      "\(meeting.words.count(night.nodes.total, .node)): \(meeting.words.outcome(night.nodes))")
    lines.append(meeting.words.table(of: meeting))
    let alsoSeen = meeting.words.sentence(for: meeting.alsoSeen)
    if !alsoSeen.isEmpty { lines.append(alsoSeen) }
    return lines
  }

  private static func list(of meeting: Meeting) -> [String] {
    meeting.items.compactMap { id in
      meeting.book.problem(id).map { problem in
        "  \(meeting.words.name(of: problem.id, in: meeting.book)) \(problem.title) (\(meeting.words.state(of: problem, in: meeting)))"
          + (meeting.isSettled(id) ? ", \(meeting.words.label(.settled))" : "")
      }
    }
  }

  private static func recap(of meeting: Meeting) -> [String] {
    guard let minutes = meeting.minutes else {
      return []
    }
    var lines = [meeting.isOver ? meeting.words.marketIsOver(minutes) : meeting.words.whoDoesWhat]
    lines += minutes.promises.map {
      "  \(meeting.words.name(of: $0.problem.id, in: meeting.book)) "
        + meeting.words.promise(of: $0.problem, on: meeting.day)
    }
    lines += minutes.parked.map {
      "  \(meeting.words.parked($0))"
    }
    if !minutes.carriedOver.isEmpty {
      let names = minutes.carriedOver.map { meeting.words.name(of: $0.id, in: meeting.book) }
      lines.append("  \(meeting.words.carriedOver(names))")
    }
    return lines
  }

  private static func adjust(of meeting: Meeting) -> [String] {
    guard let proposal = meeting.proposals.first else { return [] }
    return [
      meeting.words.adjust,
      "  \(meeting.words.rule(proposal)) \(meeting.words.effect(of: proposal, in: meeting.book))",
    ]
  }

  private static func keys(of meeting: Meeting) -> String {
    "   \(meeting.words.label(.keys)): "
      + Hints(meeting: meeting).pieces.map { "\($0.keys) \($0.words)" }.joined(separator: ", ")
  }

  private static func help(in meeting: Meeting) -> [String] {
    Keymap(of: meeting).bindings(in: meeting).map { binding in
      "  \(binding.keys.map(\.description).joined(separator: " ")): \(meeting.words.help(for: binding.deed))"
    }
  }
}
