import MarketModel

/// Finds what made runs fail: one signal for each first cause.
///
/// The first cause of a run is its first failed resource that was not told to be ignored; what
/// failed because of it is attached to the evidence, not counted again. Failures are one when their
/// ``Fingerprint`` is. Those that keep to ``NewNodes`` are named so.
///
/// - Wrong when: one cause shows in different resources, as when a host is down. Each resource then
///   has its own signal; it takes a family to see that they are one.
/// - Complexity: O(runs of the night), and what ``NewNodes`` takes.
package enum FailureDetector: Detector {
  package static func signals(in window: NightWindow) -> [Signal] {
    var hits: [Fingerprint: RunHits] = [:]
    for (node, runs) in window.tonight.nodes {
      for mark in runs.values {
        guard let fingerprint = mark.failure else { continue }
        hits[fingerprint, default: RunHits()].count(mark, on: node)
      }
    }
    let newNodes = NewNodes(in: window, failures: hits.count)
    return hits.compactMap { fingerprint, hits in
      signal(fingerprint, hits: hits, in: window, newNodes: newNodes)
    }.sorted { ($0.first, $0.fingerprint) < ($1.first, $1.fingerprint) }
  }

  /// **Bytes** of a title: a line of the board.
  private static let titleLimit = 120

  private static func signal(
    _ fingerprint: Fingerprint, hits: RunHits, in window: NightWindow, newNodes: NewNodes
  ) -> Signal? {
    let examples = window.tonight.examples[fingerprint] ?? []
    guard let example = examples.first else { return nil }
    let reason = newNodes.reason(for: hits.nodes)
    let (title, suffix) = (title(of: example.failure, by: example.tool), " on new nodes")
    return Signal(
      kind: reason == nil ? .failure : .newNode, fingerprint: fingerprint,
      title: reason == nil
        ? title : title.clipped(toBytes: titleLimit - suffix.utf8.count) + suffix,
      why: reason ?? hits.sentence(verb: "failed", in: window.tonight), tool: example.tool,
      nodes: hits.nodes, environments: hits.environments, runs: hits.runs, first: hits.first,
      last: hits.last, evidence: examples)
  }

  /// `service[nginx] fails to start`, or the message of a run that failed outside of any resource.
  static func title(of failure: Failure, by tool: Tool) -> String {
    guard let resource = failure.resource(in: tool) else {
      let line = failure.message.prefix { !$0.isNewline }
      let simple = failure.errorClass?.split(separator: ":").last.map(String.init)
      return [simple, line.isEmpty ? nil : String(line)].compactMap { $0 }
        .joined(separator: ": ").clipped(toBytes: titleLimit)
    }
    let action = failure.action.map { $0 == "nothing" ? "" : " to \($0)" } ?? ""
    return "\(resource) fails\(action)".clipped(toBytes: titleLimit)
  }
}

/// The runs of one night that show one thing.
struct RunHits {
  private var nodeSet: Set<NodeName> = []
  private var environmentSet: Set<String> = []
  private(set) var runs = 0
  private(set) var first = Instant(milliseconds: .max)
  private(set) var last = Instant(milliseconds: 0)

  var nodes: [NodeName] { nodeSet.sorted() }
  var environments: [String] { environmentSet.sorted() }

  mutating func count(_ mark: RunMark, on node: NodeName) {
    nodeSet.insert(node)
    if !mark.environment.isEmpty { environmentSet.insert(mark.environment) }
    runs += 1
    first = min(first, mark.start)
    last = max(last, mark.start)
  }

  /// `failed in 7 of 12 runs on 4 of 118 nodes, 02:14 to 08:40 UTC`.
  func sentence(verb: String, in night: NightDigest) -> String {
    let all = nodeSet.reduce(0) { $0 + (night.nodes[$1]?.count ?? 0) }
    let (from, to) = (first.clockTime.prefix(5), last.clockTime.prefix(5))
    let span = from == to ? "at \(from)" : "\(from) to \(to)"
    return "\(verb) in \(runs) of \(all) runs on \(nodeSet.count) of \(night.nodes.count) nodes, "
      + "\(span) UTC"
  }
}
