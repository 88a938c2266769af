package import MarketAnalysis
package import MarketModel

extension Meeting {
  /// Opens the question that a draft needs answered.
  mutating func ask(_ draft: Draft) {
    prompt = Prompt(draft: draft, input: input(for: draft))
  }

  private func input(for draft: Draft) -> Prompt.Input {
    switch draft {
    case .obstacle: return choice(Obstacle.allCases.map { .obstacle($0) })
    case .severity(let id, _, _), .rating(let id): return severities(of: id)
    case .mergeTarget(let id): return choice(mergeTargets(for: id).map { .problem($0) })
    case .merge(let id, let target): return .consent(regrouping(merging: id, into: target))
    case .takeover: return .yes
    case .phaseUndo(let phase): return .consentToUndo(undo(of: phase))
    case .wake(let id): return choice(wakes(for: id).map { .wake($0) } + [.other])
    case .dismissal: return choice(Dismissal.allCases.map { .dismissal($0) } + [.other])
    case .closing: return choice(Closing.allCases.map { .closing($0) } + [.other])
    case .owner(let id):
      return choice(
        ownerSuggestions(of: id).map { .person($0.value, reason: $0.reason) } + [.other])
    case .due, .nobodyUntil: return choice(usualDays.map { .day($0) } + [.other])
    case .ownerName, .reasonToDismiss, .reasonToClose, .note, .topic, .command:
      return line("", draft)
    case .filter: return line(filter, draft)
    case .dueDate, .wakeDate, .nobodyDate: return line(day.nextWorkingDay.description, draft)
    case .cause(let id): return line(book.problem(id)?.cause ?? "", draft)
    case .countermeasure(let id): return line(book.problem(id)?.countermeasure?.text ?? "", draft)
    case .step(let id): return line(book.problem(id)?.step ?? suggestedStep(of: id), draft)
    case .people(_, let id):
      let owner = id.flatMap { id in
        book.problem(id)?.owner ?? ownerSuggestions(of: id).first?.value
      }
      return line(owner?.rawValue ?? "", draft)
    }
  }

  /// - Complexity: O(problems) for what was said of them before.
  private func line(_ text: String, _ draft: Draft) -> Prompt.Input {
    .line(EditedLine(text, history: linesBefore(draft)))
  }

  private func choice(_ answers: [Answer]) -> Prompt.Input { .choice(answers, highlighted: 0) }

  private func severities(of id: ProblemID) -> Prompt.Input {
    guard let problem = book.problem(id) else { return choice([]) }
    let suggestion = Severity.suggested(for: problem.kind, evidence: evidence(for: problem))
    let preferred = problem.severity ?? suggestion.value
    let answers = Severity.allCases.map { severity in
      Answer.severity(severity, reason: severity == suggestion.value ? suggestion.reason : nil)
    }
    return .choice(answers, highlighted: preferred.rank)
  }

  /// Every other problem that is neither put away nor kept apart from it, the most alike first.
  func mergeTargets(for id: ProblemID) -> [ProblemID] {
    guard let problem = book.problem(id) else { return [] }
    let own = evidence(for: problem)
    return book.openProblems
      .filter { $0.id != problem.id }
      .filter { book.separation(of: $0.id, from: problem.id) == nil }
      .map { (id: $0.id, likeness: likeness(of: $0, to: problem, own)) }
      .sorted { ($0.likeness, $1.id) > ($1.likeness, $0.id) }
      .map(\.id)
  }

  /// What a merge would have changed in the nights at hand.
  private func regrouping(merging id: ProblemID, into target: ProblemID) -> Regrouping {
    var merged = book
    for entry in book.supposing([.merged(problem: id, into: target)], at: now) {
      merged.append(entry)
    }
    return Regrouping(
      from: Regrouping.Table(book), to: Regrouping.Table(merged), about: [id, target], in: nights)
  }

  /// A merge that is asked about is reckoned with the book as it is now. A target that went away
  /// leaves the choice of another.
  mutating func reconsiderMerge() {
    if case .mergeTarget? = prompt?.draft { return dropClosedTargets() }
    guard case .merge(let id, let target)? = prompt?.draft else { return }
    let targets = mergeTargets(for: id)
    guard !targets.isEmpty else {
      prompt = nil
      return
    }
    ask(targets.contains(target) ? .merge(of: id, into: target) : .mergeTarget(of: id))
  }

  /// What was put away meanwhile is offered no more; the mark stays where it was.
  private mutating func dropClosedTargets() {
    guard case .choice(let old, let highlighted)? = prompt?.input else { return }
    let new = old.filter { answer in
      guard case .problem(let target) = answer else { return true }
      return book.problem(target)?.status.isOpen ?? false
    }
    guard new != old else { return }
    let kept = old.indices.contains(highlighted) ? new.firstIndex(of: old[highlighted]) : nil
    prompt?.input = .choice(new, highlighted: kept ?? min(highlighted, max(0, new.count - 1)))
    if new.isEmpty { prompt = nil }
  }

  private func likeness(of other: Problem, to problem: Problem, _ own: ProblemEvidence) -> Int {
    let evidence = evidence(for: other)
    let nodes = Set(own.nodes).intersection(evidence.nodes).count
    return (other.title == problem.title ? 8 : 0)
      + (evidence.cookbook != nil && evidence.cookbook == own.cookbook ? 4 : 0)
      + (nodes > 0 ? 2 : 0) + (other.kind == problem.kind ? 1 : 0)
  }

  private func wakes(for id: ProblemID) -> [Wake] {
    guard let problem = book.problem(id) else { return [] }
    let evidence = evidence(for: problem)
    return [
      .on(day: day.adding(days: 7)), .on(day: day.adding(days: 28)),
      .above(nodes: max(2, 2 * evidence.nodesTonight)),
      .newEnvironment(beyond: evidence.environments),
    ]
  }

  package func ownerSuggestions(of id: ProblemID) -> [Suggestion<Person, OwnerReason>] {
    guard let problem = book.problem(id) else { return [] }
    return book.ownerSuggestions(
      for: problem, evidence: evidence(for: problem), settings: settings)
  }

  /// The next three working days, in a week and in two.
  private var usualDays: [Day] {
    let first = day.nextWorkingDay
    let second = first.nextWorkingDay
    let days = [first, second, second.nextWorkingDay, day.adding(days: 7), day.adding(days: 14)]
    return Set(days).sorted()
  }

  /// What a category asks for first.
  package func suggestedStep(of id: ProblemID) -> String {
    let step = SuggestedStep(for: book.problem(id))
    return look.steps[step] ?? step.rawValue
  }
}

extension SuggestedStep {
  init(for problem: Problem?) {
    switch (problem?.category, problem?.obstacle) {
    case (.fixCanStart, _): self = .putFixIn
    case (.noFixYet, .needsDecision): self = .bringDecision
    case (.noFixYet, .blocked): self = .clearBlock
    case (.noFixYet, _): self = .findCountermeasure
    case (.unknown, _), (nil, _): self = .findCause
    }
  }
}
