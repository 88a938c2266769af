import MarketModel
import MarketReports
import Testing

/// The handler's line as a report among others.
struct ChefHandlerLineTests {
  private static let collected = ReportFixture.converge(
    status: "failure", members: #""error":{"class":"E","message":"no disk"},"#,
    resources: ReportFixture.resource("file", "/a", "updated") + ","
      + ReportFixture.resource("file", "/b", "failed", members: #""error_message":"no disk","#))

  private static let handled = line(
    #""node":"web-01","run_id":"r1","success":false,"environment":"production","#
      + #""start_time":"2026-11-21T10:00:00.400Z","elapsed_time":7.2,"#
      + #""memory":{"rss_kb":512000,"total_kb":4096000,"available_kb":2097152},"gc":{"run_ms":310}"#
  )

  @Test func `a run that the client tells too is one run, with its failure and its memory`() throws
  {
    let runs = try Reading(Self.collected + "\n" + Self.handled + "\n").runs
    #expect(runs.map(\.format) == ["chef.data_collector", "chef.morning_market"])
    let digests = [runs, runs.reversed(), runs + runs].map { digest($0) }
    #expect(digests[0] == digests[1] && digests[0] == digests[2])
    let marks = try #require(digests[0].nodes[NodeName(rawValue: "web-01")])
    let mark = try #require(marks.values.first)
    #expect(marks.count == 1)
    #expect(mark.status == .failure && mark.failure != nil && mark.changes.count == 1)
    #expect(mark.tally == Tally(total: 2, updated: 1, failed: 1, skipped: 0))
    #expect(mark.started == 1_795_255_200 && mark.duration == 7)
    #expect(mark.usage == Usage(agent: 500, free: 2048, total: 4000, collecting: 310))
  }

  @Test func `alone it tells that a run failed, and not why`() throws {
    let run = try #require(try Reading(Self.handled).runs.first)
    #expect(run.status == .failure && run.failure == nil && run.caveats.isEmpty)
    let killed = try Reading(ReportFixture.start + "\n" + Self.handled).runs
    let marks = digest(killed).nodes[NodeName(rawValue: "web-01")]
    #expect(marks?.values.map(\.status) == [.failure], "and says more than a mere start")
  }

  @Test(arguments: [
    (#""memory":{},"gc":{"run_ms":null}"#, Usage()),
    (#""memory":[],"gc":7"#, Usage()),
    (#""memory":{"rss_kb":-1,"total_kb":1e9,"available_kb":9223372036854775807}"#, Usage()),
    (#""memory":{"rss_kb":512},"gc":{"run_ms":0}"#, Usage(agent: 1)),
    (#""gc":{"run_ms":-5}"#, Usage()),
  ])
  func `numbers that are none are unknown`(members: String, usage: Usage) throws {
    let line = Self.line(
      #""node":"a","run_id":"r","success":true,"start_time":"2026-11-21T10:00:00Z","# + members)
    #expect(try #require(try Reading(line).runs.first).usage == usage)
  }

  @Test(arguments: [
    (#""run_id":"r""#, "has no `success`"), (#""success":true"#, "has no `run_id`"),
    (#""run_id":"r","success":true"#, "has no `node`"),
    (#""run_id":"r","success":true,"node":"""#, "has a `node` that is not a name"),
    (#""run_id":"r","success":true,"node":"a""#, "has no `start_time`"),
    (#""run_id":"r","success":1,"node":"a""#, "has a `success` that is not true or false"),
  ])
  func `what is missing is named`(members: String, reason: String) throws {
    #expect(try Reading(Self.line(members)).reasons == [reason])
  }

  private static func line(_ members: String) -> String { #"{"morning_market":1,\#(members)}"# }

  private func digest(_ runs: [Run]) -> NightDigest {
    var digest = NightDigest(night: Day(daysSince1970: 20_778))
    for run in runs { if let started = run.started { digest.add(run, started: started) } }
    return digest
  }
}
