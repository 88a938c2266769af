import MarketMeeting
import MarketTestKit

@testable import MarketAnalysis
@testable import MarketBoard
@testable import MarketModel

/// One of each thing that has words of its own and takes numbers along.
extension LanguageTests {
  private static let (first, last) = (Day.monday.at("02:14"), Day.monday.at("08:40"))
  private static let span = Reason.Span(first: first, last: last)
  private static let few = Rate(count: 4, of: 1204)
  private static let hits = Reason.Hits(runs: Rate(count: 7, of: 12), nodes: few, span: span)
  private static let pace = Reason.Pace(now: 1300, was: 40)
  private static let node = NodeName(rawValue: "web-01")
  private static let cohort = Reason.Cohort(
    trait: "image", value: "debian-12", nodes: Rate(count: 4, of: 4))
  private static let rarities = [Rarity(0), Rarity(0.05), Rarity(1 / 31_500), Rarity(1 / 31.5e6)]

  static let reasons: [Reason] =
    [
      .failed(hits, nil), .failed(hits, cohort),
      .failed(hits, Reason.Cohort(trait: "zone", value: "b", nodes: Rate(count: 3, of: 4))),
      .flaky(hits, times: 24, Rate(count: 81, of: 263)), .flaky(hits, times: 3, few),
      .oneOffs(tools: [.chef, .salt], nodes: few, span), .stopped(at: last),
      .silent(since: .monday, last: last, longestMiss: 0), .neverHeard(nights: 28),
      .silent(since: .monday, last: last, longestMiss: 2),
      .slowResource(pace, nodes: few, environments: []),
      .slowResource(pace, nodes: few, environments: ["qa", "production"]),
      .slowRuns(pace, nodes: few, nil),
      .growth(node, growth(left: .days(2), collecting: 24), nodes: 1),
      .growth(node, growth(left: nil, collecting: nil), nodes: 3),
      .outage(outage(healed: 12, ways: 3, rarities[2])), .outage(outage(healed: 3, ways: 1, nil)),
      .outage(outage(healed: 0, ways: 1, nil)),
      .notIdempotent(restlessness(["service[nginx]"], daily: 48, ["a::b", "c::d"])),
      .notIdempotent(restlessness(["service[nginx]"], daily: 1, [])),
      .notIdempotent(restlessness([], daily: 1, [])),
      .environmentLeak(leak(of: 3)), .environmentLeak(leak(of: 5)),
    ] + rarities.map { .slowRuns(pace, nodes: few, $0) }
    + rarities.map {
      .newNodes(Reason.NewNodes(since: .monday, new: few, others: few, rarity: $0, cohort: cohort))
    }
    + [RunStatus.incomplete, .unreachable, .noResponse, .failure].map { .unexplained($0, hits) }
    + Caveat.Kind.allCases.map { .green($0, hits) }

  static let details: [Detail] = [
    .declared(["nginx::default"]), .changes(node, few), .machines(node, ["db-1", "db-2"]),
    .slowChange(node, seconds: 1300), .slowRuns(node, pace, isFailing: false),
    .slowRuns(node, pace, isFailing: true), .growth(node, growth(left: .hours(7), collecting: 24)),
    .failure("service[nginx]", .chef, runs: 12, nodes: 1), .oneOff(node, "service[nginx]"),
  ]

  static let suspects = [suspect("1.2", "1.3"), suspect(nil, "1.3"), suspect("1.2", nil)]

  private static func suspect(_ old: String?, _ new: String?) -> Suspect {
    Suspect(
      trait: "cookbook nginx", old: old, new: new, got: Rate(count: 8, of: 9), others: few,
      rarity: rarities[3])
  }

  static let overlays: [Meeting.Overlay] = [
    .help, .evidence, .history, .people, .unread, .parked, .matrix, .effect, .found(""),
    .found("nginx"),
  ]

  static let grounds: [OwnerReason.Ground] = [
    .adoptedRule(cookbook: "nginx"), .rule("nginx"), .fixedTheLike, .roster, .wroteInLedger,
    .ownsSomething,
  ]

  /// With numbers of two digits, and a name of usual length.
  static let flaws: [StoreFlaw] = {
    let bo = Person(rawValue: "bo")
    let writer = WriterID(rawValue: "bo-1")
    let entry = LedgerEntry(
      id: EntryID(writer: writer, sequence: 2), at: first, clock: 2,
      event: .marketPaused(market: .monday))
    let step = CutOffStep(entries: [entry], lines: 1...12, by: writer)
    return [
      .damagedLines(12, of: [bo]), .missingDecisions(12, of: [bo]),
      .doubledDecisions(12, of: [bo]), .damagedDigests(12), .strangeFiles(12),
      .newerDecisions(12), .newerDigests(12), .badSettings(1), .badSettings(12),
    ] + CutOffStep.Kind.allCases.map { .cutOff(step, $0) }
  }()

  private static func growth(left: Reason.Length?, collecting: Int?) -> Reason.Growth {
    Reason.Growth(
      from: 375, to: 1155, time: .hours(10), left: left, limit: 8000, collecting: collecting)
  }

  private static func outage(healed: Int, ways: Int, _ rarity: Rarity?) -> Reason.Outage {
    Reason.Outage(
      runs: 12, tools: [.chef, .puppet], ways: ways, times: ways, nodes: few, span: span,
      healed: Rate(count: healed, of: 12), rarity: rarity)
  }

  private static func restlessness(
    _ restarts: [String], daily: Int, _ declarations: [String]
  ) -> Reason.Restlessness {
    Reason.Restlessness(
      runs: Rate(count: 36, of: 36), nodes: 3, restarts: restarts, daily: daily,
      declarations: declarations)
  }

  private static func leak(of count: Int) -> Reason.Leak {
    Reason.Leak(
      machines: ["db-1", "db-2", "db-3"], count: count, origin: "production",
      environment: "staging", nodes: 2, span: span)
  }
}
