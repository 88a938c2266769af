/// Something the team decided, or something that happened in a market. Past tense, never edited.
///
/// The list is closed on purpose: the ledger of 2026 must still open in 2036. Add a case, never
/// change one; the tests pin the bytes of each. One event is one decision, as small as people make
/// them, so that undo takes back exactly what was decided, and two people who change different
/// things about one problem do not undo each other.
package enum MarketEvent: Hashable, Sendable {
  // Laid on the table
  case laidOut(
    problem: ProblemID, kind: SignalKind, fingerprint: Fingerprint, title: String, night: Day)
  case returned(problem: ProblemID, night: Day)
  /// A failure with a new message at a place of which all belongs to the problem.
  case joined(problem: ProblemID, fingerprint: Fingerprint, place: Fingerprint, night: Day)

  // Triage
  case judged(problem: ProblemID, category: Category, because: Obstacle?, severity: Severity?)
  case rated(problem: ProblemID, severity: Severity)
  case snoozed(problem: ProblemID, until: Wake)
  case dismissed(problem: ProblemID, reason: String)
  case merged(problem: ProblemID, into: ProblemID)

  // Grouping
  /// What was merged is a problem of its own again, as it stood before.
  case parted(problem: ProblemID, from: ProblemID)
  /// Some of what a problem recognises is a new problem of its own.
  case split(
    problem: ProblemID, into: ProblemID, kind: SignalKind, fingerprints: [Fingerprint],
    title: String, night: Day)
  /// The two are never the same.
  case keptApart(problem: ProblemID, from: ProblemID)
  /// Whatever fails at these places is always the same: ``Fingerprint/init(placeOf:by:)``.
  case boundToPlaces(problem: ProblemID, places: [Fingerprint])

  // Assign
  case assigned(problem: ProblemID, owner: Person, step: String?, due: Day?)
  case leftToNobody(problem: ProblemID, until: Day)
  case stepPlanned(problem: ProblemID, step: String, due: Day)

  // Work
  case started(problem: ProblemID)
  case noted(problem: ProblemID, text: String)
  case causeFound(problem: ProblemID, text: String)
  case countermeasureTaken(problem: ProblemID, text: String, on: Day)

  // Review and after
  case reviewed(problem: ProblemID, verdict: ReviewVerdict)
  case verified(problem: ProblemID, nights: Int)
  case closed(problem: ProblemID, reason: String)
  case reopened(problem: ProblemID, reason: String)

  // The market itself
  case marketOpened(market: Day, plan: MarketPlan)
  case phaseEntered(market: Day, phase: Phase)
  case marketPaused(market: Day)
  case marketResumed(market: Day)
  /// Whoever says so facilitates from now on.
  case chairTaken(market: Day)
  case marketClosed(market: Day)
  case parked(topic: String, problem: ProblemID?, people: [Person], market: Day?)
  case unparked(topic: EntryID)
  case ruleAdopted(cookbook: String, owner: Person)

  /// The entry no longer counts; undoing an undo makes it count again.
  case undone(entry: EntryID)
  /// Written by a newer version: kept byte for byte, counted, and otherwise passed over.
  case unknown(kind: String, json: String)
}

extension MarketEvent {
  /// The problem that the event is about.
  package var problem: ProblemID? {
    switch self {
    case .laidOut(let id, _, _, _, _), .returned(let id, _), .judged(let id, _, _, _),
      .rated(let id, _), .snoozed(let id, _), .dismissed(let id, _), .merged(let id, _),
      .assigned(let id, _, _, _), .leftToNobody(let id, _), .stepPlanned(let id, _, _),
      .started(let id), .noted(let id, _), .causeFound(let id, _),
      .countermeasureTaken(let id, _, _), .reviewed(let id, _), .verified(let id, _),
      .closed(let id, _), .reopened(let id, _), .joined(let id, _, _, _), .parted(let id, _),
      .split(let id, _, _, _, _, _), .keptApart(let id, _), .boundToPlaces(let id, _):
      id
    case .parked(_, let id, _, _): id
    case .marketOpened, .phaseEntered, .marketPaused, .marketResumed, .chairTaken, .marketClosed,
      .unparked, .ruleAdopted, .undone, .unknown:
      nil
    }
  }

  /// The second problem of an event that is about two.
  package var otherProblem: ProblemID? {
    switch self {
    case .merged(_, let id), .parted(_, let id), .split(_, let id, _, _, _, _),
      .keptApart(_, let id):
      id
    default: nil
    }
  }

  /// The problem that gets its number with the event.
  var named: ProblemID? {
    switch self {
    case .laidOut(let id, _, _, _, _), .split(_, let id, _, _, _, _): id
    default: nil
    }
  }

  /// Whether a person may take it back. The course of a market itself happened, and stays.
  package var isDecision: Bool {
    switch self {
    case .laidOut, .returned, .joined, .marketOpened, .phaseEntered, .marketPaused,
      .marketResumed, .chairTaken, .marketClosed, .undone, .unknown:
      false
    default: true
    }
  }
}
