package import MarketAnalysis
package import MarketModel

/// Nights in a row, the first of them Monday's, and what they mean.
package struct Nights: Sendable {
  package let digests: [NightDigest]
  package let analyses: [NightAnalysis]

  package init(_ runs: [RunSample]...) { self.init(runs) }

  package init(_ runs: [[RunSample]]) {
    digests = runs.enumerated().map { NightDigest(.monday.adding(days: $0), $1) }
    analyses = NightAnalysis.of(digests)
  }

  package func evidence(of failure: Failure = .nginx) -> ProblemEvidence {
    ProblemEvidence(of: [failure.fingerprint], in: analyses)
  }

  package func proof(since day: Day) -> Proof {
    Proof(since: day, evidence: evidence(), nights: analyses)
  }

  /// The newest night, as detectors see it.
  package var window: NightWindow {
    NightWindow(
      tonight: digests.last ?? NightDigest(night: .monday),
      past: digests.dropLast().suffix(NightAnalysis.lookBack).map { PastNight($0) })
  }

  package var newest: [Signal] { analyses.last?.signals ?? [] }
}
