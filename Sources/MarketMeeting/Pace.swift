import MarketAnalysis
package import MarketModel

/// How the time that is left meets the items that are left.
package struct Pace: Hashable, Sendable {
  /// Items of the phase that nothing was decided about.
  package let left: Int
  /// **Seconds** until this phase has used up what later phases do not need.
  package let seconds: Double
  /// How many of the items that are left will be reached, at the speed of those that were.
  package let reachable: Int

  /// **Seconds** for each item that is left.
  package var secondsPerItem: Double { left == 0 ? 0 : seconds / Double(left) }
}

extension Meeting {
  package var pace: Pace {
    let open = items.filter { !isSettled($0) }
    let done = items.count - open.count
    let left = max(0, record.remaining(at: now) - Double(record.plan.budget(after: phase)))
    let spent = record.seconds(in: phase, at: now)
    let usual = done > 0 ? max(1, spent / Double(done)) : share
    return Pace(
      left: open.count, seconds: left, reachable: min(open.count, Int(left / max(1, usual))))
  }

  /// The items that will not be reached at this pace. A line on the board stands above them.
  package var outOfReach: Set<ProblemID> {
    role.isOwner ? [] : Set(items.filter { !isSettled($0) }.dropFirst(pace.reachable))
  }

  /// Whether the item in front has had half as much again as its share: decide, or park.
  package var isOverdue: Bool {
    guard !isOver, !role.isOwner, !record.isPaused, let id = selectedID, !isSettled(id) else {
      return false
    }
    return record.running(from: selectedSince, to: now) > 1.5 * share
  }

  /// **Seconds** of the phase's budget for each of its items.
  private var share: Double {
    Double(record.plan.budget(of: phase)) / Double(max(1, items.count))
  }
}
