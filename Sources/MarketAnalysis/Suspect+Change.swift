import MarketModel

/// What the first failing runs of a failure that began last night have in common and the last good
/// runs before them had not: a cookbook's version, a platform, a policy's revision.
///
/// For each node it hit, the traits of its first failing run are held against those of its last
/// good run before it tonight, else of the last run of the nights before. A trait that changed on
/// most of them is a suspect if, among all nodes of tonight, those that got it are hit more often
/// than chance would have it: Fisher's exact test, shared among the traits that changed. Never a
/// person: who uploaded is no trait.
///
/// - Wrong when: several things changed at once; the first in order is named, and all are as likely.
extension Suspect {
  /// What is too rare to be chance, for all traits that changed.
  private static let chance = 0.01
  /// **Nights** without it after which a failure began tonight.
  private static let quietNights = 3

  init?(of group: FailureGroup, in window: NightWindow) {
    let before = window.past.suffix(Self.quietNights)
    guard !before.isEmpty,
      !before.contains(where: { group.hasShown(in: $0) })
    else { return nil }
    var hitBy: [TraitChange: Int] = [:]
    var compared = 0
    for node in group.hits.nodes {
      guard let changes = TraitChange.beforeFailure(group.fingerprints, on: node, in: window) else {
        continue
      }
      compared += 1
      for change in changes { hitBy[change, default: 0] += 1 }
    }
    let common = hitBy.filter { 5 * $0.value >= 4 * compared }
    guard compared >= 2, !common.isEmpty else { return nil }
    let all = window.nodes.count
    let suspects = common.map { change, hit in
      let withIt = window.nodes.count { change.isOf($0, in: window) }
      let odds = Odds.drawing(
        atLeast: hit, of: group.hits.nodes.count, among: max(withIt, hit), of: all)
      return (change: change, hit: hit, withIt: max(withIt, hit), odds: odds * Double(hitBy.count))
    }
    guard
      let best = suspects.min(by: { ($0.odds, $0.change.name) < ($1.odds, $1.change.name) }),
      best.odds < Self.chance
    else { return nil }
    self.init(
      trait: best.change.name, old: best.change.old, new: best.change.new,
      got: Rate(count: best.hit, of: best.withIt),
      others: Rate(count: group.hits.nodes.count - best.hit, of: all - best.withIt),
      rarity: Rarity(best.odds))
  }
}

/// A trait that is not what it was.
private struct TraitChange: Hashable {
  let name: String
  let old: String?
  let new: String?

  /// What changed on a node between its last good run and its first failing one; `nil` when there
  /// is no such pair, or its reports do not say what they ran with.
  static func beforeFailure(
    _ failures: [Fingerprint], on node: NodeName, in window: NightWindow
  ) -> [TraitChange]? {
    let runs = window.node(node)?.runs ?? []
    guard let first = runs.firstIndex(where: { $0.failure.map(failures.contains) ?? false }),
      let after = runs[first].traits.flatMap({ window.tonight.traits[$0] }),
      let before = traits(before: first, of: runs, on: node, in: window)
    else { return nil }
    return changes(from: before, to: after)
  }

  private static func traits(
    before index: Int, of runs: [RunMark], on node: NodeName, in window: NightWindow
  ) -> Traits? {
    if let good = runs[..<index].last(where: { $0.isPlainSuccess && $0.traits != nil }) {
      return good.traits.flatMap { window.tonight.traits[$0] }
    }
    for night in window.past.reversed() {
      if let found = night.nodes[node]?.traits { return night.traits[found] }
    }
    return nil
  }

  private static func changes(from before: Traits, to after: Traits) -> [TraitChange] {
    Set(before.values.keys).union(after.values.keys).compactMap { name in
      let (old, new) = (before[name], after[name])
      return old == new ? nil : TraitChange(name: name, old: old, new: new)
    }
  }

  /// Whether a node got it tonight, or runs with it for the first time.
  func isOf(_ node: NodeRuns, in window: NightWindow) -> Bool {
    let runs = node.runs.compactMap { $0.traits.flatMap { window.tonight.traits[$0] } }
    guard runs.contains(where: { $0[name] == new }) else { return false }
    if runs.contains(where: { $0[name] != new }) { return true }
    for night in window.past.reversed() {
      if let found = night.nodes[node.node]?.traits, let traits = night.traits[found] {
        return traits[name] != new
      }
    }
    return false
  }
}
