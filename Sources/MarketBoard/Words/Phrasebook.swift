package import MarketAnalysis
package import MarketMeeting
package import MarketModel

/// The words that people read: the one place where the board's sentences are made, once for each
/// language. What a language does not say does not compile.
///
/// A phrasebook gets values and arranges them as its grammar wants; no view joins words. Codes and
/// letters stay in the files, and what came from outside (titles, messages, notes) is passed on as it
/// is.
package protocol Phrasebook: Sendable {
  // Single words
  func words(for category: Category, because obstacle: Obstacle?) -> String
  func words(for obstacle: Obstacle) -> String
  func words(for severity: Severity) -> String
  func words(for status: ProblemStatus) -> String
  func words(for verdict: ReviewVerdict) -> String
  /// As what follows "snoozed".
  func words(for wake: Wake) -> String
  func words(for phase: Phase) -> String
  func words(for kind: SignalKind) -> String
  func words(for dismissal: Dismissal) -> String
  func words(for closing: Closing) -> String
  /// What a line of a card or a table is about, in at most ``labelWidth`` columns.
  func label(_ label: Label) -> String

  // Numbers, dates and times, as the language writes them
  /// `1 node`, `1,204 nodes`.
  func count(_ number: Int, _ noun: Noun) -> String
  /// `1,204`.
  func grouped(_ number: Int) -> String
  /// `Tue 24 Nov`.
  func day(_ day: Day) -> String
  /// `24 Nov`, in at most six columns.
  func shortDay(_ day: Day) -> String
  /// `Sun 22 Nov 02:14:08 UTC`.
  func moment(_ moment: Instant) -> String
  func list(_ names: [String]) -> String
  /// With a capital where the language has them, unless it begins with a name.
  func capitalized(_ text: String) -> String
  func more(_ count: Int) -> String
  /// What is hidden: `“nginx”: 3 of 12`; `key` shows all again.
  func filtered(_ words: String, shown: Int?, of all: Int, _ key: String) -> String

  // Around the items
  var marketName: String { get }
  var shortMarketName: String { get }
  var horizon: String { get }
  var whoDoesWhat: String { get }
  var nobodyPromised: String { get }
  var adjust: String { get }
  var noNight: String { get }
  var noNightAtHand: String { get }
  var noMarketYet: String { get }
  /// - Parameter key: the one that goes on.
  func paused(_ key: String) -> String
  /// - Parameter key: the one that parks.
  func nudge(_ key: String) -> String
  /// What an empty phase says; `key` goes on to the next.
  func nothing(in phase: Phase, _ key: String) -> String
  func clock(of meeting: Meeting) -> String
  func pace(of meeting: Meeting) -> String
  func ownsNothing(_ person: Person) -> String
  /// Over an owner's board: whose it is, and how much of it is late.
  func ownership(of person: Person, open: Int, overdue: Int) -> String
  /// For who only hears it.
  func timeLeft(in meeting: Meeting) -> String
  func parked(_ topic: ParkedTopic) -> String
  func carriedOver(_ names: [String]) -> String
  func position(_ number: Int, of count: Int) -> String
  func marketIsOver(_ minutes: Minutes) -> String
  func rule(_ proposal: RuleProposal) -> String
  func effect(of proposal: RuleProposal, in book: MarketBook) -> String

  // Keys
  /// Two or three words for the foot of the board; `nil` for keys that everybody tries anyway.
  func hint(for deed: Deed) -> String?
  /// A sentence for help.
  func help(for deed: Deed) -> String
  /// The same for what has no hint elsewhere, over the board: `down`, `filter`.
  func shortHelp(for deed: Deed) -> String
  /// What enter does with a row of a list.
  var open: String { get }
  func hints(for prompt: Prompt) -> [(keys: String, words: String)]
  func helpTitle(in phase: Phase?) -> String

  // Questions, and what happened
  func question(of draft: Draft, in meeting: Meeting) -> String
  func question(of undo: PhaseUndo) -> String
  func explanation(of draft: Draft) -> String
  /// An answer, and why it might be the one.
  func words(for answer: Answer, in meeting: Meeting) -> (String, String)
  func noSuchAnswer(_ word: String, _ count: Int) -> String
  func noYesOrNo(_ word: String) -> String
  func sentence(for notice: Notice, in meeting: Meeting) -> String
  func sentence(for refusal: Refusal, in meeting: Meeting) -> String
  func lines(of undo: PhaseUndo, in book: MarketBook) -> [String]
  func summary(of undo: PhaseUndo) -> String
  func stays(_ others: Int) -> String
  /// A decision in a few words, for undo: `assign #12 → ana`.
  func label(of event: MarketEvent, in book: MarketBook) -> String
  func label(ofStep events: [MarketEvent], in book: MarketBook) -> String
  /// What happened, as a line of a problem's history.
  func sentence(for event: MarketEvent, by author: Person, in book: MarketBook) -> String

  // The chair, and the store
  /// The standing line of a board whose keys don't decide; `nil` on the facilitator's.
  func chairLine(of meeting: Meeting) -> String?
  /// What is wrong with a store, as a sentence for itself: with its remedy in at most 77 columns.
  func sentence(for flaw: StoreFlaw) -> String
  /// The same in two or three words, beside others.
  func words(for flaw: StoreFlaw) -> String
  func leftOut(_ flaws: [String], andMore: Bool) -> String
  func words(for remedy: StoreFlaw.Remedy) -> String
  /// As what follows the name of somebody whose file belongs to an account that is not hers.
  func file(of account: String) -> String
  func sentence(for clash: Clash, in book: MarketBook) -> String
  func remark(on entry: LedgerEntry, in clash: Clash, _ book: MarketBook) -> String
  func twice(_ number: Int, in book: MarketBook) -> String

  // What detectors found, and suggestions
  func why(_ reason: Reason) -> String
  func words(for suspect: Suspect) -> String
  func words(for detail: Detail) -> String
  func words(for reason: OwnerReason) -> String
  func words(for reason: SeverityReason) -> String

  // Minutes
  func minutesTitle(_ day: Day) -> String
  /// Who held it, from when to when, and how long of how long.
  func held(_ record: MarketRecord, seconds: Int) -> String
  func paused(_ pause: MarketRecord.Pause) -> String
  /// Who reported, and how the runs and the nodes did.
  func summary(of night: NightAnalysis) -> String
  /// Where a problem stands, in a line.
  func standing(of problem: Problem, on today: Day, in book: MarketBook) -> String
  func adopted(_ rule: Minutes.AdoptedRule) -> String
  func words(for heading: MinutesHeading) -> String

  // Nights and problems
  func coverage(_ night: NightAnalysis) -> String
  /// What the night does not know; empty when it knows all.
  func gaps(_ night: NightAnalysis) -> String
  func sentence(for alsoSeen: AlsoSeen) -> String
  func outcome(_ runs: RunTotals) -> String
  func outcome(_ nodes: NodeTotals) -> String
  /// What lies on the table this morning.
  func table(of meeting: Meeting) -> String
  func newsMark(of problem: Problem, in meeting: Meeting) -> String
  func newness(of problem: Problem, in meeting: Meeting) -> String
  func reach(_ evidence: ProblemEvidence) -> String
  func tonight(_ nodes: Int) -> String
  /// Where a problem stands, in at most 9 columns.
  func state(of problem: Problem, in meeting: Meeting) -> String
  /// Who does what by when.
  func promise(of problem: Problem, on today: Day) -> String
  func suggestion(_ owner: Person, _ step: String, by due: Day) -> String
  func due(_ due: Day, on today: Day) -> String
  func past(of problem: Problem) -> String
  func words(for proof: Proof, needed: Int) -> String
  func inNight(_ night: Day, _ why: String) -> String
  func ruled(by rule: PlaceRule) -> String
  func action(_ name: String) -> String
  func words(for step: SuggestedStep) -> String
  /// `3 of 30`.
  func share(_ part: Int, of whole: Int) -> String
  var noNodeInCommon: String { get }

  // Overlays
  /// What lies over the board, in a few words; of evidence and history, what they are about is said
  /// beside it.
  func title(of overlay: Meeting.Overlay, in meeting: Meeting) -> String
  /// What it says where there is nothing to show.
  func nothing(in overlay: Meeting.Overlay) -> String
  /// Which lines of a text are shown: `lines 1–18 of 40`.
  func lines(_ shown: ClosedRange<Int>, of count: Int) -> String
  /// `[esc] back`.
  func wayBack(_ key: String) -> String
  /// A sentence for keys that help shows on one line.
  func help(for fold: KeyFold) -> String
  /// What the keys of a group are for.
  func title(of group: KeyGroup) -> String
  /// What became of a countermeasure, in at most 16 columns: `held 5 of 3`.
  func brief(_ proof: Proof, needed: Int) -> String
  /// `3 open · 1 overdue · 1 due today`.
  func words(for load: Workload) -> String
  /// `reports/a.json at byte 1,204`.
  func place(of unread: Unread) -> String
  /// Of a night, how many runs failed.
  func failed(_ runs: Int) -> String
  /// Above the bars of the nights, and of the hours of one.
  var failingNodes: String { get }
  var failingRuns: String { get }
  /// Said of a report that repeats the one above it.
  var sameMessage: String { get }

  // Line by line
  /// **Seconds** as they are said: `15 minutes`.
  func spoken(seconds: Int) -> String
  /// Around a sentence that says what was decided.
  func saved(_ sentence: String) -> String
  func undone(_ sentence: String) -> String
  func redone(_ sentence: String) -> String
  /// Behind a number of failures: `12 the night before; 9 in the middle of 14 nights`.
  func trend(before: Int?, middle: Int, of nights: Int) -> String
  /// Of the items of the phase, after a decision.
  func undecided(_ count: Int) -> String
  /// Of an answer, that the empty line takes it.
  var enterTakesIt: String { get }
  func enterTakes(_ text: String) -> String
  var enterMeansYes: String { get }
  var onlyYMeansYes: String { get }
  /// What the empty line decides in assign.
  func enterAccepts(_ suggestion: String, because reason: String?) -> String
  func severalAnswers(_ word: String, _ numbers: [String]) -> String
  /// - Parameter key: the one that says the keys.
  func notUnderstood(_ word: String, _ key: String) -> String
  func notUsed(_ rest: String) -> String
  func nothingDecided(_ question: String) -> String
  /// What a board that is left leaves behind.
  func farewell(in meeting: Meeting) -> String
  /// - Parameter key: the one that goes on.
  func clockStands(_ left: String, _ key: String) -> String
  func clockRuns(_ left: String) -> String
  var keysToo: String { get }
  /// What ``TypedLine/time`` says, in the list of the keys.
  var helpForTime: String { get }
  var or: String { get }
  /// The character that leads back.
  var fullStop: String { get }
  func allShown(_ count: Int) -> String
  /// The market is over; how long it took is said in ``spoken(seconds:)``.
  func isOver(_ day: Day, after time: String) -> String
  func seen(in nights: Int, of all: Int) -> String
  /// Said of evidence that has no more than the card.
  var cardSaidAll: String { get }
  /// Over numbers that follow.
  func nodesByNight(_ nights: [String]) -> String
  /// A night in which none of a problem's nodes was heard.
  var notHeard: String { get }
}

extension Phrasebook {
  /// **Columns** of a label and the gap behind it.
  package var labelWidth: Int { 11 }
}

/// What is counted.
package enum Noun: CaseIterable, Sendable {
  case node, night, run, report, decision, problem
}

/// What stands over a list or a column of the minutes, or in it when nothing else does.
package enum MinutesHeading: CaseIterable, Sendable {
  case triaged, reviewed, parked, carriedOver, rules, time
  case who, problem, step, due
  case phase, planned, taken
  case nobodyPromised, nobody, nobodyNamed
}

/// What a line of a card or of a table is about.
package enum Label: CaseIterable, Sendable {
  case runs, nodes, noEnvironment, noEnvironmentNodes
  case why, suspect, says, output, detail, atOnce, always, cameBack, knockOn
  case proof, done, next, cause, judged, error, note
  case now, suggested, parked, carried, seen, places, both, together, keys, settled, nightsHeading
  // Overlays
  case template, varies, hours, problem, owner, state, total, day, held
  /// The nights on either side of a countermeasure, left and right of a line: `before│after`.
  case beforeAndAfter
  case lastSeen
}

/// Keys that help shows on one line.
package enum KeyFold: CaseIterable, Sendable {
  /// Down and up, a page on and back, and to both ends.
  case items, pages, ends
  case phases, undo
  /// What this terminal looks like, and what its mouse does.
  case look
  /// Help itself, and the way back.
  case help
}

/// What the keys of help are grouped by, beside those of the phase.
package enum KeyGroup: CaseIterable, Sendable {
  /// What decides in every phase, and steers the market.
  case market
  /// What only looks.
  case look
  /// The board itself.
  case board
}
