import Foundation
import Testing

struct GatherTests {
  @Test func `what is read is counted, what is not is named, and both end well`() throws {
    let market = try Market()
    try market.write(report("web-1", run: "a"), to: "runs/web-1.json")
    try market.write(report("web-2", run: "b", failing: "no"), to: "runs/deep/web-2.json")
    try market.write("# notes\n", to: "runs/notes.txt")
    let answer = try market("gather", "runs")
    #expect(answer.status == 0)
    #expect(answer.err == "runs/notes.txt:0: is not JSON\n2 runs read, 1 file skipped\n")
    #expect(
      answer.lines == [
        "night to Wed 18 Nov 2026  2 new runs  2 nodes", "  → market night 2026-11-18",
      ])
  }

  @Test func `strict fails when something can't be read, and keeps the rest`() throws {
    let market = try Market()
    try market.write(report("web-1", run: "a"), to: "runs/web-1.json")
    try market.write("", to: "runs/empty.json")
    #expect(try market("gather", "runs", "--strict").status == 65)
    #expect(try market("night").status == 0)
  }

  @Test func `a store that is named is made, and nothing else is made one`() throws {
    let market = try Market()
    try market.write(report("web-1", run: "a"), to: "runs/web-1.json")
    let made = try market.shell("$MARKET gather --store new/store runs")
    #expect(made.status == 0)
    #expect(made.err == "new/store is a new store.\n1 run read\n")
    let refused = try market.shell("$MARKET gather --store runs runs")
    #expect(refused.status == 1)
    #expect(refused.err.contains("there is no store here"))
  }

  @Test func `gathering again changes no byte and says so`() throws {
    let market = try Market()
    try market.write(report("web-1", run: "a"), to: "runs/web-1.json")
    try market.write("junk", to: "runs/junk")
    _ = try market("gather", "runs")
    let before = try market.files(under: "")
    market.now = "2026-11-25T10:00:00Z"
    let answer = try market("gather", "runs")
    #expect(answer.lines == ["nothing new, all files were read before"])
    #expect(try market.files(under: "") == before)
  }

  @Test func `the order of files and gathers leaves the same nights`() throws {
    let reports = [
      "a": report("web-1", run: "a"), "b": report("web-2", run: "b", failing: "no"),
      "c": report("web-1", run: "c", at: "2026-11-16T02:00:00Z"),
    ]
    let nights = try [["a", "b", "c"], ["c", "a", "b"], ["b", "c", "a"]].map { order in
      let market = try Market()
      for (name, text) in reports { try market.write(text, to: "runs/\(name)") }
      for name in order { _ = try market("gather", "--source", "site", "runs/\(name)") }
      return try market.files(under: "nights")
    }
    #expect(nights[0].count == 2)
    #expect(nights[0] == nights[1])
    #expect(nights[0] == nights[2])
  }

  @Test func `a report that was cut off is forgotten once it is whole`() throws {
    let market = try Market()
    let whole = report("web-2", run: "b")
    try market.write(report("web-1", run: "a") + whole.prefix(60), to: "runs/log.jsonl")
    _ = try market("gather", "runs")
    #expect(try unread(market).count == 1)
    try market.write(report("web-1", run: "a") + whole, to: "runs/log.jsonl")
    let answer = try market("gather", "runs")
    #expect(answer.err == "1 run read\n")
    #expect(try unread(market).isEmpty)
  }

  @Test func `what can never be opened is complained about once a night`() throws {
    let market = try Market()
    try market.write(report("web-1", run: "a"), to: "runs/web-1.json")
    _ = try market("gather", "runs", "gone")
    let before = try market.files(under: "nights")
    let answer = try market("gather", "runs", "gone")
    #expect(answer.err.hasPrefix("gone:0: can't be opened"))
    #expect(try market.files(under: "nights") == before)
    #expect(try unread(market).count == 1)
  }

  @Test func `standard input is a file too`() throws {
    let market = try Market()
    try market.write(report("web-1", run: "a"), to: "one.json")
    let answer = try market.shell("$MARKET gather --json - < one.json")
    #expect(answer.status == 0)
    #expect(try answer.object()["runs"] as? Int == 1)
  }

  @Test func `a name can't forge a line`() throws {
    let market = try Market()
    try market.write("junk", to: "runs/a\n3 runs read\u{1B}[2J")
    let answer = try market("gather", "runs")
    #expect(answer.err.split(separator: "\n").count == 2)
    #expect(!answer.err.contains("\u{1B}"))
  }

  @Test func `without a store it says how to make one`() throws {
    let market = try Market()
    let answer = try market.shell("MARKET_STORE=nowhere $MARKET gather /dev/null")
    #expect(answer.status == 1)
    #expect(
      answer.err == "market: nowhere: there is no store here\n  → make one: market init nowhere\n")
  }

  private func unread(_ market: Market) throws -> [Any] {
    let coverage = try market("night", "--json").object()["coverage"] as? [String: Any]
    return try #require(coverage?["unread"] as? [Any])
  }
}
