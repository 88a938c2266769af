import MarketModel

/// How long the changes of a night took, by resource and environment. Changes that take no second are
/// left out: nobody waits for them.
struct Paces {
  struct Key: Hashable {
    let resource: Fingerprint
    let environment: String
  }

  /// **Seconds**, in order; of more than ``limit`` values every so many-th.
  private(set) var seconds: [Key: [Int]] = [:]

  /// Values of one resource, environment and night that are kept.
  private static let limit = 16

  init(_ nodes: some Sequence<(node: NodeName, runs: [RunMark])>) {
    var all: [Key: [Int]] = [:]
    for (_, runs) in nodes {
      for run in runs where run.isPlainSuccess {
        for change in run.changes where change.seconds > 0 {
          let key = Key(resource: change.resource, environment: run.environment)
          all[key, default: []].append(change.seconds)
        }
      }
    }
    seconds = all.mapValues { values in
      let sorted = values.sorted()
      guard sorted.count > Self.limit else { return sorted }
      return (0..<Self.limit).map { sorted[$0 * (sorted.count - 1) / (Self.limit - 1)] }
    }
  }
}
