import MarketModel

/// Finds runs that did not succeed and do not say why: started and never ended, never reached,
/// never answered, or failed without a word.
///
/// One signal for each way of not succeeding and tool, because the reason is most often one: a node
/// that ran out of memory, a network that was cut.
///
/// - Wrong when: the night was gathered while runs were still going on. Such a run is `incomplete`
///   until the next gather finds its end.
/// - Complexity: O(runs of the night).
package enum UnexplainedRunDetector: Detector {
  package static func signals(in window: NightWindow) -> [Signal] {
    var hits: [Unexplained: RunHits] = [:]
    for node in window.nodes {
      for mark in node.runs where mark.status.isReject && mark.failure == nil {
        hits[Unexplained(tool: mark.tool, status: mark.status), default: RunHits()]
          .count(mark, on: node.node)
      }
    }
    return hits.map { what, hits in
      Signal(
        kind: .failure, fingerprint: what.fingerprint, title: what.title,
        why: .unexplained(what.status, hits.share(of: window.tonight)), tool: what.tool,
        nodes: hits.nodes, environments: hits.environments, runs: hits.runs, first: hits.first,
        last: hits.last)
    }.sorted { ($0.first, $0.fingerprint) < ($1.first, $1.fingerprint) }
  }
}

private struct Unexplained: Hashable {
  let tool: Tool
  let status: RunStatus

  var fingerprint: Fingerprint {
    Fingerprint(kind: "unexplained", subject: "\(tool.rawValue)/\(status.rawValue)")
  }

  var title: String {
    let name = tool.rawValue.prefix(1).uppercased() + tool.rawValue.dropFirst()
    return switch status {
    case .incomplete: "\(name) runs start and never end"
    case .unreachable: "\(name) can't reach nodes"
    case .noResponse: "\(name) gets no answer from nodes"
    case .failure, .success: "\(name) runs fail without a reason"
    }
  }
}
