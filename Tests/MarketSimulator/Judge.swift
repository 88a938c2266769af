package import MarketAnalysis
package import MarketModel
import MarketTestKit

/// Compares what the detectors said with what was planted.
///
/// A problem is found when a card is about it by the second night in which it is due, and from then
/// on each night is asked. Cards that share a family are one. What fits neither a problem nor what is
/// allowed is a false card, in each night in which it lies there.
package struct Judge: Sendable {
  package private(set) var scores: [SignalKind: Score] = [:]
  package private(set) var falseCards: [FalseCard] = []
  /// Problems that were not found, or never under their right name.
  package private(set) var misses: [String] = []
  package private(set) var nights = 0

  package init() {}

  /// - Parameter signals: of each night, oldest first.
  package mutating func judge(_ signals: [[Signal]], by truths: [Truth], seed: UInt64 = 0) {
    var lives: [String: Life] = [:]
    var known: Set<Fingerprint> = []
    for (signals, truth) in zip(signals, truths) {
      nights += 1
      var (cards, covered): ([String: [Signal]], [String: [Signal]]) = ([:], [:])
      for signal in signals {
        scores[signal.kind, default: Score()].cards += 1
        let about = problems(of: signal, in: truth)
        if let best = about.first { cards[best.id, default: []].append(signal) }
        for other in about.dropFirst() { covered[other.id, default: []].append(signal) }
        guard about.isEmpty, !Matching.isAllowed(signal, in: truth) else { continue }
        scores[signal.kind, default: Score()].falseNights += 1
        guard known.insert(signal.fingerprint).inserted else { continue }
        scores[signal.kind, default: Score()].falseCards += 1
        falseCards.append(FalseCard(seed: seed, night: truth.night, signal: signal))
      }
      for problem in truth.problems {
        let own = cards[problem.id] ?? []
        lives[problem.id, default: Life(problem)]
          .live(
            problem, truth.night, own.isEmpty ? Array((covered[problem.id] ?? []).prefix(1)) : own)
      }
    }
    for life in lives.sorted(by: { $0.key < $1.key }).map(\.value) where life.isDue {
      scores[life.kind, default: Score()].count(life)
      if let miss = life.miss { misses.append("seed \(seed): \(miss): \(life)") }
    }
  }

  /// Plays a month, lets the detectors of today say what they find, and judges it.
  package mutating func judge(_ simulator: FleetSimulator, seed: UInt64) {
    let nights = Array(simulator)
    let analyses = NightAnalysis.of(nights.map(\.digest))
    judge(analyses.map(\.signals), by: nights.map(\.truth), seed: seed)
  }

  /// The problem that the card fits best, and the others that it covers as a whole.
  private func problems(of signal: Signal, in truth: Truth) -> [Planted] {
    let fits = truth.problems.compactMap { problem in
      Matching.fit(of: signal, to: problem).map { (problem: problem, fit: $0) }
    }
    guard let best = fits.max(by: { $0.fit < $1.fit }) else { return [] }
    let others = fits.filter {
      $0.problem.id != best.problem.id && $0.problem.kind == signal.kind
        && Matching.isWhole(signal.kind)
    }
    return [best.problem] + others.map(\.problem)
  }
}

/// A card about nothing.
package struct FalseCard: Sendable, CustomStringConvertible {
  package let seed: UInt64
  package let night: Day
  package let signal: Signal

  package var description: String {
    "seed \(seed) \(night) \(signal.kind.rawValue): \(signal.title) | \(signal.whyText) | "
      + "\(signal.nodes.count) nodes, \(signal.nodes.first?.rawValue ?? "")"
  }
}
