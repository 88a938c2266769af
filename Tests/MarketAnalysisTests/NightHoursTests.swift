import MarketAnalysis
import MarketModel
import MarketTestKit
import Testing

/// A night by hour and by tool.
struct NightHoursTests {
  @Test func `runs are counted in the hour in which they started`() throws {
    let night = try night(
      .ok("a", at: "09:00"), .ok("a", at: "09:59"), .ok("b", at: "00:00"), .ok("b", at: "08:59"))
    let hours = night.hours.runs
    #expect(hours.count == 24)
    #expect((hours[0], hours[15], hours[23]) == (2, 1, 1))
    #expect(hours.reduce(0, +) == night.runs.total)
  }

  @Test func `a failure has its hours, and one in which nothing ran is not known`() throws {
    let night = try night(
      .failed("a", at: "02:10"), .failed("b", at: "02:50"), .ok("a", at: "03:00"),
      .failed("c", Failure(message: "disk full"), at: "02:20"))
    let hours = night.failedByHour([Failure.nginx.fingerprint])
    #expect(hours[17] == 2 && hours[18] == 0 && hours[16] == nil)
    #expect(night.hours.failed(of: Set(night.hours.failed.keys))[17] == 3)
    #expect(night.failedByHour([Fingerprint(kind: "x", subject: "y")])[17] == 0)
  }

  @Test func `a node counts under each tool that ran on it, and fails under the one that did`()
    throws
  {
    var ansible = RunSample.failed("a", at: "02:00")
    ansible.run.tool = .ansible
    let night = try night(ansible, .ok("a", at: "03:00"), .ok("b", at: "03:00"))
    #expect(night.byTool.map(\.tool) == [.ansible, .chef])
    #expect(night.byTool.map(\.nodes.total) == [1, 2])
    #expect(night.byTool.map(\.nodes.failing) == [1, 0])
    #expect(night.byTool.map(\.nodes.broken) == [1, 0])
    #expect(night.nodes.broken == 0)
  }

  private func night(_ runs: RunSample...) throws -> NightAnalysis {
    try #require(NightAnalysis.of([NightDigest(.tuesday, runs)]).first)
  }
}
