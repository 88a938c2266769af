import MarketModel

/// Finds nodes that used to report and did not.
///
/// A node is measured by its own rhythm: it is silent when it has missed more nights than it ever
/// missed in a row before, within the nights at hand. A node that reported in one night only has no
/// rhythm yet, unless the inventory knows it. What the inventory knows and nobody ever heard is one
/// signal more. Nodes of one environment that fell silent in the same night are one signal, and
/// stay that signal until they report again. It lasts to the end of the night.
///
/// Within a night a node that runs at least ``leastRuns`` times is silent when the fleet was heard
/// for ``steps`` times as long after its last run as it ever let pass between two.
///
/// - Wrong when: nodes are taken away on purpose. Dismiss the card; the same silence does not come
///   back to the table.
/// - Complexity: O(nodes × nights).
package enum SilentDetector: Detector {
  package static func signals(in window: NightWindow) -> [Signal] {
    var groups: [Group: [SilentNode]] = [:]
    for silent in window.silent + stoppedNodes(in: window) {
      groups[Group(environment: silent.environment, lastNight: silent.lastNight), default: []]
        .append(silent)
    }
    let signals = groups.map { group, silent in signal(group, silent, in: window) }
    return (signals + neverHeardSignal(in: window)).sorted {
      ($0.first, $0.fingerprint) < ($1.first, $1.fingerprint)
    }
  }

  /// The nodes that should have reported tonight and did not, in order of name.
  static func silentNodes(
    in tonight: NightDigest, after past: [PastNight], inventory: Set<NodeName>
  ) -> [SilentNode] {
    var rhythms: [NodeName: Rhythm] = [:]
    for (index, night) in past.enumerated() {
      // Nearly all of them were heard tonight, too.
      for (name, node) in night.nodes where tonight.nodes[name] == nil {
        rhythms[name, default: Rhythm()].heard(in: index, node)
      }
    }
    return rhythms.compactMap { node, rhythm -> SilentNode? in
      guard rhythm.nights > 1 || inventory.contains(node),
        past.count - rhythm.lastIndex > rhythm.longestMiss, let last = rhythm.last
      else { return nil }
      return SilentNode(
        node: node, environment: last.environment, tool: last.tool, lastHeard: last.last,
        lastNight: past[rhythm.lastIndex].night, longestMiss: rhythm.longestMiss)
    }.sorted { $0.node < $1.node }
  }

  /// Runs in a night that make a rhythm.
  private static let leastRuns = 6
  /// Times its longest pause.
  private static let steps = 3.0

  /// The nodes that reported tonight and stopped, in order of name.
  private static func stoppedNodes(in window: NightWindow) -> [SilentNode] {
    let ends = Dictionary(grouping: window.nodes, by: \.tool).mapValues { nodes in
      nodes.map { $0.runs[$0.runs.count - 1].start }.sorted()
    }
    return window.nodes.compactMap { node in
      // One node that goes on longer than all others is no fleet.
      guard node.runs.count >= leastRuns, let ends = ends[node.tool], ends.count >= 10 else {
        return nil
      }
      let last = node.runs[node.runs.count - 1]
      let pauses = zip(node.runs.dropFirst(), node.runs).map { $0.start.seconds(since: $1.start) }
      let missed = ends[ends.count * 9 / 10].seconds(since: last.start)
      guard let longest = pauses.max(), missed > steps * longest else { return nil }
      return SilentNode(
        node: node.node, environment: node.environment, tool: node.tool, lastHeard: last.start,
        lastNight: window.tonight.night, longestMiss: 0)
    }
  }

  private static func signal(
    _ group: Group, _ silent: [SilentNode], in window: NightWindow
  ) -> Signal {
    let last = silent.map(\.lastHeard).max() ?? group.lastNight.start
    let place = group.environment.isEmpty ? "" : "\(group.environment) "
    let miss = silent.map(\.longestMiss).max() ?? 0
    let what = silent.count == 1 ? silent[0].node.rawValue : "\(silent.count) \(place)nodes"
    let hasStopped = group.lastNight == window.tonight.night
    let clock = "\(last.clockTime.prefix(5)) UTC"
    return Signal(
      kind: .silent,
      fingerprint: Fingerprint(
        kind: "silent", subject: "\(group.environment)/\(group.lastNight)"),
      title: Self.title(what, " silent since \(hasStopped ? clock : "\(group.lastNight)")"),
      why: hasStopped
        ? .stopped(at: last) : .silent(since: group.lastNight, last: last, longestMiss: miss),
      tool: silent.first?.tool ?? .chef, nodes: silent.map(\.node),
      environments: group.environment.isEmpty ? [] : [group.environment], runs: 0, first: last,
      last: window.calendar.end(of: window.tonight.night))
  }

  /// A line of the board, whatever nodes and environments are called.
  private static func title(_ what: String, _ ending: String) -> String {
    what.clipped(toBytes: FailureGroup.titleLimit - ending.utf8.count) + ending
  }

  /// The nodes of the inventory that reported neither tonight nor in the nights at hand.
  static func neverHeard(in window: NightWindow) -> [NodeName] {
    window.inventory.filter { node in
      window.tonight.nodes[node] == nil && window.past.allSatisfy { $0.nodes[node] == nil }
    }.sorted()
  }

  private static func neverHeardSignal(in window: NightWindow) -> [Signal] {
    let nodes = neverHeard(in: window)
    guard let first = nodes.first else { return [] }
    return [
      Signal(
        kind: .silent, fingerprint: Fingerprint(kind: "silent", subject: "inventory"),
        title: nodes.count == 1
          ? title(first.rawValue, " never reported") : "\(nodes.count) nodes never reported",
        why: .neverHeard(nights: window.past.count + 1),
        tool: window.tonight.nodes.values.first?.values.first?.tool ?? .chef, nodes: nodes,
        environments: [], runs: 0, first: window.calendar.start(of: window.tonight.night),
        last: window.calendar.end(of: window.tonight.night))
    ]
  }

  private struct Group: Hashable {
    let environment: String
    let lastNight: Day
  }
}

/// A node that should have reported and did not.
struct SilentNode: Hashable {
  let node: NodeName
  let environment: String
  let tool: Tool
  let lastHeard: Instant
  let lastNight: Day
  /// The most nights in a row that it ever missed before.
  let longestMiss: Int
}

/// In which of the nights at hand a node was heard.
private struct Rhythm {
  var nights = 0
  var lastIndex = 0
  /// Nights in a row without it, between two that had it.
  var longestMiss = 0
  var last: NodeNight?

  mutating func heard(in index: Int, _ node: NodeNight) {
    if nights > 0 { longestMiss = max(longestMiss, index - lastIndex - 1) }
    nights += 1
    lastIndex = index
    last = node
  }
}
