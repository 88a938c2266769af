import MarketAnalysis
package import MarketModel

extension Meeting {
  /// What a decision key asks or records about the item in front.
  mutating func decide(_ action: Action) -> [Effect] {
    guard let problem = selected else { return refuse(.nothingSelected) }
    if let other = problem.mergedInto { return refuse(.mergedAway(into: other)) }
    let id = problem.id
    switch action {
    case .review(let verdict): return [.record(.reviewed(problem: id, verdict: verdict))]
    case .start: return [.record(.started(problem: id))]
    case .acceptSuggestion:
      return suggestedAssignment.map { [.record($0)] } ?? refuse(.nothingSelected)
    case .verify: return verify(problem)
    case .merge where mergeTargets(for: id).isEmpty: return refuse(.noOtherProblem)
    default:
      if let draft = Self.draft(for: action, about: problem) { ask(draft) }
      return []
    }
  }

  /// Owner, step and date of the item in front as they would be taken; `nil` where nobody is suggested.
  package var suggestedAssignment: MarketEvent? {
    guard let problem = selected else { return nil }
    let owner = problem.owner ?? ownerSuggestions(of: problem.id).first?.value
    return owner.map { assignment(of: problem.id, to: $0) }
  }

  /// The question that a key opens.
  private static func draft(for action: Action, about problem: Problem) -> Draft? {
    let id = problem.id
    return switch action {
    case .judge(.noFixYet): .obstacle(of: id)
    case .judge(let category): .severity(of: id, category: category, because: nil)
    case .rate: .rating(of: id)
    case .merge: .mergeTarget(of: id)
    case .snooze: .wake(of: id)
    case .dismiss: .dismissal(of: id)
    case .close: .closing(of: id)
    case .park: .people(topic: problem.title, problem: id)
    case .assign: .owner(of: id)
    case .planStep: .step(of: id)
    case .setDate: .due(of: id)
    case .leaveToNobody: .nobodyUntil(of: id)
    case .findCause: .cause(of: id)
    case .takeCountermeasure: .countermeasure(of: id)
    case .note: .note(of: id)
    default: nil
    }
  }

  private mutating func verify(_ problem: Problem) -> [Effect] {
    guard let proof = proof(of: problem) else { return refuse(.noCountermeasure) }
    guard case .holding(let held) = proof, held >= settings.nightsToVerify else {
      return refuse(.notProvenYet(proof, needed: settings.nightsToVerify))
    }
    return [.record(.verified(problem: problem.id, nights: held))]
  }

  /// The ledger has it: now it is true, and may be shown.
  mutating func settle(_ entries: [LedgerEntry]) -> [Effect] {
    guard let last = entries.last else { return [] }
    let (front, phaseBefore) = (selectedID, phase)
    notice = entries.count > 1 ? notice(forStep: entries) : notice(for: last.event)
    prompt = nil
    turn { $0.append(contentsOf: entries) }
    if case .marketClosed = last.event { return [.writeMinutes] }
    guard phase == phaseBefore else { return [] }
    return select(next(after: last.event, from: front))
  }

  /// Another terminal changed something; the item in front stays in front.
  mutating func reload(_ book: MarketBook) -> [Effect] {
    let (front, phaseBefore) = (selectedID, phase)
    let news = book.news(since: self.book)
    let (known, numbers) = (clashes, self.book.numbersGivenTwice)
    turn { $0 = book }
    notice = surprise(besides: known, numbers) ?? notice(for: news)
    return phase == phaseBefore ? select(front) : []
  }

  /// Moves on to a newer book, and leaves behind what belonged to an older moment.
  private mutating func turn(_ change: (inout MarketBook) -> Void) {
    let (front, phaseBefore) = (selectedID, phase)
    change(&book)
    agenda.updateAssign(from: book, on: day)
    if phase == .close { proposals = openProposals }
    if phase != phaseBefore || isOver {
      layers = []
      phaseFilter = ""
      setAside = nil
      if isOver || !isAskingForChair { prompt = nil }
    }
    fillLayers()
    reconsiderMerge()
    reconsiderPhaseUndo()
    if phase != phaseBefore || selectedID != front { selectedSince = now }
  }

  private func notice(for event: MarketEvent) -> Notice? {
    switch event {
    case .undone(let id):
      guard let undone = book.entry(id)?.event else { return nil }
      guard case .undone(let revived) = undone else { return .undone(undone) }
      return book.entry(revived).map { .redone($0.event) }
    case .phaseEntered(_, .close) where record.remaining(at: now) <= 0: return .timeIsUp
    case .phaseEntered, .marketClosed: return nil
    default: return .saved(event)
    }
  }

  /// What comes in front: what was just taken back; the next open item once the one in front is
  /// settled; else what was there.
  private func next(after event: MarketEvent, from front: ProblemID?) -> ProblemID? {
    if case .undone(let id) = event {
      let undone = book.entry(id)?.event.problem.flatMap { book.problem($0)?.id }
      return undone.flatMap { items.contains($0) ? $0 : nil } ?? front
    }
    guard let front, event.problem == front, isSettled(front) else { return front }
    let start = items.firstIndex(of: front) ?? 0
    return (items[start...] + items[..<start]).first { !isSettled($0) } ?? front
  }
}
