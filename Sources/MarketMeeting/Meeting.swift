package import MarketAnalysis
package import MarketModel

/// One market while it is held: a value that moves by ``Action``s and answers with ``Effect``s.
///
/// It knows no clock (time comes in ticks), no disk (a decision is asked for, and true only once the
/// ledger has it) and no terminal (it holds no screen size; how far a text that lies over the board was
/// scrolled is in its ``Layer``, and limited by whoever drew it).
package struct Meeting: Sendable {
  package let day: Day
  package let writer: WriterID
  package let settings: Settings
  /// The nights at hand, oldest first.
  package let nights: [NightAnalysis]

  package internal(set) var book: MarketBook { didSet { reckon() } }
  package internal(set) var agenda: Agenda
  package internal(set) var now: Instant
  /// Which item of each phase is in front. It belongs to the item, not to its row.
  package internal(set) var selection: [Phase: ProblemID] = [:]
  /// Since when the item has been in front; for the nudge.
  package internal(set) var selectedSince: Instant
  package internal(set) var prompt: Prompt?
  package internal(set) var notice: Notice?
  /// What lies over the board, the newest last.
  package internal(set) var layers: [Layer] = []
  /// Words that an item of the phase has to have to be shown; empty shows all.
  package internal(set) var phaseFilter = ""
  /// The number that is being typed before a key.
  package internal(set) var count: Int?
  package internal(set) var look: Look
  /// Lines that were entered in this sitting, by kind of question.
  var entered: [Draft.Kind: [String]] = [:]
  /// What there is to say of the store that the book comes from.
  package internal(set) var remarks: StoreRemarks { didSet { hasSeenRemarks = false } }
  /// Whether a key was pressed since then: what was seen is not shouted all morning.
  package internal(set) var hasSeenRemarks = false
  /// Rules that Close proposes and nobody has judged yet.
  package internal(set) var proposals: [RuleProposal] = []
  /// The market's record. A meeting is made after the market was opened, so it is there; were it
  /// not, the meeting behaves like one that is over.
  package private(set) var record: MarketRecord
  package private(set) var isOver = true
  /// What follows from the book, made once for each change of it: a frame asks row by row.
  private var settled: Set<ProblemID> = []
  private var settledByAssignment: Set<ProblemID> = []
  /// What last night shows and the table does not.
  package private(set) var alsoSeen = AlsoSeen(in: nil, beside: MarketBook())
  /// What was decided at the same time, by problem.
  package private(set) var clashes: [ProblemID: [Clash]] = [:]
  private var evidence: [[Fingerprint]: ProblemEvidence] = [:]
  /// Cookbooks whose rule was turned down this morning.
  var rejectedRules: Set<String> = []

  package internal(set) var role: Role
  /// Who holds the chair, as far as this board has heard.
  package internal(set) var chair: Chair?
  /// Where the board stands that this one follows.
  package internal(set) var lead: Place?
  /// The question that was open when the chair was lost; it comes back with the chair.
  var setAside: Prompt?

  package init(
    day: Day, writer: WriterID, settings: Settings, nights: [NightAnalysis], book: MarketBook,
    now: Instant, place: Place? = nil, role: Role = .facilitator, chair: Chair? = nil,
    remarks: StoreRemarks = StoreRemarks(), look: Look = Look()
  ) {
    self.day = day
    self.writer = writer
    self.settings = settings
    self.nights = nights
    self.book = book
    self.now = now
    self.look = look
    selectedSince = now
    (self.role, self.chair, self.remarks) = (role, chair, remarks)
    agenda = Agenda(of: day, in: book, nights: nights)
    record = MarketRecord(
      day: day, plan: settings.plan, openedAt: now, facilitator: writer.person)
    reckon()
    if let place, place.market == day { stand(at: place) }
    proposals = openProposals
  }

  package var phase: Phase { role.isOwner ? .review : record.phase }
  package var tonight: NightAnalysis? { nights.last }

  /// The items of the phase at hand, in their order.
  package var items: [ProblemID] {
    if case .owner(let person) = role { return book.promises(of: person).map(\.id) }
    return agenda.items(in: phase)
  }

  package var selectedID: ProblemID? {
    if let id = selection[phase], items.contains(id) { return id }
    return items.first { !isSettled($0) } ?? items.first
  }

  package var selected: Problem? { selectedID.flatMap { book.problem($0) } }

  package func evidence(for problem: Problem) -> ProblemEvidence {
    evidence[problem.fingerprints] ?? ProblemEvidence(of: problem.fingerprints, in: nights)
  }

  /// Whether the nights confirm the problem's countermeasure; `nil` when there is none.
  package func proof(of problem: Problem) -> Proof? {
    problem.countermeasure.map {
      Proof(since: $0.day, evidence: evidence(for: problem), nights: nights)
    }
  }

  var openProposals: [RuleProposal] {
    RuleProposal.proposals(after: day, book: book, settings: settings, nights: nights)
      .filter { !rejectedRules.contains($0.cookbook) }
  }

  /// Whether the phase at hand is done with an item.
  package func isSettled(_ id: ProblemID) -> Bool {
    guard !role.isOwner else { return false }
    return switch phase {
    case .overnight, .close: true
    case .review, .triage: settled.contains(id)
    case .assign:
      settledByAssignment.contains(id) || !(book.problem(id)?.needsAssignment(on: day) ?? false)
    }
  }

  private mutating func reckon() {
    if let known = book.markets[day] { record = known }
    isOver = !role.isOwner && (book.markets[day].map { $0.closedAt != nil } ?? true)
    settled = book.decided(in: day, where: \.settlesItem)
    settledByAssignment = book.decided(in: day, where: \.isAssignment)
    alsoSeen = AlsoSeen(in: tonight, beside: book)
    clashes = book.clashes()
    for problem in book.openProblems where evidence[problem.fingerprints] == nil {
      evidence[problem.fingerprints] = ProblemEvidence(of: problem.fingerprints, in: nights)
    }
  }
}

/// One line for the people in front of the board.
package enum Notice: Hashable, Sendable {
  /// A decision is on disk.
  case saved(MarketEvent)
  case undone(MarketEvent)
  case redone(MarketEvent)
  /// Several decisions were taken back at once, oldest first.
  case undoneStep([MarketEvent])
  case redoneStep([MarketEvent])
  /// It is not, and here is why.
  case notSaved(reason: String)
  /// The key did nothing, and here is why.
  case refused(Refusal)
  /// Somebody else decided this.
  case changedElsewhere([LedgerEntry])
  /// The decision is not on disk: others had just said this about the same problem.
  case overtaken(by: [LedgerEntry])
  case chairIsOurs
  /// What somebody else decided meets what was decided without knowing of it.
  case clashed([Clash])
  /// Another clone gave the same number, or several.
  case numbersGivenTwice([Int])
  case timeIsUp
  /// Keys that were typed too early wait for a word.
  case held(String)
  case dropped
}

/// Why a key did nothing.
package enum Refusal: Hashable, Sendable {
  case marketIsOver
  case marketIsPaused
  case nothingSelected
  case nothingToUndo
  case nothingDecided(Phase, others: Int)
  /// The item in front belongs to another problem now.
  case mergedAway(into: ProblemID)
  /// Somebody said that the two are never the same.
  case keptApart(Separation)
  case nothingToRedo
  /// The key works, but not here.
  /// - Parameter deed: By its name in the command line.
  case worksElsewhere(String, phases: [Phase])
  case unknownKey(String)
  case noCountermeasure
  case notProvenYet(Proof, needed: Int)
  case noOtherProblem
  case emptyAnswer
  case notADate(String)
  case dayIsPast(Day)
  case noProposal
  /// A key that decides, while something lies over the item that it would decide about.
  case somethingLiesOver
  case noSuchNumber(Int)
  /// An owner's board: the team decides that together.
  case decidedInMarket
  case noEditor(EditorFlaw)
  case nothingMatches(String)
  case noSuchCommand(String)
  case severalCommands(String, [String])
  /// Another board decides, or none does.
  case watching(Chair?)
  /// This board only ever looks.
  case onlyWatching
  case chairIsOurs
}
