package import MarketModel

extension MarketBook {
  /// What a market has to lay on the table before it can begin: what the nights found that nobody
  /// tracks yet, and what came back after it had been put away.
  ///
  /// Looks at every night at hand, not only at the newest, so a report that came late is laid out
  /// too. Worst reach first, which gives it the lower number.
  package func layingOut(_ nights: [NightAnalysis], by writer: WriterID) -> [MarketEvent] {
    var fresh: [Fingerprint: (signal: Signal, night: Day)] = [:]
    var returns: [ProblemID: Day] = [:]
    for night in nights {
      for signal in night.signals {
        guard let id = problemByFingerprint[signal.fingerprint], let problem = problem(id) else {
          fresh[signal.fingerprint] = (signal, night.night)
          continue
        }
        if problem.isWoken(by: signal, in: night.night) {
          returns[id] = night.night
        }
      }
    }
    let laidOut = fresh.values.sorted {
      ($0.signal.nodes.count, $1.signal.fingerprint) > (
        $1.signal.nodes.count, $0.signal.fingerprint
      )
    }
    return laidOut.enumerated().map { offset, found in
      .laidOut(
        problem: ProblemID(number: nextNumber + offset, writer: writer), kind: found.signal.kind,
        fingerprint: found.signal.fingerprint, title: found.signal.title, night: found.night)
    } + returns.sorted { $0.key < $1.key }.map { .returned(problem: $0, night: $1) }
  }
}

extension Problem {
  /// Whether a signal brings the problem back to the table.
  ///
  /// A night ends on the morning it is named after, so what was put away at Monday's market can
  /// only come back with the nights after Monday.
  fileprivate func isWoken(by signal: Signal, in night: Day) -> Bool {
    guard let restingSince, night > restingSince else { return false }
    switch status {
    case .new, .accepted, .working, .proving, .regressed, .merged: return false
    case .verified, .closed, .dismissed: return true
    case .snoozed:
      switch wake {
      case .on(let day): return night >= day
      case .above(let nodes): return signal.nodes.count > nodes
      case .newEnvironment(let known): return signal.environments.contains { !known.contains($0) }
      case nil: return true
      }
    }
  }
}
