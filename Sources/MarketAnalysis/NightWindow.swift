package import MarketModel

/// What a detector may see: one night, and what the nights before it still say, oldest first.
package struct NightWindow: Sendable {
  package let tonight: NightDigest
  package let past: [PastNight]
  package let calendar: NightCalendar
  /// Nodes that are known to be there, whether or not they ever reported; may be empty.
  package let inventory: Set<NodeName>
  /// Tonight's nodes in order of name, each with its runs in order of time.
  let nodes: [NodeRuns]
  /// The nodes that should have reported tonight and did not, in order of name.
  let silent: [SilentNode]

  /// - Complexity: O(n log n) in the runs of tonight.
  package init(
    tonight: NightDigest, past: [PastNight], calendar: NightCalendar = .standard,
    inventory: Set<NodeName> = []
  ) {
    self.inventory = inventory
    self.tonight = tonight
    self.past = past
    self.calendar = calendar
    silent = SilentDetector.silentNodes(in: tonight, after: past, inventory: inventory)
    nodes = tonight.nodes.map { node, runs in
      NodeRuns(node: node, runs: runs.values.inOrder, past: past.compactMap { $0.nodes[node] })
    }.sorted { $0.node < $1.node }
  }

  /// What a node did tonight; `nil` when it was not heard.
  ///
  /// - Complexity: O(log nodes).
  func node(_ name: NodeName) -> NodeRuns? {
    var (low, high) = (0, nodes.count)
    while low < high {
      let middle = (low + high) / 2
      if nodes[middle].node < name { low = middle + 1 } else { high = middle }
    }
    return low < nodes.count && nodes[low].node == name ? nodes[low] : nil
  }

  /// What somebody calls a resource; nothing for one of a night that is gone.
  func resource(_ fingerprint: Fingerprint) -> ChangedResource? { tonight.resources[fingerprint] }
}

/// One node and what it did tonight.
struct NodeRuns: Sendable {
  let node: NodeName
  /// In order of time; at least one.
  let runs: [RunMark]
  /// The nights before in which it was heard, oldest first.
  let past: [NodeNight]

  var environment: String { runs.last { !$0.environment.isEmpty }?.environment ?? "" }
  /// **Seconds** of the runs that were good, without their changes, as far as they are known.
  var durations: [Int] {
    runs.indices.compactMap { place in
      runs[place].isPlainSuccess && runs[place].duration > 0
        ? runs[place].changes.rest(of: runs[place].duration) : nil
    }
  }

  var tool: Tool { runs[runs.count - 1].tool }
}
