import MarketModel
import MarketTestKit
import Testing

@testable import MarketAnalysis

struct PastNightTests {
  @Test func `outcomes are the runs that failed in one way or succeeded, in order`() {
    let outcomes = outcomes([
      .ok("a", at: "01:00"), .failed("a", .nginx, at: "02:00"),
      .failed("a", .postgres, at: "03:00"), .ok("a", at: "04:00").noop,
      .ended("a", .incomplete, at: "05:00"), .ok("a", at: "06:00"),
    ])
    #expect(outcomes.sequence(of: [Failure.nginx.fingerprint]) == [false, true, false])
    #expect(outcomes.sequence(of: [Failure.postgres.fingerprint]) == [false, true, false])
    #expect(outcomes.sequence(of: [Failure.compile.fingerprint]) == [false, false])
    #expect(outcomes.failed.contains(Failure.nginx.fingerprint))
    #expect(!outcomes.failed.contains(Failure.compile.fingerprint))
  }

  @Test func `of more than 64 runs the last are remembered`() {
    let clocks = String.clocks(96, every: 15)
    let outcomes = outcomes(
      clocks.enumerated().map { place, clock in
        place == 31 || place == 95 ? .failed("a", at: clock) : .ok("a", at: clock)
      })
    let sequence = outcomes.sequence(of: [Failure.nginx.fingerprint])
    #expect(sequence.count == Outcomes.limit)
    #expect(sequence.last == true && sequence.count { $0 } == 1)
    let earlier = self.outcomes(
      [.failed("a", at: clocks[0])] + clocks[1...].map { .ok("a", at: $0) })
    #expect(!earlier.failed.contains(Failure.nginx.fingerprint))
  }

  @Test func `a node's night is a few numbers`() throws {
    let night = try node([
      .ok("a", at: "10:00").taking(30).running(["platform": "debian 11"]),
      .ok("a", at: "20:00").taking(50).running(["platform": "debian 12"]),
      .ok("a", at: "23:00").taking(40), .ok("a", at: "23:30").taking(9000).noop,
      .failed("a", at: "05:00"), RunSample("a", .incomplete, at: "06:00", in: ""),
    ])
    #expect((night.successes, night.duration) == (3, 40))
    #expect(night.environment == "production")
    #expect(night.last == Day.tuesday.at("06:00"))
    #expect(night.traits == Traits(["platform": "debian 12"]).fingerprint)
  }

  @Test func `what changed in half of the successful runs is kept, once a run`() throws {
    let night = try node([
      .ok("a", at: "01:00").changing([took("always", 4), took("always", 5), took("once", 1)]),
      .ok("a", at: "02:00").changing([took("always", 7), took("half", 2)]),
      .ok("a", at: "03:00").changing([took("always", 3), took("half", 4)]),
      .ok("a", at: "04:00").changing([took("always", 1)]),
      .ok("a", at: "05:00").changing([took("once", 1)]).noop,
    ])
    #expect(night.changes == [fingerprint("always"): 4, fingerprint("half"): 2])
  }

  @Test func `of the memory, the first and the last that is told is kept`() throws {
    func usages(_ agents: Int...) throws -> [Int] {
      try node(
        agents.enumerated().map { place, agent in
          .ok("a", at: "0\(place):00").using(Usage(agent: agent))
        }
      ).usages.map(\.usage.agent)
    }
    #expect(try usages(0, 0) == [])
    #expect(try usages(0, 5, 0) == [5])
    #expect(try usages(4, 5) == [4, 5])
    #expect(try usages(0, 4, 5, 6, 0) == [4, 6])
  }

  @Test func `a run's own duration is without its changes, and of failures the last is told`()
    throws
  {
    let night = try node([
      .ok("a", at: "10:00").taking(90).changing([took("deploy", 50), took("restart", 5)]),
      .failed("a", .nginx, at: "11:00").taking(20),
      .failed("a", .postgres, at: "12:00").taking(200),
      .failed("a", .nginx, at: "13:00").taking(31).changing([took("deploy", 7)]),
      .failed("a", .nginx, at: "14:00"),
    ])
    #expect(night.duration == 35)
    #expect(night.failing?.failure == Failure.nginx.fingerprint && night.failing?.duration == 24)
    #expect(try node([.ok("a").taking(3).changing([took("parallel", 9)])]).duration == 1)
    #expect(try node([.ok("a"), .failed("a")]).failing == nil)
  }

  @Test func `paces are seconds in order, by resource, environment and nodes named alike`() {
    let digest = NightDigest(
      .tuesday, .ok("a1").changing([took("slow", 7), took("quick", 0.9)]),
      .ok("a2").changing([took("slow", 3)]), .ok("b").changing([took("slow", 11)]),
      .ok("a3", in: "staging").changing([took("slow", 9)]),
      .failed("a4").changing([took("slow", 5)]), .ok("a5").changing([took("slow", 100)]).noop)
    let paces = PastNight(digest).paces
    #expect(paces[key("slow", "production", "a*")] == [3, 5, 7])
    #expect(paces[key("slow", "production", "b")] == [11])
    #expect(paces[key("slow", "staging", "a*")] == [9])
    #expect(paces[key("quick", "production", "a*")] == [])
  }

  @Test func `of many paces the smallest, the largest and some between are kept`() {
    let digest = NightDigest(
      .tuesday, (1...100).map { .ok("node-\($0)").changing([took("slow", Double($0))]) })
    let kept = PastNight(digest).paces[key("slow", "production", "node-*")]
    #expect(kept.count < 100 && kept.first == 1 && kept.last == 100)
    #expect(kept == kept.sorted() && abs((kept.median ?? 0) - 50) < 10)
  }

  private func took(_ title: String, _ seconds: Double) -> Change {
    Change(title: title, duration: seconds)
  }

  private func fingerprint(_ title: String) -> Fingerprint {
    ChangedResource(tool: .chef, title: title).fingerprint
  }

  private func key(_ title: String, _ environment: String, _ kin: String) -> Paces.Key {
    Paces.Key(resource: fingerprint(title), environment: environment, kin: kin)
  }

  private func node(_ runs: [RunSample]) throws -> NodeNight {
    try #require(PastNight(NightDigest(.tuesday, runs)).nodes.values.first)
  }

  private func outcomes(_ runs: [RunSample]) -> Outcomes {
    Outcomes(RunColumns(NightDigest(.tuesday, runs).nodes.values.flatMap { $0.values.inOrder }))
  }
}
