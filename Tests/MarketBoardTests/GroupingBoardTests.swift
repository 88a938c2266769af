import MarketAnalysis
import MarketBoard
import MarketMeeting
import MarketModel
import MarketTestKit
import Testing
import TextCanvas

/// What the board says of detectors that are not heard, and of rules.
struct GroupingBoardTests {
  var ledger = PaperLedger()
  let nights = Nights(
    [.failed("a"), .ok("b")],
    [.failed("a", .masked), .green("b", .errorLogged, "disk is full")])

  @Test(arguments: [(80, 24), (200, 60)])
  mutating func `what is kept off the table is named on the overnight screen`(
    size: (width: Int, height: Int)
  ) {
    let sentence = "also seen: 1 green with errors (dismissed 16 of 16 times)"
    for number in 1...16 {
      let id = ProblemID(number: number, writer: .ana)
      ledger.write(
        .laidOut(
          problem: id, kind: .greenWithErrors, fingerprint: Fingerprint(value: UInt64(number)),
          title: "it", night: .monday), .dismissed(problem: id, reason: "noise"))
    }
    let meeting = meeting()
    #expect(board(meeting, size).contains(sentence))
    #expect(Announcement.phase(of: meeting).contains(sentence))
  }

  @Test mutating func `a card says when a rule brought what it shows`() throws {
    let place = try #require(Fingerprint(placeOf: .nginx, by: .chef))
    let id = ledger.layOut(.nginx)
    ledger.write(.boundToPlaces(problem: id, places: [place]), by: .ben)
    let meeting = entering(.triage, meeting())
    #expect(
      board(meeting, (80, 24)).contains(
        "always     all of this place belongs here, said ben on Mon 16 Nov"))
  }

  @Test mutating func `a merge is asked about even when no night is at hand`() {
    ledger.layOut(.nginx)
    ledger.layOut(.postgres)
    ledger.write(
      .marketOpened(market: .tuesday, plan: .standard),
      .phaseEntered(market: .tuesday, phase: .triage), at: Day.tuesday.at("09:00"))
    var meeting = Meeting(
      day: .tuesday, writer: .ana, settings: Settings(), nights: [],
      book: ledger.book, now: Day.tuesday.at("09:00"))
    _ = meeting.reduce(.merge)
    _ = meeting.reduce(.choose(0))
    #expect(board(meeting, (80, 24)).contains("No night is at hand to see what it would change."))
  }

  @Test mutating func `a card that is merged elsewhere leaves the question and no preview`() {
    var meeting = entering(.triage, meeting())
    _ = meeting.reduce(.merge)
    _ = meeting.reduce(.choose(0))
    guard case .merge(let id, let target)? = meeting.prompt?.draft else {
      Issue.record("\(String(describing: meeting.prompt))")
      return
    }
    #expect(board(meeting, (80, 24)).contains("together"))
    ledger.write(.merged(problem: id, into: target), by: .ben)
    _ = meeting.reduce(.reloaded(ledger.book))
    #expect(board(meeting, (80, 24)).contains("Merge #\(id.number) into #\(target.number)"))
    #expect(!board(meeting, (80, 24)).contains("together"))
  }

  private mutating func meeting() -> Meeting {
    let opening = Day.tuesday.at("09:00")
    if ledger.book.markets.isEmpty {
      ledger.write(.marketOpened(market: .tuesday, plan: .standard), at: opening)
    }
    ledger.write(ledger.book.layingOut(nights.analyses, by: .ana), at: opening)
    return Meeting(
      day: .tuesday, writer: .ana, settings: Settings(),
      nights: nights.analyses, book: ledger.book, now: opening)
  }

  private mutating func entering(_ phase: Phase, _ meeting: Meeting) -> Meeting {
    var meeting = meeting
    let entries = ledger.write(.phaseEntered(market: .tuesday, phase: phase), at: meeting.now)
    _ = meeting.reduce(.recorded(entries))
    return meeting
  }

  private func board(_ meeting: Meeting, _ size: (width: Int, height: Int)) -> String {
    Board(meeting).frame(width: size.width, height: size.height).description
  }
}

extension Failure {
  fileprivate static let masked = Failure(
    resourceType: "service", resourceName: "nginx", action: "start",
    declaration: "acme_web::default", errorClass: "RuntimeError", message: "unit is masked")
}
