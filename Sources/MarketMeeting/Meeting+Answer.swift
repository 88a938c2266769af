import MarketModel

/// What an answer leads to.
enum Outcome {
  case decided(MarketEvent)
  case decidedStep([MarketEvent])
  case ask(Draft)
  case refused(Refusal)
}

extension Meeting {
  /// Takes the highlighted choice or the typed line as the answer. The question stays open until the
  /// ledger has the decision, so that nothing typed is lost on a full disk.
  mutating func confirm() -> [Effect] {
    guard let prompt else { return [] }
    if case .takeover(let chair) = prompt.draft {
      self.prompt = nil
      return [.takeChair(from: chair)]
    }
    if prompt.draft == .command {
      self.prompt = nil
      return []
    }
    guard !role.follows else { return refuse(.watching(chair)) }
    guard role.isOwner || !record.isPaused else { return refuse(.marketIsPaused) }
    let outcome: Outcome
    switch prompt.input {
    case .choice(let answers, let highlighted):
      guard answers.indices.contains(highlighted) else { return [] }
      outcome = self.outcome(of: prompt.draft, chosen: answers[highlighted])
    case .line(let line):
      let text = line.text.trimmed
      guard !text.isEmpty else { return refuse(.emptyAnswer) }
      remember(prompt)
      outcome = self.outcome(of: prompt.draft, typed: text)
    case .consent, .yes: outcome = self.outcome(ofConsentTo: prompt.draft)
    case .consentToUndo(let undo): outcome = .decidedStep(undo.events)
    }
    switch outcome {
    case .decided(let event):
      let subject = event.problem.flatMap { book.problem($0) }
      if let other = subject?.mergedInto { return refuse(.mergedAway(into: other)) }
      return [.record(event)]
    case .decidedStep(let events): return record(step: events)
    case .ask(let draft):
      ask(draft)
      return []
    case .refused(let refusal): return refuse(refusal)
    }
  }

  private func outcome(of draft: Draft, chosen answer: Answer) -> Outcome {
    switch (draft, answer) {
    case (.obstacle(let id), .obstacle(let obstacle)):
      .ask(.severity(of: id, category: .noFixYet, because: obstacle))
    case (.severity(let id, let category, let obstacle), .severity(let severity, _)):
      .decided(.judged(problem: id, category: category, because: obstacle, severity: severity))
    case (.rating(let id), .severity(let severity, _)):
      .decided(.rated(problem: id, severity: severity))
    case (.mergeTarget(let id), .problem(let target)):
      book.separation(of: id, from: target).map { .refused(.keptApart($0)) }
        ?? .ask(.merge(of: id, into: target))
    case (.wake(let id), .wake(let wake)): .decided(.snoozed(problem: id, until: wake))
    case (.wake(let id), _): .ask(.wakeDate(of: id))
    case (.dismissal(let id), .dismissal(let reason)):
      .decided(.dismissed(problem: id, reason: reason.rawValue))
    case (.dismissal(let id), _): .ask(.reasonToDismiss(of: id))
    case (.closing(let id), .closing(let reason)):
      .decided(.closed(problem: id, reason: reason.rawValue))
    case (.closing(let id), _): .ask(.reasonToClose(of: id))
    case (.owner(let id), .person(let person, _)): .decided(assignment(of: id, to: person))
    case (.owner(let id), _): .ask(.ownerName(of: id))
    case (.due(let id), .day(let day)): .decided(step(of: id, due: day))
    case (.due(let id), _): .ask(.dueDate(of: id))
    case (.nobodyUntil(let id), .day(let day)): .decided(.leftToNobody(problem: id, until: day))
    case (.nobodyUntil(let id), _): .ask(.nobodyDate(of: id))
    default: .refused(.emptyAnswer)
    }
  }

  private func outcome(ofConsentTo draft: Draft) -> Outcome {
    guard case .merge(let id, let target) = draft else { return .refused(.emptyAnswer) }
    return .decided(.merged(problem: id, into: target))
  }

  private func outcome(of draft: Draft, typed text: String) -> Outcome {
    switch draft {
    case .reasonToDismiss(let id): .decided(.dismissed(problem: id, reason: text))
    case .reasonToClose(let id): .decided(.closed(problem: id, reason: text))
    case .ownerName(let id):
      people(in: text).first.map { .decided(assignment(of: id, to: $0)) } ?? .refused(.emptyAnswer)
    case .dueDate(let id):
      decided(on: text) { step(of: id, due: $0) }
    case .wakeDate(let id):
      decided(on: text) { .snoozed(problem: id, until: .on(day: $0)) }
    case .nobodyDate(let id):
      decided(on: text) { .leftToNobody(problem: id, until: $0) }
    case .cause(let id): .decided(.causeFound(problem: id, text: text))
    case .countermeasure(let id):
      .decided(.countermeasureTaken(problem: id, text: text, on: day))
    case .note(let id): .decided(.noted(problem: id, text: text))
    case .step(let id):
      .decided(
        .stepPlanned(problem: id, step: text, due: book.problem(id)?.due ?? day.nextWorkingDay))
    case .topic: .ask(.people(topic: text, problem: nil))
    case .people(let topic, let id):
      people(in: text).isEmpty
        ? .refused(.emptyAnswer)
        : .decided(.parked(topic: topic, problem: id, people: people(in: text), market: day))
    case .obstacle, .severity, .rating, .mergeTarget, .merge, .takeover, .phaseUndo, .wake,
      .filter, .command, .dismissal, .closing, .owner, .due, .nobodyUntil:
      .refused(.emptyAnswer)
    }
  }

  /// Owner, next step and date in one decision: whoever takes it over keeps what was planned.
  func assignment(of id: ProblemID, to person: Person) -> MarketEvent {
    let problem = book.problem(id)
    let due = problem?.due.flatMap { $0 > day ? $0 : nil } ?? day.nextWorkingDay
    return .assigned(
      problem: id, owner: person, step: problem?.step ?? suggestedStep(of: id), due: due)
  }

  private func step(of id: ProblemID, due: Day) -> MarketEvent {
    .stepPlanned(problem: id, step: book.problem(id)?.step ?? suggestedStep(of: id), due: due)
  }

  /// What waits for a day needs one that is still to come.
  private func decided(on text: String, _ event: (Day) -> MarketEvent) -> Outcome {
    guard let due = DayPhrase.day(text, from: day) else { return .refused(.notADate(text)) }
    return due < day ? .refused(.dayIsPast(due)) : .decided(event(due))
  }

  private func people(in text: String) -> [Person] {
    text.split { $0 == "," || $0.isWhitespace }.map { Person(rawValue: String($0)) }
  }
}

extension String {
  var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
