import MarketModel

/// Finds resources that change in nearly every successful run: each claims to have put something
/// right that was right before, and may restart a service for it.
///
/// For each node the successful runs of tonight are looked at, and with fewer than ``leastRuns``
/// those of the nights before as well. A resource is never done on a node if it changed in so many
/// of them that at least half of all runs would change it, 19 times out of 20 (Wilson's interval),
/// and in four of five. Resources of one name are one signal: when two places declare it, they
/// fight over it. A service that is restarted in the same runs is named, not counted.
///
/// - Wrong when: something is deployed more often than the tool runs; it then does change every time.
///   A custom resource and what it is made of are two signals.
/// - Complexity: O(changes of the night, and of the nights before where there are few runs).
package enum NotIdempotentDetector: Detector {
  package static func signals(in window: NightWindow) -> [Signal] {
    var restless: [Subject: Restless] = [:]
    for node in window.nodes {
      let courses = Course.restless(on: node, in: window)
      let (restarts, others) = (
        courses.filter(\.resource.isNotified), courses.filter { !$0.resource.isNotified }
      )
      // What only restarts is restless itself.
      for course in others.isEmpty ? restarts : others {
        let subject = Subject(tool: course.resource.tool, title: course.resource.title)
        restless[subject, default: Restless()]
          .count(course, on: node, restarting: others.isEmpty ? [] : restarts)
      }
    }
    return restless.map { subject, restless in restless.signal(of: subject, in: window) }
      .sorted { ($0.first, $0.fingerprint) < ($1.first, $1.fingerprint) }
  }

  /// Runs below which the nights before are asked, too, and those without which nothing is said.
  private static let (leastRuns, fewestRuns) = (8, 6)
  /// The share of runs in which it changes.
  private static let share = 0.8

  private struct Subject: Hashable {
    let tool: Tool
    let title: String
  }

  static func fingerprint(of title: String, by tool: Tool) -> Fingerprint {
    Fingerprint(kind: "not-idempotent", subject: "\(tool.rawValue)/\(title)")
  }

  /// How often one resource changed on one node.
  private struct Course {
    let fingerprint: Fingerprint
    let resource: ChangedResource
    let rate: Rate

    /// The resources of a node that are never done.
    static func restless(on node: NodeRuns, in window: NightWindow) -> [Course] {
      let good = node.runs.indices.filter { node.runs[$0].isPlainSuccess }
      guard !good.isEmpty else { return [] }
      // Most resources changed once; a look at tonight is enough for them.
      var counts = Column.each(node.runs.map(\.changes)).counts(at: good)
        .filter { Double($0.value) >= share * Double(good.count) }
      guard !counts.isEmpty else { return [] }
      var runs = good.count
      for night in node.past.reversed() where runs < leastRuns {
        runs += night.successes
        for resource in counts.keys { counts[resource, default: 0] += night.changes[resource] ?? 0 }
      }
      guard runs >= fewestRuns else { return [] }
      return counts.compactMap { fingerprint, count -> Course? in
        let rate = Rate(count: count, of: runs)
        guard rate.share >= share, rate.interval.lowerBound >= 0.5,
          let resource = window.resource(fingerprint)
        else { return nil }
        return Course(fingerprint: fingerprint, resource: resource, rate: rate)
      }.sorted { $0.fingerprint < $1.fingerprint }
    }
  }

  /// One resource that is never done, on all nodes.
  private struct Restless {
    private var nodes: [NodeName: Rate] = [:]
    private var environments: Set<String> = []
    private var declarations: Set<String> = []
    private var services: [String: Int] = [:]
    private var (first, last) = (Instant(milliseconds: .max), Instant(milliseconds: 0))
    private var runs = 0

    mutating func count(_ course: Course, on node: NodeRuns, restarting: [Course]) {
      // Of two declarations, the one that changed more often.
      if nodes[node.node].map({ $0.count < course.rate.count }) ?? true {
        nodes[node.node] = course.rate
      }
      environments.insert(node.environment)
      if let declaration = course.resource.declaration { declarations.insert(declaration) }
      for restart in restarting { services[restart.resource.title, default: 0] += 1 }
      for run in node.runs where run.changes.contains(where: { $0.resource == course.fingerprint })
      {
        first = min(first, run.start)
        last = max(last, run.start)
        runs += 1
      }
    }

    func signal(of subject: Subject, in window: NightWindow) -> Signal {
      let names = nodes.keys.sorted()
      return Signal(
        kind: .notIdempotent,
        fingerprint: NotIdempotentDetector.fingerprint(of: subject.title, by: subject.tool),
        title: "\(subject.title) changes in every run".clipped(toBytes: FailureGroup.titleLimit),
        why: .notIdempotent(reason(in: window)), tool: subject.tool, nodes: names,
        environments: environments.filter { !$0.isEmpty }.sorted(), runs: runs, first: first,
        last: last, details: details(names))
    }

    private func reason(in window: NightWindow) -> Reason.Restlessness {
      let (count, of) = nodes.values.reduce((0, 0)) { ($0.0 + $1.count, $0.1 + $1.of) }
      return Reason.Restlessness(
        runs: Rate(count: count, of: of), nodes: nodes.count,
        // A service that only some of its nodes restart has other reasons, too.
        restarts: services.filter { 2 * $0.value >= nodes.count }.keys.sorted(),
        daily: runsADay(in: window), declarations: declarations.sorted())
    }

    /// On a usual node.
    private func runsADay(in window: NightWindow) -> Int {
      let counts = nodes.keys.map { window.tonight.nodes[$0]?.count ?? 0 }
      return Swift.max(1, counts.median ?? 1)
    }

    private func details(_ names: [NodeName]) -> [Detail] {
      (declarations.isEmpty ? [] : [.declared(declarations.sorted())])
        + names.prefix(Signal.detailLimit).map { name in
          .changes(name, nodes[name] ?? Rate(count: 0, of: 0))
        }
    }
  }
}

extension Signal {
  /// Lines of nodes that a signal has for people to read; all nodes are in ``nodes``.
  static let detailLimit = 12
}
