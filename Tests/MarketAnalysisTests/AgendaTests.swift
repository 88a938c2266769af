import MarketAnalysis
import MarketModel
import MarketTestKit
import Testing

struct AgendaTests {
  var ledger = PaperLedger()
  let nights = Nights([
    .failed("a", .nginx), .failed("b", .nginx), .failed("c", .nginx), .failed("a", .postgres),
    .failed("b", .compile),
  ])

  /// Three cards laid out, the second of them accepted, and Tuesday's market opened.
  init() {
    for failure in [Failure.compile, .postgres, .nginx] { ledger.layOut(failure) }
    ledger.write(judged(2))
    open(.tuesday)
  }

  @Test func `new cards are for triage, known problems for review, by rank`() {
    #expect(agenda.triage == [.number(3), .number(1)])
    #expect(agenda.review == [.number(2)])
    #expect(agenda.items(in: .triage) == agenda.triage)
    #expect(agenda.items(in: .overnight).isEmpty && agenda.items(in: .close).isEmpty)
  }

  @Test mutating func `review and triage are fixed when the market opens`() {
    let before = agenda
    ledger.write(
      judged(3), .dismissed(problem: .number(1), reason: "harmless"),
      .closed(problem: .number(2), reason: "fixed"), at: Day.tuesday.at("09:05"))
    ledger.layOut(.unrelated(5), by: .ben)
    #expect(agenda.triage == before.triage)
    #expect(agenda.review == before.review)
  }

  @Test mutating func `a decision made before the opening and taken back since moves nothing`() {
    let before = agenda
    let judgement = ledger.book.entries[3]
    ledger.write(.undone(entry: judgement.id), at: Day.tuesday.at("09:05"))
    #expect(agenda.review == before.review)
  }

  @Test mutating func `what is laid out at the opening is on the table, whoever writes meanwhile`()
  {
    open(.wednesday)
    let table = ledger.layOut(.unrelated(1), on: .wednesday)
    ledger.write(
      .noted(problem: .number(1), text: "seen it"), by: .ben, at: Day.wednesday.at("09:00"))
    let second = ledger.layOut(.unrelated(2), on: .wednesday)
    ledger.write(.phaseEntered(market: .wednesday, phase: .review), at: Day.wednesday.at("09:01"))
    let late = ledger.layOut(.unrelated(3), on: .wednesday)
    let triage = agenda(of: .wednesday).triage
    #expect(triage.contains(table) && triage.contains(second) && !triage.contains(late))
  }

  @Test mutating func `what the last market did not reach is carried over and stands first`() {
    ledger.write(.assigned(problem: .number(3), owner: .ana, step: nil, due: nil), judged(3))
    close(.tuesday)
    ledger.layOut(.unrelated(1), on: .wednesday)
    ledger.write(.rated(problem: .number(4), severity: .blocksDeploy))
    open(.wednesday)
    let agenda = agenda(of: .wednesday)
    #expect(agenda.carriedOver == [.number(1), .number(2)])
    #expect(agenda.triage == [.number(1), .number(4)])
    #expect(agenda.review == [.number(2), .number(3)])
  }

  @Test mutating func `a note does not reach a card`() {
    ledger.write(
      .noted(problem: .number(3), text: "hm"), judged(1),
      .reviewed(problem: .number(2), verdict: .onTrack))
    close(.tuesday)
    open(.wednesday)
    #expect(agenda(of: .wednesday).carriedOver == [.number(3)])
  }

  @Test mutating func `what was put away since is not carried over`() {
    close(.tuesday)
    ledger.write(.closed(problem: .number(2), reason: "fixed"), by: .ben)
    open(.wednesday)
    #expect(agenda(of: .wednesday).carriedOver == [.number(1), .number(3)])
  }

  @Test mutating func `what stays unreached is carried over from market to market`() {
    close(.tuesday)
    open(.wednesday)
    close(.wednesday)
    open(.thursday)
    #expect(agenda(of: .thursday).carriedOver == [.number(1), .number(2), .number(3)])
  }

  @Test mutating func `assign is who needs somebody, and who got somebody this morning`() {
    #expect(agenda.assign == [.number(2)])
    ledger.write(judged(3))
    #expect(agenda.assign == [.number(3), .number(2)])
    ledger.write(
      .assigned(problem: .number(2), owner: .ana, step: "look", due: .thursday),
      .leftToNobody(problem: .number(3), until: .friday))
    #expect(agenda.assign == [.number(3), .number(2)])
    close(.tuesday)
    open(.wednesday)
    #expect(agenda(of: .wednesday).assign.isEmpty)
  }

  @Test mutating func `a second opening from another terminal changes nothing`() {
    let before = agenda
    ledger.write(judged(3), at: Day.tuesday.at("09:02"))
    open(.tuesday, by: .ben)
    #expect(agenda.triage == before.triage)
    #expect(ledger.book.decided(in: .tuesday, where: \.settlesItem) == [.number(3)])
  }

  @Test(
    arguments: [
      ([], true), ([.assigned(problem: .number(2), owner: .ana, step: nil, due: nil)], true),
      ([.assigned(problem: .number(2), owner: .ana, step: "look", due: .tuesday)], true),
      ([.assigned(problem: .number(2), owner: .ana, step: "look", due: .wednesday)], false),
      ([.leftToNobody(problem: .number(2), until: .tuesday)], true),
      ([.leftToNobody(problem: .number(2), until: .wednesday)], false),
      ([.countermeasureTaken(problem: .number(2), text: "fix", on: .monday)], false),
      ([.snoozed(problem: .number(2), until: .above(nodes: 2))], false),
    ] as [([MarketEvent], Bool)])
  mutating func `somebody is needed as long as nobody says who does what by when`(
    events: [MarketEvent], needs: Bool
  ) throws {
    ledger.write(events, at: Day.tuesday.at("09:05"))
    #expect(try #require(ledger.book.problem(.number(2))).needsAssignment(on: .tuesday) == needs)
  }

  private var agenda: Agenda { agenda(of: .tuesday) }

  private func agenda(of market: Day) -> Agenda {
    Agenda(of: market, in: ledger.book, nights: nights.analyses)
  }

  private func judged(_ number: Int) -> MarketEvent {
    .judged(problem: .number(number), category: .unknown, because: nil, severity: nil)
  }

  private mutating func open(_ market: Day, by writer: WriterID = .ana) {
    ledger.write(.marketOpened(market: market, plan: .standard), by: writer, at: market.at("09:00"))
  }

  private mutating func close(_ market: Day) {
    ledger.write(.marketClosed(market: market), at: market.at("09:15"))
  }
}
