import MarketModel
import MarketTestKit
import Testing

@testable import MarketAnalysis

struct NewNodeReadingTests {
  @Test func `a failure that keeps to new nodes is theirs`() throws {
    let night = fleet(nights: 8, old: 100) { night in
      night == 7 ? (1...5).map { .failed("new-\($0)") } + [.ok("new-6")] : []
    }
    let signal = try #require(night.signals.first)
    #expect((night.signals.count, signal.kind) == (1, .newNode))
    #expect(signal.title == "service[nginx] fails to start on new nodes")
    #expect(
      signal.whyText
        == "failed on 5 of 6 nodes that are new since 2026-11-23, and on 0 of 100 others; "
        + "by chance 1 in 16 million")
    #expect(signal.nodes.count == 5)
  }

  @Test func `a title stays short, whatever a new node wrote`() throws {
    var long = Failure.nginx
    long.resourceName = String(repeating: "n", count: 5000)
    let night = fleet(nights: 8, old: 100) { night in
      night == 7 ? (1...5).map { .failed("new-\($0)", long) } : []
    }
    let title = try #require(night.signals.first).title
    #expect(title.utf8.count <= 120 && title.hasSuffix("… on new nodes"))
  }

  @Test func `what hits the others as well is just a failure`() {
    let everywhere = fleet(nights: 8, old: 100, failing: 40) { night in
      night == 7 ? (1...5).map { .failed("new-\($0)") } : []
    }
    #expect(everywhere.signals.map(\.kind) == [.failure])
  }

  @Test func `one old node among many new ones changes nothing`() {
    let night = fleet(nights: 8, old: 100, failing: 1) { night in
      night == 7 ? (1...5).map { .failed("new-\($0)") } : []
    }
    #expect(night.signals.map(\.kind) == [.newNode])
  }

  @Test func `a single new node in a small fleet may be chance`() {
    let small = fleet(nights: 8, old: 60) { $0 == 7 ? [.failed("new-1")] : [] }
    #expect(small.signals.map(\.kind) == [.failure])
    let large = fleet(nights: 8, old: 300) { $0 == 7 ? [.failed("new-1")] : [] }
    #expect(large.signals.map(\.kind) == [.newNode])
  }

  @Test func `a node is new for seven nights`() {
    let news: (Int) -> [RunSample] = { night in
      night >= 7 ? (1...5).map { .failed("new-\($0)") } : []
    }
    #expect(fleet(nights: 14, old: 100, news).signals.map(\.kind) == [.newNode])
    #expect(fleet(nights: 15, old: 100, news).signals.map(\.kind) == [.failure])
  }

  @Test func `before a week is known, somebody is new only among nodes that never rest`() {
    let news: (Int) -> [RunSample] = { $0 == 2 ? (1...5).map { .failed("new-\($0)") } : [] }
    #expect(fleet(nights: 3, old: 100, news).signals.map(\.kind) == [.newNode])
    let night = fleet(nights: 3, old: 100) { night in
      news(night) + (1...20).filter { $0 % 3 != night }.map { .ok("now-and-then-\($0)") }
    }
    #expect(night.signals.first?.kind == .failure)
  }

  @Test func `what the new nodes have in common is named, what is most of use first`() throws {
    let traits = ["image": "debian-12-2026", "zone": "eu-1b", "platform": "debian 12"]
    let old = ["image": "debian-12-2025", "zone": "eu-1a", "platform": "debian 12"]
    func why(_ traits: [String: String]) throws -> String {
      let digests = (0..<8).map { night in
        NightDigest(
          .monday.adding(days: night),
          (1...100).map { RunSample.ok("old-\($0)").running(old) }
            + (night == 7 ? (1...5).map { .failed("new-\($0)").running(traits) } : []))
      }
      return try #require(NightAnalysis.of(digests)[7].signals.first).whyText
    }
    #expect(try why(traits).hasSuffix("; all with image debian-12-2026"))
    #expect(try why(traits.filter { $0.key != "image" }).hasSuffix("; all with zone eu-1b"))
    #expect(try !why(["platform": "debian 12"]).contains(" with "))
    #expect(try !why([:]).contains(" with "))
  }

  @Test func `what a failure's nodes have in common is named for old ones as well`() throws {
    let night = NightDigest(
      .monday,
      (0..<40).map { node in
        let sample: RunSample = node < 5 ? .failed("n\(node)") : .ok("n\(node)")
        return sample.running(["platform": node < 5 ? "debian 11" : "debian 12"])
      })
    let signal = try #require(NightAnalysis.of([night])[0].signals.first)
    #expect(signal.kind == .failure && signal.whyText.hasSuffix("; all with platform debian 11"))
  }

  @Test func `on the very first night, who comes after all others is new`() throws {
    let old = (1...100).flatMap { node in
      String.clocks(12, every: 120).map { RunSample.ok("old-\(node)", at: $0) }
    }
    let late = (1...4).flatMap { node in
      String.clocks(6, every: 120, from: "20:00").map { RunSample.failed("new-\(node)", at: $0) }
    }
    let signal = try #require(Nights(old + late).newest.first)
    #expect(signal.kind == .newNode && signal.nodes.count == 4)
    #expect(signal.whyText.hasPrefix("failed on 4 of 4 nodes that are new since 2026-11-16"))
    let early = (1...4).flatMap { node in
      String.clocks(12, every: 120).map { RunSample.failed("new-\(node)", at: $0) }
    }
    #expect(Nights(old + early).newest.map(\.kind) == [.failure])
  }

  @Test func `with many failures some keep to new nodes by luck`() {
    let night = fleet(nights: 8, old: 150) { night in
      guard night == 7 else { return [] }
      return [.failed("new-1")] + (1...5).map { .failed("node-\($0)", .unrelated($0)) }
    }
    #expect(night.signals.allSatisfy { $0.kind == .failure })
  }

  /// Against counting all ways to draw.
  @Test(arguments: 1...6, 1...6)
  func `the odds are those of drawing`(special: Int, drawn: Int) {
    let all = 11
    let draws = (0..<(1 << all)).filter { $0.nonzeroBitCount == drawn }
    for marked in 0...min(special, drawn) {
      let hits = draws.count { ($0 & (1 << special - 1)).nonzeroBitCount >= marked }
      let odds = Odds.drawing(atLeast: marked, of: drawn, among: special, of: all)
      #expect(abs(odds - Double(hits) / Double(draws.count)) < 1e-12, "\(marked)")
    }
  }

  @Test func `odds stay in range in a large fleet`() {
    #expect(Odds.drawing(atLeast: 2_500, of: 5_000, among: 5_000, of: 10_000) > 0.4)
    #expect(Odds.drawing(atLeast: 5_000, of: 5_000, among: 5_000, of: 10_000) < 1e-300)
  }

  /// The newest of some nights of a fleet of old nodes and of those that come to it.
  private func fleet(
    nights: Int, old: Int, failing: Int = 0, _ others: (Int) -> [RunSample]
  ) -> NightAnalysis {
    let digests = (0..<nights).map { night in
      let known: [RunSample] = (1...old).map { node in
        night == nights - 1 && node <= failing ? .failed("old-\(node)") : .ok("old-\(node)")
      }
      return NightDigest(.monday.adding(days: night), known + others(night))
    }
    return NightAnalysis.of(digests)[nights - 1]
  }
}
