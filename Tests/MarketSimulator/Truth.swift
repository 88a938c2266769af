import MarketAnalysis
package import MarketModel

/// What was planted into one night.
package struct Truth: Sendable {
  package let night: Day
  package var problems: [Planted] = []
  /// Cards that are right when they come and no loss when they do not.
  package var allowed: [Allowed] = []

  package init(night: Day) { self.night = night }
}

/// A problem as one night shows it.
package struct Planted: Hashable, Sendable {
  /// The same in all nights of its life.
  package let id: String
  package let kind: SignalKind
  /// Kinds that are no mistake yet, because the night does not show enough: a flaky resource that
  /// failed once.
  package var alsoRight: Set<SignalKind> = []
  /// The nodes it has hit up to now.
  package var nodes: Set<NodeName>
  /// The nodes it hit tonight. None when only its trace is left, as in the nights after a repair.
  package var tonight: Set<NodeName>
  /// Each of them is in no other problem; a right card has one of them.
  package var words: [String]
  /// Whoever looks at the nights up to this one has all that it takes to find it.
  package var isDue: Bool
  /// What a card should suspect, as `name=value`.
  package var suspect: String?
  /// Kinds of cards that the problem causes besides its own.
  package var companions: Set<SignalKind> = []

  package var isVisible: Bool { !tonight.isEmpty }
}

/// A card that is no false one.
package struct Allowed: Hashable, Sendable {
  package let kinds: Set<SignalKind>
  package let nodes: Set<NodeName>
  /// One of them is in it; no words mean that the nodes are enough.
  package var words: [String] = []

  package init(_ kinds: Set<SignalKind>, on nodes: Set<NodeName>, words: [String] = []) {
    (self.kinds, self.nodes, self.words) = (kinds, nodes, words)
  }
}

/// A night and what is true about it.
package struct SimulatedNight: Sendable {
  package let digest: NightDigest
  package let truth: Truth
}
