/// A step of which the last line is missing, because the disk was full or the power went: nothing of it
/// counts, so whoever took it has to take it again.
package struct CutOffStep: Hashable, Sendable {
  /// What is there, oldest first.
  package let entries: [LedgerEntry]
  /// The lines that it was to have, by their numbers.
  package let lines: ClosedRange<Int>
  package let by: WriterID
}

extension MarketBook {
  /// All steps that were cut off, in the order of what is there of them.
  package var cutOffSteps: [CutOffStep] { unfinished.isEmpty ? [] : cutOffSteps(among: entries) }

  private func cutOffSteps(among entries: [LedgerEntry]) -> [CutOffStep] {
    guard !unfinished.isEmpty else { return [] }
    var steps: [CutOffStep] = []
    let left = entries.filter { unfinished.contains($0.id) }
    for (by, entries) in Dictionary(grouping: left, by: \.by).sorted(by: { $0.key < $1.key }) {
      for (lines, entries) in Dictionary(grouping: entries, by: \.step) {
        if let lines { steps.append(CutOffStep(entries: entries, lines: lines, by: by)) }
      }
    }
    return steps.sorted { LedgerEntry.precedes($0.entries[0], $1.entries[0]) }
  }

  /// The steps at hand after which the same hand has decided nothing: it may not know yet that they are
  /// void. Of old pages, only ``cutOffSteps`` tells.
  package var untoldCutOffSteps: [CutOffStep] {
    cutOffSteps(among: recent).filter { step in
      !recent.contains {
        $0.by == step.by && $0.id.sequence > step.lines.lowerBound && isTelling($0)
      }
    }
  }

  private func isTelling(_ entry: LedgerEntry) -> Bool {
    counts(entry) && (entry.event.isDecision || entry.event.isUndo)
  }

  /// Whether a step that was cut off was about a problem, or would have taken back what was.
  package func concerns(_ step: CutOffStep, _ problem: ProblemID) -> Bool {
    step.entries.contains { entry in
      let event = decision(behind: entry).event
      return [event.problem, event.otherProblem].contains { id in
        id.map { self.problem($0)?.id ?? $0 } == problem
      }
    }
  }

  /// What an entry takes back, or what the undo that it takes back took back, and so on; any other
  /// entry itself. Somebody may have written undos that take back each other.
  package func decision(behind entry: LedgerEntry) -> LedgerEntry {
    var entry = entry
    while case .undone(let target) = entry.event, let earlier = self.entry(target),
      LedgerEntry.precedes(earlier, entry)
    {
      entry = earlier
    }
    return entry
  }
}
