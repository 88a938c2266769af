package import MarketModel

extension Signal {
  /// The place of what failed; `nil` outside of any resource, and for what is no failure of a run.
  package var place: Fingerprint? {
    switch kind {
    case .failure, .newNode, .flaky:
      evidence.first.flatMap { Fingerprint(placeOf: $0.failure, by: $0.tool) }
    case .notIdempotent, .outage, .environmentLeak, .growth, .slow, .silent, .greenWithErrors: nil
    }
  }
}

extension MarketBook {
  /// The problem to which a signal belongs, by what it recognises or by its place.
  package func problem(of signal: Signal) -> Problem? {
    problem(
      recognising: signal.fingerprint, at: placeRules.isEmpty ? nil : signal.place)
  }
}
