package import MarketAnalysis
package import MarketModel

/// A decision that still has to know something before it can be recorded.
package enum Draft: Hashable, Sendable {
  // Answered by a choice
  case obstacle(of: ProblemID)
  case severity(of: ProblemID, category: Category, because: Obstacle?)
  case rating(of: ProblemID)
  case mergeTarget(of: ProblemID)
  case wake(of: ProblemID)
  case dismissal(of: ProblemID)
  case closing(of: ProblemID)
  case owner(of: ProblemID)
  case due(of: ProblemID)
  case nobodyUntil(of: ProblemID)

  // Answered by a yes
  case merge(of: ProblemID, into: ProblemID)
  case takeover(from: Chair)
  case phaseUndo(Phase)

  // Answered by a line of text
  case reasonToDismiss(of: ProblemID)
  case reasonToClose(of: ProblemID)
  case ownerName(of: ProblemID)
  case dueDate(of: ProblemID)
  case wakeDate(of: ProblemID)
  case nobodyDate(of: ProblemID)
  case cause(of: ProblemID)
  case countermeasure(of: ProblemID)
  case note(of: ProblemID)
  case step(of: ProblemID)
  case topic
  // Answered by a line that decides nothing
  case filter
  case command
  case people(topic: String, problem: ProblemID?)
}

/// What a choice stands for. Words are the board's business.
package enum Answer: Hashable, Sendable {
  case obstacle(Obstacle)
  case severity(Severity, reason: SeverityReason?)
  case problem(ProblemID)
  case wake(Wake)
  case dismissal(Dismissal)
  case closing(Closing)
  case person(Person, reason: OwnerReason)
  case day(Day)
  /// Whatever the list does not have: asks for a line of text.
  case other
}

/// Reasons to dismiss that every team has.
package enum Dismissal: String, CaseIterable, Hashable, Sendable {
  case notAProblem = "not a problem"
  case knownAndHarmless = "known and harmless"
  case testNode = "test or retired node"
}

/// Reasons to close that every team has.
package enum Closing: String, CaseIterable, Hashable, Sendable {
  case fixed = "fixed"
  case wentAway = "went away by itself"
  case wontFix = "won't be fixed"
}

/// The question on the board, and the answer as far as it goes.
package struct Prompt: Hashable, Sendable {
  package let draft: Draft
  package internal(set) var input: Input

  package enum Input: Hashable, Sendable {
    case choice([Answer], highlighted: Int)
    case line(EditedLine)
    /// A yes is all that is missing, once it was seen what the nights at hand would have shown.
    case consent(Regrouping)
    /// The same, once it was seen what goes.
    case consentToUndo(PhaseUndo)
    /// A yes is all that is missing; nothing else will do.
    case yes

    /// Whether it is asked whether, after something was shown.
    package var asksForYes: Bool {
      switch self {
      case .consent, .consentToUndo, .yes: true
      case .choice, .line: false
      }
    }

    /// Whether only a spelt-out yes will do, and no key that is pressed all morning.
    package var needsClearYes: Bool {
      switch self {
      case .consentToUndo, .yes: true
      case .choice, .line, .consent: false
      }
    }
  }
}

extension Draft {
  /// The problem that the question is about.
  package var problem: ProblemID? {
    switch self {
    case .obstacle(let id), .severity(let id, _, _), .rating(let id), .mergeTarget(let id),
      .wake(let id), .dismissal(let id), .closing(let id), .owner(let id), .due(let id),
      .nobodyUntil(let id), .merge(let id, _), .reasonToDismiss(let id), .reasonToClose(let id),
      .ownerName(let id), .dueDate(let id), .wakeDate(let id), .nobodyDate(let id), .cause(let id),
      .countermeasure(let id),
      .note(let id), .step(let id):
      id
    case .people(_, let id): id
    case .takeover, .phaseUndo, .topic, .filter, .command: nil
    }
  }
}
