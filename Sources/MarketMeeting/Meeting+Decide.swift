import MarketAnalysis
import MarketModel

extension Meeting {
  /// What a decision key asks or records about the item in front.
  mutating func decide(_ action: Action) -> [Effect] {
    guard let problem = selected else { return refuse(.nothingSelected) }
    let id = problem.id
    switch action {
    case .review(let verdict): return [.record(.reviewed(problem: id, verdict: verdict))]
    case .start: return [.record(.started(problem: id))]
    case .acceptSuggestion:
      guard let owner = problem.owner ?? ownerSuggestions(of: id).first?.value else {
        return refuse(.nothingSelected)
      }
      return [.record(assignment(of: id, to: owner))]
    case .verify: return verify(problem)
    case .merge where mergeTargets(for: id).isEmpty: return refuse(.noOtherProblem)
    default:
      if let draft = Self.draft(for: action, about: problem) { ask(draft) }
      return []
    }
  }

  /// The question that a key opens.
  private static func draft(for action: Action, about problem: Problem) -> Draft? {
    let id = problem.id
    return switch action {
    case .judge(.noFixYet): .obstacle(of: id)
    case .judge(let category): .severity(of: id, category: category, because: nil)
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
    let front = selectedID
    let phaseBefore = phase
    notice = notice(for: last.event)
    for entry in entries { book.append(entry) }
    refreshAgenda()
    if phase != phaseBefore {
      (prompt, overlay, selectedSince) = (nil, nil, now)
      if phase == .close { refreshProposals() }
    }
    if case .ruleAdopted = last.event { refreshProposals() }
    if case .marketClosed = last.event { return [.writeMinutes] }
    let isDone = front.map { last.event.problem == $0 && isSettled($0) } ?? false
    return isDone && phase == phaseBefore ? advance(from: front) : stay(at: front)
  }

  /// Another terminal changed something; the item in front stays in front.
  mutating func reload(_ book: MarketBook) -> [Effect] {
    let front = selectedID
    let wasOver = isOver
    self.book = book
    refreshAgenda()
    notice = .changedElsewhere
    return isOver && !wasOver ? [] : stay(at: front)
  }

  private func notice(for event: MarketEvent) -> Notice? {
    switch event {
    case .undone(let id):
      guard let undone = book.entries.last(where: { $0.id == id })?.event else { return nil }
      if case .undone(let revived) = undone {
        return book.entries.last { $0.id == revived }.map { .redone($0.event) }
      }
      return .undone(undone)
    case .phaseEntered(_, .close) where record.remaining(at: now) <= 0: return .timeIsUp
    case .phaseEntered, .marketClosed: return nil
    default: return .saved(event)
    }
  }

  private mutating func refreshAgenda() { agenda.updateAssign(from: book, on: day) }

  private mutating func refreshProposals() {
    proposals = RuleProposal.proposals(
      after: day, book: book, settings: settings, nights: nights)
  }

  /// To the next item that is not settled, from the one that just was.
  private mutating func advance(from id: ProblemID?) -> [Effect] {
    let start = id.flatMap { items.firstIndex(of: $0) } ?? 0
    let order = items[start...] + items[..<start]
    return select(order.first { !isSettled($0) } ?? id)
  }

  private mutating func stay(at id: ProblemID?) -> [Effect] {
    guard let id, items.contains(id) else { return [] }
    selection[phase] = id
    return []
  }
}
