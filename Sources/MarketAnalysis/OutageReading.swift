import MarketModel

/// Knows failures that share a host which was down for a while: one signal for each host, whatever
/// resources and tools it hit.
///
/// Failures belong together when they name one of ``ContactedHosts``. They are an outage of it when
/// they come in stretches of time in which most runs of the nodes they hit failed, and either so
/// few runs of the whole night fall into the stretch that chance would hardly have put all of them
/// there, or the resources have nothing else in common. It is over when most of the nodes had a run
/// without it afterwards.
///
/// - Wrong when: a firewall or a proxy was changed; the host then is well and cannot be reached all
///   the same. When a host was moved for good and one place still has its old name, that is a
///   failure; where two places have it, it looks like an outage.
/// - Complexity: O(n log n) in the failed runs that name a host, and O(runs) of the nodes they hit.
enum OutageReading: FailureReading {
  /// Nodes that an outage hits; fewer are a matter of these nodes.
  private static let leastNodes = 3
  /// The share of the runs within a stretch, of the nodes it hit, that failed with it.
  private static let intensity = 0.6
  /// The share of a group's runs that must lie in stretches to belong to them.
  private static let share = 0.8
  /// **Seconds** without a failure after which another stretch begins: the longest usual interval
  /// between two runs of one node is half an hour.
  private static let gap = 2700.0
  /// What is too rare to be chance, for each host.
  private static let chance = 0.01

  static func read(_ groups: [FailureGroup], in window: NightWindow) -> [Signal] {
    var byHost: [String: [FailureGroup]] = [:]
    for group in groups {
      for host in commonHosts(of: group) { byHost[host, default: []].append(group) }
    }
    guard !byHost.isEmpty else { return [] }
    let timeline = Timeline(of: window)
    var taken: Set<Fingerprint> = []
    var signals: [Signal] = []
    // The host that explains most first: a message may name a mirror and what it stands for.
    let order = byHost.sorted { a, b in
      let (x, y) = (
        a.value.reduce(0) { $0 + $1.hits.runs }, b.value.reduce(0) { $0 + $1.hits.runs }
      )
      return (y, a.key) < (x, b.key)
    }
    for (host, all) in order {
      let groups = all.filter { !taken.contains($0.fingerprint) }
      guard let outage = Outage(of: host, groups, in: window, timeline) else { continue }
      taken.formUnion(outage.groups.map(\.fingerprint))
      signals.append(outage.signal(in: window))
    }
    return signals
  }

  /// The hosts that all examples of a group name.
  private static func commonHosts(of group: FailureGroup) -> Set<String> {
    group.examples.dropFirst().reduce(ContactedHosts.hosts(in: group.failure)) { hosts, example in
      hosts.intersection(ContactedHosts.hosts(in: example.failure))
    }
  }

  private struct Outage {
    let host: String
    let groups: [FailureGroup]
    private let hits: RunHits
    private let stretches: [Stretch]
    private let odds: Double

    init?(of host: String, _ groups: [FailureGroup], in window: NightWindow, _ timeline: Timeline) {
      var all = RunHits()
      for group in groups { all.formUnion(group.hits) }
      guard all.nodes.count >= leastNodes else { return nil }
      let places = Set(groups.map { "\($0.tool) \($0.failure.declaration ?? $0.title)" })
      let isNew = groups.allSatisfy { group in
        !window.past.suffix(2).contains { group.hasShown(in: $0) }
      }
      var (stretches, odds) = ([Stretch](), 1.0)
      for stretch in Stretch.all(in: all.starts, gap: gap) where stretch.nodes.count >= leastNodes {
        guard stretch.intensity(in: window) >= intensity else { continue }
        let chance = Odds.gathering(
          stretch.nodes.count, in: timeline.share(from: stretch.first, to: stretch.last))
        guard chance < OutageReading.chance || places.count > 1 && isNew else { continue }
        stretches.append(stretch)
        odds = min(odds, chance)
      }
      guard !stretches.isEmpty else { return nil }
      let inside = groups.filter { group in
        let within = group.hits.starts.count { start in
          stretches.contains { $0.first <= start.start && start.start <= $0.last }
        }
        return Double(within) >= share * Double(group.hits.runs)
      }
      guard !inside.isEmpty else { return nil }
      self.host = host
      self.groups = inside.sorted {
        ($1.hits.runs, $0.fingerprint) < ($0.hits.runs, $1.fingerprint)
      }
      hits = inside.reduce(into: RunHits()) { $0.formUnion($1.hits) }
      self.stretches = stretches
      self.odds = odds
    }

    func signal(in window: NightWindow) -> Signal {
      Signal(
        kind: .outage, fingerprint: Fingerprint(kind: "outage", subject: host),
        title: "\(host) is out of reach".clipped(toBytes: FailureGroup.titleLimit),
        why: .outage(reason(in: window)), tool: groups[0].tool, nodes: hits.nodes,
        environments: hits.environments, runs: hits.runs, first: hits.first, last: hits.last,
        evidence: groups.prefix(3).compactMap(\.examples.first), family: host,
        covers: groups.map(\.fingerprint).sorted(),
        details: groups.map { group in
          .failure(
            group.title.clipped(toBytes: FailureGroup.titleLimit), group.tool,
            runs: group.hits.runs, nodes: group.hits.nodes.count)
        })
    }

    private func reason(in window: NightWindow) -> Reason.Outage {
      let healed = hits.nodes.count { node in
        window.tonight.nodes[node]?.values.contains {
          $0.start > hits.last && ($0.failure.map { !covers($0) } ?? ($0.status == .success))
        } ?? false
      }
      return Reason.Outage(
        runs: hits.runs, tools: Set(groups.map(\.tool)).sorted(), ways: groups.count,
        times: stretches.count,
        nodes: Rate(count: hits.nodes.count, of: window.tonight.nodes.count), span: hits.span,
        healed: Rate(count: healed, of: hits.nodes.count),
        rarity: odds < OutageReading.chance ? Rarity(odds) : nil)
    }

    private func covers(_ failure: Fingerprint) -> Bool {
      groups.contains { $0.fingerprint == failure }
    }
  }

  /// Failures that follow one another without a long pause.
  private struct Stretch {
    let first: Instant
    private(set) var last: Instant
    private(set) var nodes: Set<NodeName>
    private var runs = 1

    static func all(in starts: [(start: Instant, node: NodeName)], gap: Double) -> [Stretch] {
      var stretches: [Stretch] = []
      for (start, node) in starts.sorted(by: { ($0.start, $0.node) < ($1.start, $1.node) }) {
        if let last = stretches.last?.last, start.seconds(since: last) <= gap {
          stretches[stretches.count - 1].add(start, node)
        } else {
          stretches.append(Stretch(first: start, last: start, nodes: [node]))
        }
      }
      return stretches
    }

    private init(first: Instant, last: Instant, nodes: Set<NodeName>) {
      (self.first, self.last, self.nodes) = (first, last, nodes)
    }

    private mutating func add(_ start: Instant, _ node: NodeName) {
      last = start
      nodes.insert(node)
      runs += 1
    }

    /// Of the runs that its nodes started within it, the share that belongs to it.
    func intensity(in window: NightWindow) -> Double {
      let all = nodes.reduce(0) { count, node in
        count
          + (window.tonight.nodes[node]?.values.count { first <= $0.start && $0.start <= last } ?? 0)
      }
      return Double(runs) / Double(max(1, all))
    }
  }
}
