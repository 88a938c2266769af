import MarketAnalysis
import MarketModel
import MarketTestKit
import Testing

struct LayingOutTests {
  var ledger = PaperLedger()

  @Test func `what nobody tracks is laid out, widest reach first`() {
    let nights = Nights([
      .failed("a", .postgres), .failed("a", .nginx, at: "03:00"), .failed("b", .nginx),
    ])
    let laidOut = ledger.book.layingOut(nights.analyses, by: .ana)
    #expect(laidOut.map(\.problem) == [.number(1), .number(2)])
    #expect(laidOut.map(\.fingerprint) == [Failure.nginx, .postgres].map(\.fingerprint))
  }

  @Test mutating func `a fingerprint never has a second problem`() {
    let nights = Nights([.failed("a")], [.failed("a"), .failed("b", .postgres)])
    ledger.write(ledger.book.layingOut(nights.analyses, by: .ana), at: Day.tuesday.at("09:00"))
    #expect(ledger.book.layingOut(nights.analyses, by: .ana).isEmpty)
    #expect(ledger.book.layingOut(nights.analyses, by: .ben).isEmpty)
  }

  @Test mutating func `a merged problem is not laid out again`() {
    let (nginx, postgres) = (ledger.layOut(.nginx), ledger.layOut(.postgres))
    ledger.write(.merged(problem: nginx, into: postgres))
    #expect(ledger.book.layingOut(Nights([], [.failed("a", .nginx)]).analyses, by: .ana).isEmpty)
  }

  @Test mutating func `a night that came late is laid out, under the first night that has it`() {
    ledger.layOut(.postgres, on: .wednesday)
    let nights = Nights([.failed("a")], [.failed("a")], [.ok("a"), .failed("b", .postgres)])
    guard
      case .laidOut(_, _, _, _, let night)? =
        ledger.book.layingOut(nights.analyses, by: .ana).first
    else {
      Issue.record("nothing was laid out")
      return
    }
    #expect(night == .monday)
  }

  @Test func `what has not shown for weeks is history`() {
    let old = Day.monday.adding(days: -MarketBook.lateNights - 1)
    for (day, laidOut) in [(old, 0), (old.adding(days: 1), 1)] {
      let digests = [NightDigest(day, .failed("a")), NightDigest(.monday, .ok("a"))]
      let book = ledger.book
      #expect(book.layingOut(NightAnalysis.of(digests), by: .ana).count == laidOut)
    }
  }

  @Test(arguments: [
    MarketEvent.verified(problem: .number(1), nights: 3),
    .closed(problem: .number(1), reason: "fixed"),
  ])
  mutating func `what was held to be fixed comes back with the next run that shows it`(
    putAway: MarketEvent
  ) {
    ledger.layOut(.nginx)
    ledger.write(putAway, at: Day.monday.at("09:05"))
    #expect(returns([.failed("a")]).isEmpty)
    #expect(returns([.failed("a")], [.ok("a")]).isEmpty)
    #expect(
      returns([.failed("a")], [.failed("a", at: "09:20")])
        == [.returned(problem: .number(1), night: .tuesday)])
  }

  @Test mutating func `a failure before it was closed in the afternoon is no return`() {
    ledger.layOut(.nginx)
    ledger.write(.closed(problem: .number(1), reason: "fixed"), at: Day.monday.at("14:00"))
    #expect(returns([.failed("a")], [.failed("a", at: "13:30")]).isEmpty)
    #expect(returns([.failed("a")], [.failed("a", at: "14:30")]).count == 1)
  }

  @Test mutating func `what was dismissed goes on as it was, and returns after a night without it`()
  {
    ledger.layOut(.nginx)
    ledger.write(
      .dismissed(problem: .number(1), reason: "harmless"), at: Day.monday.at("09:05"))
    #expect(returns([.failed("a")], [.failed("a")], [.failed("a")]).isEmpty)
    #expect(
      returns([.failed("a")], [.failed("a")], [.ok("a")], [.failed("a")])
        == [.returned(problem: .number(1), night: .thursday)])
  }

  @Test mutating func `a dismissed silence does not come back to the table`() {
    let nights = Nights([.ok("a"), .ok("b")], [.ok("a"), .ok("b")], [.ok("b")], [.ok("b")])
    let upToWednesday = Array(nights.analyses.prefix(3))
    let laidOut = ledger.book.layingOut(upToWednesday, by: .ana)
    ledger.write(laidOut, at: Day.wednesday.at("09:00"))
    ledger.write(
      .dismissed(problem: .number(1), reason: "decommissioned"), at: Day.wednesday.at("09:05"))
    #expect(laidOut.count == 1)
    #expect(ledger.book.layingOut(nights.analyses, by: .ana).isEmpty)
  }

  @Test mutating func `a silence that was closed and goes on comes back`() {
    let nights = Nights([.ok("a"), .ok("b")], [.ok("a"), .ok("b")], [.ok("b")], [.ok("b")])
    let upToWednesday = Array(nights.analyses.prefix(3))
    ledger.write(ledger.book.layingOut(upToWednesday, by: .ana), at: Day.wednesday.at("09:00"))
    ledger.write(.closed(problem: .number(1), reason: "fixed"), at: Day.wednesday.at("09:05"))
    #expect(
      ledger.book.layingOut(nights.analyses, by: .ana)
        == [.returned(problem: .number(1), night: .thursday)])
  }

  @Test(
    arguments: [
      (.on(day: .wednesday), .wednesday), (.on(day: .friday), nil),
      (.above(nodes: 2), .thursday), (.above(nodes: 3), nil),
      (.newEnvironment(beyond: ["production"]), .tuesday),
      (.newEnvironment(beyond: ["production", "staging"]), nil),
    ] as [(Wake, Day?)])
  mutating func `a sleeper wakes by its own rule alone`(wake: Wake, on night: Day?) {
    ledger.layOut(.nginx)
    ledger.write(.snoozed(problem: .number(1), until: wake), at: Day.monday.at("09:05"))
    let book = ledger.book
    let nights = Nights(
      [.failed("a"), .failed("b"), .failed("c"), .failed("d")],
      [.failed("a"), .failed("s", in: "staging")], [.failed("a")],
      [.failed("a"), .failed("b"), .failed("c")])
    let markets = (1...4).map { Array(nights.analyses.prefix($0)) }
    let woken = markets.first { !book.layingOut($0, by: .ana).isEmpty }
    #expect(woken?.last?.night == night)
  }

  @Test mutating func `what came back is regressed and keeps its past`() throws {
    ledger.layOut(.nginx)
    ledger.write(
      .assigned(problem: .number(1), owner: .ben, step: nil, due: nil),
      .causeFound(problem: .number(1), text: "apache2 in the image"),
      .countermeasureTaken(problem: .number(1), text: "new image", on: .monday),
      .verified(problem: .number(1), nights: 3), at: Day.monday.at("09:05"))
    ledger.write(returns([], [.failed("a")]), at: Day.tuesday.at("09:00"))
    let problem = try #require(ledger.book.problem(.number(1)))
    #expect((problem.status, problem.owner) == (.regressed, .ben))
    #expect(problem.cause == "apache2 in the image")
    #expect(problem.returns.map(\.from) == [.verified])
    #expect(problem.returns.map(\.restingSince) == [.monday])
    #expect(returns([], [.failed("a")]).isEmpty)
  }

  @Test mutating func `a place brings new messages to its problem, once for each`() throws {
    let place = try #require(Fingerprint(placeOf: .nginx, by: .chef))
    ledger.layOut(.nginx)
    ledger.write(.boundToPlaces(problem: .number(1), places: [place]))
    let nights = Nights([.failed("a")], [.failed("a", .otherNginx)], [.failed("a", .otherNginx)])
    let events = ledger.book.layingOut(nights.analyses, by: .ben)
    let other = Failure.otherNginx.fingerprint
    #expect(
      events == [
        .joined(problem: .number(1), fingerprint: other, place: place, night: .tuesday)
      ])
    ledger.write(events, at: Day.wednesday.at("09:00"))
    #expect(ledger.book.layingOut(nights.analyses, by: .ben).isEmpty)
    #expect(ledger.book.problem(.number(1))?.fingerprints.count == 2)
  }

  @Test mutating func `a new message at its place brings back what was held to be fixed`() throws {
    let place = try #require(Fingerprint(placeOf: .nginx, by: .chef))
    ledger.layOut(.nginx)
    ledger.write(
      .boundToPlaces(problem: .number(1), places: [place]),
      .closed(problem: .number(1), reason: "fixed"))
    let events = returns([.failed("a")], [.failed("a", .otherNginx)])
    #expect(events.last == .returned(problem: .number(1), night: .tuesday))
    #expect(events.count == 2)
  }

  @Test mutating func `what goes on with another message at its place stays dismissed`() throws {
    let place = try #require(Fingerprint(placeOf: .nginx, by: .chef))
    ledger.layOut(.nginx)
    ledger.write(
      .boundToPlaces(problem: .number(1), places: [place]),
      .dismissed(problem: .number(1), reason: "harmless"))
    #expect(returns([.failed("a")], [.failed("a", .otherNginx)]).count == 1)
  }

  private func returns(_ nights: [RunSample]...) -> [MarketEvent] {
    ledger.book.layingOut(Nights(nights).analyses, by: .ana)
  }
}

extension Failure {
  /// The same service, with something else to say.
  fileprivate static let otherNginx = Failure(
    resourceType: "service", resourceName: "nginx", action: "start",
    declaration: "acme_web::default", errorClass: "RuntimeError", message: "unit is masked")
}

extension MarketEvent {
  fileprivate var fingerprint: Fingerprint? {
    if case .laidOut(_, _, let fingerprint, _, _) = self { fingerprint } else { nil }
  }
}
