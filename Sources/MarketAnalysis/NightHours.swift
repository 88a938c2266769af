package import MarketModel

/// A night hour by hour: how many runs started, and how many of them failed in each way.
package struct NightHours: Hashable, Sendable {
  /// Runs that started in each hour of the night.
  package let runs: [Int]
  /// Of those, the ones that failed, by how they did.
  package let failed: [Fingerprint: [Int]]

  package init(runs: [Int], failed: [Fingerprint: [Int]]) {
    (self.runs, self.failed) = (runs, failed)
  }

  /// - Complexity: O(runs of the night).
  init(_ digest: NightDigest, from: Instant, to: Instant) {
    let count = max(1, Int(to.seconds(since: from) / 3600))
    var runs = Array(repeating: 0, count: count)
    var failed: [Fingerprint: [Int]] = [:]
    for mark in digest.nodes.values.lazy.flatMap(\.values) {
      let hour = min(max(0, Int(mark.start.seconds(since: from) / 3600)), count - 1)
      runs[hour] += 1
      if let failure = mark.failure {
        failed[failure, default: Array(repeating: 0, count: count)][hour] += 1
      }
    }
    self.init(runs: runs, failed: failed)
  }

  /// Failed runs in each hour, of failures that are taken as one; `nil` for an hour in which nothing
  /// ran at all.
  package func failed(of fingerprints: Set<Fingerprint>) -> [Int?] {
    let counts = fingerprints.compactMap { failed[$0] }
    return runs.indices.map { hour in
      runs[hour] == 0 ? nil : counts.reduce(0) { $0 + $1[hour] }
    }
  }
}

extension NightAnalysis {
  /// Failed runs of a problem in each hour; `nil` for an hour in which nothing ran at all.
  ///
  /// - Parameter fingerprints: what it recognises. Where it is shown by what covers them, all that is
  ///   covered counts.
  package func failedByHour(_ fingerprints: [Fingerprint]) -> [Int?] {
    let covered = signals(of: fingerprints).filter { fingerprints.contains($0.fingerprint) }
    return hours.failed(of: Set(fingerprints + covered.flatMap(\.covers)))
  }
}
