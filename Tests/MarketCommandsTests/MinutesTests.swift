import MarketModel
import MarketTestKit
import Testing

struct MinutesTests {
  @Test func `the minutes say who does what`() throws {
    let market = try Market()
    try market.holdMarket()
    try expectGolden(text: try market("minutes").out, "minutes")
    #expect(try market("minutes", "2026-11-18").status == 0)
  }

  @Test(arguments: ["de", "ja"])
  func `the minutes speak the language of the team`(language: String) throws {
    let market = try Market()
    try market.write("language: \(language)\n", to: "store/market.yml")
    try market.holdMarket()
    try expectGolden(text: try market("minutes").out, "minutes-\(language)")
  }

  @Test func `the minutes are there for programs`() throws {
    let market = try Market()
    try market.holdMarket()
    let minutes = try market("minutes", "--format", "json").object()
    #expect(minutes["market"] as? String == "2026-11-18")
    #expect(minutes["closed"] as? String == "2026-11-18T09:10:00Z")
    let promises = try #require(minutes["promises"] as? [[String: Any]])
    #expect(promises.map { $0["owner"] as? String } == ["ben"])
    let phases = try #require(minutes["phases"] as? [[String: Any]])
    #expect(phases.map { $0["spent_s"] as? Int } == [120, 0, 180, 180, 0])
    #expect(try market("minutes", "--json").out == (try market("minutes", "--format", "json").out))
  }

  @Test func `minutes that could not be written are written when the market is opened again`()
    throws
  {
    let market = try Market()
    let said = try market.shell(
      #"cd "$MARKET_STORE"; rmdir minutes; touch minutes; printf '>\n>\n>\n>\n\n' "#
        + #"| "$MARKET" meet --stream --as ana --now 2026-11-18T09:00:00Z"#)
    #expect(said.lines.contains { $0.hasPrefix("! NOT SAVED: minutes: ") })
    #expect(said.lines.contains { $0.contains(" is over after ") })
    let again = try market.shell(
      #"cd "$MARKET_STORE"; rm minutes; echo '?' "#
        + #"| "$MARKET" meet --stream --as ana --now 2026-11-18T09:30:00Z; cat minutes/2026-11-18.md"#
    )
    #expect(again.out.hasSuffix(try market("minutes").out))
  }

  @Test func `a market that never was is said to be none`() throws {
    let market = try Market()
    let answer = try market("minutes")
    #expect(answer.status == 1)
    #expect(answer.err == "market: no market has been held yet\n  → hold one: market meet\n")
    try market.holdMarket()
    #expect(
      try market("minutes", "2026-11-17").err
        == "market: no market was held on Tue 17 Nov (2026-11-17)\n"
        + "  → the last one: market minutes 2026-11-18\n")
  }
}
