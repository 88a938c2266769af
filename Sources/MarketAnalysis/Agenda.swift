package import MarketModel

/// What lies on the table in one market: which problems, in which phase, in which order.
///
/// Review and triage are fixed when the market opens, so that no decision makes the list jump under
/// the facilitator, and a resumed market finds every item where it was, as long as no night was
/// gathered anew. Assign is what needs an owner, a step or a date, and what got one this morning.
package struct Agenda: Hashable, Sendable {
  package private(set) var review: [ProblemID] = []
  package private(set) var triage: [ProblemID] = []
  package private(set) var assign: [ProblemID] = []
  /// What an earlier market had on its table and did not reach; it stands first.
  package private(set) var carriedOver: Set<ProblemID> = []

  package init(of market: Day, in book: MarketBook, nights: [NightAnalysis]) {
    let opening = book.atTable(of: market)
    let evidence = { (problem: Problem) in ProblemEvidence(of: problem.fingerprints, in: nights) }
    let open = opening.openProblems
    carriedOver = Self.carriedOver(into: market, opening: opening).intersection(open.map(\.id))
    let order = { [carriedOver] (problems: [Problem]) in
      problems.map { problem in
        let rank = Priority(of: problem, evidence: evidence(problem), today: market).rank
        return (id: problem.id, carried: carriedOver.contains(problem.id) ? 0 : 1, rank: rank)
      }
      .sorted { ($0.carried, -$0.rank, $0.id) < ($1.carried, -$1.rank, $1.id) }
      .map(\.id)
    }
    triage = order(open.filter { $0.status == .new || $0.status == .regressed })
    review = order(open.filter { $0.status != .new && $0.status != .regressed })
    updateAssign(from: book, on: market)
  }

  /// Finds anew who needs an owner, after something was decided.
  package mutating func updateAssign(from book: MarketBook, on market: Day) {
    assign = assignable(in: book, on: market)
  }

  package func items(in phase: Phase) -> [ProblemID] {
    switch phase {
    case .overnight, .close: []
    case .review: review
    case .triage: triage
    case .assign: assign
    }
  }

  /// What needs somebody: worst news first, then what was reviewed.
  private func assignable(in book: MarketBook, on market: Day) -> [ProblemID] {
    let settled = book.decided(in: market) { $0.isAssignment }
    return (triage + review).filter { id in
      guard let problem = book.problem(id), problem.status.isOpen, problem.status != .new else {
        return settled.contains(id)
      }
      return settled.contains(id) || problem.needsAssignment(on: market)
    }
  }

  private static func carriedOver(into market: Day, opening: MarketBook) -> Set<ProblemID> {
    let before = opening.markets.keys.filter { $0 < market }.max()
    guard let before else { return [] }
    let settled = opening.decided(in: before, where: \.settlesItem)
    return Set(
      opening.atTable(of: before).openProblems.map(\.id).filter { !settled.contains($0) })
  }
}

extension Problem {
  /// Whether somebody still has to say who does what by when.
  package func needsAssignment(on day: Day) -> Bool {
    guard status.isOpen, status != .new, status != .proving else { return false }
    if let nobodyUntil, nobodyUntil > day { return false }
    guard owner != nil, step != nil, let due else { return true }
    return due <= day
  }
}

extension MarketEvent {
  /// Whether the table is done with a problem after it. A note or a found cause is not enough: the
  /// team still has to say what that means.
  package var settlesItem: Bool {
    switch self {
    case .noted, .causeFound, .rated, .parted, .split, .keptApart, .boundToPlaces: false
    default: isDecision
    }
  }

  /// Whether the event says who does what.
  package var isAssignment: Bool {
    switch self {
    case .assigned, .leftToNobody, .stepPlanned: true
    default: false
    }
  }
}
