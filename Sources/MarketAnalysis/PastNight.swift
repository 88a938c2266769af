package import MarketModel

/// What a night still says when it is past: for each node a few numbers instead of its runs.
///
/// Detectors look back four weeks; of a large fleet that is millions of runs, and nobody asks for
/// one of them any more.
package struct PastNight: Sendable {
  package let night: Day
  package private(set) var nodes: [NodeName: NodeNight] = [:]
  /// What runs ran with, for those that the nodes name.
  let traits: [Fingerprint: Traits]
  /// How long changes took.
  private(set) var paces = Paces()
  /// The nodes that failed in each way, in no order.
  private(set) var failed: [Fingerprint: [NodeName]] = [:]
  private var mentions: Mentions

  /// A night of which the nodes are still to come.
  ///
  /// - Parameter digest: whose tables the nodes' runs name.
  package init(tablesOf digest: NightDigest) {
    night = digest.night
    traits = digest.traits
    mentions = Mentions(digest.mentions)
  }

  /// - Complexity: O(n log n) in the runs of the night.
  package init(_ digest: NightDigest) {
    self.init(tablesOf: digest)
    for (node, runs) in digest.nodes { add(node, RunColumns(runs.values.inOrder)) }
  }

  /// - Parameter runs: in order of time, at least one; all that the night has of the node.
  package mutating func add(_ node: NodeName, _ runs: RunColumns) {
    let past = NodeNight(runs)
    nodes[node] = past
    for failure in past.outcomes.failed { failed[failure, default: []].append(node) }
    paces.add(runs, of: node)
    mentions.add(runs)
  }

  /// For each machine that changes mention in a list that is not long, the environments of the
  /// nodes that do.
  var mentionedBy: [String: Set<String>] { mentions.environments }
}

/// Who mentions which machines.
struct Mentions {
  private let lists: [Fingerprint: [String]]
  private var uses: [Fingerprint: Set<String>] = [:]

  /// Machines that a service has of one kind: three of a quorum, and as many again, and again. Who
  /// has a longer list does not use each of them.
  private static let limit = 12

  init(_ lists: [Fingerprint: [String]]) {
    self.lists = lists.filter { $0.value.count <= Self.limit }
  }

  mutating func add(_ runs: RunColumns) {
    guard !lists.isEmpty else { return }
    for place in 0..<runs.count {
      for change in runs.changes[place] { add(change, in: runs.environment[place]) }
    }
  }

  mutating func add(_ change: ChangeMark, in environment: String) {
    guard let mentions = change.mentions, !environment.isEmpty, lists[mentions] != nil else {
      return
    }
    uses[mentions, default: []].insert(environment)
  }

  /// For each machine, the environments of the nodes that mention it.
  var environments: [String: Set<String>] {
    var environments: [String: Set<String>] = [:]
    for (list, by) in uses {
      for machine in lists[list] ?? [] { environments[machine, default: []].formUnion(by) }
    }
    return environments
  }
}

/// One node in one past night.
package final class NodeNight: Sendable {
  let tool: Tool
  let environment: String
  /// When its last run started.
  let last: Instant
  /// The last ``Outcomes/limit`` runs, by how they ended.
  let outcomes: Outcomes
  /// Successful runs that did what they said.
  let successes: Int
  /// In how many of those a resource changed, for what changed in at least half.
  let changes: [Fingerprint: Int]
  /// **Seconds** of a successful run without its changes, the median; 0 when unknown.
  let duration: Int
  /// How the last of its runs that failed did, and **seconds** of those that failed so, the median.
  let failing: (failure: Fingerprint, duration: Int)?
  /// What its last run ran with.
  let traits: Fingerprint?
  /// What was used when its first and its last run ended that tell.
  let usages: [(start: Instant, usage: Usage)]

  /// - Parameter runs: in order of time, at least one.
  init(_ runs: RunColumns) {
    let last = runs.count - 1
    tool = runs.tool[last]
    self.last = Instant(milliseconds: Int64(runs.started[last]) * 1000)
    outcomes = Outcomes(runs)
    environment = runs.environment.last(of: runs.count) { !$0.isEmpty } ?? ""
    traits = runs.traits.last(of: runs.count) { $0 != nil } ?? nil
    var (good, durations) = ([Int](), [Int]())
    good.reserveCapacity(runs.count)
    durations.reserveCapacity(runs.count)
    for place in 0..<runs.count where runs.isPlainSuccess(at: place) {
      good.append(place)
      if runs.duration[place] > 0 { durations.append(runs.ownDuration(at: place)) }
    }
    successes = good.count
    duration = durations.median ?? 0
    failing = runs.failing
    changes = runs.changes.counts(at: good).filter { 2 * $0.value >= good.count }
    usages = Self.ends(of: runs)
  }

  private static func ends(of runs: RunColumns) -> [(start: Instant, usage: Usage)] {
    guard case .each(let usages) = runs.usage,
      let first = usages.firstIndex(where: \.isKnown), let last = usages.lastIndex(where: \.isKnown)
    else { return [] }
    return (first == last ? [first] : [first, last]).map { place in
      (start: Instant(milliseconds: Int64(runs.started[place]) * 1000), usage: usages[place])
    }
  }
}

extension RunColumns {
  func isPlainSuccess(at place: Int) -> Bool { status[place] == .success && !isNoop[place] }

  /// **Seconds** of a run without its changes; 0 when unknown.
  func ownDuration(at place: Int) -> Int { changes[place].rest(of: duration[place]) }

  /// How the last run that failed did, and how long those take that fail so, without their changes.
  var failing: (failure: Fingerprint, duration: Int)? {
    if case .all(nil) = failure { return nil }
    let timed = (0..<count).filter { failure[$0] != nil && duration[$0] > 0 }
    guard let last = timed.last, let failure = failure[last] else { return nil }
    let durations = timed.filter { self.failure[$0] == failure }.map { ownDuration(at: $0) }
    return durations.median.map { (failure, $0) }
  }
}

extension [ChangeMark] {
  /// **Seconds** of a run without these changes; 0 when unknown. Changes come and go with the days
  /// of the week, what else a run does is the same each time.
  func rest(of duration: Int) -> Int {
    duration == 0 ? 0 : Swift.max(1, duration - reduce(0) { $0 + $1.seconds })
  }
}

extension Column {
  /// The last of `count` values that is as wanted.
  fileprivate func last(of count: Int, where isWanted: (Value) -> Bool) -> Value? {
    switch self {
    case .all(let value): isWanted(value) ? value : nil
    case .each(let values): values.last(where: isWanted)
    }
  }
}

extension Column<[ChangeMark]> {
  /// In how many runs each resource changed.
  ///
  /// - Parameter places: of the runs that count.
  func counts(at places: [Int]) -> [Fingerprint: Int] {
    var counts: [Fingerprint: Int] = [:]
    for place in places {
      let changes = self[place]
      if changes.count == 1 {
        counts[changes[0].resource, default: 0] += 1
      } else if changes.count > 1 {
        for resource in Set(changes.map(\.resource)) { counts[resource, default: 0] += 1 }
      }
    }
    return counts
  }
}

/// How the runs of a node ended, one after the other, as far as one failure is concerned.
struct Outcomes: Hashable {
  /// Runs that are remembered: a night of one every half hour, and some by hand.
  static let limit = 64

  let count: Int
  private let good: UInt64
  private let failures: [Fingerprint: UInt64]

  init(_ runs: RunColumns) {
    count = min(runs.count, Self.limit)
    let start = runs.count - count
    var good: UInt64 = 0
    var failures: [Fingerprint: UInt64] = [:]
    for place in 0..<count {
      let bit: UInt64 = 1 << UInt64(place)
      if runs.isPlainSuccess(at: start + place) {
        good |= bit
      } else if let failure = runs.failure[start + place] {
        failures[failure, default: 0] |= bit
      }
    }
    self.good = good
    self.failures = failures
  }

  var failed: Dictionary<Fingerprint, UInt64>.Keys { failures.keys }

  /// For each run whether it failed in this way (`true`) or succeeded (`false`); runs that did
  /// neither say nothing.
  func sequence(of wanted: [Fingerprint]) -> [Bool] {
    let hits = wanted.reduce(0) { $0 | (failures[$1] ?? 0) }
    return (0..<count).compactMap { place in
      let bit: UInt64 = 1 << UInt64(place)
      return hits & bit != 0 ? true : good & bit != 0 ? false : nil
    }
  }
}

extension RunMark {
  /// Whether the run did all that it was there for, and did it in earnest.
  var isPlainSuccess: Bool { status == .success && !isNoop }
}

extension Sequence<RunMark> {
  var inOrder: [RunMark] { sorted { ($0.started, $0.id) < ($1.started, $1.id) } }
}
