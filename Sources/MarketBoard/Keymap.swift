package import MarketMeeting
package import MarketModel
package import TextCanvas

/// A key, what it does, and the words for it. One row, three uses: dispatch, the hints at the foot
/// of the board, and help.
package struct Binding: Sendable {
  package let keys: [Key]
  package let action: Action
  /// Two or three words for the foot of the board; `nil` for keys that everybody tries anyway.
  package let hint: String?
  /// A sentence for help.
  package let help: String
  /// The phases in which the key works. Elsewhere the board says so instead of doing nothing.
  package let phases: Set<Phase>
  /// Whether it only looks, and so works when the market is over.
  package let onlyLooks: Bool
  /// Whether it is there for a board that follows another.
  package let isForFollowers: Bool

  init(
    _ keys: Key..., does action: Action, hint: String? = nil, help: String,
    in phases: Phase..., onlyLooks: Bool = false,
    isForFollowers: Bool = false
  ) {
    self.keys = keys
    self.action = action
    self.hint = hint
    self.help = help
    self.phases = phases.isEmpty ? Set(Phase.allCases) : Set(phases)
    self.onlyLooks = onlyLooks
    self.isForFollowers = isForFollowers
  }
}

/// Every key of the board while no question is open.
package enum Keymap {
  package static let bindings: [Binding] = [
    // Overnight
    Binding(
      .enter, does: .nextPhase, hint: "begin the review", help: "begin the review", in: .overnight),

    // Review
    Binding(
      "t", does: .review(.onTrack), hint: "on track", help: "the owner is on track", in: .review),
    Binding(
      "b", does: .review(.blocked), hint: "blocked", help: "the owner is blocked", in: .review),
    Binding(
      "c", does: .takeCountermeasure, hint: "countermeasure in",
      help: "a countermeasure is in", in: .review),
    Binding("h", does: .assign, hint: "hand over", help: "hand over", in: .review),
    Binding(
      "v", does: .verify, hint: "verified", help: "the nights verified it", in: .review),
    Binding("x", does: .close, hint: "close", help: "close, with a reason", in: .review),
    Binding("w", does: .start, help: "somebody works on it", in: .review),
    Binding("i", does: .rate, help: "say how bad it is", in: .review),
    Binding("r", does: .findCause, help: "the cause is found", in: .review),

    // Triage
    Binding(
      "a", does: .judge(.fixCanStart), hint: "cause known, fix can start",
      help: "accept: cause known, fix can start", in: .triage),
    Binding(
      "b", does: .judge(.noFixYet), hint: "cause known, no fix yet",
      help: "accept: cause known, no fix yet", in: .triage),
    Binding(
      "c", does: .judge(.unknown), hint: "cause unknown", help: "accept: cause unknown",
      in: .triage),
    Binding("m", does: .merge, hint: "merge", help: "it is another problem: merge", in: .triage),
    Binding("s", does: .snooze, hint: "snooze", help: "not now: snooze", in: .review, .triage),
    Binding("d", does: .dismiss, hint: "dismiss", help: "dismiss, with a reason", in: .triage),

    // Assign
    Binding(
      .enter, does: .acceptSuggestion, hint: "as suggested",
      help: "owner, step and date as suggested", in: .assign),
    Binding("o", does: .assign, hint: "owner", help: "choose the owner", in: .assign),
    Binding("n", does: .planStep, hint: "next step", help: "say the next step", in: .assign),
    Binding("t", does: .setDate, hint: "date", help: "say by when", in: .assign),
    Binding(
      "x", does: .leaveToNobody, hint: "nobody until…", help: "leave it to nobody until a date",
      in: .assign),

    // Close
    Binding("y", does: .adoptRule, hint: "adopt the rule", help: "adopt the rule", in: .close),
    Binding("n", does: .rejectRule, hint: "not this rule", help: "not this rule", in: .close),
    Binding(
      .enter, does: .nextPhase, hint: "end the market, write the minutes",
      help: "end the market and write the minutes", in: .close),

    // Everywhere
    Binding(
      "n", does: .note, help: "add a note", in: .review, .triage),
    Binding("p", does: .park, hint: "park", help: "park, with the people"),
    Binding("u", does: .undo, hint: "undo", help: "undo my last decision"),
    Binding("U", does: .redo, help: "redo what was undone"),
    Binding(
      "B", does: .undoPhase, help: "take back all I decided in this phase",
      in: .review, .triage, .assign, .close),
    Binding(
      .enter, does: .move(by: 1), hint: "next", help: "next item", in: .review, .triage,
      onlyLooks: true),
    Binding("j", .down, does: .move(by: 1), help: "next item", onlyLooks: true),
    Binding("k", .up, does: .move(by: -1), help: "item before", onlyLooks: true),
    Binding("g", .home, does: .moveToEnd(first: true), help: "first item", onlyLooks: true),
    Binding("G", .end, does: .moveToEnd(first: false), help: "last item", onlyLooks: true),
    Binding("e", does: .show(.evidence), hint: "evidence", help: "evidence", onlyLooks: true),
    Binding(">", .right, .tab, does: .nextPhase, hint: "next phase", help: "next phase"),
    Binding("<", .left, .backtab, does: .previousPhase, help: "phase before"),
    Binding("P", does: .pause, help: "pause, for a fire alarm"),
    Binding(
      "T", does: .takeChair, hint: "take the chair", help: "take the chair",
      isForFollowers: true),
    Binding("?", does: .show(.help), hint: "help", help: "show or hide this list", onlyLooks: true),
    Binding(.escape, does: .cancel, help: "back", onlyLooks: true),
    Binding("q", does: .leave, help: "leave; all is saved", onlyLooks: true),
  ]

  /// The keys that work in a meeting now, while no question is open.
  package static func bindings(in meeting: Meeting) -> [Binding] {
    bindings.filter { binding in
      guard !meeting.isOver else { return binding.onlyLooks }
      guard binding.phases.contains(meeting.phase) else { return false }
      return switch meeting.role {
      case .facilitator: !binding.isForFollowers
      case .follower: binding.onlyLooks || binding.isForFollowers
      case .watcher: binding.onlyLooks
      }
    }
  }

  package enum Lookup: Sendable {
    case found(Action)
    case wrongPhase(Binding)
    case unbound
  }

  /// What a key does while no question is open.
  package static func look(up key: Key, in phase: Phase, isOver: Bool = false) -> Lookup {
    let candidates = bindings.filter { $0.keys.contains(key) }
    let match = candidates.first { isOver ? $0.onlyLooks : $0.phases.contains(phase) }
    if let match { return .found(match.action) }
    return candidates.first.map(Lookup.wrongPhase) ?? .unbound
  }

  /// What a key does in a meeting, in a question or outside of one.
  package static func action(for key: Key, in meeting: Meeting) -> Action? {
    if let prompt = meeting.prompt { return look(up: key, answering: prompt.input) }
    let looksOnly = meeting.isOver || meeting.role != .facilitator
    switch look(up: key, in: meeting.phase, isOver: looksOnly) {
    case .found(let action): return action
    case .wrongPhase(let binding):
      if meeting.isOver { return .explain(.marketIsOver) }
      if binding.action == .takeChair { return .takeChair }
      if looksOnly { return .explain(.watching(meeting.chair)) }
      return .explain(.worksElsewhere(binding.help, phases: binding.phases.sorted()))
    case .unbound:
      if case .paste = key { return nil }
      return .explain(.unknownKey(key.description))
    }
  }

  /// What a key does in a question.
  static func look(up key: Key, answering input: Prompt.Input) -> Action? {
    switch (key, input) {
    case (.escape, _), ("n", .consent), ("n", .consentToUndo), ("n", .yes): .cancel
    case ("y", .yes), ("y", .consent), ("y", .consentToUndo): .confirm
    case (_, .yes), (_, .consentToUndo): nil
    case (.enter, _): .confirm
    case (_, .consent): nil
    case (_, .choice): choiceAction(for: key)
    case (_, .line): lineAction(for: key)
    }
  }

  private static func choiceAction(for key: Key) -> Action? {
    switch key {
    case .up, "k": .moveChoice(by: -1)
    case .down, "j": .moveChoice(by: 1)
    case .pageUp: .moveChoice(by: -5)
    case .pageDown: .moveChoice(by: 5)
    case .character(let digit): digit.wholeNumberValue.flatMap { $0 > 0 ? .choose($0 - 1) : nil }
    default: nil
    }
  }

  private static func lineAction(for key: Key) -> Action? {
    let edit: LineEdit? =
      switch key {
      case .character(let character): .insert(String(character))
      case .paste(let text): .insert(text)
      case .backspace: .deleteBackward
      case .delete, .control("d"): .deleteForward
      case .control("w"): .deleteWord
      case .control("u"): .clear
      case .left, .control("b"): .move(by: -1)
      case .right, .control("f"): .move(by: 1)
      case .home, .control("a"): .moveToEnd(first: true)
      case .end, .control("e"): .moveToEnd(first: false)
      default: nil
      }
    return edit.map(Action.edit)
  }
}

extension Key: ExpressibleByExtendedGraphemeClusterLiteral {
  package init(extendedGraphemeClusterLiteral character: Character) { self = .character(character) }
}
