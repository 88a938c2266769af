import MarketAnalysis
import MarketMeeting
import MarketModel
import MarketTestKit

/// A morning as a list of actions, with a ledger that needs no disk.
///
/// It is Tuesday, nine o'clock. Problem 1 is ben's and for review; 2, 3 and 4 are new, in this order
/// on the table: nginx on three nodes, postgres on two, a compile error on one.
struct MeetingStory {
  private(set) var meeting: Meeting
  private(set) var ledger: PaperLedger
  /// Everything the meeting asked of the outside world, in order.
  private(set) var effects: [Effect] = []
  var diskIsFull = false

  static let nights = Nights(
    [.failed("x", .unrelated(0)), .ok("a")],
    [
      .failed("a", .nginx), .failed("b", .nginx), .failed("c", .nginx),
      .failed("a", .postgres, at: "03:00"), .failed("b", .postgres, at: "03:00"),
      .failed("c", .compile, at: "04:00"), .ok("x"),
    ])

  init() {
    var ledger = PaperLedger()
    let ben = ledger.layOut(.unrelated(0))
    ledger.write(
      .judged(problem: ben, category: .fixCanStart, because: nil, severity: .serviceDown),
      .assigned(problem: ben, owner: .ben, step: "put the fix in", due: .tuesday), by: .ben,
      at: Day.monday.at("09:10"))
    let opening = Day.tuesday.at("09:00")
    ledger.write(.marketOpened(market: .tuesday, plan: .standard), at: opening)
    ledger.write(ledger.book.layingOut(Self.nights.analyses, by: .ana), at: opening)
    self.init(ledger, at: opening)
  }

  private init(_ ledger: PaperLedger, at now: Instant, place: Place? = nil) {
    self.ledger = ledger
    var settings = Settings()
    settings.roster = [Person.ana, .ben].map {
      RosterEntry(person: $0, fullName: $0.rawValue, logins: [])
    }
    meeting = Meeting(
      day: .tuesday, writer: .ana, settings: settings,
      nights: Self.nights.analyses, book: ledger.book, now: now, place: place)
  }

  /// The board was killed and is started again.
  func resumed() -> MeetingStory {
    let place = effects.lazy.compactMap { effect in
      if case .remember(let place) = effect { place } else { nil }
    }.last
    return MeetingStory(ledger, at: meeting.now, place: place)
  }

  /// The same market on another board, that ana's leads.
  func followed(as role: Role = .follower(wasFacilitator: false)) -> Meeting {
    Meeting(
      day: .tuesday, writer: .ben, settings: meeting.settings,
      nights: Self.nights.analyses, book: ledger.book, now: meeting.now, place: meeting.place,
      role: role, chair: Self.anasChair)
  }

  static let anasChair = Chair(
    market: .tuesday, holder: .ana, since: Day.tuesday.at("09:00"), seat: "pts/1 on devbox")

  @discardableResult
  mutating func play(_ actions: Action...) -> [Effect] {
    actions.flatMap { run(meeting.reduce($0)) }
  }

  /// Time goes by, in one tick.
  @discardableResult
  mutating func wait(_ seconds: Double) -> [Effect] {
    play(.tick(meeting.now.adding(seconds: seconds)))
  }

  mutating func go(to phase: Phase) {
    while meeting.phase < phase { play(.nextPhase) }
    while meeting.phase > phase { play(.previousPhase) }
  }

  /// Somebody decides in another terminal, and the board hears of it.
  mutating func elsewhere(_ events: MarketEvent..., by writer: WriterID = .ben) {
    ledger.write(events, by: writer, at: meeting.now)
    play(.reloaded(ledger.book))
  }

  func problem(_ number: Int) -> Problem? { meeting.book.problem(.number(number)) }

  var front: Int? { meeting.selectedID?.number }

  /// Does what the meeting asks for, as the event loop does.
  private mutating func run(_ asked: [Effect]) -> [Effect] {
    effects += asked
    return asked.flatMap { effect in
      let events: [MarketEvent]
      switch effect {
      case .record(let event): events = [event]
      case .recordStep(let step): events = step
      default: return [effect]
      }
      if diskIsFull { return [effect] + run(meeting.reduce(.notRecorded(reason: "disk full"))) }
      let entries = ledger.write(step: events, at: meeting.now)
      return [effect] + run(meeting.reduce(.recorded(entries)))
    }
  }
}
