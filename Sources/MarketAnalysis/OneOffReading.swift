import MarketModel

/// Gathers failures that came once and went: one run of one node, the node's next run was good, and
/// no night remembers it. Every large fleet has some each night, and a market has no minute for
/// each.
///
/// One of them is a card like others; two and more are one card, whose details name each. What
/// comes back is no longer among them: from the second night on it has a card of its own.
///
/// - Wrong when: many unlike messages have one cause. They then lie together here, and not apart.
/// - Complexity: O(failures of the night × nights), and the runs of the nodes they hit.
enum OneOffReading: FailureReading {
  /// What such a card is of: failures that have nothing in common.
  static let family = "one-off"

  static func read(_ groups: [FailureGroup], in window: NightWindow) -> [Signal] {
    let once = groups.filter { isOneOff($0, in: window) }
    guard once.count > 1 else { return [] }
    let hits = once.reduce(into: RunHits()) { $0.formUnion($1.hits) }
    return [
      Signal(
        kind: .failure, fingerprint: Fingerprint(kind: family, subject: ""),
        title: "\(once.count) failures came once and went",
        why: .oneOffs(
          tools: Set(once.map(\.tool)).sorted(),
          nodes: Rate(count: hits.nodes.count, of: window.tonight.nodes.count), hits.span),
        tool: once[0].tool, nodes: hits.nodes,
        environments: hits.environments, runs: hits.runs, first: hits.first, last: hits.last,
        evidence: Array(once.flatMap(\.examples).prefix(NightDigest.exampleLimit)),
        family: family, covers: once.flatMap(\.fingerprints).sorted(),
        details: once.prefix(Signal.detailLimit).map { group in
          .oneOff(group.example.node, group.title.clipped(toBytes: FailureGroup.titleLimit))
        })
    ]
  }

  private static func isOneOff(_ group: FailureGroup, in window: NightWindow) -> Bool {
    guard group.hits.runs == 1, let hit = group.hits.starts.first,
      !window.past.contains(where: { group.hasShown(in: $0) })
    else { return false }
    return window.node(hit.node)?.runs.first { $0.start > hit.start }?.isPlainSuccess ?? false
  }
}
