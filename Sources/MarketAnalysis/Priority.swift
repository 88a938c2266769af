package import MarketModel

/// Where a problem stands on the table: a sum whose terms anybody can read.
///
/// The weights are ours, made so that no pile of small terms lifts a wasteful problem over one that
/// stops deployments: they are 90 points apart, and everything else together lies between −2 and
/// 80. Three large terms may lift a problem over its neighbour: severities are 30 points apart.
/// `market show` prints the terms.
package struct Priority: Hashable, Sendable {
  package struct Term: Hashable, Sendable {
    package let name: String
    package let points: Int
  }

  package let terms: [Term]
  package var rank: Int { terms.reduce(0) { $0 + $1.points } }

  package init(of problem: Problem, evidence: ProblemEvidence, today: Day) {
    let severity = problem.severity
    terms = [
      Term(
        name: severity?.rawValue ?? "not rated", points: severity.map(Self.points) ?? Self.notRated),
      Term(
        name: evidence.nodesTonight == 1 ? "1 node" : "\(evidence.nodesTonight) nodes",
        points: Self.reach(evidence.nodesTonight)),
      Term(
        name: "\(evidence.environments.count) environments",
        points: min(10, 5 * max(0, evidence.environments.count - 1))),
      Term(
        name: evidence.nightsSeen.count == 1 ? "1 night" : "\(evidence.nightsSeen.count) nights",
        points: min(10, evidence.nightsSeen.count)),
      Term(name: "trend", points: Self.trend(evidence.row.map(\.nodes))),
      Term(name: "came back", points: problem.status == .regressed ? 15 : 0),
      Term(name: "nobody owns it", points: problem.status.isOpen && problem.owner == nil ? 10 : 0),
      Term(
        name: "overdue",
        points: problem.status.isOpen && (problem.due.map { $0 < today } ?? false) ? 10 : 0),
    ].filter { $0.points != 0 }
  }

  private static func points(for severity: Severity) -> Int {
    switch severity {
    case .blocksDeploy: 120
    case .serviceDown: 90
    case .clusterWrong: 60
    case .wasteful: 30
    case .noise: 0
    }
  }

  /// In the middle, where a new card is neither lost nor in the way.
  private static let notRated = 60

  /// Four points for each doubling of the nodes, 20 at most: 1 → 4, 3 → 8, 15 → 16.
  private static func reach(_ nodes: Int) -> Int {
    min(20, 4 * (Int.bitWidth - nodes.leadingZeroBitCount))
  }

  /// 5 when tonight hit more nodes than any of the three nights before, −5 when fewer than each.
  private static func trend(_ row: [Int]) -> Int {
    guard let tonight = row.last, row.count > 3 else { return 0 }
    let before = row.dropLast().suffix(3)
    if before.allSatisfy({ $0 < tonight }) { return 5 }
    if before.allSatisfy({ $0 > tonight }) { return -5 }
    return 0
  }
}
