import MarketAnalysis
import MarketModel
import MarketTestKit
import Testing

struct SilentDetectorTests {
  @Test func `a node that reports every night is silent after one night without it`() throws {
    let signal = try #require(silence(of: "web-1", heard: "xxx.").first)
    #expect(signal.nodes == [NodeName(rawValue: "web-1")])
    #expect(signal.title == "web-1 silent since 2026-11-18")
    #expect(
      signal.whyText
        == "reported every night up to 2026-11-18, last at 02:00 UTC, and nothing since")
  }

  @Test(arguments: [
    ("xxxxx..x", false), ("xxxxx..", true), ("xxxxx..xxxxx.", false), ("xxxxx..xxxxx...", true),
    ("x.x.", false), ("x.x..", true), ("x", false), (".x.", false), ("x....", false),
    ("x..x..", false), ("x..x...", true),
  ])
  func `a node is measured by its own rhythm`(heard: String, isSilent: Bool) {
    #expect(silence(of: "web-1", heard: heard).isEmpty == !isSilent, "\(heard)")
  }

  @Test func `why does not claim every night of a node that rests at weekends`() {
    #expect(
      silence(of: "web-1", heard: "xxxxx..xxxxx...").map(\.whyText) == [
        "never missed more than 2 in a row up to 2026-11-27, last at 02:00 UTC, "
          + "and nothing since"
      ])
  }

  @Test func `nodes that fell silent together are one signal, by environment`() {
    let nights = [
      [RunSample.ok("a"), .ok("b"), .ok("s", in: "staging")],
      [.ok("a"), .ok("b"), .ok("s", in: "staging")], [.ok("z")],
    ]
    let signals = self.signals(nights)
    #expect(
      Set(signals.map(\.title)) == [
        "2 production nodes silent since 2026-11-17", "s silent since 2026-11-17",
      ])
  }

  @Test func `a silence keeps its fingerprint until the nodes report again`() {
    let all = ["a", "b", "c"].map { RunSample.ok($0) }
    let nights = [all, all, [], [], [.ok("c")], [.ok("c")]]
    let found = (3...nights.count).map { signals(Array(nights.prefix($0))) }
    #expect(Set(found.map { $0.first?.fingerprint }).count == 1)
    #expect(found.map { $0.first?.nodes.count } == [3, 3, 2, 2])
  }

  @Test func `a second silence of the same node is another one`() {
    let first = silence(of: "web-1", heard: "xx.").map(\.fingerprint)
    let second = silence(of: "web-1", heard: "xx.xxx..").map(\.fingerprint)
    #expect(first.count == 1 && second.count == 1)
    #expect(first != second)
  }

  /// What dismissing the card does is in `LayingOutTests`.
  @Test func `a decommissioned node goes out of sight with the nights that knew it`() {
    let nights = NightAnalysis.lookBack
    let gone = "xxxx" + String(repeating: ".", count: nights)
    #expect(silence(of: "web-1", heard: gone).isEmpty)
    #expect(!silence(of: "web-1", heard: String(gone.dropLast(4))).isEmpty)
  }

  @Test
  func `the inventory knows nodes that never reported, and counts a first report as a promise`()
    throws
  {
    let nights = [[RunSample.ok("a"), .ok("b")], [.ok("a")]]
    let inventory: Set<NodeName> = [NodeName(rawValue: "b"), NodeName(rawValue: "c")]
    let found = signals(nights, inventory: inventory)
    #expect(
      Set(found.map(\.title)) == ["b silent since 2026-11-16", "c never reported"])
    #expect(signals(nights).isEmpty)
    let digests = nights.enumerated().map { NightDigest(.monday.adding(days: $0), $1) }
    let coverage = try #require(NightAnalysis.of(digests, inventory: inventory).last).coverage
    #expect((coverage.expected, coverage.reported) == (3, 1))
    #expect(coverage.silent.map(\.rawValue) == ["b", "c"])
  }

  @Test func `a node that ran again and again and stopped is silent within the night`() throws {
    let nights = [fleet { $0 == 3 ? 10 : 48 }]
    let signal = try #require(signals(nights).first)
    #expect(signals(nights).count == 1 && signal.nodes.map(\.rawValue) == ["n3"])
    #expect(signal.title == "n3 silent since 13:30 UTC")
    #expect(signal.whyText == "ran again and again tonight up to 13:30 UTC, and nothing since")
    #expect(signal.last == Day.monday.at("09:00"))
  }

  @Test func `nodes that stopped together are one signal, and stay it in the next night`() throws {
    let all = fleet { _ in 48 }
    let nights = [all, fleet { $0 < 3 ? 20 : 48 }, Array(all.dropFirst(3 * 48))]
    let tonight = try #require(signals(Array(nights.prefix(2))).first)
    #expect(tonight.title == "3 production nodes silent since 18:30 UTC")
    let next = signals(nights)
    #expect(next.map(\.fingerprint) == [tonight.fingerprint])
    #expect(next.first?.nodes == tonight.nodes)
  }

  @Test func `a night that ended early for all, or a node that rests as ever, is no silence`() {
    #expect(signals([fleet { _ in 20 }]).isEmpty)
    #expect(signals([fleet { $0 == 0 ? 47 : 48 }]).isEmpty)
    #expect(signals([fleet { $0 == 0 ? 48 : 10 }]).isEmpty)
    #expect(signals([fleet { $0 == 0 ? 2 : 48 }]).isEmpty)
    #expect(signals([Array(fleet { $0 == 0 ? 10 : 48 }.prefix(10 + 5 * 48))]).isEmpty)
  }

  @Test func `a title stays short, whatever nodes and environments are called`() {
    let long = String(repeating: "ü", count: 300)
    let nights = [
      [RunSample.ok("a", in: long), .ok("b", in: long), .ok(long)],
      [.ok("a", in: long), .ok("b", in: long), .ok(long)], [.ok("z")],
    ]
    let found = signals(nights, inventory: [NodeName(rawValue: "never " + long)])
    #expect(found.count == 3)
    #expect(found.allSatisfy { $0.title.utf8.count <= 120 })
    #expect(found.contains { $0.title.hasSuffix("… never reported") })
  }

  /// Twelve nodes that run every half hour, each so many times.
  private func fleet(_ runs: (Int) -> Int) -> [RunSample] {
    (0..<12).flatMap { node in String.clocks(runs(node)).map { .ok("n\(node)", at: $0) } }
  }

  /// One character a night: `x` reported, `.` did not. The last is tonight.
  private func silence(of node: String, heard: String) -> [Signal] {
    signals(heard.map { [.ok("other")] + ($0 == "x" ? [.ok(node)] : []) })
  }

  private func signals(
    _ nights: [[RunSample]], inventory: Set<NodeName> = []
  ) -> [Signal] {
    let digests = nights.enumerated().map { NightDigest(.monday.adding(days: $0), $1) }
    return SilentDetector.signals(
      in: NightWindow(
        tonight: digests.last ?? NightDigest(night: .monday),
        past: digests.dropLast().suffix(NightAnalysis.lookBack).map { PastNight($0) },
        inventory: inventory))
  }
}
