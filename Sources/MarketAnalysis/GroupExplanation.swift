package import MarketModel

/// Why failures with one fingerprint are one: what they share, and two of them to compare.
package struct GroupExplanation: Hashable, Sendable {
  package let fingerprint: Fingerprint
  /// What the newest night that shows it calls it, and how often the nights at hand do.
  package let title: String?
  package let runs: Int
  package let nights: Int
  /// The earliest report at hand, and the latest of another node, or at least of another run.
  package let members: [FailureExample]

  /// - Complexity: O(signals of all nights).
  package init(of fingerprint: Fingerprint, in nights: [NightAnalysis]) {
    let signals = nights.flatMap(\.signals).filter {
      $0.fingerprint == fingerprint || $0.covers.contains(fingerprint)
    }
    let examples = signals.flatMap { signal in
      // Of what several failures share, only those that are this one.
      signal.fingerprint == fingerprint
        ? signal.evidence
        : signal.evidence.filter { Fingerprint(of: $0.failure, by: $0.tool) == fingerprint }
    }
    self.fingerprint = fingerprint
    title = signals.last?.title
    runs = signals.reduce(0) { $0 + $1.runs }
    self.nights = signals.count
    if let first = examples.first {
      let others = examples.filter { ($0.node, $0.runID) != (first.node, first.runID) }
      let second = others.last { $0.node != first.node } ?? others.last
      members = [first] + (second.map { [$0] } ?? [])
    } else {
      members = []
    }
  }
}

extension FailureExample {
  /// What this one has where the templates have holes: of its name, its message and its output.
  package var fillings: [String] {
    [failure.resourceType == nil ? nil : failure.resourceName, failure.message, failure.detail]
      .compactMap { $0 }.flatMap(MessageTemplate.fillings(of:))
  }
}
