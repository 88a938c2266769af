import MarketLedger
import MarketModel
import MarketTestKit
import TextCanvas

extension Market {
  /// A problem that was fixed on Monday night's evidence, held one night and came back.
  func liveThrough() throws {
    try shelve(
      NightDigest(.monday, .failed("web-1"), .failed("web-2"), .ok("db-1")),
      NightDigest(.tuesday, .ok("web-1"), .ok("web-2"), .ok("db-1")),
      NightDigest(.wednesday, .failed("web-2", knockOns: [.postgres]), .ok("web-1"), .ok("db-1")))
    let id = ProblemID(number: 1, writer: try writer())
    try decide(.sample(.nginx, as: id, on: .monday), at: Day.monday.at("09:00"))
    try decide(
      .judged(problem: id, category: .unknown, because: nil, severity: .serviceDown),
      .assigned(problem: id, owner: .ana, step: "find the cause", due: .tuesday),
      at: Day.monday.at("09:05"))
    try decide(
      .started(problem: id), .causeFound(problem: id, text: "apache2 is enabled in the image"),
      .countermeasureTaken(problem: id, text: "disabled apache2 in the image", on: .monday),
      at: Day.monday.at("15:00"))
    try decide(
      .verified(problem: id, nights: 1), by: .ben, at: Day.tuesday.at("09:04"))
  }

  /// A market of Wednesday in which one thing was decided and one was not reached.
  func holdMarket() throws {
    try shelveThreeNights()
    let id = ProblemID(number: 1, writer: try writer())
    try decide(
      .marketOpened(market: .wednesday, plan: .standard), .sample(.nginx, as: id),
      .sample(.postgres, as: ProblemID(number: 2, writer: id.writer)),
      at: Day.wednesday.at("09:00"))
    try decide(
      .phaseEntered(market: .wednesday, phase: .triage), at: Day.wednesday.at("09:02"))
    try decide(
      .judged(problem: id, category: .noFixYet, because: .blocked, severity: .serviceDown),
      .parked(
        topic: "who owns | the *image*", problem: nil, people: [.ana, .ben], market: .wednesday),
      .phaseEntered(market: .wednesday, phase: .assign), at: Day.wednesday.at("09:05"))
    try decide(
      .assigned(problem: id, owner: .ben, step: "ask <b>the</b> vendor", due: .friday),
      .marketPaused(market: .wednesday), at: Day.wednesday.at("09:06"))
    try decide(.marketResumed(market: .wednesday), at: Day.wednesday.at("09:08"))
    try decide(
      .phaseEntered(market: .wednesday, phase: .close),
      .ruleAdopted(cookbook: "acme_web", owner: .ben), .marketClosed(market: .wednesday),
      at: Day.wednesday.at("09:10"))
  }
}

extension MarketEvent {
  static func sample(_ failure: Failure, as id: ProblemID, on night: Day = .tuesday) -> MarketEvent
  {
    .laidOut(
      problem: id, kind: .failure, fingerprint: failure.fingerprint,
      title: "\(failure.resource ?? "") fails", night: night)
  }
}

extension String {
  var columns: Int { DisplayWidth.columns(of: self) }
}
