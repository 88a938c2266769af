import MarketModel
import MarketSimulator
import Testing

/// What the truth says can be seen in the digests, and ordinary life does not look the same.
struct TruthTests {
  static func month(_ seed: Int, _ plan: Plan) -> [SimulatedNight] {
    FleetSimulatorTests.month(UInt64(seed), plan)
  }

  @Test(arguments: 1...3)
  func `what is not idempotent changes in nearly all runs of its nodes`(seed: Int) {
    for night in Self.month(seed, .only(.notIdempotent)) {
      for problem in night.truth.problems where problem.isVisible {
        let resources = night.digest.resources.filter { problem.isNamed(in: $0.value.title) }.keys
        let runs = problem.tonight.flatMap { night.digest.runs(of: $0) }.filter { !$0.isNoop }
        let changed = runs.count { $0.changes.contains { resources.contains($0.resource) } }
        #expect(Double(changed) > 0.7 * Double(runs.count), "\(problem.id)")
      }
    }
  }

  @Test(arguments: 1...3)
  func `in a quiet month nothing changes in most runs of a node`(seed: Int) {
    var runs: [NodeName: Int] = [:]
    var changes: [NodeName: [Fingerprint: Int]] = [:]
    for night in Self.month(seed, .quiet) {
      for (node, marks) in night.digest.nodes {
        for mark in marks.values where !mark.isNoop {
          runs[node, default: 0] += 1
          for resource in Set(mark.changes.map(\.resource)) {
            changes[node, default: [:]][resource, default: 0] += 1
          }
        }
      }
    }
    for (node, count) in runs where count >= 8 {
      let most = changes[node]?.values.max() ?? 0
      #expect(Double(most) < 0.7 * Double(count), "\(node.rawValue)")
    }
  }

  @Test(arguments: 1...3)
  func `a leak stands in changes of its nodes`(seed: Int) {
    for night in Self.month(seed, .only(.environmentLeak)) {
      for problem in night.truth.problems {
        for node in problem.tonight {
          let mentions = night.digest.runs(of: node).flatMap(\.changes).filter { change in
            night.digest.resources[change.resource].map { problem.isNamed(in: $0.title) } ?? false
          }.compactMap(\.mentions)
          #expect(!mentions.isEmpty && mentions.allSatisfy { night.digest.mentions[$0] != nil })
        }
      }
    }
  }

  @Test(arguments: 1...3)
  func `what grows has less to give than before`(seed: Int) {
    let nights = Self.month(seed, .only(.growth))
    for night in nights {
      for problem in night.truth.problems where problem.isDue {
        for node in problem.tonight {
          let past = nights.filter { $0.truth.night <= night.truth.night }
            .flatMap { $0.digest.runs(of: node) }.map(\.usage)
          let agents = past.map(\.agent)
          let free = past.map(\.free)
          let grown = (agents.max() ?? 0) - (agents.min() ?? 0)
          let shrunk = (free.max() ?? 0) - (free.min() ?? 0)
          #expect(grown > 140 || shrunk > 400, "\(problem.id)")
        }
      }
    }
  }

  @Test(arguments: 1...6)
  func `whole runs are slow for all to see where some are good, or failed so before`(seed: Int) {
    let nights = Self.month(seed, Plan([.slow: 3...3, .failure: 5...5]))
    for (index, night) in nights.enumerated() {
      for problem in night.truth.problems
      where problem.kind == .slow && problem.words.isEmpty && problem.isDue {
        let isTold = problem.tonight.contains { node in
          let before = Set(nights[..<index].flatMap { $0.digest.runs(of: node) }.map(\.failure))
          return night.digest.runs(of: node).contains { run in
            run.status == .success || run.failure != nil && before.contains(run.failure)
          }
        }
        #expect(isTold, "\(night.digest.night): \(problem.id)")
      }
    }
  }

  @Test(arguments: 1...3)
  func `new nodes were never heard before their problem`(seed: Int) {
    var heard: Set<NodeName> = []
    var known: Set<String> = []
    for night in Self.month(seed, .only(.newNode)) {
      for problem in night.truth.problems where known.insert(problem.id).inserted {
        #expect(problem.tonight.isDisjoint(with: heard), "\(problem.id)")
      }
      heard.formUnion(night.digest.nodes.keys)
    }
  }

  @Test(arguments: 1...3)
  func `an outage is told by the host in the words of each tool`(seed: Int) {
    for night in Self.month(seed, .only(.outage)) {
      for problem in night.truth.problems where problem.isDue {
        let examples = night.digest.examples.values.flatMap { $0 }.filter {
          problem.tonight.contains($0.node)
        }
        let telling = examples.filter {
          problem.isNamed(in: $0.failure.message + ($0.failure.detail ?? ""))
        }
        #expect(!telling.isEmpty && problem.tonight.isSuperset(of: telling.map(\.node)))
        if problem.alsoRight.isEmpty { #expect(Set(telling.map(\.tool)).count > 1) }
      }
    }
  }
}

extension Planted {
  fileprivate func isNamed(in text: String) -> Bool { words.contains(where: text.contains) }
}

extension NightDigest {
  fileprivate func runs(of node: NodeName) -> [RunMark] {
    nodes[node].map { Array($0.values) } ?? []
  }
}
