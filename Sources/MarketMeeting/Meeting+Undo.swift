import MarketModel

// A hand takes back what it decided itself: its last decision, or all that it decided in the phase at
// hand. What others decided stays, whoever facilitates.

extension Meeting {
  /// Takes back decisions, or undos, all of them or none.
  mutating func takeBack(_ entries: [LedgerEntry], orSay refusal: Refusal) -> [Effect] {
    entries.isEmpty ? refuse(refusal) : record(step: entries.map { .undone(entry: $0.id) })
  }

  func record(step events: [MarketEvent]) -> [Effect] {
    events.count == 1 ? events.map { .record($0) } : [.recordStep(events)]
  }

  func undo(of phase: Phase) -> PhaseUndo { book.undo(of: phase, in: day, by: writer) }

  mutating func askToUndoPhase() -> [Effect] {
    let undo = undo(of: phase)
    guard !undo.decisions.isEmpty else {
      return refuse(.nothingDecided(phase, others: undo.others))
    }
    ask(.phaseUndo(phase))
    return []
  }

  /// What is asked about is what would go now; another terminal of the same hand may have decided.
  mutating func reconsiderPhaseUndo() {
    guard case .phaseUndo(let phase)? = prompt?.draft else { return }
    if undo(of: phase).decisions.isEmpty { prompt = nil } else { ask(.phaseUndo(phase)) }
  }

  /// What is true after a step was taken back or brought again.
  func notice(forStep entries: [LedgerEntry]) -> Notice? {
    let targets = entries.reversed().compactMap { entry in
      if case .undone(let id) = entry.event { book.entry(id) } else { nil }
    }
    guard targets.count == entries.count else { return entries.last.map { .saved($0.event) } }
    guard targets.contains(where: \.event.isUndo) else { return .undoneStep(targets.map(\.event)) }
    return .redoneStep(book.decisions(takenBackBy: targets).map(\.event))
  }
}
