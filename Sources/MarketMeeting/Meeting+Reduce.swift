import MarketAnalysis
import MarketModel

extension Meeting {
  /// More than any list has rows.
  private static let largestCount = 99_999

  /// Moves the meeting by one action and says what must happen outside.
  ///
  /// A decision is not shown when the key is pressed but when the ledger has it: `.judge` asks,
  /// `.recorded` answers. The board can therefore never show a decision that a power cut undoes.
  package mutating func reduce(_ action: Action) -> [Effect] {
    let before = place
    let effects = take(action)
    return role == .facilitator && place != before ? effects + [.remember(place)] : effects
  }

  private mutating func take(_ action: Action) -> [Effect] {
    switch action {
    case .tick(let now): return tick(now)
    case .recorded(let entries): return settle(entries)
    case .notRecorded(let reason):
      notice = .notSaved(reason: reason)
      return []
    case .reloaded(let book): return reload(book)
    case .remarked(let remarks):
      self.remarks = remarks
      return []
    case .overtaken(let entries):
      notice = .overtaken(by: entries)
      return []
    case .seated(let chair): return sit(on: chair)
    case .chairPassed(let chair): return standUp(for: chair)
    case .led(let place): return follow(place)
    case .hold(let keys):
      notice = .held(keys)
      return []
    case .drop:
      notice = .dropped
      return []
    default:
      notice = nil
      hasSeenRemarks = true
      return prompt == nil ? obey(action) : answer(action)
    }
  }

  private mutating func tick(_ now: Instant) -> [Effect] {
    self.now = now
    guard role == .facilitator, !isOver, !record.isPaused, phase < .close,
      record.remaining(at: now) <= 0
    else {
      return []
    }
    return [.record(.phaseEntered(market: day, phase: .close)), .ring]
  }

  /// A key while a question is open.
  private mutating func answer(_ action: Action) -> [Effect] {
    switch (action, prompt?.input) {
    case (.cancel, _):
      if prompt?.draft == .filter { setFilter("") }
      prompt = nil
    case (.run(let action), _):
      remember(prompt)
      prompt = nil
      return obey(action)
    case (.confirm, _) where prompt?.draft == .filter: return applyFilter()
    case (.confirm, _): return confirm()
    case (.choose(let index), .choice(let answers, _)), (.pick(let index), .choice(let answers, _)):
      guard answers.indices.contains(index) else { return [] }
      prompt?.input = .choice(answers, highlighted: index)
      return confirm()
    case (.moveChoice(let step), .choice(let answers, let highlighted)):
      let index = max(0, min(highlighted + step, answers.count - 1))
      prompt?.input = .choice(answers, highlighted: index)
    case (.edit(let edit), .line(var line)):
      line.apply(edit)
      prompt?.input = .line(line)
      if prompt?.draft == .filter { setFilter(line.text) }
    case (.editElsewhere, .line(let line)): return [.edit(line.text)]
    case (.explain(let refusal), _): return refuse(refusal)
    default: break
    }
    return []
  }

  /// A key while no question is open.
  private mutating func obey(_ action: Action) -> [Effect] {
    if case .count(let digit) = action {
      count = min((count ?? 0) * 10 + digit, Self.largestCount)
      return []
    }
    defer { count = nil }
    switch action {
    case .move(let step): return move(by: step * (count ?? 1))
    case .moveToEnd(let first):
      if let count { return goTo(count) }
      return move(toFirst: first)
    case .goTo(let number): return goTo(number)
    case .show(let overlay): show(overlay)
    case .open: openRow()
    case .pick(let row): return pick(row)
    case .filter: ask(.filter)
    case .command: ask(.command)
    case .run(let action): return obey(action)
    case .toggleProjector: look.isForProjector.toggle()
    case .toggleMouse: look.usesMouse.toggle()
    case .cancel: return goBack()
    case .leave: return [.quit]
    case .explain(let refusal): return refuse(refusal)
    case .takeChair where !isOver: return askForChair()
    default:
      if isOver { return refuse(.marketIsOver) }
      return switch role {
      case .facilitator: steer(action)
      case .owner: tend(action)
      case .follower, .watcher: refuse(.watching(chair))
      }
    }
    return []
  }

  /// What an owner does about what is hers.
  private mutating func tend(_ action: Action) -> [Effect] {
    switch action {
    case .undo: takeBack(book.nextUndo(by: writer), orSay: .nothingToUndo)
    case .redo: takeBack(book.nextRedo(by: writer), orSay: .nothingToRedo)
    default: decide(action)
    }
  }

  /// What only a market that is going on can do.
  private mutating func steer(_ action: Action) -> [Effect] {
    switch action {
    case .pause:
      return [.record(record.isPaused ? .marketResumed(market: day) : .marketPaused(market: day))]
    case .undo: return takeBack(book.nextUndo(by: writer), orSay: .nothingToUndo)
    case .redo: return takeBack(book.nextRedo(by: writer), orSay: .nothingToRedo)
    case _ where record.isPaused: return refuse(.marketIsPaused)
    case .undoPhase: return askToUndoPhase()
    case .nextPhase:
      guard let next = phase.next else { return [.record(.marketClosed(market: day))] }
      return [.record(.phaseEntered(market: day, phase: next))]
    case .previousPhase:
      guard let previous = phase.previous else { return [] }
      guard record.remaining(at: now) > 0 else {
        notice = .timeIsUp
        return []
      }
      return [.record(.phaseEntered(market: day, phase: previous))]
    case .park where selected == nil:
      ask(.topic)
      return []
    case .adoptRule:
      guard let proposal = proposals.first else { return refuse(.noProposal) }
      return [.record(.ruleAdopted(cookbook: proposal.cookbook, owner: proposal.owner))]
    case .rejectRule:
      guard let proposal = proposals.first else { return refuse(.noProposal) }
      rejectedRules.insert(proposal.cookbook)
      proposals.removeFirst()
      return []
    default: return decide(action)
    }
  }

  /// Brings an item in front, and keeps it there whatever happens to the list.
  mutating func select(_ id: ProblemID?) -> [Effect] {
    guard let id, id != selection[phase], items.contains(id) else { return [] }
    if id != selectedID { selectedSince = now }
    selection[phase] = id
    return []
  }

  mutating func refuse(_ refusal: Refusal) -> [Effect] {
    notice = .refused(refusal)
    return []
  }
}
