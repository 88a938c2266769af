// Undo and redo, without end and across restarts: both are lines of the ledger, and nothing but the
// ledger is asked. A hand goes back through its own decisions, newest first, and forward again through
// its undos, until it decides something new. What one undo takes back, one redo brings again: a decision,
// or a step of several.

extension MarketBook {
  /// The last decision of a hand that still counts: where its undo begins.
  package func lastDecision(by writer: WriterID) -> LedgerEntry? {
    last(by: writer) { $0.event.isDecision && counts($0) }
  }

  /// Whether a hand has an undo to make, as far as that can be said without opening old pages: who
  /// took back all that is on them has none.
  package func mayUndo(by writer: WriterID) -> Bool {
    oldPages?.deciders.contains(writer) ?? false || lastDecision(by: writer) != nil
  }

  /// The last undo of a hand that still counts and has had no decision after it: where its redo
  /// begins. An undo of an undo is a redo, and is passed over.
  package func lastUndo(by writer: WriterID) -> LedgerEntry? {
    let last = last(by: writer) {
      counts($0) && ($0.event.isDecision || takesBackDecision($0))
    }
    guard let last, last.event.isUndo else { return nil }
    return last
  }

  /// The decisions that the next undo of a hand takes back, newest first.
  package func nextUndo(by writer: WriterID) -> [LedgerEntry] {
    lastDecision(by: writer).map { step(of: $0) { $0.event.isDecision } } ?? []
  }

  /// The undos that the next redo of a hand takes back, newest first.
  package func nextRedo(by writer: WriterID) -> [LedgerEntry] {
    lastUndo(by: writer).map { step(of: $0, where: takesBackDecision) } ?? []
  }

  /// The decisions that undos took back, oldest first.
  package func decisions(takenBackBy undos: [LedgerEntry]) -> [LedgerEntry] {
    let ids = undos.compactMap { undo in
      if case .undone(let id) = undo.event { id } else { nil }
    }
    return ids.compactMap(entry).sorted(by: LedgerEntry.precedes)
  }

  private func last(
    by writer: WriterID, where isWanted: (LedgerEntry) -> Bool
  ) -> LedgerEntry? {
    if let entry = recent.last(where: { $0.by == writer && isWanted($0) }) { return entry }
    guard let oldPages, oldPages.deciders.contains(writer) else { return nil }
    return oldPages.entries?.last { $0.by == writer && isWanted($0) }
  }

  private func step(
    of entry: LedgerEntry, where isWanted: (LedgerEntry) -> Bool
  ) -> [LedgerEntry] {
    guard let step = entry.step else { return [entry] }
    let isOld = oldPages?.hold(entry.id) ?? false
    return (isOld ? entries : recent).reversed().filter {
      $0.by == entry.by && $0.step == step && counts($0) && isWanted($0)
    }
  }

  private func takesBackDecision(_ entry: LedgerEntry) -> Bool {
    guard case .undone(let target) = entry.event else { return false }
    return self.entry(target)?.event.isDecision ?? false
  }
}

/// A phase of a market as one hand can take it back: what it decided itself while the phase went on,
/// on the board or from another terminal, in all visits to the phase. What others decided stays, and so
/// does what was taken back already.
package struct PhaseUndo: Hashable, Sendable {
  package let phase: Phase
  package let market: Day
  /// Oldest first.
  package let decisions: [LedgerEntry]
  /// Decisions of others that stay.
  package let others: Int

  /// The lines that record it, one step, newest decision first.
  package var events: [MarketEvent] { decisions.reversed().map { .undone(entry: $0.id) } }
}

extension MarketBook {
  /// - Complexity: O(n) in the number of entries since the market was opened.
  package func undo(of phase: Phase, in market: Day, by writer: WriterID) -> PhaseUndo {
    let decisions = decisions(of: phase, in: market)
    let own = decisions.filter { $0.by == writer }
    return PhaseUndo(
      phase: phase, market: market, decisions: own, others: decisions.count - own.count)
  }

  private func decisions(of phase: Phase, in market: Day) -> [LedgerEntry] {
    var current: Phase?
    var isOver = false
    return entries(since: market).filter { entry in
      guard !isOver, counts(entry) else { return false }
      switch entry.event {
      case .marketOpened(market, _): current = current ?? .overnight
      case .phaseEntered(market, let next) where current != nil: current = next
      case .marketClosed(market), .marketOpened: isOver = current != nil
      default: return current == phase && entry.event.isDecision
      }
      return false
    }
  }
}
