/// What became of a card that was laid on the table, as far as it tells whether it was worth one.
package struct Fate: Hashable, Sendable {
  /// Of the card, whatever it was merged into.
  package let kind: SignalKind
  package let status: ProblemStatus
  package let isJudged: Bool
  /// How it had been put away when it came back last.
  package let returnedFrom: ProblemStatus?

  /// - Parameter problem: what the card is part of in the end.
  package init(of kind: SignalKind, in problem: Problem) {
    self.kind = kind
    status = problem.status
    isJudged = problem.category != nil
    returnedFrom = problem.returns.last?.from
  }
}

extension Balance {
  /// How many cards had each fate. What was merged has the fate of what it was merged into.
  var fates: [Fate: Int] {
    var fates = restingFates.value
    for (id, problem) in problems.atHand {
      if let before = problems.restingValue(of: id) {
        fates[Fate(of: before.kind, in: before), default: 0] -= 1
      }
      if let root = problems[root(of: id)] {
        fates[Fate(of: problem.kind, in: root), default: 0] += 1
      }
    }
    return fates.filter { $0.value > 0 }
  }
}

/// What follows from the rest of a value, and makes no difference to it.
struct Derived<Value: Sendable>: Equatable, Sendable {
  var value: Value

  static func == (a: Self, b: Self) -> Bool { true }
}

// MARK: As packed bytes

extension Fate: Packable {
  package func pack(into bytes: inout PackedBytes) {
    bytes.put(kind)
    bytes.put(status)
    bytes.put(isJudged ? 1 : 0)
    bytes.put(returnedFrom)
  }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    kind = try bytes.value()
    status = try bytes.value()
    isJudged = try bytes.number() == 1
    returnedFrom = try bytes.value()
  }
}
