import MarketModel
import MarketSimulator
import Testing

struct FleetSimulatorTests {
  /// Small enough for a test, and with a past to compare with.
  static func month(_ seed: UInt64, _ plan: Plan) -> [SimulatedNight] {
    Array(FleetSimulator(seed: seed, nodes: 40, nights: 16, runsPerNight: 12, plan: plan))
  }

  @Test func `the same seed gives the same nights`() {
    let (first, second) = (Self.month(3, .ordinary), Self.month(3, .ordinary))
    #expect(first.map(\.digest) == second.map(\.digest))
    #expect(first.map(\.truth.problems) == second.map(\.truth.problems))
  }

  @Test func `another seed gives another month`() {
    #expect(Self.month(3, .quiet).map(\.digest) != Self.month(4, .quiet).map(\.digest))
  }

  @Test(arguments: 1...3)
  func `in a quiet month no run fails, and nothing is planted`(seed: Int) {
    for night in Self.month(UInt64(seed), .quiet) {
      let runs = night.digest.nodes.values.flatMap(\.values)
      #expect(runs.allSatisfy { $0.status == .success && $0.failure == nil && $0.caveats.isEmpty })
      #expect(night.truth.problems.isEmpty)
    }
  }

  @Test(arguments: 1...3)
  func `whoever is hit tonight has reported by now`(seed: Int) {
    var heard: Set<NodeName> = []
    for night in Self.month(UInt64(seed), .ordinary) {
      heard.formUnion(night.digest.nodes.keys)
      for problem in night.truth.problems {
        #expect(problem.tonight.isSubset(of: problem.nodes), "\(problem.id)")
        #expect(problem.nodes.isSubset(of: heard), "\(problem.id)")
      }
    }
  }

  @Test(arguments: 1...3)
  func `each failed run is planted or allowed, and each planted failure is there`(seed: Int) {
    let failing: Set<SignalKind> = [.failure, .flaky, .newNode, .outage]
    for night in Self.month(UInt64(seed), .ordinary) {
      // A run that was killed failed of nothing that it could name.
      let failed = night.digest.nodes.filter {
        $0.value.values.contains { $0.status.isReject && $0.status != .incomplete }
      }.keys
      let problems = night.truth.problems.filter { failing.contains($0.kind) }
      let planted = problems.reduce(into: Set<NodeName>()) { $0.formUnion($1.tonight) }
      let allowed = night.truth.allowed.filter { $0.kinds.contains(.failure) }
        .reduce(into: Set<NodeName>()) { $0.formUnion($1.nodes) }
      #expect(planted.isSubset(of: failed))
      #expect(Set(failed).isSubset(of: planted.union(allowed)))
    }
  }

  @Test func `a silent node is not in the night's digest once its night is over`() {
    let nights = Self.month(5, .only(.silent, 3))
    for (night, before) in zip(nights.dropFirst(), nights) {
      for problem in night.truth.problems {
        let still = problem.tonight.intersection(before.truth.problems.flatMap(\.tonight))
        #expect(still.isDisjoint(with: night.digest.nodes.keys))
      }
    }
  }

  @Test(arguments: SignalKind.allCases)
  func `a plan of one kind plants that kind`(kind: SignalKind) {
    let problems = Self.month(2, .only(kind)).flatMap(\.truth.problems)
    #expect(Set(problems.map(\.kind)) == [kind])
  }
}
