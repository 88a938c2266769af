import MarketModel

/// A resource that takes longer to change than it did.
struct SlowResource {
  let resource: ChangedResource
  let environments: [String]
  let (now, was): (Int, Int)
  /// Where and when it changed tonight, and how long that took.
  let changes: [Change]

  typealias Change = (node: NodeName, at: Instant, seconds: Int)

  /// Times as long as before.
  private static let factor = 2.0
  /// **Seconds** of loss that somebody minds.
  private static let least = 5.0
  /// **Nights** with changes of it over which what is recent may be spread.
  private static let recentNights = 6
  /// Standard deviations of the ranks' sum: 1 in 2,000 by chance. Six values against ten cannot
  /// have more.
  private static let ranks = 3.25

  var nodes: [NodeName] { Set(changes.map(\.node)).sorted() }

  /// - Parameter slow: nodes of which all is slow.
  static func all(
    in window: NightWindow, besides fleet: FleetPace, and slow: [NodeName: NodePace]
  ) -> [SlowResource] {
    var tonight: [Paces.Key: [Change]] = [:]
    for node in window.nodes {
      let kin = node.node.kin
      for run in node.runs where !run.isNoop {
        for change in run.changes where change.seconds > 0 {
          let key = Paces.Key(
            resource: change.resource, environment: run.environment, kin: kin)
          tonight[key, default: []].append((node.node, run.start, change.seconds))
        }
      }
    }
    let found = tonight.compactMap { key, changes in
      SlowResource(key, changes, in: window, besides: fleet, and: slow)
    }
    return Dictionary(grouping: found, by: \.resource).values.map { everywhere in
      SlowResource(
        resource: everywhere[0].resource,
        environments: Set(everywhere.flatMap(\.environments)).sorted(),
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
    return Signal(
      kind: .slow,
      fingerprint: Fingerprint(kind: "slow", subject: "\(resource.fingerprint)"),
      title: "\(resource.title) got slow".clipped(toBytes: FailureGroup.titleLimit),
      why: .slowResource(
        Reason.Pace(now: now, was: was),
        nodes: Rate(count: nodes.count, of: window.nodes.count), environments: environments),
      tool: resource.tool,
      nodes: nodes, environments: environments, runs: runs,
      first: times.min() ?? window.tonight.night.start,
      last: times.max() ?? window.tonight.night.start,
      details: longest.sorted { $0.key < $1.key }.prefix(Signal.detailLimit).map {
        .slowChange($0.key, seconds: $0.value)
      })
  }
}

extension SlowResource {
  private init?(
    _ key: Paces.Key, _ changes: [Change], in window: NightWindow, besides fleet: FleetPace,
    and slow: [NodeName: NodePace]
  ) {
    guard let resource = window.resource(key.resource) else { return nil }
    // What makes all of a run slow makes this slow as well.
    let whole = changes.map { slow[$0.node]?.ratio ?? 1 }.median ?? 1
    var seconds = changes.map(\.seconds)
    var own = seconds.map { Double($0) / fleet.tonight / whole }
    var past = zip(window.past, fleet.past).map { (night: $0, pace: $1) }[...]
    let tonight = own.median ?? 0
    var nights = 1
    while own.count < SlowDetector.recent, nights < Self.recentNights, let last = past.popLast() {
      let values = last.night.paces[key]
      if values.isEmpty { continue }
      seconds += values
      own += values.map { Double($0) / last.pace / whole }
      nights += 1
    }
    let older = past.older.map { (values: $0.night.paces[key], pace: $0.pace) }
    let before = older.flatMap { night in night.values.map { Double($0) / night.pace } }
    guard own.count >= SlowDetector.recent, let recent = own.median, let usual = before.median,
      min(tonight, recent) >= Self.factor * usual, recent - usual >= Self.least,
      RankSum(own, before).deviations >= Self.ranks,
      let now = seconds.median, let was = older.flatMap(\.values).median
    else { return nil }
    self.init(
      resource: resource, environments: key.environment.isEmpty ? [] : [key.environment],
      now: now, was: was, changes: changes)
  }
}
