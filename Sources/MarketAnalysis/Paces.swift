import MarketModel

/// How long the changes of a night took, by resource, environment and nodes named alike, in runs
/// that failed of something else as well. Changes that take no second are left out: nobody waits
/// for them.
struct Paces {
  struct Key: Hashable {
    let resource: Fingerprint
    let environment: String
    let kin: String
  }

  private var all: [Key: [Int]] = [:]

  /// Values of one key and night that are kept.
  private static let limit = 16

  mutating func add(_ runs: RunColumns, of node: NodeName) {
    let kin = node.kin
    for place in 0..<runs.count where !runs.isNoop[place] {
      for change in runs.changes[place] where change.seconds > 0 {
        let key = Key(
          resource: change.resource, environment: runs.environment[place], kin: kin)
        all[key, default: []].append(change.seconds)
      }
    }
  }

  /// **Seconds**, in order; of more than ``limit`` values every so many-th.
  subscript(key: Key) -> [Int] {
    guard let values = all[key]?.sorted() else { return [] }
    guard values.count > Self.limit else { return values }
    return (0..<Self.limit).map { values[$0 * (values.count - 1) / (Self.limit - 1)] }
  }
}
