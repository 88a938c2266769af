package import MarketModel

/// What the nights say about one problem.
package struct ProblemEvidence: Hashable, Sendable {
  /// One square of a Paynter row: a night, and how many nodes the problem hit.
  package struct Square: Hashable, Sendable {
    package let night: Day
    package let nodes: Int
    /// When it was last seen in that night.
    package let last: Instant?

    package init(night: Day, nodes: Int, last: Instant?) {
      (self.night, self.nodes, self.last) = (night, nodes, last)
    }
  }

  /// Every night at hand, oldest first, the clean ones too.
  package let row: [Square]
  /// What the newest night that shows it says.
  package let signals: [Signal]
  /// The nodes it ever hit within the nights at hand.
  package let nodes: [NodeName]
  package let environments: [String]

  /// - Complexity: O(signals of all nights).
  package init(of fingerprints: [Fingerprint], in nights: [NightAnalysis]) {
    var row: [Square] = []
    var newest: [Signal] = []
    var everHit: Set<NodeName> = []
    var environments: Set<String> = []
    for night in nights {
      let signals = night.signals(of: fingerprints)
      let hit = Set(signals.flatMap(\.nodes))
      row.append(Square(night: night.night, nodes: hit.count, last: signals.map(\.last).max()))
      everHit.formUnion(hit)
      environments.formUnion(signals.flatMap(\.environments))
      if !signals.isEmpty { newest = signals }
    }
    self.row = row
    self.signals = newest
    self.nodes = everHit.sorted()
    self.environments = environments.sorted()
  }

  /// The nights that show both problems, and the nodes that had both, be it in different nights.
  package func shared(with other: ProblemEvidence) -> (nights: [Day], nodes: [NodeName]) {
    let (itsNights, itsNodes) = (Set(other.nightsSeen), Set(other.nodes))
    return (nightsSeen.filter(itsNights.contains), nodes.filter(itsNodes.contains))
  }

  package var nightsSeen: [Day] { row.filter { $0.nodes > 0 }.map(\.night) }
  package var lastNight: Day? { nightsSeen.last }
  package var examples: [FailureExample] { signals.flatMap(\.evidence) }
  package var suspects: [Suspect] { signals.compactMap(\.suspect) }
  package var details: [Detail] { signals.flatMap(\.details) }
  /// Nodes hit in the newest night.
  package var nodesTonight: Int { row.last?.nodes ?? 0 }

  /// The cookbook, module or role that declares the failing resource.
  package var cookbook: String? {
    examples.lazy.compactMap(\.failure.declaration).first.map(Self.cookbook)
  }

  /// What stands before `::`. A node may declare megabytes, and this is asked for every problem.
  private static func cookbook(of declaration: String) -> String {
    let bytes = declaration.utf8
    var rest = bytes[...]
    while let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
      rest = bytes[bytes.index(after: colon)...]
      if rest.first == UInt8(ascii: ":") { return String(declaration[..<colon]) }
    }
    return declaration
  }
}

/// Whether the nights confirm a countermeasure.
package enum Proof: Hashable, Sendable {
  /// No night has passed since, or none of the nodes that had failed has run.
  case waiting
  /// Clean nights in a row since the countermeasure, on nodes that had failed.
  case holding(nights: Int)
  /// It showed again after the day of the countermeasure.
  case broken(night: Day, nodes: Int)

  /// A night counts as clean when the problem did not show and at least one node that had failed
  /// did report: nobody is proven healthy by being away. What failed on the day of the
  /// countermeasure itself proves nothing: it may have been before it.
  ///
  /// - Parameter nights: those that the evidence is from.
  package init(since day: Day, evidence: ProblemEvidence, nights: [NightAnalysis]) {
    var held = 0
    for (square, night) in zip(evidence.row, nights) where square.night > day {
      if let last = square.last {
        guard last.day > day else { continue }
        self = .broken(night: square.night, nodes: square.nodes)
        return
      }
      if evidence.nodes.contains(where: { night.heard[$0] != nil }) { held += 1 }
    }
    self = held == 0 ? .waiting : .holding(nights: held)
  }
}
