/// The five phases of a market, in their order.
package enum Phase: String, CaseIterable, Hashable, Comparable, Sendable {
  case overnight, review, triage, assign, close

  package var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  package var next: Phase? { Self.allCases.dropFirst(index + 1).first }
  package var previous: Phase? { index == 0 ? nil : Self.allCases[index - 1] }
  package static func < (a: Self, b: Self) -> Bool { a.index < b.index }
}

/// How long a market lasts, and how the time is meant to be shared out.
package struct MarketPlan: Hashable, Sendable {
  /// **Seconds** for each phase, in the order of ``Phase``.
  package var budgets: [Int]

  package init(budgets: [Int]) { self.budgets = budgets }

  /// 15 minutes: 2 overnight, 4 review, 5 triage, 3 assign, 1 close.
  package static let standard = MarketPlan(budgets: [120, 240, 300, 180, 60])

  /// **Seconds.** The market's whole time; it cannot be extended.
  package var duration: Int { budgets.reduce(0, +) }

  package func budget(of phase: Phase) -> Int {
    budgets.indices.contains(phase.index) ? budgets[phase.index] : 0
  }

  /// **Seconds** of the plan that lie after a phase.
  package func budget(after phase: Phase) -> Int {
    budgets.dropFirst(phase.index + 1).reduce(0, +)
  }
}
