import MarketModel
import MarketTestKit
import Testing

struct NightTests {
  @Test func `a night reads well on paper`() throws {
    let market = try Market()
    try market.shelveThreeNights()
    let answer = try market("night")
    #expect(answer.status == 0)
    try expectGolden(text: answer.out, "night")
  }

  @Test func `an earlier night is seen as it was then`() throws {
    let market = try Market()
    try market.shelveThreeNights()
    let night = try market("night", "monday", "--json").object()
    #expect(night["night"] as? String == "2026-11-16")
    #expect((night["signals"] as? [Any])?.isEmpty == true)
    #expect(try market("night", "2026-11-17").out.contains("failed in 1 of 1 runs on 1 of 4 nodes"))
  }

  @Test func `the names that programs rely on are there`() throws {
    let market = try Market()
    try market.shelveThreeNights()
    let night = try market("night", "--json").object()
    #expect(
      Set(night.keys) == [
        "schema", "night", "from", "to", "coverage", "runs", "nodes", "signals",
      ])
    let runs = try #require(night["runs"] as? [String: Any])
    #expect(runs["total"] as? Int == 5)
    #expect(runs["failed"] as? Int == 3)
    let signal = try #require((night["signals"] as? [[String: Any]])?.first)
    #expect(
      Set(signal.keys) == [
        "kind", "fingerprint", "title", "why", "tool", "nodes", "environments", "runs", "first",
        "last", "evidence", "family", "suspect", "details", "covers", "demoted",
      ])
    #expect(signal["nodes"] as? [String] == ["web-1", "web-2"])
  }

  @Test func `without a night it says how to get one`() throws {
    let market = try Market()
    let answer = try market("night")
    #expect(answer.status == 1)
    #expect(
      answer.err == "market: no night has been gathered yet\n"
        + "  → read the reports of your runs: market gather PATH...\n")
  }

  @Test func `a night that is missing leads to the nearest`() throws {
    let market = try Market()
    try market.shelveThreeNights()
    let answer = try market("night", "2026-11-01")
    #expect(answer.status == 1)
    #expect(answer.err.contains("the nearest night there is: market night 2026-11-16"))
    #expect(try market("night", "soon").status == 64)
  }
}
