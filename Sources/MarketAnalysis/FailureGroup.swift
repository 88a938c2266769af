import MarketModel

/// All runs of a night that failed in one way.
struct FailureGroup {
  /// What the group is known by in every night.
  let fingerprint: Fingerprint
  /// What the runs themselves name: one, or those that differ by a host alone, in order.
  let fingerprints: [Fingerprint]
  let hits: RunHits
  /// The reports that show it, earliest first; at least one.
  let examples: [FailureExample]

  var example: FailureExample { examples[0] }
  var failure: Failure { example.failure }
  var tool: Tool { example.tool }

  static func all(in window: NightWindow) -> [FailureGroup] {
    var hits: [Fingerprint: RunHits] = [:]
    for node in window.nodes {
      for mark in node.runs {
        if let failure = mark.failure {
          hits[failure, default: RunHits()].count(mark, on: node.node)
        }
      }
    }
    return hits.compactMap { fingerprint, hits in
      guard let examples = window.tonight.examples[fingerprint], !examples.isEmpty else {
        return nil
      }
      return FailureGroup(
        fingerprint: fingerprint, fingerprints: [fingerprint], hits: hits, examples: examples)
    }.sorted { ($0.hits.first, $0.fingerprint) < ($1.hits.first, $1.fingerprint) }
  }

  /// The groups, those in one that differ only in which host of one domain they name: where no host
  /// was down, which mirror it was is a detail.
  ///
  /// What names a host is known by the rest of it even when it is alone, because in the next night it
  /// may not be.
  static func united(_ groups: [FailureGroup]) -> [FailureGroup] {
    Dictionary(grouping: groups) { HostlessKey(of: $0.example) }.map { key, alike in
      guard let fingerprint = key.fingerprint else { return alike[0] }
      return FailureGroup(
        fingerprint: fingerprint, fingerprints: alike.flatMap(\.fingerprints).sorted(),
        hits: alike.reduce(into: RunHits()) { $0.formUnion($1.hits) },
        examples: alike.flatMap(\.examples).sorted {
          ($0.started, $0.node, $0.runID) < ($1.started, $1.node, $1.runID)
        })
    }.sorted { ($0.hits.first, $0.fingerprint) < ($1.hits.first, $1.fingerprint) }
  }

  /// Whether it was seen in a past night.
  func hasShown(in night: PastNight) -> Bool {
    fingerprints.contains { night.failed[$0] != nil }
  }

  /// The group as a signal.
  ///
  /// - Parameters:
  ///   - ending: what the title ends with, however long the rest is.
  func signal(
    _ kind: SignalKind, ending: String = "", why: Reason, in window: NightWindow
  ) -> Signal {
    Signal(
      kind: kind, fingerprint: fingerprint,
      title: title.clipped(toBytes: Self.titleLimit - ending.utf8.count) + ending, why: why,
      tool: tool, nodes: hits.nodes, environments: hits.environments, runs: hits.runs,
      first: hits.first, last: hits.last,
      evidence: Array(examples.prefix(NightDigest.exampleLimit)),
      covers: fingerprints.filter { $0 != fingerprint },
      suspect: Suspect(of: self, in: window))
  }

  /// **Bytes** of a title: a line of the board.
  static let titleLimit = 120

  /// `service[nginx] fails to start`, or the message of a run that failed outside of any resource.
  var title: String {
    guard let resource = failure.resource(in: tool) else {
      let line = failure.message.drop(while: \.isNewline).prefix { !$0.isNewline }
      let simple = failure.errorClass?.split(separator: ":").last.map(String.init)
      let words = [simple, line.isEmpty ? nil : String(line)].compactMap { $0 }
      return words.isEmpty ? "runs fail without a message" : words.joined(separator: ": ")
    }
    let action = failure.action.map { $0 == "nothing" ? "" : " to \($0)" } ?? ""
    return "\(resource) fails\(action)"
  }
}

/// What two failures have in common that differ by a host.
private struct HostlessKey: Hashable {
  private let tool: Tool
  private let texts: [String]
  /// Whether a part of a host's name was left out.
  private let isHostless: Bool

  init(of example: FailureExample) {
    let failure = example.failure
    tool = example.tool
    let texts = [failure.message, failure.detail ?? ""].map { MessageTemplate(of: $0).text }
    let hostless = texts.map(Self.withoutHosts)
    isHostless = hostless != texts
    self.texts =
      [
        failure.resourceType ?? "", failure.resourceName.map { MessageTemplate(of: $0).text } ?? "",
        failure.declaration ?? "", failure.action ?? "", failure.errorClass ?? "",
      ] + hostless
  }

  /// `nil` when the failure names no host, and its own will do.
  var fingerprint: Fingerprint? {
    isHostless
      ? Fingerprint(
        kind: "hostless", subject: ([tool.rawValue] + texts).joined(separator: "\u{0}")) : nil
  }

  /// A template with only the last two labels of each URL's host.
  private static func withoutHosts(_ template: String) -> String {
    let parts = template.split(separator: "://", omittingEmptySubsequences: false)
    return parts.enumerated().map { index, part in
      guard index > 0 else { return String(part) }
      let host = part.prefix { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" }
      let labels = host.split(separator: ".", omittingEmptySubsequences: false)
      return labels.suffix(2).joined(separator: ".") + part.dropFirst(host.count)
    }.joined(separator: "://")
  }
}

/// The runs of one night that show one thing.
struct RunHits {
  private var nodeSet: Set<NodeName> = []
  private var environmentSet: Set<String> = []
  /// When each of them started, and where; in no order.
  private(set) var starts: [(start: Instant, node: NodeName)] = []
  private(set) var first = Instant(milliseconds: .max)
  private(set) var last = Instant(milliseconds: 0)

  var nodes: [NodeName] { nodeSet.sorted() }
  var environments: [String] { environmentSet.sorted() }
  var runs: Int { starts.count }

  func contains(_ node: NodeName) -> Bool { nodeSet.contains(node) }

  mutating func count(_ mark: RunMark, on node: NodeName) {
    nodeSet.insert(node)
    if !mark.environment.isEmpty { environmentSet.insert(mark.environment) }
    starts.append((mark.start, node))
    first = min(first, mark.start)
    last = max(last, mark.start)
  }

  mutating func formUnion(_ other: RunHits) {
    nodeSet.formUnion(other.nodeSet)
    environmentSet.formUnion(other.environmentSet)
    starts += other.starts
    first = min(first, other.first)
    last = max(last, other.last)
  }

  var span: Reason.Span { Reason.Span(first: first, last: last) }

  /// Of the runs of the nodes that were hit, and of the nodes of a night.
  func share(of night: NightDigest) -> Reason.Hits {
    let all = nodeSet.reduce(0) { $0 + (night.nodes[$1]?.count ?? 0) }
    return Reason.Hits(
      runs: Rate(count: runs, of: all),
      nodes: Rate(count: nodeSet.count, of: night.nodes.count), span: span)
  }
}
