import MarketAnalysis
import MarketModel
import MarketTestKit
import Testing

/// What all detectors promise, whatever they look for.
struct EveryDetectorTests {
  @Test(arguments: 1...6)
  func `the order of runs, files and nodes changes no signal`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let nights = random.fleet()
    let once = digests(of: nights)
    let again = digests(of: nights.map { $0.shuffled(using: &random) })
    #expect(NightAnalysis.of(once) == NightAnalysis.of(again))
    #expect(NightAnalysis.of(once).contains { !$0.signals.isEmpty })
  }

  @Test(arguments: 1...3)
  func `a night told twice gives the signals of a night told once`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let digests = digests(of: random.fleet())
    #expect(NightAnalysis.of(digests) == NightAnalysis.of(digests.map { $0.merging($0) }))
  }

  @Test(arguments: 1...6)
  func `a signal has nodes, a title, and a why without a full stop`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for signal in NightAnalysis.of(digests(of: random.fleet())).flatMap(\.signals) {
      #expect(!signal.nodes.isEmpty && signal.nodes == signal.nodes.sorted())
      #expect(!signal.title.isEmpty && !signal.whyText.isEmpty && signal.whyText.last != ".")
      #expect(signal.title.utf8.count <= 120 && signal.environments == signal.environments.sorted())
      #expect(
        signal.covers == signal.covers.sorted() && !signal.covers.contains(signal.fingerprint))
      #expect(signal.first <= signal.last)
    }
  }

  @Test(arguments: 7...12)
  func `no night has one fingerprint twice`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for night in NightAnalysis.of(digests(of: random.fleet())) {
      let fingerprints = night.signals.map(\.fingerprint)
      #expect(Set(fingerprints).count == fingerprints.count)
    }
  }

  @Test func `such fleets have something for every detector`() {
    let kinds = (UInt64(1)...6).flatMap { seed in
      var random = SeededGenerator(seed: seed)
      return NightAnalysis.of(digests(of: random.fleet())).flatMap(\.signals).map(\.kind)
    }
    #expect(Set(kinds) == Set(SignalKind.allCases))
  }

  @Test(arguments: 1...10)
  func `nodes that lie in every number and name stop no morning`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let runs = random.liars(120)
    let digests = digests(of: runs)
    let nights = NightAnalysis.of(
      digests, inventory: [NodeName(rawValue: ""), .init(rawValue: "x")])
    #expect(NightAnalysis.of(digests) == NightAnalysis.of(self.digests(of: runs.reversed())))
    for night in nights {
      #expect(Set(night.signals.map(\.fingerprint)).count == night.signals.count)
      for signal in night.signals {
        #expect(!signal.title.isEmpty && signal.title.utf8.count <= 120 && !signal.whyText.isEmpty)
        #expect(!signal.nodes.isEmpty && signal.nodes == signal.nodes.sorted())
        #expect(signal.first <= signal.last)
      }
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

  /// Each run in the night that its clock says.
  private func digests(of runs: [(run: Run, started: Instant)]) -> [NightDigest] {
    var nights: [Day: NightDigest] = [:]
    for (run, started) in runs {
      let night = NightCalendar.standard.night(of: started)
      nights[night, default: NightDigest(night: night)].add(run, started: started)
    }
    return nights.values.sorted { $0.night < $1.night }
  }

  private func digests(of nights: [[RunSample]]) -> [NightDigest] {
    nights.enumerated().map { NightDigest(.monday.adding(days: $0), $1) }
  }
}
