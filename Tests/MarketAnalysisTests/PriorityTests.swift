import MarketAnalysis
import MarketModel
import MarketTestKit
import Testing

struct PriorityTests {
  @Test func `the rank is the sum of the terms, and only terms that count are shown`() {
    let priority = Priority(
      of: .sample().after(.rated(problem: .number(1), severity: .serviceDown)),
      evidence: Nights([.failed("a"), .failed("b"), .failed("c")]).evidence(), today: .monday)
    #expect(priority.rank == priority.terms.map(\.points).reduce(0, +))
    #expect(priority.terms.map(\.name) == ["service-down", "3 nodes", "1 night", "nobody owns it"])
    #expect(priority.terms.map(\.points) == [90, 8, 1, 10])
  }

  @Test func `everything but severity lies between -2 and 80`() {
    #expect(rank(.noise, smallTerms: .all) == 80)
    #expect(rank(.noise, smallTerms: .fewest) == -2)
    #expect(rank(.noise, smallTerms: .none) == 0)
  }

  @Test func `no pile of small terms lifts a wasteful problem over one that stops deployments`() {
    #expect(rank(.wasteful, smallTerms: .all) < rank(.blocksDeploy, smallTerms: .fewest))
    #expect(rank(.wasteful, smallTerms: .all) < rank(.blocksDeploy, smallTerms: .none))
    #expect(rank(.noise, smallTerms: .all) < rank(.serviceDown, smallTerms: .none))
  }

  @Test func `severity decides where all else is equal`() {
    let ranks = Severity.allCases.map { rank($0, smallTerms: .none) }
    #expect(ranks == ranks.sorted(by: >))
    #expect(Set(ranks).count == ranks.count)
  }

  @Test(arguments: [
    ([1, 1, 1, 2], 5), ([2, 2, 2, 1], -5), ([1, 2, 3, 2], 0), ([9, 1, 1, 1, 2], 5), ([1, 1, 2], 0),
  ])
  func `the trend compares tonight with the three nights before`(row: [Int], points: Int) {
    let nights = Nights(row.map { count in (0..<count).map { .failed("n\($0)") } })
    let terms = Priority(of: .sample(), evidence: nights.evidence(), today: .monday).terms
    #expect(terms.first { $0.name == "trend" }?.points ?? 0 == points)
  }

  @Test(arguments: [(1, 4), (2, 8), (3, 8), (15, 16), (16, 20), (500, 20)])
  func `each doubling of the nodes is four points, twenty at most`(nodes: Int, points: Int) {
    let nights = Nights([(1...nodes).map { .failed("n\($0)") }])
    let terms = Priority(of: .sample(), evidence: nights.evidence(), today: .monday).terms
    #expect(terms.first { $0.name.contains("node") && $0.points == points } != nil)
  }

  private enum SmallTerms { case none, fewest, all }

  private func rank(_ severity: Severity, smallTerms: SmallTerms) -> Int {
    let rated = MarketEvent.rated(problem: .number(1), severity: severity)
    let owned = MarketEvent.assigned(
      problem: .number(1), owner: .ana, step: nil, due: Day.monday.adding(days: -1))
    switch smallTerms {
    case .none:
      let problem = Problem.sample().after(
        rated, .assigned(problem: .number(1), owner: .ana, step: nil, due: nil))
      return Priority(of: problem, evidence: Nights([]).evidence(), today: .monday).rank
    case .fewest:
      let runs = [2, 2, 2, 0].map { count in (0..<count).map { RunSample.failed("n\($0)") } }
      let problem = Problem.sample().after(
        rated, .assigned(problem: .number(1), owner: .ana, step: nil, due: nil))
      return Priority(of: problem, evidence: Nights(runs).evidence(), today: .monday).rank
    case .all:
      let runs = (1...12).map { night in
        (0..<(night * 4)).map { RunSample.failed("n\($0)", in: "e\($0 % 3)") }
      }
      let leftToNobody = MarketEvent.leftToNobody(problem: .number(1), until: .monday)
      let problem = Problem.sample().after(
        rated, owned, leftToNobody, .returned(problem: .number(1), night: .monday))
      return Priority(of: problem, evidence: Nights(runs).evidence(), today: .monday).rank
    }
  }
}
