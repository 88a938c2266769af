import MarketModel

/// The runs of some nodes that take longer than they did: of nodes named alike where they are, else
/// of an environment.
struct SlowRuns {
  let tool: Tool
  let environment: String
  /// What the names of the nodes have in common; `nil` when the environment is.
  let kin: String?
  let nodes: [NodePace]
  /// Those that it speaks for, where it speaks for several.
  private(set) var parts: [String] = []

  static func all(_ slow: [NodeName: NodePace], in window: NightWindow) -> [SlowRuns] {
    let heard = Dictionary(grouping: window.nodes, by: \.place).mapValues { nodes in
      Dictionary(grouping: nodes, by: \.node.kin).mapValues(\.count)
    }
    return Dictionary(grouping: slow.values, by: \.node.place)
      .flatMap { place, paces in divided(paces, heard: heard[place] ?? [:]) }
  }

  /// - Parameter heard: how many nodes there are of each name.
  private static func divided(_ paces: [NodePace], heard: [String: Int]) -> [SlowRuns] {
    let node = paces[0].node
    let byKin = Dictionary(grouping: paces, by: \.node.node.kin)
    // One node of many may be slow for itself.
    let whole = byKin.filter { kin, paces in
      paces.count > 1 && 2 * paces.count >= heard[kin] ?? 0
    }
    func all(_ kin: String?, _ nodes: [NodePace]) -> SlowRuns {
      SlowRuns(tool: node.tool, environment: node.environment, kin: kin, nodes: nodes)
    }
    let reach = whole.keys.reduce(0) { $0 + (heard[$1] ?? 0) }
    if whole.count == heard.count || whole.count > 1 && 2 * reach >= heard.values.reduce(0, +) {
      var runs = all(nil, paces)
      runs.parts = whole.keys.sorted()
      return [runs]
    }
    let rest = paces.filter { whole[$0.node.node.kin] == nil }
    return whole.map { all($0, $1) } + (rest.isEmpty ? [] : [all(nil, rest)])
  }

  func signal(in window: NightWindow) -> Signal {
    let runs = nodes.flatMap(\.node.runs)
    let place = kin.map { " on \($0)" } ?? (environment.isEmpty ? "" : " in \(environment)")
    let odds = nodes.contains(where: \.isProven) ? nil : nodes.map(\.odds).min()
    return Signal(
      kind: .slow, fingerprint: fingerprint(of: kin),
      title: "\(tool.rawValue) runs got slow\(place)".clipped(toBytes: FailureGroup.titleLimit),
      why: .slowRuns(
        Reason.Pace(now: nodes.map(\.now).median ?? 0, was: nodes.map(\.was).median ?? 0),
        nodes: Rate(count: nodes.count, of: window.nodes.count), odds.map(Rarity.init)),
      tool: tool, nodes: nodes.map(\.node.node).sorted(),
      environments: environment.isEmpty ? [] : [environment], runs: runs.count,
      first: runs.map(\.start).min() ?? window.tonight.night.start,
      last: runs.map(\.start).max() ?? window.tonight.night.start,
      covers: parts.map(fingerprint).sorted(),
      details: nodes.sorted { $0.node.node < $1.node.node }.prefix(Signal.detailLimit).map {
        .slowRuns(
          $0.node.node, Reason.Pace(now: $0.now, was: $0.was), isFailing: $0.isFailing)
      })
  }

  private func fingerprint(of kin: String?) -> Fingerprint {
    Fingerprint(kind: "slow", subject: nodes[0].node.place + (kin.map { "\n\($0)" } ?? ""))
  }
}
