import MarketModel

/// Finds what got slower than its own past, with what made the whole fleet slower taken off.
///
/// A node's runs of tonight are held against the medians of its own nights: it is slow if their median
/// takes ``factor`` times as long as the median of the past, and longer than it took in any night but one
/// of ten. Where the same factor hits most nodes of a tool it is the fleet's, and taken off. If one
/// resource among the changes takes up most of what is lost, the signal is the resource's, else it is
/// that of the runs in an environment.
///
/// - Wrong when: a resource that changes nothing got slow: reports tell no time of it, so the runs
///   stand for it.
/// - Complexity: O(nodes × nights).
package enum SlowDetector: Detector {
  /// Times as long as before.
  private static let factor = 2.0
  /// **Seconds** below which nobody minds.
  private static let leastLoss = 20
  /// **Nights** without which there is no past to compare with.
  private static let leastNights = 4
  /// Nodes of a tool from which on they make a fleet.
  private static let fleet = 10
  /// The share of the loss that a resource must explain.
  private static let explained = 0.5

  package static func signals(in window: NightWindow) -> [Signal] {
    guard window.past.count >= leastNights else { return [] }
    let paces = window.nodes.compactMap { Pace(of: $0, in: window) }
    let fleets = Dictionary(grouping: paces) { $0.node.tool }.mapValues { paces in
      paces.count >= fleet ? Swift.max(1, paces.map(\.ratio).median ?? 1) : 1
    }
    var groups: [Subject: [Pace]] = [:]
    for pace in paces where pace.isSlow(besides: fleets[pace.node.tool] ?? 1) {
      groups[pace.subject(in: window), default: []].append(pace)
    }
    return groups.compactMap { subject, paces in signal(of: subject, paces, in: window) }
      .sorted { ($0.first, $0.fingerprint) < ($1.first, $1.fingerprint) }
  }

  private static func signal(
    of subject: Subject, _ paces: [Pace], in window: NightWindow
  ) -> Signal? {
    let runs = paces.flatMap(\.node.runs)
    guard let first = runs.map(\.start).min(), let last = runs.map(\.start).max() else {
      return nil
    }
    let (was, takes) = subject.seconds(of: paces)
    let title =
      switch subject {
      case .resource(_, let title): "\(title) got slow"
      case .runs(let tool, let environment):
        "\(tool.rawValue) runs got slow" + (environment.isEmpty ? "" : " in \(environment)")
      }
    return Signal(
      kind: .slow, fingerprint: subject.fingerprint,
      title: title.clipped(toBytes: FailureGroup.titleLimit),
      why: "takes \(takes) s, and took \(was) s in the \(window.past.count) nights before, on "
        + "\(paces.count) of \(window.nodes.count) nodes",
      tool: paces[0].node.tool, nodes: paces.map(\.node.node).sorted(),
      environments: Set(paces.map(\.node.environment)).filter { !$0.isEmpty }.sorted(),
      runs: runs.count, first: first, last: last,
      details: paces.sorted { $0.node.node < $1.node.node }.prefix(Signal.detailLimit).map {
        "\($0.node.node.rawValue): a run takes \($0.now) s, and took \($0.before) s"
      })
  }

  /// What got slow.
  private enum Subject: Hashable {
    case resource(Fingerprint, title: String)
    case runs(Tool, environment: String)

    var fingerprint: Fingerprint {
      switch self {
      case .resource(let resource, _): Fingerprint(kind: "slow", subject: "\(resource)")
      case .runs(let tool, let environment):
        Fingerprint(kind: "slow", subject: "\(tool.rawValue)/\(environment)")
      }
    }

    /// **Seconds** before and now, on the usual node.
    func seconds(of paces: [Pace]) -> (was: Int, takes: Int) {
      switch self {
      case .resource(let resource, _):
        (
          paces.compactMap { $0.seconds(of: resource)?.before }.median ?? 0,
          paces.compactMap { $0.seconds(of: resource)?.now }.median ?? 0
        )
      case .runs: (paces.map(\.before).median ?? 0, paces.map(\.now).median ?? 0)
      }
    }
  }

  /// How fast a node's runs are, tonight and before.
  private struct Pace {
    let node: NodeRuns
    /// **Seconds** of a run: the median of tonight, the median of the nights before, and what only one
    /// night of ten exceeded.
    let now: Int
    let before: Int
    private let rarely: Int
    private let nights: [NodeNight]

    init?(of node: NodeRuns, in window: NightWindow) {
      let good = node.runs.filter(\.isPlainSuccess).map(\.duration).filter { $0 > 0 }
      nights = window.past(of: node.node).filter { $0.duration > 0 }
      guard nights.count >= SlowDetector.leastNights, let now = good.median else { return nil }
      let past = nights.map(\.duration).sorted()
      self.node = node
      self.now = now
      before = past[past.count / 2]
      rarely = past[past.count * 9 / 10]
    }

    var ratio: Double { Double(now) / Double(Swift.max(1, before)) }

    func isSlow(besides fleet: Double) -> Bool {
      let own = Double(now) / fleet
      return own >= SlowDetector.factor * Double(before) && own > 1.2 * Double(rarely)
        && own - Double(before) >= Double(SlowDetector.leastLoss)
    }

    func subject(in window: NightWindow) -> Subject {
      let runs: Subject = .runs(node.tool, environment: node.environment)
      let losses = tally.seconds.compactMap { resource, _ -> (Int, Fingerprint)? in
        seconds(of: resource).map { ($0.now - $0.before, resource) }
      }
      guard let most = losses.max(by: { ($0.0, $1.1) < ($1.0, $0.1) }),
        Double(most.0) >= SlowDetector.explained * Double(now - before),
        let title = window.resource(most.1)?.title
      else { return runs }
      return .resource(most.1, title: title)
    }

    /// **Seconds** that a resource took in a run, now and before; none where it did not change.
    func seconds(of resource: Fingerprint) -> (now: Int, before: Int)? {
      guard let now = tally.seconds[resource]?.median else { return nil }
      let before = nights.compactMap { $0.changes.first { $0.resource == resource }?.seconds }
      return (now, before.median ?? 0)
    }

    private var tally: ChangeTally { ChangeTally(node.runs.filter(\.isPlainSuccess)) }
  }
}
