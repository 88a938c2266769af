import MarketAnalysis
import MarketModel
import MarketTestKit

/// Nights in a row, the first of them Monday's.
struct Nights {
  let digests: [NightDigest]
  let analyses: [NightAnalysis]

  init(_ runs: [RunSample]...) { self.init(runs) }

  init(_ runs: [[RunSample]]) {
    digests = runs.enumerated().map { NightDigest(.monday.adding(days: $0), $1) }
    analyses = NightAnalysis.of(digests)
  }

  func evidence(of failure: Failure = .nginx) -> ProblemEvidence {
    ProblemEvidence(of: [failure.fingerprint], in: analyses)
  }

  func proof(since day: Day) -> Proof {
    Proof(since: day, evidence: evidence(), nights: analyses, digests: digests)
  }
}
