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

  /// - Complexity: O(n log n) in the runs of tonight.
  package init(
    tonight: NightDigest, past: [PastNight], calendar: NightCalendar = .standard,
    inventory: Set<NodeName> = []
  ) {
    self.inventory = inventory
    self.tonight = tonight
    self.past = past
    self.calendar = calendar
    nodes = tonight.nodes.map { NodeRuns(node: $0, runs: $1.values.inOrder) }
      .sorted { $0.node < $1.node }
  }

  /// The nights before in which a node was heard, oldest first.
  func past(of node: NodeName) -> [NodeNight] { past.compactMap { $0.nodes[node] } }

  func isHeard(_ node: NodeName) -> Bool { past.contains { $0.nodes[node] != nil } }

  /// What somebody calls a resource; nothing for one of a night that is gone.
  func resource(_ fingerprint: Fingerprint) -> ChangedResource? { tonight.resources[fingerprint] }
}

/// One node and what it did tonight.
struct NodeRuns: Sendable {
  let node: NodeName
  /// In order of time; at least one.
  let runs: [RunMark]

  var environment: String { runs.last { !$0.environment.isEmpty }?.environment ?? "" }
  var tool: Tool { runs[runs.count - 1].tool }
}
