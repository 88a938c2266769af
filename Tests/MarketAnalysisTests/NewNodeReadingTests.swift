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
      signal.why == "failed on 5 of 6 nodes that are new since 2026-11-23, and on 0 of 100 others; "
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
