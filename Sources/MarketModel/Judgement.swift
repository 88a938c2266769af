/// What the team knows about a problem: the three baskets of a morning market.
///
/// The category is about *knowledge*, not about size: a small failure nobody can explain is
/// ``unknown``, a fleet-wide one with a fix in hand can start.
///
/// Source: M. Imai, *Gemba Kaizen* (1997), pp. 114–118: A, B and C. The bare letter is never shown.
package enum Category: String, CaseIterable, Hashable, Sendable {
  case fixCanStart = "A"
  case noFixYet = "B"
  case unknown = "C"
}

/// Why a problem whose cause is known has no fix yet.
package enum Obstacle: String, CaseIterable, Hashable, Sendable {
  case noCountermeasure = "no-countermeasure"
  case blocked
  case needsDecision = "needs-decision"
}

/// What a problem does to the business, worst first.
package enum Severity: String, CaseIterable, Hashable, Comparable, Sendable {
  case blocksDeploy = "blocks-deploy"
  case serviceDown = "service-down"
  case clusterWrong = "cluster-wrong"
  case wasteful
  case noise

  /// 0 for the worst.
  package var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// Worst first, so that sorting puts the worst on top.
  package static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }
}

/// What a detector finds; one file of `MarketAnalysis` each.
package enum SignalKind: String, CaseIterable, Hashable, Comparable, Sendable {
  case failure
  case flaky
  case notIdempotent = "not-idempotent"
  case newNode = "new-node"
  case outage
  case environmentLeak = "environment-leak"
  case growth
  case slow
  case silent
  case greenWithErrors = "green-with-errors"

  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// How an owner finds their problem at the review.
package enum ReviewVerdict: String, CaseIterable, Hashable, Sendable {
  case onTrack = "on-track"
  case blocked
}

/// When a snoozed problem wakes up.
package enum Wake: Hashable, Sendable {
  case on(day: Day)
  /// More nodes than this are hit in one night.
  case above(nodes: Int)
  /// It shows in an environment where it was not when it went to sleep.
  case newEnvironment(beyond: [String])
}
