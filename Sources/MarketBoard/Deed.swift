/// What a key or a word of the command line does. The raw value is the name in the command line and
/// in market.yml; it is part of the interface and never translated.
package enum Deed: String, CaseIterable, Hashable, Sendable {
  // Overnight
  case beginReview = "begin-review"

  // Review
  case onTrack = "on-track"
  case blocked
  case countermeasure
  case handOver = "hand-over"
  case verify
  case close
  case start
  case rate
  case cause

  // Triage
  case fixCanStart = "fix-can-start"
  case noFixYet = "no-fix-yet"
  case causeUnknown = "cause-unknown"
  case merge
  case snooze
  case dismiss

  // Assign
  case asSuggested = "as-suggested"
  case owner
  case step
  case date
  case nobody

  // Close
  case adoptRule = "adopt-rule"
  case rejectRule = "reject-rule"
  case endMarket = "end-market"

  // Everywhere: deciding
  case note
  case park
  case undo
  case redo
  case undoPhase = "undo-phase"
  case nextPhase = "next-phase"
  case previousPhase = "previous-phase"
  case pause
  case takeChair = "take-chair"

  // Everywhere: looking
  case nextItem = "next-item"
  case down
  case up
  case pageDown = "page-down"
  case pageUp = "page-up"
  case first
  case last
  case evidence
  case history
  case matrix
  case effect
  case parked
  case people
  case unread
  case filter
  case command
  case search
  case goto
  case projector
  case mouse
  case help
  case back
  case leave
}
