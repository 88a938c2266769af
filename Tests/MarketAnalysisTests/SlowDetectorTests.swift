import MarketModel
import MarketTestKit
import Testing

@testable import MarketAnalysis

struct SlowDetectorTests {
  @Test func `a resource that takes longer than it did is told with both times`() throws {
    let signal = try #require(
      week { night, node in change(seconds: night == 7 ? 40 : 8 + node % 3) }.first)
    #expect(signal.kind == .slow && signal.title == "package[nginx] got slow")
    #expect(
      signal.whyText
        == "takes 40 s, and took 9 s in the nights before, on 12 of 12 nodes of production")
    #expect(signal.nodes.count == 12 && signal.environments == ["production"])
    #expect(signal.runs == 12 && signal.detailTexts.first == "n0: took up to 40 s")
  }

  @Test func `a resource that is as slow as ever, or a little slower, is none`() {
    #expect(week { _, node in change(seconds: 40 + node % 3) }.isEmpty)
    #expect(week { night, _ in change(seconds: night == 7 ? 10 : 8) }.isEmpty)
    #expect(week { night, _ in change(seconds: night == 7 ? 3 : 1) }.isEmpty)
  }

  @Test func `a resource that varies wildly is not slow`() {
    #expect(
      week { night, node in change(seconds: (night * 7 + node * 5) % 13 * 6 + 1) }.isEmpty)
  }

  @Test func `a new resource has no past to be held against`() {
    #expect(week { night, _ in night == 7 ? change(seconds: 90) : [] }.isEmpty)
  }

  @Test func `a few slow changes among many are none`() {
    #expect(week { night, node in change(seconds: night == 7 && node < 3 ? 90 : 8) }.isEmpty)
  }

  @Test func `it is slow in one environment, with the others as they were`() throws {
    let signals = week { night, node in
      change(seconds: night == 7 && node < 8 ? 90 : 8)
    } environment: {
      $0 < 8 ? "production" : "staging"
    }
    #expect(signals.map(\.environments) == [["production"]])
    #expect(signals.first?.nodes.count == 8)
  }

  @Test func `runs that got slow without a resource are told for themselves`() throws {
    let signal = try #require(
      week { _, _ in
        []
      } taking: { night, node in
        night == 7 && node < 3 ? 150 : 40
      }.first)
    #expect(signal.title == "chef runs got slow in production")
    #expect(
      signal.whyText == "take 150 s, and took 40 s in the nights before, on 3 of 12 nodes")
    #expect(signal.detailTexts.first == "n0: a run takes 150 s, and took 40 s")
    #expect(signal.nodes.map(\.rawValue) == ["n0", "n1", "n2"])
  }

  @Test func `runs that are slow because of a resource are the resource's`() {
    let signals = week { night, _ in
      change(seconds: night == 7 ? 100 : 8)
    } taking: { night, node in
      night == 7 && node < 4 ? 140 : 48
    } times: {
      $0 < 4 ? 8 : 0
    }
    #expect(signals.map(\.title) == ["package[nginx] got slow"])
  }

  @Test func `a resource that explains little of what the runs lost is none of its own`() {
    let signals = week { night, _ in
      change(seconds: night == 7 ? 30 : 8)
    } taking: { night, node in
      night == 7 && node < 4 ? 400 : 40
    } times: {
      $0 < 4 ? 2 : 0
    }
    #expect(signals.map(\.title) == ["chef runs got slow in production"])
  }

  @Test func `what made the whole fleet slower is taken off`() {
    #expect(
      week { _, _ in
        []
      } taking: { night, _ in
        night == 7 ? 120 : 40
      }.isEmpty)
    let more = week { _, _ in
      []
    } taking: { night, node in
      night < 7 ? 40 : node == 0 ? 400 : 100
    }
    #expect(more.map { $0.nodes.map(\.rawValue) } == [["n0"]])
  }

  @Test func `one long upgrade of a tool that runs once a night is none`() {
    let nights = (0..<8).map { night in
      (0..<12).map { RunSample.ok("n\($0)").taking(night == 7 && $0 == 0 ? 900 : 40) }
    }
    #expect(SlowDetector.signals(in: Nights(nights).window).isEmpty)
  }

  @Test func `one long run among many of a night is none`() {
    let nights = (0..<8).map { night in
      runs { turn, node in night == 7 && node == 0 && turn == 3 ? 900 : 40 }
    }
    #expect(SlowDetector.signals(in: Nights(nights).window).isEmpty)
  }

  @Test func `without some nights there is no past`() {
    let nights = [runs { _, _ in 40 }, runs { _, node in node == 0 ? 900 : 40 }]
    #expect(SlowDetector.signals(in: Nights(nights).window).isEmpty)
  }

  @Test func `what has been slow for weeks is how it is`() {
    let nights = (0..<26).map { night in
      runs { _, node in night > 3 && node == 0 ? 200 : 40 }
    }
    #expect(SlowDetector.signals(in: Nights(nights).window).isEmpty)
    let fresh = Nights(Array(nights.prefix(8)))
    #expect(SlowDetector.signals(in: fresh.window).count == 1)
  }

  @Test func `a night in which all was slow is no past to be held against`() {
    let signals = week { night, node in
      change(seconds: (node % 3 + 7) * (night == 6 || night == 7 ? 3 : 1))
    } taking: { night, _ in
      night == 6 || night == 7 ? 120 : 40
    }
    #expect(signals.isEmpty)
  }

  @Test func `a resource that is quick again is no more slow`() {
    #expect(week { night, _ in change(seconds: night == 5 || night == 6 ? 60 : 8) }.isEmpty)
  }

  private func change(seconds: Int) -> [Change] {
    [Change(title: "package[nginx]", action: "upgrade", duration: Double(seconds))]
  }

  /// Eight nights of twelve nodes, by night and node; the changes are of each node's first runs.
  private func week(
    _ changes: (Int, Int) -> [Change], taking seconds: (Int, Int) -> Double = { _, _ in 40 },
    environment: (Int) -> String = { _ in "production" }, times: (Int) -> Int = { _ in 1 }
  ) -> [Signal] {
    let nights = (0..<8).map { night in
      (0..<12).flatMap { node in
        String.clocks(8, every: 120).enumerated().map { turn, clock in
          RunSample.ok("n\(node)", at: clock, in: environment(node)).taking(seconds(night, node))
            .changing(turn < times(node) ? changes(night, node) : [])
        }
      }
    }
    return SlowDetector.signals(in: Nights(nights).window)
  }

  /// Twelve nodes that run eight times, by turn and node.
  private func runs(_ seconds: (Int, Int) -> Double) -> [RunSample] {
    (0..<12).flatMap { node in
      String.clocks(8, every: 120).enumerated().map { turn, clock in
        RunSample.ok("n\(node)", at: clock).taking(seconds(turn, node))
      }
    }
  }
}
