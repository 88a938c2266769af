package import MarketAnalysis
package import MarketModel

/// What was decided in one market, as a value. Nobody is ranked in it, and no diff is in it. It tells
/// the state at the close: what was decided later does not change it.
package struct Minutes: Hashable, Sendable {
  package struct Promise: Hashable, Sendable {
    package let problem: Problem
    package let owner: Person?
    package let step: String?
    package let due: Day?
  }

  package struct AdoptedRule: Hashable, Sendable {
    package let cookbook: String
    package let owner: Person
  }

  package struct PhaseTime: Hashable, Sendable {
    package let phase: Phase
    /// **Seconds.**
    package let budget: Int
    package let spent: Int
  }

  package let record: MarketRecord
  package let night: NightAnalysis?
  /// Who does what until the next market: every open problem that was on the table and has an
  /// owner, by owner.
  package let promises: [Promise]
  package let triaged: [Problem]
  package let reviewed: [Problem]
  package let parked: [ParkedTopic]
  package let carriedOver: [Problem]
  package let adoptedRules: [AdoptedRule]
  package let times: [PhaseTime]

  /// - Parameter agenda: the market's, where it is known already.
  /// - Complexity: O(entries of the book).
  package init?(
    of market: Day, in book: MarketBook, nights: [NightAnalysis], agenda: Agenda? = nil
  ) {
    let book = book.atClose(of: market)
    guard let record = book.markets[market] else { return nil }
    let upToNow = nights.filter { $0.night <= market }
    let agenda = agenda ?? Agenda(of: market, in: book, nights: upToNow)
    let settled = book.decided(in: market, where: \.settlesItem)
    let end = record.closedAt ?? book.recent.last?.at ?? record.openedAt
    self.record = record
    night = upToNow.last
    triaged = agenda.triage.filter(settled.contains).compactMap(book.problem)
    reviewed = agenda.review.filter(settled.contains).compactMap(book.problem)
    carriedOver = (agenda.triage + agenda.review).filter { !settled.contains($0) }
      .compactMap(book.problem)
    promises = (triaged + reviewed + carriedOver)
      .filter { $0.status.isOpen && ($0.owner != nil) }
      .map { Promise(problem: $0, owner: $0.owner, step: $0.step, due: $0.due) }
      .sorted {
        ($0.owner?.rawValue ?? "", $0.problem.id) < ($1.owner?.rawValue ?? "", $1.problem.id)
      }
    parked = book.parked.filter { $0.market == market }
    adoptedRules = book.decisions(in: market).compactMap { entry in
      guard case .ruleAdopted(let cookbook, let owner) = entry.event else { return nil }
      return AdoptedRule(cookbook: cookbook, owner: owner)
    }
    times = Phase.allCases.map {
      PhaseTime(
        phase: $0, budget: record.plan.budget(of: $0),
        spent: Int(record.seconds(in: $0, at: end).rounded()))
    }
  }
}

extension Meeting {
  /// The minutes as they would be written now.
  package var minutes: Minutes? { Minutes(of: day, in: book, nights: nights, agenda: agenda) }
}
