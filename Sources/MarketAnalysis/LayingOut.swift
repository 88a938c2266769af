package import MarketModel

extension MarketBook {
  /// What a market has to lay on the table before it can begin: what the nights found that nobody
  /// tracks yet, and what came back after it had been put away.
  ///
  /// Looks at more nights than the newest, so a report that came late is laid out too; what has not
  /// shown for ``lateNights`` is history. Widest reach first, which gives it the lower number.
  package func layingOut(_ nights: [NightAnalysis], by writer: WriterID) -> [MarketEvent] {
    var fresh: [Fingerprint: (signal: Signal, firstNight: Day, lastNight: Day)] = [:]
    var returns: [ProblemID: Day] = [:]
    var nightBefore: Set<Fingerprint>?
    for night in nights {
      for signal in night.signals {
        let fingerprint = signal.fingerprint
        guard let id = problemByFingerprint[fingerprint], let problem = problem(id) else {
          let firstNight = fresh[fingerprint]?.firstNight ?? night.night
          fresh[fingerprint] = (signal, firstNight, night.night)
          continue
        }
        let isOngoing = nightBefore.map { $0.contains(fingerprint) } ?? true
        if problem.isWoken(by: signal, in: night.night, isOngoing: isOngoing) {
          returns[id] = night.night
        }
      }
      nightBefore = Set(night.signals.map(\.fingerprint))
    }
    let newest = nights.last?.night
    let current = fresh.values.filter { found in
      newest.map { found.lastNight >= $0.adding(days: -Self.lateNights) } ?? false
    }
    let laidOut = current.sorted {
      ($0.signal.nodes.count, $1.signal.fingerprint) > (
        $1.signal.nodes.count, $0.signal.fingerprint
      )
    }
    return laidOut.enumerated().map { offset, found in
      .laidOut(
        problem: ProblemID(number: nextNumber + offset, writer: writer), kind: found.signal.kind,
        fingerprint: found.signal.fingerprint, title: found.signal.title, night: found.firstNight)
    } + returns.sorted { $0.key < $1.key }.map { .returned(problem: $0, night: $1) }
  }

  /// **Nights** after which a failure that nobody tracks and that no longer shows is history: the
  /// first gather of an old folder must not fill the table with it.
  package static let lateNights = 14
}

extension Problem {
  /// Whether a signal brings the problem back to the table.
  ///
  /// What was held to be fixed comes back with the first run that shows it after it was put away.
  /// What was dismissed goes on as it was; it comes back when it shows again after a night without
  /// it. What sleeps wakes in a night after the one in which it was laid to sleep.
  fileprivate func isWoken(by signal: Signal, in night: Day, isOngoing: Bool) -> Bool {
    guard let putAwayAt else { return false }
    let isAfter = signal.last > putAwayAt
    switch status {
    case .new, .accepted, .working, .proving, .regressed, .merged: return false
    case .verified, .closed: return isAfter
    case .dismissed: return isAfter && !isOngoing
    case .snoozed:
      guard night > putAwayAt.day else { return false }
      switch wake {
      case .on(let day): return night >= day
      case .above(let nodes): return signal.nodes.count > nodes
      case .newEnvironment(let known): return signal.environments.contains { !known.contains($0) }
      case nil: return true
      }
    }
  }
}
