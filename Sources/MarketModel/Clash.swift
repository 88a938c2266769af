/// Two decisions about one problem made at the same time: neither hand had read the other's line.
///
/// Nobody is asked which one counts. Both lines stay, everybody folds them in the one order, and this
/// is what comes of it:
///
/// | at the same time | what holds |
/// |---|---|
/// | two owners, plans, categories, severities, causes, countermeasures, verdicts | the later |
/// | put away (close, dismiss, verify, snooze) and put away otherwise | the later |
/// | put away and taken up (judge, start, countermeasure, reopen) | the later |
/// | taken up in two ways (start, countermeasure, reopen) | the later |
/// | put away and given an owner or a plan | both |
/// | merged, and anything else said of what was merged | the merge |
/// | merged into two problems, or into one another | the earlier |
/// | merged into a problem that is put away, or merged on after that | both |
/// | merged, and said to be never the same | the earlier |
/// | merged, and split | both if the split is the earlier, else the merge |
/// | two splits that move the same fingerprint | the earlier |
///
/// "Later" is the place in the total order. Decisions that say the same are no clash, and neither are
/// notes. A decision that its own hand, or somebody who had read it, has since replaced by another about
/// the same thing is not looked at any more.
package struct Clash: Hashable, Sendable {
  /// The earlier in the total order.
  package let first: LedgerEntry
  package let second: LedgerEntry
  package let outcome: Outcome
  /// Whether somebody who had read both has decided something about the problem since.
  package let isSettled: Bool

  package enum Outcome: String, Hashable, Sendable { case first, second, both }

  /// In the order in which they arose.
  package static func precedes(_ a: Clash, _ b: Clash) -> Bool {
    a.second.id == b.second.id
      ? LedgerEntry.precedes(a.first, b.first) : LedgerEntry.precedes(a.second, b.second)
  }
}

extension MarketBook {
  /// What was decided at the same time, by problem, in the order in which they arose. A merge that
  /// met another decision is told of both problems.
  ///
  /// Of what is on old pages it has what is open.
  ///
  /// - Complexity: O(n) in the entries at hand, times the hands that are at a problem at the same time;
  ///   in all entries when one at hand was made without knowing what is on the old pages.
  package func clashes() -> [ProblemID: [Clash]] {
    guard let oldPages, !oldPages.mayMeet(recent, in: self) else { return allClashes { _ in true } }
    let causality = Causality(of: recent, exact: oldPages.sightings.keys)
    // No entry at hand says more of what met on old pages, so no problem is in both.
    return clashes(among: recent, causality) { _ in true }
      .merging(oldPages.openClashes) { new, _ in new }
  }

  /// What was decided at the same time about one problem.
  package func clashes(of id: ProblemID) -> [Clash] {
    let wanted = Set([id] + merged(into: id).map(\.id))
    return allClashes(where: wanted.contains)[id] ?? []
  }

  private func allClashes(where isWanted: (ProblemID) -> Bool) -> [ProblemID: [Clash]] {
    let entries = entries
    return clashes(among: entries, Causality(of: entries), where: isWanted)
  }

  private func clashes(
    among entries: [LedgerEntry], _ causality: Causality, where isWanted: (ProblemID) -> Bool
  ) -> [ProblemID: [Clash]] {
    guard let first = entries.first, entries.contains(where: { $0.by != first.by }) else {
      return [:]
    }
    var tables: [ProblemID: ClashTable] = [:]
    for entry in entries where entry.event.isDecision && counts(entry) {
      guard let id = entry.event.problem.map({ aliases[$0] ?? $0 }), problems[id] != nil else {
        continue
      }
      let other = entry.event.otherProblem.map { aliases[$0] ?? $0 }
      guard isWanted(id) || (other.map(isWanted) ?? false) else { continue }
      tables[id, default: ClashTable()].take(
        entry, Touch.touches(of: entry.event, with: other), causality)
      if let other, let touch = Touch.touch(of: entry.event, on: other, by: id) {
        tables[other, default: ClashTable()].take(entry, [touch], causality)
      }
    }
    return told(tables.filter { !$0.value.pairs.isEmpty }, of: tables, causality)
  }

  private func told(
    _ clashing: [ProblemID: ClashTable], of tables: [ProblemID: ClashTable], _ causality: Causality
  ) -> [ProblemID: [Clash]] {
    var pairs = clashing.mapValues(\.pairs)
    for (id, table) in clashing {
      guard let target = problems[id]?.mergedInto else { continue }
      let known = pairs[target] ?? []
      pairs[target] = known + table.pairs.filter { $0.isMerge && !known.contains($0) }
    }
    return Dictionary(
      uniqueKeysWithValues: pairs.map { id, pairs in
        let clashes = pairs.map { pair in
          Clash(
            first: pair.first, second: pair.second, outcome: pair.outcome,
            isSettled: tables[id]?.knows(pair, causality) ?? false)
        }
        return (id, clashes.sorted(by: Clash.precedes))
      })
  }
}

/// What was said of one problem and is not superseded, and the pairs that met.
private struct ClashTable {
  private(set) var pairs: [Pair] = []
  private var frontier: [(entry: LedgerEntry, touch: Touch)] = []
  /// The last decision of each hand: it has read the most.
  private var latest: [WriterID: LedgerEntry] = [:]

  struct Pair: Hashable {
    let first: LedgerEntry
    let second: LedgerEntry
    var outcome: Clash.Outcome

    var isMerge: Bool { first.event.isMerge || second.event.isMerge }
  }

  mutating func take(_ entry: LedgerEntry, _ touches: [Touch], _ causality: Causality) {
    latest[entry.by] = entry
    guard !touches.isEmpty else { return }
    var met: [(LedgerEntry, Clash.Outcome)] = []
    frontier.removeAll { earlier, said in
      if causality.areConcurrent(earlier, entry) {
        let outcomes = touches.compactMap(said.outcome)
        if let outcome = outcomes.first(where: { $0 != .both }) ?? outcomes.first {
          met.append((earlier, outcome))
        }
        return false
      }
      return touches.contains { $0.replaces(said) }
    }
    var new: [Pair] = []
    for (earlier, outcome) in met {
      if let twin = new.firstIndex(where: { $0.first.id == earlier.id }) {
        if new[twin].outcome == .both { new[twin].outcome = outcome }
      } else {
        new.append(Pair(first: earlier, second: entry, outcome: outcome))
      }
    }
    pairs += new
    frontier += touches.map { (entry, $0) }
  }

  /// Whether somebody who had read both has said something here.
  func knows(_ pair: Pair, _ causality: Causality) -> Bool {
    latest.values.contains {
      causality.hasSeen($0, pair.first) && causality.hasSeen($0, pair.second)
    }
  }
}

extension MarketEvent {
  fileprivate var isMerge: Bool { if case .merged = self { true } else { false } }
}
