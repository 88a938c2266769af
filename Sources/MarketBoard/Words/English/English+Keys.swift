import MarketMeeting
package import MarketModel

/// What the keys do.
extension English {
  package func hint(for deed: Deed) -> String? {
    switch deed {
    case .beginReview: "begin the review"
    case .onTrack: "on track"
    case .blocked: "blocked"
    case .countermeasure: "countermeasure in"
    case .handOver: "hand over"
    case .verify: "verified"
    case .close: "close"
    case .start: "start"
    case .cause: "cause found"
    case .note: "note"
    case .fixCanStart: "cause known, fix can start"
    case .noFixYet: "cause known, no fix yet"
    case .causeUnknown: "cause unknown"
    case .merge: "merge"
    case .snooze: "snooze"
    case .dismiss: "dismiss"
    case .asSuggested: "as suggested"
    case .owner: "owner"
    case .step: "next step"
    case .date: "date"
    case .nobody: "nobody until…"
    case .adoptRule: "adopt the rule"
    case .rejectRule: "not this rule"
    case .endMarket: "end the market, write the minutes"
    case .park: "park"
    case .undo: "undo"
    case .nextPhase: "next phase"
    case .takeChair: "take the chair"
    case .nextItem: "next"
    case .evidence: "evidence"
    case .help: "help"
    case .rate, .redo, .undoPhase, .previousPhase, .pause, .down, .up,
      .pageDown, .pageUp, .first, .last, .history, .matrix, .effect, .parked, .people, .unread,
      .filter, .command, .search, .goto, .projector, .mouse, .back, .leave:
      nil
    }
  }

  package func help(for deed: Deed) -> String {
    switch deed {
    case .beginReview: "begin the review"
    case .onTrack: "the owner is on track"
    case .blocked: "the owner is blocked"
    case .countermeasure: "a countermeasure is in"
    case .handOver: "hand over"
    case .verify: "the nights verified it"
    case .close: "close, with a reason"
    case .start: "somebody works on it"
    case .rate: "say how bad it is"
    case .cause: "the cause is found"
    case .fixCanStart: "accept: cause known, fix can start"
    case .noFixYet: "accept: cause known, no fix yet"
    case .causeUnknown: "accept: cause unknown"
    case .merge: "it is another problem: merge"
    case .snooze: "not now: snooze"
    case .dismiss: "dismiss, with a reason"
    case .asSuggested: "owner, step and date as suggested"
    case .owner: "choose the owner"
    case .step: "say the next step"
    case .date: "say by when"
    case .nobody: "leave it to nobody until a date"
    case .adoptRule: "adopt the rule"
    case .rejectRule: "not this rule"
    case .endMarket: "end the market, write the minutes"
    case .note: "add a note"
    case .park: "park, with the people"
    case .undo: "undo my last decision"
    case .redo: "redo what was undone"
    case .undoPhase: "take back all of this phase"
    case .nextPhase: "next phase"
    case .previousPhase: "phase before"
    case .pause: "pause, for a fire alarm"
    case .takeChair: "take the chair"
    case .nextItem, .down: "next item"
    case .up: "item before"
    case .pageDown: "a page on"
    case .pageUp: "a page back"
    case .first: "first item"
    case .last: "last item; 12G goes to #12"
    case .evidence: "evidence"
    case .history: "what was decided about it"
    case .matrix: "problems by nights"
    case .effect: "what countermeasures did"
    case .parked: "what was parked"
    case .people: "who has how much"
    case .unread: "what could not be read"
    case .filter: "only what has these words"
    case .command: "by its name: :history 12"
    case .search: "search all problems ever"
    case .goto: "go to a problem by its number"
    case .projector: "large, for a projector"
    case .mouse: "mouse on or off"
    case .help: "show or hide this list"
    case .back: "back"
    case .leave: "leave; all is saved"
    }
  }

  package var open: String { "open" }

  package func shortHelp(for deed: Deed) -> String {
    switch deed {
    case .help: "help"
    case .down: "down"
    case .pageDown: "page"
    case .filter: "filter"
    default: help(for: deed)
    }
  }

  package func helpTitle(in phase: Phase?) -> String {
    phase.map { "In \(words(for: $0))" } ?? "To look around"
  }

  package func label(_ label: Label) -> String {
    switch label {
    case .runs: "runs"
    case .nodes, .noEnvironmentNodes: "nodes"
    case .noEnvironment: "(none)"
    case .why: "why"
    case .suspect: "suspect"
    case .says: "says"
    case .output: "output"
    case .detail: "detail"
    case .atOnce: "at once"
    case .always: "always"
    case .cameBack: "came back"
    case .knockOn: "knock-on"
    case .proof: "proof"
    case .done: "done"
    case .next: "next"
    case .cause: "cause"
    case .judged: "judged"
    case .error: "error"
    case .note: "note"
    case .now: "now"
    case .suggested: "suggested"
    case .parked: "parked"
    case .carried: "carried"
    case .seen: "seen"
    case .places: "where"
    case .both: "both"
    case .together: "together"
    case .keys: "keys"
    case .settled: "done"
    case .nightsHeading: "nights"
    case .template: "in common"
    case .varies: "varies"
    case .hours: "by hour"
    case .problem: "problem"
    case .owner: "owner"
    case .state: "state"
    case .total: "total"
    case .day: "day"
    case .held: "result"
    case .beforeAndAfter: "before│after"
    case .lastSeen: "last seen"
    }
  }
}
