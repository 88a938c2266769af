import MarketAnalysis
package import MarketModel

/// What is planted into a month.
package struct Plan: Hashable, Sendable {
  /// Problems of each kind, from and to.
  package var problems: [SignalKind: ClosedRange<Int>]
  /// Of all runs, the share that fails for a reason that never comes again.
  package var mishaps: Double

  package init(_ problems: [SignalKind: ClosedRange<Int>] = [:], mishaps: Double = 0) {
    (self.problems, self.mishaps) = (problems, mishaps)
  }

  /// A company in which nothing is wrong: each card is a false one.
  package static let quiet = Plan()

  /// Two dozen problems of all kinds, and a mishap in most nights.
  package static let ordinary = Plan(
    [
      .failure: 4...6, .flaky: 2...3, .notIdempotent: 2...4, .newNode: 1...2, .outage: 2...3,
      .environmentLeak: 2...2, .growth: 2...3, .slow: 2...3, .silent: 2...3,
      .greenWithErrors: 1...2,
    ], mishaps: 0.0002)

  /// Nothing but one kind of problem.
  package static func only(_ kind: SignalKind, _ count: Int = 2) -> Plan {
    Plan([kind: count...count])
  }
}
