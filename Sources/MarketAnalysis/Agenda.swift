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
    let opening = MarketBook(book.entries.upToTable(of: market))
    let evidence = { (problem: Problem) in ProblemEvidence(of: problem.fingerprints, in: nights) }
    let open = opening.problems.values.filter(\.status.isOpen)
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
    let table = MarketBook(opening.entries.upToTable(of: before))
    return Set(
      table.problems.values.filter { $0.status.isOpen && !settled.contains($0.id) }.map(\.id))
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

extension MarketBook {
  /// What was decided while a market was going on, and still counts.
  package func decisions(in market: Day) -> [LedgerEntry] {
    guard let opened = entries.firstIndex(where: { $0.event.opens(market) }) else { return [] }
    return entries[opened...].prefix { !$0.event.ends(market) }
      .filter { $0.event.isDecision && counts($0) }
  }

  /// The problems about which something was decided while a market was going on.
  package func decided(
    in market: Day, where isWanted: (MarketEvent) -> Bool
  ) -> Set<ProblemID> {
    let problems = decisions(in: market).filter { isWanted($0.event) }.compactMap(\.event.problem)
    return Set(problems.map { aliases[$0] ?? $0 })
  }
}

extension [LedgerEntry] {
  /// The entries up to the opening of a market, and what was laid on its table then: all that the
  /// hand that opened it laid out before it did anything else. Others may write in between.
  fileprivate func upToTable(of market: Day) -> [LedgerEntry] {
    guard let opened = firstIndex(where: { $0.event.opens(market) }) else { return self }
    let after = self[index(after: opened)...].filter { $0.by == self[opened].by }
    return self[...opened] + after.prefix(while: \.event.laysOnTable)
  }
}

extension MarketEvent {
  fileprivate func opens(_ market: Day) -> Bool {
    if case .marketOpened(market, _) = self { true } else { false }
  }

  /// A market that nobody closed ends when the next one opens.
  fileprivate func ends(_ market: Day) -> Bool {
    switch self {
    case .marketClosed(let day): day == market
    case .marketOpened(let day, _): day != market
    default: false
    }
  }

  fileprivate var laysOnTable: Bool {
    switch self {
    case .laidOut, .joined, .returned: true
    default: false
    }
  }

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
