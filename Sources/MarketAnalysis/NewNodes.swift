import MarketModel

/// Tells a failure of newly bootstrapped nodes from one that can hit any node: the fault is then in the
/// image or in what runs first, and every node that is built from now on will have it.
///
/// A node is new for ``newNights`` nights, the first in which it was heard included, if at least
/// ``history`` nights without it lie before. Whether a failure keeps to them by chance is Fisher's exact
/// test, one-sided, on the nodes of tonight: new or not, hit or not. Chance must be rarer than
/// ``chance``, shared among the failures of the night, because of many some keep to few nodes by luck;
/// and of the other nodes at most a tenth as large a share may be hit.
///
/// Source: R. A. Fisher, "The Logic of Inductive Inference", Journal of the Royal Statistical Society
/// 98 (1935).
///
/// - Wrong when: nodes come back that were away for weeks, or a fleet is renamed. What is new is told
///   by the nights at hand alone. A single new node says nothing in a fleet of less than a hundred.
/// - Complexity: O(nodes of tonight) once, and O(nights) more for each that is new; O(nodes hit) for
///   each failure.
struct NewNodes {
  /// The nodes of tonight that are new, and since when.
  private let since: [NodeName: Day]
  private let nodes: Int
  private let failures: Int

  /// **Nights** for which a node is new: who builds nodes one week looks at them in the next.
  private static let newNights = 7
  /// **Nights** that must lie before the first in which a node was heard: in a week everybody had a
  /// turn, also who runs on Sundays only.
  private static let history = 7
  /// What is too rare to be chance, for all failures of a night together.
  private static let chance = 0.01

  /// - Parameter failures: how many are held against chance tonight.
  init(in window: NightWindow, failures: Int) {
    var since: [NodeName: Day] = [:]
    if failures > 0, window.past.count >= Self.history {
      let nights = window.past + [window.tonight]
      let oldest = window.tonight.night.adding(days: 1 - Self.newNights)
      for node in window.tonight.nodes.keys {
        // Most nodes are in the first night that is asked.
        guard let first = nights.firstIndex(where: { $0.nodes[node] != nil }),
          first >= Self.history, nights[first].night >= oldest
        else { continue }
        since[node] = nights[first].night
      }
    }
    self.since = since
    nodes = window.tonight.nodes.count
    self.failures = failures
  }

  /// Why a failure that hit these nodes is one of new nodes; `nil` when it is not.
  func reason(for hit: [NodeName]) -> String? {
    let hitNew = hit.compactMap { since[$0] }
    guard let earliest = hitNew.min() else { return nil }
    let (others, hitOthers) = (nodes - since.count, hit.count - hitNew.count)
    guard 10 * hitOthers * since.count <= hitNew.count * others else { return nil }
    let odds = Self.probability(of: hitNew.count, of: hit.count, among: since.count, of: nodes)
    guard odds * Double(failures) < Self.chance else { return nil }
    return
      "failed on \(hitNew.count) of \(since.count) nodes that are new since \(earliest), and on "
      + "\(hitOthers) of \(others) others; by chance \(Self.words(for: odds))"
  }

  /// How probable it is that `drawn` nodes out of `all` hit at least `marked` of the `special` ones.
  ///
  /// The upper tail of the hypergeometric distribution.
  static func probability(of marked: Int, of drawn: Int, among special: Int, of all: Int) -> Double
  {
    let marked = max(marked, drawn + special - all)
    let plain = drawn - marked
    // Factors above one while the product is below, and the other way round: none leaves the range.
    var term = 1.0
    var (ways, inside, outside) = (0, 0, 0)
    while ways < min(marked, plain) || inside < marked || outside < plain {
      let isLast = inside == marked && outside == plain
      if ways < min(marked, plain), term <= 1 || isLast {
        term *= Double(drawn - ways) / Double(ways + 1)
        ways += 1
      } else if inside < marked {
        term *= Double(special - inside) / Double(all - inside)
        inside += 1
      } else {
        term *= Double(all - special - outside) / Double(all - marked - outside)
        outside += 1
      }
    }
    var sum = 0.0
    for count in marked...min(special, drawn) {
      sum += term
      term *= Double(special - count) * Double(drawn - count)
      term /= Double(count + 1) * Double(all - special - drawn + count + 1)
    }
    return min(sum, 1)
  }

  /// `1 in 31 million`
  private static func words(for odds: Double) -> String {
    let rarity = 1 / odds
    return switch rarity {
    case ..<1e3: "1 in \(Int(rarity))"
    case ..<1e6: "1 in \(Int(rarity / 1e3)),000"
    case ..<1e9: "1 in \(Int(rarity / 1e6)) million"
    default: "less than 1 in a billion"
    }
  }
}
