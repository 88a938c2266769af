import MarketModel
import MarketTestKit
import Testing

struct GroupingTests {
  @Test func `a merge says what the nights at hand would have shown, and a dry run only says it`()
    throws
  {
    let market = try Market()
    let (one, _) = try layOutTwo(in: market)
    let before = try market.files(under: "ledger")
    let dry = try market("merge", "2", "into", "1", "--dry-run")
    #expect(try market.files(under: "ledger") == before)
    let answer = try market("merge", "2", "into", "1")
    #expect(dry.lines == ["nothing was changed; it would be so:"] + answer.lines.dropLast())
    #expect(
      answer.lines == [
        "#2 is part of #1: service[nginx] fails",
        "  night        16   17   18",
        "  #1 service[nginx] fails",
        "  before        ·    1    2",
        "  after         ·    1    3",
        "  #2 package[postgresql-15] fails",
        "  before        ·    ·    1",
        "  after     part of #1",
        "  → to take it back: market undo",
      ])
    #expect(try market("show", "1", "--json").object()["id"] as? String == one.description)
  }

  @Test func `a dry run for programs has both rows of every problem concerned`() throws {
    let market = try Market()
    _ = try layOutTwo(in: market)
    let preview = try market("merge", "2", "1", "--dry-run", "--json").object()
    #expect(preview["dry_run"] as? Bool == true)
    #expect(preview["different"] as? Bool == true)
    #expect(preview["nights"] as? [String] == ["2026-11-16", "2026-11-17", "2026-11-18"])
    let problems = try #require(preview["problems"] as? [[String: Any]])
    #expect(problems.map { $0["before"] as? [Int] } == [[0, 1, 2], [0, 0, 1]])
    #expect(problems.first?["after"] as? [Int] == [0, 1, 3])
    #expect((problems.last?["after"] as? [String: String]) == ["part_of": "#1"])
  }

  @Test func `line by line a merge is asked about, and only a yes counts`() throws {
    let market = try Market()
    _ = try layOutTwo(in: market)
    let said = try market.shell(
      #"printf '>\n>\nm 1\nmaybe\n.\nm 1 y\n' "#
        + #"| "$MARKET" meet --stream --as ana --now 2026-11-18T09:05:00Z"#)
    #expect(said.lines.contains("? “maybe” is no answer here; say y or n."))
    let asked = "? Merge #1 into #2 “package[postgresql-15] fails”? Enter means yes"
    #expect(said.lines.count { $0 == asked } == 1)
    #expect(said.lines.contains("   together: 2 of 3 nights, 3 nodes, production"))
    #expect(said.lines.count { $0 == "! saved: ana merged #1 into #2" } == 1)
    #expect(try market("problems", "--json").objects().count == 1)
  }

  @Test func `what was merged is split off by its number, and stands as it stood`() throws {
    let market = try Market()
    _ = try layOutTwo(in: market)
    _ = try market("snooze", "2", "--until", "fri")
    let before = try market("show", "2", "--json").object()
    _ = try market("merge", "2", "into", "1")
    let refused = try market("start", "2")
    #expect(refused.err.contains("or part them: market split 2"))
    #expect(
      try market("split", "1").err
        == "market: it is not said what is to be split off #1\n"
        + "  → what was merged goes by its own number: market split 2\n")
    let answer = try market("split", "2")
    #expect(
      answer.lines.first
        == "#2 is a problem of its own again, apart from #1: snoozed until Fri 20 Nov")
    let after = try market("show", "2", "--json").object()
    #expect(after["status"] as? String == before["status"] as? String)
    #expect(after["fingerprints"] as? [String] == before["fingerprints"] as? [String])
    #expect((try market("show", "1", "--json").object()["fingerprints"] as? [String])?.count == 1)
    #expect(try market("undo").lines.first == "undone: part #2 from #1")
    #expect(try market("problems", "--json").objects().count == 1)
  }

  @Test func `a fingerprint that is all of what was merged brings that problem back`() throws {
    let market = try Market()
    _ = try layOutTwo(in: market)
    _ = try market("merge", "2", "into", "1")
    let digits = String(Failure.postgres.fingerprint.description.prefix(6))
    #expect(try market("split", "1", digits).lines.first?.hasPrefix("#2 is a problem of") == true)
  }

  @Test func `what can't be split is refused with what there is`() throws {
    let market = try Market()
    _ = try layOutTwo(in: market)
    let nginx = Failure.nginx.fingerprint.description
    let refusals = [
      (["split", "1"], "#1 recognises one thing only, so there is nothing to split"),
      (["split", "1", nginx], "#1 recognises one thing only, so there is nothing to split"),
      (["split", "1", "ffff"], "#1 recognises nothing that begins with `ffff`"),
      (["split", "1", "9d"], "#1 recognises nothing that begins with `9d`"),
      (["never", "1", "1"], "#1 can't be kept apart from itself"),
      (["never", "1", "2", "--undo"], "nobody said that #1 and #2 are never the same"),
      (["always", "1", "--undo"], "nobody said that what fails at a place is always #1"),
      (["lay", "ffffff"], "no night at hand shows `ffffff`"),
      (["lay", String(nginx.prefix(6))], "it is #1 already"),
    ]
    for (words, problem) in refusals {
      let answer = try market(words)
      #expect(answer.status == 1, "\(words)")
      #expect(answer.err.hasPrefix("market: \(problem)\n  → "), "\(answer.err)")
    }
    _ = try market("merge", "2", "into", "1")
    let both = [Failure.nginx, .postgres].map(\.fingerprint.description)
    #expect(try market(["split", "1"] + both).err.contains("nothing would be left of #1"))
    #expect(try market("never", "1", "2").err.contains("part them first: market split 2"))
  }

  @Test func `what is never the same is not merged, and the refusal says who said so`() throws {
    let market = try Market()
    _ = try layOutTwo(in: market)
    let answer = try market("never", "2", "1", as: "ben")
    #expect(answer.lines.first == "#2 and #1 are never the same; they can't be merged")
    #expect(answer.lines.contains("  no night at hand would have been different"))
    let refused = try market("merge", "1", "into", "2")
    #expect(refused.status == 1)
    #expect(
      refused.err
        == "market: #1 and #2 are never the same: ben said so on Wed 18 Nov\n"
        + "  → talk to ben; if it is otherwise: market never 1 2 --undo\n")
    #expect(
      try market("show", "1", "--why-grouped").lines.last
        == "  never           with #2, ben on Wed 18 Nov"
    )
    #expect(try market("never", "1", "2", "--undo").lines.first == "#1 and #2 may be one again")
    #expect(try market("merge", "1", "into", "2").status == 0)
  }

  @Test func `two that no market has laid out yet can be kept apart`() throws {
    let market = try Market()
    try market.shelveThreeNights()
    let handles = [Failure.nginx, .postgres].map { "new-\($0.fingerprint.description.prefix(6))" }
    #expect(
      try market(["never"] + handles).lines.first
        == "#1 (\(handles[0])) and #2 (\(handles[1])) are never the same; they can't be merged")
    #expect(try market("merge", "1", "2").status == 1)
  }

  private func layOutTwo(in market: Market) throws -> (ProblemID, ProblemID) {
    try market.shelveThreeNights()
    let writer = try market.writer()
    let ids = (ProblemID(number: 1, writer: writer), ProblemID(number: 2, writer: writer))
    try market.decide(
      .sample(.nginx, as: ids.0), .sample(.postgres, as: ids.1), at: Day.wednesday.at("09:00"))
    return ids
  }
}
