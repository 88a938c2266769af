import MarketModel

/// Finds what got slower than its own past, with what made the whole fleet slower taken off.
///
/// A node's runs are held against its own past by the medians of its nights, without what changes
/// took: a deploy is no slow run. Those that failed are held against those that failed alike. It is
/// proof when tonight and the nights before it, as many as hold ``recent`` runs, are all slow, or
/// when so many nodes named alike are at once that chance has ``odds`` of it.
///
/// A resource is held against its own past by how long its changes take on nodes named alike: the
/// newest ``recent`` of them or more against those of the nights before, by their ranks (Wilcoxon).
/// Where all of a run is slow, a resource may be as slow as that.
///
/// What was is told by the older half of the nights at hand: after some two weeks, slow is how it
/// is.
///
/// - Wrong when: a resource that changes nothing got slow: reports tell no time of it, so the runs
///   stand for it. When runs got slow in the night in which they began to fail: nothing tells how
///   long they would take.
/// - Complexity: O(nodes × nights + changes of the night).
package enum SlowDetector: Detector {
  /// Values that are recent.
  static let recent = 6
  /// **Nights** before them without which there is no past to compare with.
  static let leastNights = 4
  /// What chance may bring about: once or twice a month with 60 groups of nodes, as two stretches of
  /// nights are tried.
  static let odds = 1.0 / 2000

  package static func signals(in window: NightWindow) -> [Signal] {
    guard window.past.count >= leastNights else { return [] }
    let fleet = FleetPace(of: window)
    let slow = NodePace.slow(in: window, besides: fleet)
    let runs = SlowRuns.all(slow, in: window).map { $0.signal(in: window) }
    let resources = SlowResource.all(in: window, besides: fleet, and: slow)
      .map { $0.signal(in: window) }
    return (resources + runs).sorted { ($0.first, $0.fingerprint) < ($1.first, $1.fingerprint) }
  }
}

extension ArraySlice {
  /// The older half of nights, so that what has been slow for a week is not held against itself.
  var older: ArraySlice { prefix(Swift.max(SlowDetector.leastNights, count / 2)) }
}
