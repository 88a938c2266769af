import MarketModel

/// Knows failures that keep to newly bootstrapped nodes: the fault is then in the image or in what
/// runs first, and every node that is built from now on will have it.
///
/// Whether a failure keeps to ``NewNodes`` by chance is Fisher's exact test, one-sided, on the
/// nodes of tonight: new or not, hit or not. Chance must be rarer than ``chance``, shared among the
/// failures of the night, because of many some keep to few nodes by luck; and of the other nodes at
/// most a tenth as large a share may be hit. The ``Cohort`` that explains which new nodes is named,
/// if one does.
///
/// - Wrong when: a single new node fails in a fleet of less than a hundred: that may be chance.
/// - Complexity: what ``NewNodes`` takes, and O(nodes hit) for each failure.
enum NewNodeReading: FailureReading {
  /// What is too rare to be chance, for all failures of a night together.
  private static let chance = 0.01

  static func read(_ groups: [FailureGroup], in window: NightWindow) -> [Signal] {
    guard !groups.isEmpty else { return [] }
    let new = NewNodes(in: window)
    guard !new.since.isEmpty else { return [] }
    return groups.compactMap { group in
      reason(for: group, new, failures: groups.count, in: window).map { why in
        group.signal(.newNode, ending: " on new nodes", why: .newNodes(why), in: window)
      }
    }
  }

  private static func reason(
    for group: FailureGroup, _ new: NewNodes, failures: Int, in window: NightWindow
  ) -> Reason.NewNodes? {
    let nodes = window.nodes.count
    let hit = group.hits.nodes.compactMap { new.since[$0] }
    guard let earliest = hit.min() else { return nil }
    let (others, hitOthers) = (nodes - new.since.count, group.hits.nodes.count - hit.count)
    guard 10 * hitOthers * new.since.count <= hit.count * others else { return nil }
    let odds = Odds.drawing(
      atLeast: hit.count, of: group.hits.nodes.count, among: new.since.count, of: nodes)
    guard odds * Double(failures) < chance else { return nil }
    return Reason.NewNodes(
      since: earliest, new: Rate(count: hit.count, of: new.since.count),
      others: Rate(count: hitOthers, of: others), rarity: Rarity(odds),
      cohort: Reason.Cohort(of: group.hits, in: window))
  }
}

/// The nodes of tonight that are new, and since when.
///
/// A node is new for ``newNights`` nights, the first in which it was heard included. That the
/// nights before are without it counts if there are at least ``history`` of them, in which
/// everybody had a turn, or if nearly all nodes of tonight were heard in each of those there are.
/// Within a night, a node of a fleet that runs all night is new if nobody knew it before and it is
/// first heard when all others had been.
///
/// - Wrong when: nodes come back that were away for weeks, or a fleet is renamed. What is new is told by
///   the nights at hand alone.
/// - Complexity: O(nodes of tonight), and O(nights) more for each that is new.
struct NewNodes {
  private(set) var since: [NodeName: Day] = [:]

  /// **Nights** for which a node is new: who builds nodes one week looks at them in the next.
  private static let newNights = 7
  /// **Nights** that must lie before the first in which a node was heard: in a week everybody had a
  /// turn, also who runs on Sundays only.
  private static let history = 7
  /// The share of tonight's nodes that every night must have heard to stand for a week.
  private static let regular = 0.95

  init(in window: NightWindow) {
    let oldest = window.tonight.night.adding(days: 1 - Self.newNights)
    let isRegular = Self.isRegular(window)
    for node in window.nodes {
      // Most nodes are in the first night that is asked.
      guard let first = window.past.firstIndex(where: { $0.nodes[node.node] != nil }) else {
        if window.past.count >= Self.history || isRegular {
          since[node.node] = window.tonight.night
        }
        continue
      }
      if first >= Self.history || first > 0 && isRegular, window.past[first].night >= oldest {
        since[node.node] = window.past[first].night
      }
    }
    if window.past.isEmpty { addLateComers(in: window) }
  }

  private static func isRegular(_ window: NightWindow) -> Bool {
    guard !window.past.isEmpty else { return false }
    return window.past.allSatisfy { night in
      let heard = window.nodes.count { night.nodes[$0.node] != nil }
      return Double(heard) >= regular * Double(window.nodes.count)
    }
  }

  /// On the very first night: who is first heard after the time in which everybody has a run.
  private mutating func addLateComers(in window: NightWindow) {
    let frequent = window.nodes.filter { $0.runs.count >= 4 }
    let steps = frequent.compactMap { node -> Double? in
      zip(node.runs.dropFirst(), node.runs).map { $0.start.seconds(since: $1.start) }.median
    }
    guard let step = steps.median, let first = frequent.map({ $0.runs[0].start }).min() else {
      return
    }
    let late = first.adding(seconds: 1.25 * step)
    let comers = window.nodes.filter { $0.runs[0].start > late }
    guard Double(window.nodes.count - comers.count) >= Self.regular * Double(window.nodes.count)
    else { return }
    for node in comers { since[node.node] = window.tonight.night }
  }
}

/// A trait that nearly all nodes have that were hit, and few others: an image, a zone, a version.
extension Reason.Cohort {
  /// The share of the nodes hit that must have it, and of those that have it the share that is hit.
  private static let (common, exclusive) = (0.9, 0.8)
  /// Nodes hit from which on it means something.
  private static let least = 3
  /// Of several that explain it as well, the one that people can do most about.
  private static let order = [Traits.image, Traits.zone, Traits.platform, Traits.agent]

  init?(of hits: RunHits, in window: NightWindow) {
    guard hits.nodes.count >= Self.least else { return nil }
    var (hit, all) = ([Pair: Int](), [Pair: Int]())
    var values: [String: Set<String>] = [:]
    for node in window.nodes {
      guard
        let traits = node.runs.last(where: { $0.traits != nil })?.traits
          .flatMap({ window.tonight.traits[$0] })
      else { continue }
      for (name, value) in traits.values {
        let pair = Pair(trait: name, value: value)
        all[pair, default: 0] += 1
        if hits.contains(node.node) { hit[pair, default: 0] += 1 }
        values[name, default: []].insert(value)
      }
    }
    let found = values.filter { $0.value.count > 1 }.flatMap { name, values in
      values.compactMap { value -> (place: Int, pair: Pair, hit: Int)? in
        let pair = Pair(trait: name, value: value)
        guard let count = hit[pair], let of = all[pair],
          Double(count) >= Self.common * Double(hits.nodes.count),
          Double(count) >= Self.exclusive * Double(of)
        else { return nil }
        return (Self.order.firstIndex(of: name) ?? Self.order.count, pair, count)
      }
    }
    guard
      let best = found.min(by: { ($0.place, $0.pair.line) < ($1.place, $1.pair.line) })
    else { return nil }
    self.init(
      trait: best.pair.trait, value: best.pair.value,
      nodes: Rate(count: best.hit, of: hits.nodes.count))
  }

  private struct Pair: Hashable {
    let trait: String
    let value: String
    var line: String { "\(trait) \(value)" }
  }
}
