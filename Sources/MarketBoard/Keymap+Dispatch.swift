package import MarketMeeting
import MarketModel
package import TextCanvas

/// From a key to an action.
extension Keymap {
  package enum Lookup: Sendable {
    case found(Binding)
    case wrongPhase(Binding)
    case unbound
  }

  /// What a key does while no question is open.
  package func look(up key: Key, in meeting: Meeting) -> Lookup {
    let candidates = bindings.filter { $0.keys.contains(key) }
    let working = candidates.filter { $0.works(in: meeting) }
    let match = working.first { $0.phases.contains(meeting.phase) } ?? working.first
    if let match { return .found(match) }
    return candidates.first.map(Lookup.wrongPhase) ?? .unbound
  }

  /// What a key does in a meeting, in a question or outside of one.
  package func action(for key: Key, in meeting: Meeting) -> Action? {
    if let prompt = meeting.prompt { return look(up: key, answering: prompt, in: meeting) }
    if let digit = digit(of: key, in: meeting) { return .count(digit) }
    if let overlay = meeting.overlay, !overlay.showsItem {
      return look(up: key, over: overlay, meeting)
    }
    switch look(up: key, in: meeting) {
    case .found(let binding): return binding.action
    case .wrongPhase(let binding):
      if meeting.isOver { return .explain(.marketIsOver) }
      if meeting.role.isOwner { return .explain(.decidedInMarket) }
      if binding.action == .takeChair { return .takeChair }
      if meeting.role.follows { return .explain(.watching(meeting.chair)) }
      return .explain(.worksElsewhere(binding.deed.rawValue, phases: binding.phases.sorted()))
    case .unbound:
      switch key {
      case .paste, .click: return nil
      default: return .explain(.unknownKey(key.description))
      }
    }
  }

  /// What a key does while something lies over the item: it looks, and decides nothing.
  private func look(up key: Key, over overlay: Meeting.Overlay, _ meeting: Meeting) -> Action? {
    if key == .enter { return .open }
    let candidates = bindings.filter { $0.keys.contains(key) }
    if let match = candidates.first(where: \.onlyLooks) { return match.action }
    switch key {
    case _ where !candidates.isEmpty: return .explain(.somethingLiesOver)
    case .paste, .click: return nil
    default: return .explain(.unknownKey(key.description))
    }
  }

  /// A digit that begins a count, or goes on with one, unless somebody has put it on a deed.
  private func digit(of key: Key, in meeting: Meeting) -> Int? {
    guard case .character(let character) = key, character.isASCII,
      let digit = character.wholeNumberValue, digit > 0 || meeting.count != nil,
      !bindings.contains(where: { $0.keys.contains(key) })
    else { return nil }
    return digit
  }

  /// What a key does in a question.
  func look(up key: Key, answering prompt: Prompt, in meeting: Meeting) -> Action? {
    switch (key, prompt.input) {
    case (.escape, _), ("n", .consent), ("n", .consentToUndo), ("n", .yes): .cancel
    case ("y", .yes), ("y", .consent), ("y", .consentToUndo): .confirm
    case (_, .yes), (_, .consentToUndo): nil
    case (.enter, .line(let line)) where prompt.draft == .command:
      action(saying: line.text, in: meeting)
    case (.enter, _): .confirm
    case (_, .consent): nil
    case (_, .choice): choiceAction(for: key)
    case (.control("o"), .line) where prompt.draft != .filter && prompt.draft != .command:
      .editElsewhere
    case (.tab, .line(let line)):
      .edit(.complete(completions(of: line, for: prompt.draft, in: meeting)))
    case (_, .line): Self.lineAction(for: key).map(Action.edit)
    }
  }

  private func choiceAction(for key: Key) -> Action? {
    switch key {
    case .up, "k", .wheel(by: -1): .moveChoice(by: -1)
    case .down, "j", .wheel(by: 1): .moveChoice(by: 1)
    case .pageUp: .moveChoice(by: -5)
    case .pageDown: .moveChoice(by: 5)
    case .character(let digit): digit.wholeNumberValue.flatMap { $0 > 0 ? .choose($0 - 1) : nil }
    default: nil
    }
  }

  /// The keys of a line that is typed, as readline has them.
  private static func lineAction(for key: Key) -> LineEdit? {
    switch key {
    case .character(let character): .insert(String(character))
    case .paste(let text): .insert(text)
    case .backspace: .deleteBackward
    case .delete, .control("d"): .deleteForward
    case .control("w"): .deleteWord
    case .alt("d"): .deleteWordForward
    case .control("u"): .deleteToStart
    case .control("k"): .deleteToEnd
    case .control("y"): .yank
    case .left, .control("b"): .move(by: -1)
    case .right, .control("f"): .move(by: 1)
    case .wordLeft, .alt("b"): .moveWord(by: -1)
    case .wordRight, .alt("f"): .moveWord(by: 1)
    case .home, .control("a"): .moveToEnd(first: true)
    case .end, .control("e"): .moveToEnd(first: false)
    case .up, .control("p"): .recall(by: -1)
    case .down, .control("n"): .recall(by: 1)
    default: nil
    }
  }
}
