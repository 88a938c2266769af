import MarketAnalysis
import MarketModel
import MarketTestKit
import Testing

struct NightAnalysisTests {
  @Test func `runs are counted by how they ended`() throws {
    let night = try analysis(
      .ok("a", at: "09:30"), .ok("a", at: "02:00", updated: 3), .failed("b", at: "08:59"),
      .ended("c", .incomplete), .ended("d", .unreachable), .ended("e", .noResponse))
    let runs = night.runs
    #expect((runs.total, runs.succeeded, runs.changed, runs.failed) == (6, 2, 1, 1))
    #expect((runs.incomplete, runs.unreachable) == (1, 2))
    #expect(runs.first == Day.monday.at("09:30"))
    #expect(runs.last == Day.tuesday.at("08:59"))
  }

  @Test func `a night ends when its market begins`() throws {
    let night = try analysis()
    #expect(night.from == Day.monday.at("09:00"))
    #expect(night.to == Day.tuesday.at("09:00"))
    #expect(night.runs.first == nil)
  }

  @Test func `a node that recovered is failing, one that did not is broken`() throws {
    let night = try analysis(
      .failed("a", at: "01:00"), .ok("a", at: "02:00"), .ok("b", at: "01:00"),
      .failed("b", at: "02:00"), .ok("c"), .failed("s", in: "staging"))
    #expect((night.nodes.total, night.nodes.failing, night.nodes.broken) == (4, 3, 2))
    #expect(night.byEnvironment.map(\.environment) == ["production", "staging"])
    #expect(night.byEnvironment.map(\.nodes.broken) == [1, 1])
  }

  @Test func `coverage is who reported beside who should have`() throws {
    var tonight = NightDigest(.wednesday, .ok("a"))
    tonight.add(Unread(file: "b.json", offset: 7, reason: "ends inside an object"))
    let usual = [Day.monday, .tuesday].map { NightDigest($0, .ok("a"), .ok("b")) }
    let coverage = try #require(NightAnalysis.of(usual + [tonight]).last).coverage
    #expect((coverage.expected, coverage.reported) == (2, 1))
    #expect(coverage.silent == [NodeName(rawValue: "b")])
    #expect(coverage.unread.map(\.offset) == [7])
  }

  @Test func `a night is seen in the light of those before it alone`() {
    let digests = [NightDigest(.monday, .ok("a")), NightDigest(.tuesday, .failed("a"))]
    #expect(NightAnalysis.of(digests).first == NightAnalysis.of([digests[0]]).first)
  }

  private func analysis(_ runs: RunSample...) throws -> NightAnalysis {
    try #require(NightAnalysis.of([NightDigest(.tuesday, runs)]).first)
  }
}
