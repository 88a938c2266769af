import MarketModel

/// Finds what got slower than its own past, with what made the whole fleet slower taken off.
///
/// A resource is held against its own past by how long its changes take in one environment: the newest
/// ``recent`` of them against those of the nights before. A node's runs are held against their own past by
/// the medians of its nights; of a tool that runs now and then, the nights that have ``recent`` runs
/// together must all be slow, so that one long upgrade is none. Slow is what takes ``factor``
/// times as long as the median before, further from it than most values before (four times their median
/// distance), and long enough to mind. By as much as most nodes got slower together, it may be slower.
///
/// Nodes whose runs are slow because of a resource that is slow are that resource's.
///
/// What was is told by the older half of the nights at hand: after some two weeks, slow is how it is.
///
/// - Wrong when: a resource that changes nothing got slow: reports tell no time of it, so the runs
///   stand for it.
/// - Complexity: O(nodes × nights + changes of the night).
package enum SlowDetector: Detector {
  /// Times as long as before.
  static let factor = 2.0
  /// Values that are recent.
  static let recent = 6
  /// **Nights** over which they may be spread.
  static let recentNights = 6
  /// **Nights** before them without which there is no past to compare with.
  static let leastNights = 4

  package static func signals(in window: NightWindow) -> [Signal] {
    guard window.past.count >= leastNights else { return [] }
    let fleet = FleetPace(of: window)
    let resources = SlowResource.all(in: window, besides: fleet)
    let explained = Set(resources.flatMap(\.nodes))
    let runs = SlowRuns.all(in: window, besides: fleet, without: explained)
    return (resources.map { $0.signal(in: window) } + runs.map { $0.signal(in: window) })
      .sorted { ($0.first, $0.fingerprint) < ($1.first, $1.fingerprint) }
  }

  /// Whether values are slow against what was before.
  ///
  /// - Parameters:
  ///   - least: **seconds** of loss that somebody minds.
  static func isSlow(
    _ values: [Int], against before: [Int], besides fleet: Double, least: Int
  ) -> (now: Int, was: Int)? {
    guard let now = values.median, let was = before.median else { return nil }
    let spread = before.map { abs($0 - was) }.median ?? 0
    let rarely = was + 4 * spread
    let own = Double(now) / fleet
    guard own >= factor * Double(was), own - Double(was) >= Double(least),
      10 * values.count(where: { Double($0) / fleet > Double(rarely) }) >= 7 * values.count
    else { return nil }
    return (now, was)
  }
}

extension ArraySlice {
  /// The older half of nights, so that what has been slow for a week is not held against itself.
  fileprivate var older: ArraySlice { prefix(Swift.max(SlowDetector.leastNights, count / 2)) }
}

/// How much slower the runs of most nodes are tonight than before.
struct FleetPace {
  let factor: Double

  /// Nodes from which on they make a fleet.
  private static let least = 10

  init(of window: NightWindow) {
    let ratios = window.nodes.compactMap { node -> Double? in
      let before = window.past(of: node.node).map(\.duration).filter { $0 > 0 }
      let now = node.runs.filter(\.isPlainSuccess).map(\.duration).filter { $0 > 0 }
      guard let was = before.median, let now = now.median else { return nil }
      return Double(now) / Double(was)
    }
    factor = ratios.count >= Self.least ? max(1, ratios.median ?? 1) : 1
  }
}

/// A resource that takes longer to change than it did.
private struct SlowResource {
  let key: Paces.Key
  let resource: ChangedResource
  let (now, was): (Int, Int)
  /// The nodes on which it changed tonight, how often, and how long it took at most.
  let changes: [(node: NodeName, at: Instant, seconds: Int)]

  /// **Seconds** of loss that somebody minds.
  private static let least = 5

  var nodes: [NodeName] { Set(changes.map(\.node)).sorted() }

  static func all(in window: NightWindow, besides fleet: FleetPace) -> [SlowResource] {
    var tonight: [Paces.Key: [(node: NodeName, at: Instant, seconds: Int)]] = [:]
    for node in window.nodes {
      for run in node.runs where run.isPlainSuccess {
        for change in run.changes where change.seconds > 0 {
          let key = Paces.Key(resource: change.resource, environment: run.environment)
          tonight[key, default: []].append((node.node, run.start, change.seconds))
        }
      }
    }
    return tonight.compactMap { key, changes -> SlowResource? in
      guard let resource = window.resource(key.resource) else { return nil }
      var values = changes.map(\.seconds)
      var past = window.past[...]
      var nights = 1
      while values.count < SlowDetector.recent, nights < SlowDetector.recentNights,
        let night = past.popLast()
      {
        values += night.paces.seconds[key] ?? []
        nights += 1
      }
      let before = past.older.flatMap { $0.paces.seconds[key] ?? [] }
      guard values.count >= SlowDetector.recent, before.count >= SlowDetector.recent,
        let (now, was) = SlowDetector.isSlow(
          values, against: before, besides: fleet.factor, least: least)
      else { return nil }
      return SlowResource(key: key, resource: resource, now: now, was: was, changes: changes)
    }
  }

  func signal(in window: NightWindow) -> Signal {
    let longest = Dictionary(changes.map { ($0.node, $0.seconds) }) { max($0, $1) }
    let times = changes.map(\.at)
    let runs = Dictionary(grouping: changes, by: \.node).values.reduce(0) {
      $0 + Set($1.map(\.at)).count
    }
    let place = key.environment.isEmpty ? "" : " of \(key.environment)"
    return Signal(
      kind: .slow,
      fingerprint: Fingerprint(kind: "slow", subject: "\(key.resource)/\(key.environment)"),
      title: "\(resource.title) got slow".clipped(toBytes: FailureGroup.titleLimit),
      why: "takes \(now) s, and took \(was) s in the nights before, on "
        + "\(nodes.count) of \(window.nodes.count) nodes\(place)", tool: resource.tool,
      nodes: nodes, environments: key.environment.isEmpty ? [] : [key.environment],
      runs: runs, first: times.min() ?? window.tonight.night.start,
      last: times.max() ?? window.tonight.night.start,
      details: longest.sorted { $0.key < $1.key }.prefix(Signal.detailLimit).map {
        "\($0.key.rawValue): took up to \($0.value) s"
      })
  }
}

/// The runs of some nodes of an environment that take longer than they did.
private struct SlowRuns {
  let tool: Tool
  let environment: String
  let nodes: [(node: NodeRuns, now: Int, was: Int)]

  /// **Seconds** of loss that somebody minds.
  private static let least = 20

  static func all(
    in window: NightWindow, besides fleet: FleetPace, without explained: Set<NodeName>
  ) -> [SlowRuns] {
    let slow = window.nodes.compactMap { node -> (node: NodeRuns, now: Int, was: Int)? in
      guard !explained.contains(node.node) else { return nil }
      return pace(of: node, in: window, besides: fleet.factor).map { (node, $0.now, $0.was) }
    }
    return Dictionary(grouping: slow) { "\($0.node.tool.rawValue)/\($0.node.environment)" }.values
      .map {
        SlowRuns(tool: $0[0].node.tool, environment: $0[0].node.environment, nodes: $0)
      }
  }

  private static func pace(
    of node: NodeRuns, in window: NightWindow, besides fleet: Double
  ) -> (now: Int, was: Int)? {
    let good = node.runs.filter(\.isPlainSuccess).map(\.duration).filter { $0 > 0 }
    guard let tonight = good.median else { return nil }
    var nights = window.past(of: node.node).filter { $0.duration > 0 }[...]
    var (values, runs) = ([tonight], good.count)
    while runs < SlowDetector.recent, let night = nights.popLast() {
      values.append(night.duration)
      runs += night.successes
    }
    guard runs >= SlowDetector.recent, nights.count >= SlowDetector.leastNights else { return nil }
    let before = nights.older.map(\.duration)
    // Every one of the nights is slow, or it is something that passes.
    guard
      values.allSatisfy({ value in
        SlowDetector.isSlow([value], against: before, besides: fleet, least: least) != nil
      })
    else { return nil }
    return (tonight, before.median ?? 0)
  }

  func signal(in window: NightWindow) -> Signal {
    let runs = nodes.flatMap(\.node.runs)
    let place = environment.isEmpty ? "" : " in \(environment)"
    return Signal(
      kind: .slow,
      fingerprint: Fingerprint(kind: "slow", subject: "\(tool.rawValue)/\(environment)"),
      title: "\(tool.rawValue) runs got slow\(place)".clipped(toBytes: FailureGroup.titleLimit),
      why:
        "take \(nodes.map(\.now).median ?? 0) s, and took \(nodes.map(\.was).median ?? 0) s in the "
        + "nights before, on \(nodes.count) of \(window.nodes.count) nodes", tool: tool,
      nodes: nodes.map(\.node.node).sorted(),
      environments: environment.isEmpty ? [] : [environment], runs: runs.count,
      first: runs.map(\.start).min() ?? window.tonight.night.start,
      last: runs.map(\.start).max() ?? window.tonight.night.start,
      details: nodes.sorted { $0.node.node < $1.node.node }.prefix(Signal.detailLimit).map {
        "\($0.node.node.rawValue): a run takes \($0.now) s, and took \($0.was) s"
      })
  }
}
