package import MarketModel

/// What is taken back at once, and what stays.
extension English {
  /// Several decisions in a few words: `3 decisions: judge #1: cause unknown; dismiss #2; …`.
  package func label(ofStep events: [MarketEvent], in book: MarketBook) -> String {
    let labels = events.map { label(of: $0, in: book) }
    guard labels.count > 1 else { return labels.first ?? "" }
    return "\(count(labels.count, "decision")): \(labels.joined(separator: "; "))"
  }

  package func question(of undo: PhaseUndo) -> String {
    "Take back \(summary(of: undo))?"
  }

  /// `7 decisions of Triage`.
  package func summary(of undo: PhaseUndo) -> String {
    "\(count(undo.decisions.count, "decision")) of \(words(for: undo.phase))"
  }

  /// Each decision that goes, and, last, what stays.
  package func lines(of undo: PhaseUndo, in book: MarketBook) -> [String] {
    undo.decisions.map { label(of: $0.event, in: book) }
      + (undo.others > 0 ? [stays(undo.others)] : [])
  }

  package func stays(_ others: Int) -> String {
    others == 1
      ? "one decision of somebody else stays" : "\(count(others, "decision")) of others stay"
  }
}
