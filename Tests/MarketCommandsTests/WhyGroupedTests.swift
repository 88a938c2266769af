import MarketModel
import MarketTestKit
import Testing

struct WhyGroupedTests {
  @Test func `it looks as it did`() throws {
    let market = try market()
    try expectGolden(text: try market("show", "1", "--why-grouped").out, "why-grouped")
  }

  @Test func `in a narrow terminal the two stand one above the other`() throws {
    let market = try market()
    let answer = try market.shell(
      "COLUMNS=60 $MARKET show 1 --why-grouped --as ana --now 2026-11-18T10:00:00Z")
    let members = answer.lines.filter { $0.hasPrefix("  web-") }
    #expect(members == ["  web-1, Tue 17 Nov 02:00", "  web-2, Wed 18 Nov 02:20"])
  }

  @Test func `programs get the templates, what fills their holes and the rules`() throws {
    let market = try market()
    let why = try #require(
      try market("show", "1", "--why-grouped", "--json").object()["why_grouped"]
        as? [String: Any])
    let groups = try #require(why["groups"] as? [[String: Any]])
    #expect(groups.count == 2)
    #expect(
      groups[0]["message"] as? String == "Expected process to exit with [‹›], but received '‹›'")
    #expect(groups[0]["runs"] as? Int == 3)
    let members = try #require(groups[0]["members"] as? [[String: Any]])
    #expect(members.map { $0["node"] as? String } == ["web-1", "web-2"])
    #expect(members[0]["holes"] as? [String] == ["0", "1", "0.0.0.0:80", "98"])
    let rules = try #require(why["rules"] as? [String: [[String: Any]]])
    #expect(rules["merged"]?.first?["by"] as? String == "ben")
    #expect(rules["always"]?.first?["brought"] as? Int == 0)
    #expect(rules["never"]?.count == 1)
    #expect(try market("show", "1", "--json").object()["why_grouped"] == nil)
  }

  @Test func `what a node wrote reaches the terminal clean`() throws {
    let market = try Market()
    let failure = Failure(
      resourceType: "file", resourceName: "/a\u{1B}[31m", action: "create",
      declaration: "acme::\u{202E}x", message: "no \u{1B}]0;owned\u{7} 12\nline 2")
    try market.shelve(NightDigest(.wednesday, .failed("web-\u{1B}1", failure)))
    let out = try market(
      "show", "new-\(failure.fingerprint.description.prefix(6))", "--why-grouped"
    ).out
    #expect(out.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x7F })
    #expect(!out.unicodeScalars.contains("\u{202E}"))
  }

  @Test func `what is told by no report says so`() throws {
    let market = try Market()
    try market.shelve(
      NightDigest(.monday, .ok("a"), .ok("b")), NightDigest(.tuesday, .ok("a"), .ok("b")),
      NightDigest(.wednesday, .ok("a")))
    let id = try #require(try market("problems", "--json").objects().first?["id"] as? String)
    let out = try market("show", id, "--why-grouped").out
    #expect(out.contains("No report is kept of it"))
    #expect(out.hasSuffix("Rules\n  Nobody said anything: the fingerprints alone decide.\n"))
  }

  /// Ben merged postgres into nginx, ana bound both to their places and keeps a third apart.
  private func market() throws -> Market {
    let market = try Market()
    try market.shelveThreeNights()
    try market.shelve(NightDigest(.wednesday, .failed("web-9", .compile, at: "05:00")))
    let writer = try market.writer()
    let ids = (1...3).map { ProblemID(number: $0, writer: writer) }
    try market.decide(
      .sample(.nginx, as: ids[0]), .sample(.postgres, as: ids[1]), .sample(.compile, as: ids[2]),
      at: Day.wednesday.at("09:00"))
    try market.decide(
      .merged(problem: ids[1], into: ids[0]), by: .ben, at: Day.wednesday.at("09:05"))
    _ = try market("always", "1")
    _ = try market("never", "1", "3")
    return market
  }
}
