import MarketModel

/// Finds runs that call themselves a success and have something against it: errors in the log, an
/// old catalogue, no resources at all, or work that was never reached. Nobody looks at green.
///
/// What speaks against a run is its ``Caveat``, which the reader of its report finds; one signal
/// for each kind and wording.
///
/// - Wrong when: a node is meant to have no resources. Dismiss the card; the same caveat does not
///   come back to the table until a night was without it.
/// - Complexity: O(runs of the night).
package enum GreenWithErrorsDetector: Detector {
  package static func signals(in window: NightWindow) -> [Signal] {
    var hits: [Fingerprint: RunHits] = [:]
    for node in window.nodes {
      for mark in node.runs where mark.status == .success {
        for caveat in mark.caveats { hits[caveat, default: RunHits()].count(mark, on: node.node) }
      }
    }
    return hits.compactMap { fingerprint, hits in
      signal(fingerprint, hits: hits, in: window)
    }.sorted { ($0.first, $0.fingerprint) < ($1.first, $1.fingerprint) }
  }

  private static func signal(
    _ fingerprint: Fingerprint, hits: RunHits, in window: NightWindow
  ) -> Signal? {
    let examples = window.tonight.examples[fingerprint] ?? []
    guard let example = examples.first, let caveat = example.failure.caveat else { return nil }
    return Signal(
      kind: .greenWithErrors, fingerprint: fingerprint,
      title: title(caveat, message: example.failure.message),
      why: .green(caveat, hits.share(of: window.tonight)), tool: example.tool,
      nodes: hits.nodes, environments: hits.environments, runs: hits.runs, first: hits.first,
      last: hits.last, evidence: examples)
  }

  private static func title(_ caveat: Caveat.Kind, message: String) -> String {
    let line = message.prefix { !$0.isNewline }
    return (line.isEmpty ? caveat.title : "\(caveat.title): \(line)").clipped(toBytes: 120)
  }
}

extension Caveat.Kind {
  fileprivate var title: String {
    switch self {
    case .errorLogged: "green with errors in the log"
    case .noResources: "green without a single resource"
    case .cachedCatalogue: "green from an old catalogue"
    case .cutShort: "green, but never finished"
    case .nothingDone: "green, but nothing was done"
    case .drifted: "green, but changed behind its back"
    }
  }
}
