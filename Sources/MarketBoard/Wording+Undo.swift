package import MarketModel

/// What is taken back at once, and what stays.
extension Wording {
  /// Several decisions in a few words: `3 decisions: judge #1: cause unknown; dismiss #2; …`.
  package static func label(ofStep events: [MarketEvent], in book: MarketBook) -> String {
    let labels = events.map { label(of: $0, in: book) }
    guard labels.count > 1 else { return labels.first ?? "" }
    return "\(count(labels.count, "decision")): \(labels.joined(separator: "; "))"
  }

  static func question(of undo: PhaseUndo) -> String {
    "Take back \(summary(of: undo))?"
  }

  /// `7 decisions of Triage`.
  package static func summary(of undo: PhaseUndo) -> String {
    "\(count(undo.decisions.count, "decision")) of \(words(for: undo.phase))"
  }

  /// Each decision that goes, and, last, what stays.
  package static func lines(of undo: PhaseUndo, in book: MarketBook) -> [String] {
    undo.decisions.map { label(of: $0.event, in: book) }
      + (undo.others > 0 ? [stays(undo.others)] : [])
  }

  package static func stays(_ others: Int) -> String {
    others == 1
      ? "one decision of somebody else stays" : "\(count(others, "decision")) of others stay"
  }
}
