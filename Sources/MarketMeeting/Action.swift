package import MarketModel

/// What a person, the clock or the disk just did. Present tense, forgotten once reduced.
package indirect enum Action: Equatable, Sendable {
  case tick(Instant)

  // Moving about
  /// One more digit of a number that the next action takes.
  case count(Int)
  case move(by: Int)
  case moveToEnd(first: Bool)
  /// To the problem of this number.
  case goTo(Int)
  case nextPhase
  case previousPhase
  case pause
  case show(Meeting.Overlay)
  /// A row of the list in front, with the mouse: of a question, of what lies over the board, or of the
  /// phase.
  case pick(Int)
  /// Keys were typed before what they would decide about was shown: as people write them.
  case hold(String)
  case drop
  /// What lies over the board is a list: shows its row as a whole.
  case open
  case filter
  case command
  /// What the command line said.
  case run(Action)
  case toggleProjector
  case toggleMouse
  case cancel
  case leave
  /// The key does nothing here; say why.
  case explain(Refusal)

  // Deciding; each asks for what it still has to know
  case judge(Category)
  case rate
  case merge
  case snooze
  case dismiss
  case park
  case review(ReviewVerdict)
  case start
  case findCause
  case takeCountermeasure
  case note
  case verify
  case close
  case acceptSuggestion
  case assign
  case planStep
  case setDate
  case leaveToNobody
  case adoptRule
  case rejectRule
  case undo
  case redo
  case takeChair
  /// All that was decided here in the phase at hand.
  case undoPhase

  // Answering
  case choose(Int)
  case moveChoice(by: Int)
  case edit(LineEdit)
  case editElsewhere
  case confirm

  // What the outside answers
  case recorded([LedgerEntry])
  case notRecorded(reason: String)
  /// Another terminal wrote something: here is the book as it is now.
  case reloaded(MarketBook)
  /// There is something else to say of the store now.
  case remarked(StoreRemarks)
  /// The decision was not recorded, because others had just said this about the same problem.
  case overtaken(by: [LedgerEntry])
  /// This board holds the chair now.
  case seated(Chair)
  /// Another board holds the chair, or none does.
  case chairPassed(to: Chair?)
  /// There the facilitator's board stands.
  case led(to: Place)
}

/// What the outside world must now do. Plain data, so that a test can compare it.
package enum Effect: Hashable, Sendable {
  case record(MarketEvent)
  /// All or nothing.
  case recordStep([MarketEvent])
  case remember(Place)
  /// From whoever held it when that was decided; nobody else is displaced.
  case takeChair(from: Chair?)
  case writeMinutes
  /// A text is to be edited in the person's own editor.
  case edit(String)
  case ring
  case quit
}
