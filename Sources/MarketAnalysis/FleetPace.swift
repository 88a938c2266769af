import MarketModel

/// How much slower the runs of most nodes were in each night than they usually are.
struct FleetPace {
  let tonight: Double
  /// Of each night before.
  let past: [Double]

  /// Nodes from which on they make a fleet.
  private static let least = 10

  /// - Complexity: O(nodes × nights).
  init(of window: NightWindow) {
    var usual: [NodeName: Double] = [:]
    for node in window.nodes {
      if let was = node.past.map(\.duration).filter({ $0 > 0 }).median {
        usual[node.node] = Double(was)
      }
    }
    func pace(_ ratios: [Double]) -> Double {
      ratios.count >= Self.least ? max(1, ratios.median ?? 1) : 1
    }
    tonight = pace(
      window.nodes.compactMap { node in
        usual[node.node].flatMap { was in node.durations.median.map { Double($0) / was } }
      })
    past = window.past.map { night in
      pace(
        usual.compactMap { node, was in
          night.nodes[node].flatMap { $0.duration > 0 ? Double($0.duration) / was : nil }
        })
    }
  }
}
