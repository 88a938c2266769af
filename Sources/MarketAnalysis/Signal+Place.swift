package import MarketModel

extension Signal {
  /// The place of what failed; `nil` outside of any resource, for what is no failure of a run, and
  /// for a family, which has many.
  package var place: Fingerprint? {
    switch kind {
    case .failure, .newNode, .flaky:
      family != nil
        ? nil
        : evidence.first.flatMap { Fingerprint(placeOf: $0.failure, by: $0.tool) }
    case .notIdempotent, .outage, .environmentLeak, .growth, .slow, .silent, .greenWithErrors: nil
    }
  }
}

extension MarketBook {
  /// The problem to which a signal belongs, by what it recognises or by its place.
  ///
  /// A failure that was united with others is known by any of them. A family, as a host that is
  /// down and all that it made fail, is a problem of its own.
  package func problem(of signal: Signal) -> Problem? {
    let own = problem(
      recognising: signal.fingerprint, at: placeRules.isEmpty ? nil : signal.place)
    guard own == nil, signal.family == nil, signal.kind != .environmentLeak else { return own }
    return signal.covers.lazy.compactMap { problem(recognising: $0, at: nil) }.first
  }
}
