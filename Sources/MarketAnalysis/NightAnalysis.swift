package import MarketModel

/// What one night means: who reported, how the runs went, and what is worth the table.
package struct NightAnalysis: Hashable, Sendable {
  package let night: Day
  /// The times between which its runs started.
  package let from: Instant
  package let to: Instant
  package let coverage: Coverage
  package let runs: RunTotals
  package let nodes: NodeTotals
  /// By environment, in order of name; runs that name none are under `""`.
  package let byEnvironment: [EnvironmentTotals]
  /// By tool, in order of name. A node counts under each tool that ran on it.
  package let byTool: [ToolTotals]
  package let hours: NightHours
  /// The nodes that reported, each with its environment, which may be `""`.
  package let heard: [NodeName: String]
  package let signals: [Signal]

  package init(
    night: Day, from: Instant, to: Instant, coverage: Coverage, runs: RunTotals, nodes: NodeTotals,
    byEnvironment: [EnvironmentTotals], byTool: [ToolTotals], hours: NightHours,
    heard: [NodeName: String], signals: [Signal]
  ) {
    (self.night, self.from, self.to) = (night, from, to)
    (self.coverage, self.runs, self.nodes) = (coverage, runs, nodes)
    (self.byEnvironment, self.byTool, self.hours) = (byEnvironment, byTool, hours)
    (self.heard, self.signals) = (heard, signals)
  }

  /// - Parameter eachOf: calls a function with all numbers below one, and gives what it gave, in
  ///   order; whoever has several processors may do so on all of them.
  /// - Complexity: O(runs of the night + nodes × nights).
  package init(
    _ window: NightWindow,
    eachOf: (Int, @escaping @Sendable (Int) -> [Signal]) -> [[Signal]] = { (0..<$0).map($1) }
  ) {
    night = window.tonight.night
    from = window.calendar.start(of: night)
    to = window.calendar.end(of: night)
    coverage = Coverage(window)
    let verdicts = window.nodes.map { NodeVerdict($0, past: window.past) }
    runs = RunTotals(window.tonight)
    nodes = NodeTotals(verdicts)
    byEnvironment = Dictionary(grouping: verdicts, by: \.environment)
      .map { EnvironmentTotals(environment: $0, nodes: NodeTotals($1)) }
      .sorted { $0.environment < $1.environment }
    byTool = ToolTotals.all(of: window.nodes)
    hours = NightHours(window.tonight, from: from, to: to)
    heard = Dictionary(
      uniqueKeysWithValues: zip(window.nodes, verdicts).map { ($0.node, $1.environment) })
    signals = Self.withoutEchoes(
      eachOf(Detectors.all.count) { Detectors.all[$0].signals(in: window) }.flatMap(\.self))
  }

  /// A signal that another one covers is one more sign of the same, as long as it is on no other
  /// node.
  private static func withoutEchoes(_ signals: [Signal]) -> [Signal] {
    var covering: [Fingerprint: Set<NodeName>] = [:]
    for signal in signals {
      for fingerprint in signal.covers {
        covering[fingerprint, default: []].formUnion(signal.nodes)
      }
    }
    return signals.filter { signal in
      covering[signal.fingerprint].map { !$0.isSuperset(of: signal.nodes) } ?? true
    }
  }

  /// The analysis of each night in the light of those before it, oldest first.
  package static func of(
    _ digests: [NightDigest], calendar: NightCalendar = .standard, inventory: Set<NodeName> = []
  ) -> [NightAnalysis] {
    let past = digests.map { PastNight($0) }
    return digests.indices.map { index in
      NightAnalysis(
        NightWindow(
          tonight: digests[index], past: Array(past[..<index].suffix(lookBack)),
          calendar: calendar, inventory: inventory))
    }
  }

  /// Nights that detectors look back. Four weeks show a weekly rhythm.
  package static let lookBack = 28

  /// The signals that show what a problem recognises. One that covers it speaks where it has none
  /// of its own; else it is about other nodes.
  package func signals(of fingerprints: [Fingerprint]) -> [Signal] {
    let covered = fingerprints.filter { own in !signals.contains { $0.fingerprint == own } }
    return signals.filter { signal in
      fingerprints.contains(signal.fingerprint) || covered.contains(where: signal.covers.contains)
    }
  }
}

/// How much of the fleet spoke. A night of which half is unknown is not a good night.
package struct Coverage: Hashable, Sendable {
  package let expected: Int
  package let reported: Int
  package let silent: [NodeName]
  package let unread: [Unread]

  package init(expected: Int, reported: Int, silent: [NodeName], unread: [Unread]) {
    (self.expected, self.reported) = (expected, reported)
    (self.silent, self.unread) = (silent, unread)
  }

  init(_ window: NightWindow) {
    reported = window.tonight.nodes.count
    silent =
      (window.silent.map(\.node) + SilentDetector.neverHeard(in: window)).sorted()
    expected = reported + silent.count
    unread = window.tonight.unread.sorted()
  }
}

/// Runs of a night by how they ended.
package struct RunTotals: Hashable, Sendable {
  package var total = 0
  package var succeeded = 0
  package var failed = 0
  package var incomplete = 0
  package var unreachable = 0
  /// Successful runs that changed something.
  package var changed = 0
  package var first: Instant?
  package var last: Instant?

  package init() {}

  init(_ digest: NightDigest) {
    for runs in digest.nodes.values {
      for mark in runs.values { count(mark) }
    }
  }

  private mutating func count(_ mark: RunMark) {
    total += 1
    switch mark.status {
    case .success:
      succeeded += 1
      if mark.tally.updated ?? 0 > 0 { changed += 1 }
    case .failure: failed += 1
    case .incomplete: incomplete += 1
    case .unreachable, .noResponse: unreachable += 1
    }
    first = first.map { min($0, mark.start) } ?? mark.start
    last = last.map { max($0, mark.start) } ?? mark.start
  }
}

/// Nodes of a night by how it went for them.
package struct NodeTotals: Hashable, Sendable {
  package let total: Int
  /// At least one run did not succeed.
  package let failing: Int
  /// The last run did not succeed: they are broken now.
  package let broken: Int

  package init(total: Int, failing: Int, broken: Int) {
    (self.total, self.failing, self.broken) = (total, failing, broken)
  }

  init(_ verdicts: [NodeVerdict]) {
    total = verdicts.count
    failing = verdicts.count { $0.isFailing }
    broken = verdicts.count { $0.isBroken }
  }
}

/// The nodes of one environment.
package struct EnvironmentTotals: Hashable, Sendable {
  package let environment: String
  package let nodes: NodeTotals

  package init(environment: String, nodes: NodeTotals) {
    (self.environment, self.nodes) = (environment, nodes)
  }
}

/// The nodes that one tool looks after.
package struct ToolTotals: Hashable, Sendable {
  package let tool: Tool
  package let nodes: NodeTotals

  package init(tool: Tool, nodes: NodeTotals) {
    (self.tool, self.nodes) = (tool, nodes)
  }

  /// In order of name. What failed of one tool says nothing about another on the same node.
  static func all(of nodes: [NodeRuns]) -> [ToolTotals] {
    var tallies: [Tool: (total: Int, failing: Int, broken: Int)] = [:]
    for node in nodes {
      for (tool, runs) in Dictionary(grouping: node.runs, by: \.tool) {
        var tally = tallies[tool] ?? (0, 0, 0)
        tally.total += 1
        if runs.contains(where: \.status.isReject) { tally.failing += 1 }
        if runs.last?.status.isReject == true { tally.broken += 1 }
        tallies[tool] = tally
      }
    }
    return tallies.sorted { $0.key < $1.key }.map { tool, tally in
      ToolTotals(
        tool: tool,
        nodes: NodeTotals(total: tally.total, failing: tally.failing, broken: tally.broken))
    }
  }
}

struct NodeVerdict {
  let environment: String
  let isFailing: Bool
  let isBroken: Bool

  /// A run that never ended names no environment; then an earlier one counts.
  init(_ node: NodeRuns, past: [PastNight]) {
    let named = node.environment
    environment =
      !named.isEmpty
      ? named
      : past.lazy.reversed().compactMap { $0.nodes[node.node]?.environment }
        .first { !$0.isEmpty } ?? ""
    isFailing = node.runs.contains { $0.status.isReject }
    isBroken = node.runs.last?.status.isReject ?? false
  }
}
