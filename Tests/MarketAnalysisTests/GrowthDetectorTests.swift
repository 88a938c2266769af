import MarketModel
import MarketTestKit
import Testing

@testable import MarketAnalysis

/// Machines of 8000 MB.
struct GrowthDetectorTests {
  @Test func `an agent that grows all night is told with the days that are left`() throws {
    let signal = try #require(night { Usage(agent: 400 + 40 * $0, total: 8000) }.first)
    #expect(signal.kind == .growth && signal.title == "the chef agent eats memory")
    #expect(
      signal.whyText
        == "n grew from 400 to 1320 MB in 23 hours, which leaves 7 days to the limit of 8000 MB")
    #expect(signal.nodes.map(\.rawValue) == ["n"] && signal.runs == 24)
    #expect(signal.details.count == 1 && signal.detailTexts[0].hasPrefix("n: grew from 400 to"))
  }

  @Test func `what the agent spends on garbage is said where the report tells it`() throws {
    let night = Nights(
      (0..<14).map { turn in
        [
          RunSample.ok("a").using(
            Usage(agent: 400 + 100 * turn, total: 8000, collecting: 180 * turn))
        ]
      })
    let signal = try #require(night.analyses[13].signals.first { $0.kind == .growth })
    #expect(signal.whyText.hasSuffix("of 8000 MB, while it collects garbage for 2.3 s a run"))
  }

  @Test func `less than two days are told in hours`() throws {
    let signal = try #require(night { Usage(agent: 400 + 300 * $0, total: 8000) }.first)
    #expect(signal.whyText.contains("which leaves 2 hours to the limit"))
  }

  @Test func `without the machine's memory there is no limit to tell`() throws {
    let signal = try #require(night { Usage(agent: 400 + 40 * $0) }.first)
    #expect(signal.whyText == "n grew from 400 to 1320 MB in 23 hours")
  }

  @Test func `an agent that stands still, shrinks or wavers does not grow`() {
    #expect(night { _ in Usage(agent: 400, total: 8000) }.isEmpty)
    #expect(night { Usage(agent: 2000 - 40 * $0, total: 8000) }.isEmpty)
    #expect(night { Usage(agent: 400 + 300 * ($0 % 2), total: 8000) }.isEmpty)
    #expect(night { Usage(agent: 400 + $0, total: 8000) }.isEmpty)
  }

  @Test func `an agent that is restarted again and again does not grow`() {
    #expect(night { Usage(agent: 400 + 100 * ($0 % 5), total: 8000) }.isEmpty)
  }

  @Test func `after a restart it is followed from there`() throws {
    let signal = try #require(
      night { Usage(agent: 400 + 100 * ($0 < 10 ? $0 : $0 - 10), total: 8000) }.first)
    #expect(signal.whyText.hasPrefix("n grew from 400 to 1700 MB in 13 hours"))
  }

  @Test func `few runs say nothing, and what tells no memory neither`() {
    #expect(night(runs: 4) { Usage(agent: 400 + 400 * $0, total: 8000) }.isEmpty)
    #expect(night { _ in Usage() }.isEmpty)
    #expect(signals([.ok("a")]).isEmpty)
  }

  @Test func `a tool that runs once a night is followed through the nights`() throws {
    let nights = Nights(
      (0..<14).map { [RunSample.ok("a").using(Usage(agent: 400 + 100 * $0, total: 8000))] })
    let signal = try #require(nights.newest.first)
    #expect(
      signal.whyText
        == "a grew from 400 to 1700 MB in 13 days, which leaves 63 days to the limit of 8000 MB")
  }

  @Test func `what the agent eats the machine lacks, which is one card`() {
    let signals = night { Usage(agent: 400 + 100 * $0, free: 6400 - 100 * $0, total: 8000) }
    #expect(signals.map(\.title) == ["the chef agent eats memory"])
  }

  @Test func `a machine that runs out is told, whoever takes it`() throws {
    let signal = try #require(night { Usage(free: 6400 - 128 * $0, total: 8000) }.first)
    #expect(signal.title == "memory runs out on nodes of chef")
    #expect(signal.whyText.contains("to the limit of 8000 MB"))
  }

  @Test func `a cache that fills after a start levels off`() {
    #expect(night { Usage(free: 6400 - 5000 * $0 / ($0 + 4), total: 8000) }.isEmpty)
  }

  @Test func `what most machines do at that hour is no leak, and a leak on top of it is`() {
    func fleet(leak: Int) -> [RunSample] {
      (0..<20).flatMap { node in
        String.clocks(24, every: 60).enumerated().map { turn, clock in
          let used = 1600 + 64 * turn + 7 * node + (node == 0 ? leak * turn : 0)
          return RunSample.ok("n\(node)", at: clock)
            .using(Usage(free: 8000 - used, total: 8000))
        }
      }
    }
    #expect(signals(fleet(leak: 0)).isEmpty)
    #expect(signals(fleet(leak: 128)).map { $0.nodes.map(\.rawValue) } == [["n0"]])
  }

  @Test func `the agents of several nodes are one card, the worst of them first`() throws {
    let runs = (1...3).flatMap { node in
      String.clocks(24, every: 60).enumerated().map { turn, clock in
        RunSample.ok("n\(node)", at: clock)
          .using(Usage(agent: 400 + 20 * node * turn, total: 8000))
      }
    }
    let signal = try #require(signals(runs).first)
    #expect(signal.nodes.count == 3)
    #expect(
      signal.whyText.hasPrefix("n3 grew from 400") && signal.whyText.hasSuffix("; 3 nodes in all"))
  }

  @Test func `numbers that cannot be do not stop the night`() {
    for odd in [Int.max, 1 << 40, -1, Int.min] {
      _ = night { Usage(agent: odd / ($0 + 1), free: odd, total: odd, collecting: odd) }
      _ = night { Usage(agent: 400 + 40 * $0, free: $0, total: odd) }
    }
  }

  /// One node and a run an hour, by what it had used after the nth.
  private func night(runs: Int = 24, _ usage: (Int) -> Usage) -> [Signal] {
    signals(
      String.clocks(runs, every: 60).enumerated().map { turn, clock in
        RunSample.ok("n", at: clock).using(usage(turn))
      })
  }

  private func signals(_ runs: [RunSample]) -> [Signal] {
    GrowthDetector.signals(in: Nights(runs).window)
  }
}
