/// One thing that a decision says about a problem, so that it can be held against what somebody else
/// said at the same time: the rows of the table in ``Clash``.
enum Touch: Hashable {
  case owner(Person?, nobodyUntil: Day?)
  case plan(step: String?, due: Day?)
  case category(Category, Obstacle?)
  case severity(Severity)
  case cause(String)
  case countermeasure(String, Day)
  case verdict(ReviewVerdict)
  /// It is put away.
  case rest(ProblemStatus, Wake?)
  /// Somebody is at it.
  case work(ProblemStatus)
  /// It was judged, which brings back what was put away.
  case acceptance
  case merge(into: ProblemID)
  /// It is a problem of its own again.
  case part
  /// Another was merged into it.
  case absorption(of: ProblemID)
  case apart(from: ProblemID)
  case split([Fingerprint], into: ProblemID)

  /// - Parameter other: the other problem that the event is about.
  static func touches(of event: MarketEvent, with other: ProblemID?) -> [Touch] {
    switch event {
    case .judged(_, let category, let obstacle, let severity):
      [.category(category, obstacle), .acceptance] + (severity.map { [.severity($0)] } ?? [])
    case .rated(_, let severity): [.severity(severity)]
    case .snoozed(_, let wake): [.rest(.snoozed, wake)]
    case .dismissed: [.rest(.dismissed, nil)]
    case .verified: [.rest(.verified, nil)]
    case .closed: [.rest(.closed, nil)]
    case .reopened: [.work(.accepted)]
    case .started: [.work(.working)]
    case .countermeasureTaken(_, let text, let day): [.work(.proving), .countermeasure(text, day)]
    case .causeFound(_, let text): [.cause(text)]
    case .reviewed(_, let verdict): [.verdict(verdict)]
    case .assigned(_, let owner, let step, let due):
      [.owner(owner, nobodyUntil: nil)]
        + (step == nil && due == nil ? [] : [.plan(step: step, due: due)])
    case .leftToNobody(_, let until): [.owner(nil, nobodyUntil: until)]
    case .stepPlanned(_, let step, let due): [.plan(step: step, due: due)]
    case .merged: other.map { [.merge(into: $0)] } ?? []
    case .parted: [.part]
    case .keptApart: other.map { [.apart(from: $0)] } ?? []
    case .split(_, let new, _, let fingerprints, _, _): [.split(fingerprints, into: new)]
    case .laidOut, .returned, .joined, .boundToPlaces, .noted, .marketOpened, .phaseEntered,
      .marketPaused, .marketResumed, .marketClosed, .chairTaken, .parked, .unparked, .ruleAdopted,
      .undone, .unknown:
      []
    }
  }

  /// What an event says about the other of its two problems.
  static func touch(of event: MarketEvent, on other: ProblemID, by id: ProblemID) -> Touch? {
    switch event {
    case .merged: .absorption(of: id)
    case .keptApart: .apart(from: id)
    default: nil
    }
  }

  /// What holds when this and a later one were said at the same time; `nil` when they don't meet.
  func outcome(before later: Touch) -> Clash.Outcome? {
    if self == later { return nil }
    switch (self, later) {
    case (.part, _), (_, .part): return nil
    case (.merge(let target), .apart(let other)), (.apart(let other), .merge(let target)),
      (.absorption(let target), .apart(let other)), (.apart(let other), .absorption(let target)):
      return target == other ? .first : nil
    case (.apart, _), (_, .apart): return nil
    case (.absorption(let other), .merge(let target)): return other == target ? .first : .both
    case (.absorption, .rest), (.rest, .absorption), (.split, .merge): return .both
    case (.merge, _): return .first
    case (.split(let some, _), .split(let others, _)):
      return Set(some).isDisjoint(with: others) ? nil : .first
    case (.absorption, _), (_, .absorption), (.split, _), (_, .split): return nil
    case (_, .merge): return .second
    case (.rest, .owner), (.rest, .plan), (.owner, .rest), (.plan, .rest): return .both
    case (.acceptance, .work), (.work, .acceptance): return nil
    case (.plan(let step, let due), .plan(let other, let otherDue)):
      return Self.differ(step, other) || Self.differ(due, otherDue) ? .second : nil
    default: return field == later.field ? .second : nil
    }
  }

  /// Whether what was said before needs no more looking at once this was said by somebody who knew.
  func replaces(_ earlier: Touch) -> Bool {
    switch (earlier, self) {
    case (.absorption, _), (.apart, _), (.split, _): self == earlier
    case (.merge, .merge), (.merge, .part): true
    case (.merge, _), (_, .part): false
    case (.plan(let step, let due), .plan(let other, let otherDue)):
      (step == nil || other != nil) && (due == nil || otherDue != nil)
    default: field == earlier.field
    }
  }

  private enum Field {
    case owner, plan, category, severity, cause, countermeasure, verdict, status, grouping
  }

  private var field: Field {
    switch self {
    case .owner: .owner
    case .plan: .plan
    case .category: .category
    case .severity: .severity
    case .cause: .cause
    case .countermeasure: .countermeasure
    case .verdict: .verdict
    case .rest, .work, .acceptance, .merge, .part: .status
    case .absorption, .apart, .split: .grouping
    }
  }

  /// What one of them leaves open does not differ.
  private static func differ<Value: Equatable>(_ a: Value?, _ b: Value?) -> Bool {
    guard let a, let b else { return false }
    return a != b
  }
}
