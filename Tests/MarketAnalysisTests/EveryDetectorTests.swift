import MarketAnalysis
import MarketModel
import MarketTestKit
import Testing

/// What all detectors promise, whatever they look for.
struct EveryDetectorTests {
  @Test(arguments: 1...20)
  func `the order of runs, files and nodes changes no signal`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let nights = fleet(&random)
    let once = digests(of: nights)
    let again = digests(of: nights.map { $0.shuffled(using: &random) })
    #expect(NightAnalysis.of(once) == NightAnalysis.of(again))
    #expect(NightAnalysis.of(once).contains { !$0.signals.isEmpty })
  }

  @Test(arguments: 1...5)
  func `a night told twice gives the signals of a night told once`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let digests = digests(of: fleet(&random))
    #expect(NightAnalysis.of(digests) == NightAnalysis.of(digests.map { $0.merging($0) }))
  }

  @Test(arguments: 1...20)
  func `a signal has nodes, a title, and a why without a full stop`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for signal in NightAnalysis.of(digests(of: fleet(&random))).flatMap(\.signals) {
      #expect(!signal.nodes.isEmpty && signal.nodes == signal.nodes.sorted())
      #expect(!signal.title.isEmpty && !signal.why.isEmpty && signal.why.last != ".")
      #expect(signal.first <= signal.last)
    }
  }

  @Test(arguments: 1...20)
  func `no night has one fingerprint twice`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for night in NightAnalysis.of(digests(of: fleet(&random))) {
      let fingerprints = night.signals.map(\.fingerprint)
      #expect(Set(fingerprints).count == fingerprints.count)
    }
  }

  @Test func `every reject of a night is in some signal`() {
    let night = NightDigest(
      .tuesday, .failed("a", .nginx), .failed("b", nil), .ended("c", .incomplete),
      .ended("d", .unreachable), .ended("e", .noResponse), .ok("f"))
    let named = NightAnalysis.of([night]).flatMap(\.signals).flatMap(\.nodes)
    #expect(Set(named.map(\.rawValue)) == ["a", "b", "c", "d", "e"])
  }

  @Test func `a night without runs has nothing to say`() {
    let nights = NightAnalysis.of([NightDigest(night: .monday), NightDigest(night: .tuesday)])
    #expect(nights.flatMap(\.signals).isEmpty)
  }

  private func fleet(_ random: inout SeededGenerator) -> [[RunSample]] {
    (0..<5).map { _ in
      (1...12).filter { _ in Int.random(in: 0..<5, using: &random) > 0 }.flatMap { node in
        ["01:00", "13:30", "23:59"].map { clock in
          sample("node-\(node)", at: clock, of: Int.random(in: 0..<9, using: &random))
        }
      }
    }
  }

  private func sample(_ node: String, at clock: String, of chance: Int) -> RunSample {
    let environment = node.hasSuffix("1") ? "staging" : "production"
    return switch chance {
    case 0: .failed(node, .nginx, at: clock, in: environment, knockOns: [.compile])
    case 1: .failed(node, .postgres, at: clock, in: environment)
    case 2: .failed(node, nil, at: clock, in: environment)
    case 3: .ended(node, .incomplete, at: clock, in: environment)
    case 4: .ended(node, .unreachable, at: clock, in: environment)
    default: .ok(node, at: clock, in: environment)
    }
  }

  private func digests(of nights: [[RunSample]]) -> [NightDigest] {
    nights.enumerated().map { NightDigest(.monday.adding(days: $0), $1) }
  }
}
