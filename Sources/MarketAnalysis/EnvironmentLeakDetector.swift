import MarketModel

/// Finds nodes of one environment that are configured with the names or addresses of another's: a
/// search that was not limited, a value that was copied.
///
/// What a change writes into a file is held against the ``EnvironmentMap``. A machine that nodes of
/// many environments mention, tonight or in the nights before, is shared (a mirror, a time server);
/// a resource that mentions nodes of many roles of other environments is a list of all there is
/// (what is watched). Neither is a leak. Nothing need fail here.
///
/// - Wrong when: an environment depends on one other on purpose. Dismiss the card; the same resource
///   and pair of environments does not come back while it goes on.
/// - Complexity: O(changes of the night), and O(machines) of each distinct list of them.
package enum EnvironmentLeakDetector: Detector {
  package static func signals(in window: NightWindow) -> [Signal] {
    guard !window.tonight.mentions.isEmpty else { return [] }
    let map = EnvironmentMap(of: window)
    guard map.environments.count > 1 else { return [] }
    let foreign = window.tonight.mentions.mapValues { machines in
      machines.compactMap { machine in
        map.environment(of: machine).map { (machine: machine, environment: $0) }
      }
    }
    let mentions = mentions(in: window, foreign)
    let shared = sharedMachines(in: mentions, window)
    var leaks: [Subject: Leak] = [:]
    for (subject, mentions) in Dictionary(grouping: mentions, by: \.resource) {
      let mentions = mentions.filter { !shared.contains($0.machine) }
      if isCatalogue(mentions, map) { continue }
      guard let resource = window.resource(subject) else { continue }
      for mention in mentions where mention.environment != mention.of {
        let subject = Subject(
          tool: resource.tool, title: resource.title, environment: mention.environment,
          other: mention.of)
        leaks[subject, default: Leak()].count(mention)
      }
    }
    return leaks.map { $1.signal(of: $0, in: window) }
      .sorted { ($0.first, $0.fingerprint) < ($1.first, $1.fingerprint) }
  }

  /// Environments whose nodes mention a machine that is shared, its own included.
  private static let sharedBy = 3
  /// Machines that a signal names, in its reason and in each of its details.
  private static let (namedMachines, machineLimit) = (3, 6)

  /// One machine in one change of one node.
  private struct Mention {
    let resource: Fingerprint
    let machine: String
    /// Where the machine belongs to, and where the node does.
    let of: String
    let environment: String
    let node: NodeName
    let at: Instant
  }

  private static func mentions(
    in window: NightWindow, _ known: [Fingerprint: [(machine: String, environment: String)]]
  ) -> [Mention] {
    var mentions: [Mention] = []
    for node in window.nodes where !node.environment.isEmpty {
      let own = window.tonight.addresses[node.node, default: []].union(node.node.ownNames)
      for run in node.runs {
        for change in run.changes {
          for (machine, environment) in change.mentions.flatMap({ known[$0] }) ?? []
          where !own.contains(machine) {
            mentions.append(
              Mention(
                resource: change.resource, machine: machine, of: environment,
                environment: node.environment, node: node.node, at: run.start))
          }
        }
      }
    }
    return mentions
  }

  private static func sharedMachines(
    in mentions: [Mention], _ window: NightWindow
  ) -> Set<String> {
    var by: [String: Set<String>] = [:]
    for mention in mentions { by[mention.machine] = [mention.of] }
    var tonight = Mentions(window.tonight.mentions)
    for run in window.nodes.lazy.flatMap(\.runs) {
      for change in run.changes { tonight.add(change, in: run.environment) }
    }
    let nights = window.past.map(\.mentionedBy) + [tonight.environments]
    for mentionedBy in nights {
      for machine in by.keys { by[machine]?.formUnion(mentionedBy[machine] ?? []) }
    }
    return Set(by.filter { $0.value.count >= sharedBy }.keys)
  }

  /// Whether a resource lists nodes of whatever role: half of all, and more than two.
  private static func isCatalogue(_ mentions: [Mention], _ map: EnvironmentMap) -> Bool {
    let roles = Set(
      mentions.lazy.filter { $0.of != $0.environment }.compactMap { map.role(of: $0.machine) })
    return roles.count > 2 && 2 * roles.count >= map.roleCount
  }

  private struct Subject: Hashable {
    let tool: Tool
    let title: String
    let environment: String
    let other: String

    var fingerprint: Fingerprint {
      Fingerprint(
        kind: "environment-leak",
        subject: [tool.rawValue, title, environment, other].joined(separator: "\u{0}"))
    }
  }

  private struct Leak {
    private var nodes: [NodeName: Set<String>] = [:]
    private var runs: [NodeName: Set<Instant>] = [:]
    private var machines: Set<String> = []

    mutating func count(_ mention: Mention) {
      nodes[mention.node, default: []].insert(mention.machine)
      machines.insert(mention.machine)
      runs[mention.node, default: []].insert(mention.at)
    }

    func signal(of subject: Subject, in window: NightWindow) -> Signal {
      let times = runs.values.joined()
      let first = times.min() ?? Instant(milliseconds: 0)
      let last = times.max() ?? first
      return Signal(
        kind: .environmentLeak, fingerprint: subject.fingerprint,
        title: "\(subject.title) of \(subject.environment) has machines of \(subject.other)"
          .clipped(toBytes: FailureGroup.titleLimit),
        why: .environmentLeak(
          Reason.Leak(
            machines: Array(machines.sorted().prefix(namedMachines)), count: machines.count,
            origin: subject.other, environment: subject.environment, nodes: nodes.count,
            span: Reason.Span(first: first, last: last))),
        tool: subject.tool, nodes: nodes.keys.sorted(), environments: [subject.environment],
        runs: times.count, first: first, last: last,
        covers: [
          NotIdempotentDetector.fingerprint(of: subject.title, by: subject.tool)
        ],
        details: nodes.sorted { $0.key < $1.key }.prefix(Signal.detailLimit).map { node, machines in
          .machines(node, Array(machines.sorted().prefix(machineLimit)))
        })
    }
  }
}
