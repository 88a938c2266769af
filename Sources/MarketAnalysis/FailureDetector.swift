import MarketModel

/// Finds what made runs fail: one signal for each first cause, under the name of what is known of
/// it.
///
/// The first cause of a run is its first failed resource that was not told to be ignored; what
/// failed because of it is attached to the evidence, not counted again. Failures are one when their
/// ``Fingerprint`` is. Each group belongs to the first of the ``readings`` that knows it: the host
/// that was down, the new nodes that it keeps to, its coming and going. What nobody knows is a
/// failure.
///
/// - Wrong when: one cause shows in different resources and messages, and no host tells that they are
///   one. Each then has its own signal; people merge them.
/// - Complexity: O(runs of the night), and what the readings take.
package enum FailureDetector: Detector {
  package static func signals(in window: NightWindow) -> [Signal] {
    var groups = FailureGroup.all(in: window)
    var signals: [Signal] = []
    for reading in readings {
      let read = reading.read(groups, in: window)
      signals += read
      let known = Set(read.flatMap { [$0.fingerprint] + $0.covers })
      groups.removeAll { known.contains($0.fingerprint) }
      if reading == OutageReading.self { groups = FailureGroup.united(groups) }
    }
    return signals.sorted { ($0.first, $0.fingerprint) < ($1.first, $1.fingerprint) }
  }

  /// In this order: what has a cause outside is no matter of single nodes, and what keeps to new
  /// nodes is theirs even if it goes away by itself.
  static let readings: [any FailureReading.Type] = [
    OutageReading.self, NewNodeReading.self, FlakyReading.self, OneOffReading.self,
    PlainReading.self,
  ]
}

/// A way to know more of failures than that they are there.
protocol FailureReading: Sendable {
  /// The signals of those groups that it knows, which ``Signal/covers`` or its fingerprint names.
  static func read(_ groups: [FailureGroup], in window: NightWindow) -> [Signal]
}

/// What nobody knows better is told as it is.
enum PlainReading: FailureReading {
  static func read(_ groups: [FailureGroup], in window: NightWindow) -> [Signal] {
    groups.map { group in
      let cohort = Reason.Cohort(of: group.hits, in: window)
      return group.signal(
        .failure, why: .failed(group.hits.share(of: window.tonight), cohort), in: window)
    }
  }
}
