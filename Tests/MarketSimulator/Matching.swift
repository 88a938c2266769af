import MarketAnalysis
import MarketModel
import MarketTestKit

/// Which problem of a night a card is about.
enum Matching {
  /// How well the card fits; `nil` when it is about something else.
  ///
  /// A word that only this problem has, on a card that has one of its nodes, is proof. Nodes alone
  /// are proof where the kind is right and needs no name: of a resource, the name must be there.
  static func fit(of signal: Signal, to problem: Planted) -> Double? {
    let nodes = Set(signal.nodes)
    let likeness = max(
      jaccard(nodes, problem.tonight), jaccard(nodes, problem.nodes),
      signal.kind == problem.kind && isWhole(problem.kind) && !problem.tonight.isEmpty
        && problem.tonight.isSubset(of: nodes) ? 0.5 : 0)
    let text = text(of: signal)
    if !nodes.isDisjoint(with: problem.nodes), problem.words.contains(where: text.contains) {
      return 2 + likeness
    }
    guard signal.kind == problem.kind, problem.words.isEmpty || isKnownByNodes(problem.kind) else {
      return nil
    }
    // A card about some of its nodes is a part of it, as when there is one for each.
    return likeness >= 0.5 || nodes.isSubset(of: problem.nodes) ? likeness : nil
  }

  /// Whether the card is one that ordinary life or a neighbouring problem brings along.
  static func isAllowed(_ signal: Signal, in truth: Truth) -> Bool {
    let nodes = Set(signal.nodes)
    let isOrdinary = truth.allowed.contains { allowed in
      allowed.kinds.contains(signal.kind) && !nodes.isDisjoint(with: allowed.nodes)
        && (allowed.words.isEmpty || allowed.words.contains(where: text(of: signal).contains))
    }
    if isOrdinary { return true }
    let causes = truth.problems.filter { $0.companions.contains(signal.kind) }
    return !nodes.isEmpty && nodes.isSubset(of: causes.flatMap(\.nodes))
  }

  /// All that a card says.
  static func text(of signal: Signal) -> String {
    let evidence = signal.evidence.flatMap { example in
      [
        example.failure.resourceName, example.failure.declaration, example.failure.message,
        example.failure.detail,
      ]
    }
    return ([signal.title, signal.whyText, signal.family] + evidence).compactMap { $0 }
      .joined(separator: "\n")
  }

  static func jaccard(_ a: Set<NodeName>, _ b: Set<NodeName>) -> Double {
    if a.isEmpty || b.isEmpty { return 0 }
    return Double(a.intersection(b).count) / Double(a.union(b).count)
  }

  private static func isKnownByNodes(_ kind: SignalKind) -> Bool {
    switch kind {
    case .outage, .newNode, .environmentLeak, .slow, .silent, .growth: true
    case .failure, .flaky, .notIdempotent, .greenWithErrors: false
    }
  }

  /// One card may speak of several such problems.
  static func isWhole(_ kind: SignalKind) -> Bool {
    kind == .silent || kind == .growth || kind == .greenWithErrors
  }
}
