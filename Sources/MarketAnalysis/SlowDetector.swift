import MarketModel

/// Finds what got slower than its own past, with what made the whole fleet slower taken off.
///
/// A resource is held against its own past by how long its changes take in one environment: the
/// newest ``recent`` of them or more against those of the nights before, by their ranks (Wilcoxon).
/// A node's runs are held against their own past by the medians of its nights; of a tool that runs
/// now and then, the nights that have ``recent`` runs together must all be slow, so that one long
/// upgrade is none. Slow is what takes ``factor`` times as long as the median before, and long
/// enough to mind; a night of runs also further from it than most were (three times their median
/// distance). By as much as most nodes got slower together, it may be slower.
///
/// Where a resource explains less than half of what the runs of its nodes lost, all of the runs is
/// slow, and it is no signal of its own; where it explains more, the runs are none.
///
/// What was is told by the older half of the nights at hand: after some two weeks, slow is how it
/// is.
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
    let paces = SlowRuns.paces(in: window, besides: fleet)
    var resources: [SlowResource] = []
    var explained: Set<NodeName> = []
    for resource in SlowResource.all(in: window, besides: fleet) {
      let losses = resource.nodes.compactMap { node in paces[node].map { $0.now - $0.was } }
      if let loss = losses.median, 2 * losses.count >= resource.nodes.count,
        2 * (resource.now - resource.was) < loss
      {
        // Everything on these nodes is slow, this as well.
        continue
      }
      explained.formUnion(resource.nodes)
      resources.append(resource)
    }
    let runs = SlowRuns.all(paces.filter { !explained.contains($0.key) })
    return (resources.map { $0.signal(in: window) } + runs.map { $0.signal(in: window) })
      .sorted { ($0.first, $0.fingerprint) < ($1.first, $1.fingerprint) }
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
      let before = node.past.map(\.duration).filter { $0 > 0 }
      let now = node.durations
      guard let was = before.median, let now = now.median else { return nil }
      return Double(now) / Double(was)
    }
    factor = ratios.count >= Self.least ? max(1, ratios.median ?? 1) : 1
  }
}

extension SlowDetector {
  fileprivate static func isSlow(
    _ now: Int, against was: Int, besides fleet: FleetPace, least: Int
  ) -> Bool {
    let own = Double(now) / fleet.factor
    return own >= factor * Double(was) && own - Double(was) >= Double(least)
  }
}

/// A resource that takes longer to change than it did.
private struct SlowResource {
  let resource: ChangedResource
  let environments: [String]
  let (now, was): (Int, Int)
  /// Where and when it changed tonight, and how long that took.
  let changes: [(node: NodeName, at: Instant, seconds: Int)]

  /// **Seconds** of loss that somebody minds.
  private static let least = 5
  /// Standard deviations of the ranks' sum: 1 in 2,000 by chance. Six values against ten cannot
  /// have more.
  private static let ranks = 3.25

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
    let slow = tonight.compactMap { key, changes -> SlowResource? in
      guard let resource = window.resource(key.resource) else { return nil }
      var values = changes.map(\.seconds)
      var past = window.past[...]
      var nights = 1
      while values.count < SlowDetector.recent, nights < SlowDetector.recentNights,
        let night = past.popLast()
      {
        values += night.paces[key]
        nights += 1
      }
      let before = past.older.flatMap { $0.paces[key] }
      guard values.count >= SlowDetector.recent, let now = values.median,
        let was = before.median,
        SlowDetector.isSlow(now, against: was, besides: fleet, least: least),
        RankSum(values, before).deviations >= ranks
      else { return nil }
      return SlowResource(
        resource: resource, environments: key.environment.isEmpty ? [] : [key.environment],
        now: now, was: was, changes: changes)
    }
    return Dictionary(grouping: slow, by: \.resource).values.map { everywhere in
      SlowResource(
        resource: everywhere[0].resource,
        environments: everywhere.flatMap(\.environments).sorted(),
        now: everywhere.map(\.now).median ?? 0, was: everywhere.map(\.was).median ?? 0,
        changes: everywhere.flatMap(\.changes))
    }
  }

  func signal(in window: NightWindow) -> Signal {
    let longest = Dictionary(changes.map { ($0.node, $0.seconds) }) { max($0, $1) }
    let times = changes.map(\.at)
    let runs = Dictionary(grouping: changes, by: \.node).values.reduce(0) {
      $0 + Set($1.map(\.at)).count
    }
    let place = environments.isEmpty ? "" : " of \(environments.joined(separator: " and "))"
    return Signal(
      kind: .slow,
      fingerprint: Fingerprint(kind: "slow", subject: "\(resource.fingerprint)"),
      title: "\(resource.title) got slow".clipped(toBytes: FailureGroup.titleLimit),
      why: "takes \(now) s, and took \(was) s in the nights before, on "
        + "\(nodes.count) of \(window.nodes.count) nodes\(place)", tool: resource.tool,
      nodes: nodes, environments: environments, runs: runs,
      first: times.min() ?? window.tonight.night.start,
      last: times.max() ?? window.tonight.night.start,
      details: longest.sorted { $0.key < $1.key }.prefix(Signal.detailLimit).map {
        "\($0.key.rawValue): took up to \($0.value) s"
      })
  }
}

/// The runs of some nodes of an environment that take longer than they did.
private struct SlowRuns {
  typealias Pace = (node: NodeRuns, now: Int, was: Int)

  let tool: Tool
  let environment: String
  let nodes: [Pace]

  /// **Seconds** of loss that somebody minds.
  private static let least = 20

  static func all(_ paces: [NodeName: Pace]) -> [SlowRuns] {
    Dictionary(grouping: paces.values) { "\($0.node.tool.rawValue)/\($0.node.environment)" }.values
      .map {
        SlowRuns(tool: $0[0].node.tool, environment: $0[0].node.environment, nodes: $0)
      }
  }

  /// The nodes whose runs are slow.
  static func paces(in window: NightWindow, besides fleet: FleetPace) -> [NodeName: Pace] {
    var paces: [NodeName: Pace] = [:]
    for node in window.nodes { paces[node.node] = pace(of: node, in: window, besides: fleet) }
    return paces
  }

  private static func pace(
    of node: NodeRuns, in window: NightWindow, besides fleet: FleetPace
  ) -> Pace? {
    let good = node.durations
    guard let tonight = good.median else { return nil }
    var nights = node.past.filter { $0.duration > 0 }[...]
    var (values, runs) = ([tonight], good.count)
    while runs < SlowDetector.recent, let night = nights.popLast() {
      values.append(night.duration)
      runs += night.successes
    }
    guard runs >= SlowDetector.recent, nights.count >= SlowDetector.leastNights else { return nil }
    let before = nights.older.map(\.duration)
    guard let was = before.median, let spread = before.map({ abs($0 - was) }).median,
      // Every one of the nights is slow, or it is something that passes.
      values.allSatisfy({ value in
        SlowDetector.isSlow(value, against: was, besides: fleet, least: least)
          && Double(value) / fleet.factor > Double(was + 3 * spread)
      })
    else { return nil }
    return (node, tonight, was)
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
