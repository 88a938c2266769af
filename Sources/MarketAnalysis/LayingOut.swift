package import MarketModel

extension MarketBook {
  /// What a market has to lay on the table before it can begin: what the nights found that nobody
  /// tracks yet, and what came back after it had been put away.
  ///
  /// What a rule brings to a problem is said once for each new message. What a noisy detector found
  /// is not laid out: ``DetectorRecord/isNoisy``.
  ///
  /// Looks at more nights than the newest, so a report that came late is laid out too; what has not
  /// shown for ``lateNights`` is history. Widest reach first, which gives it the lower number.
  package func layingOut(_ nights: [NightAnalysis], by writer: WriterID) -> [MarketEvent] {
    var fresh: [Fingerprint: (signal: Signal, firstNight: Day, lastNight: Day)] = [:]
    var joined: [Fingerprint: MarketEvent] = [:]
    var returns: [ProblemID: Day] = [:]
    var nightBefore: Set<ProblemID>?
    let noisy = DetectorRecord.noisyKinds(in: self)
    for night in nights {
      var shown: Set<ProblemID> = []
      for signal in night.signals {
        let fingerprint = signal.fingerprint
        let own = problem(of: signal)
        for problem in [own].compactMap({ $0 }) + trackedOneOffs(in: signal) {
          shown.insert(problem.id)
          let isOngoing = nightBefore.map { $0.contains(problem.id) } ?? true
          if problem.isWoken(by: signal, in: night.night, isOngoing: isOngoing) {
            returns[problem.id] = night.night
          }
        }
        if own == nil {
          let firstNight = fresh[fingerprint]?.firstNight ?? night.night
          fresh[fingerprint] = (signal, firstNight, night.night)
        } else if joined[fingerprint] == nil {
          joined[fingerprint] = joining(signal, in: night.night)
        }
      }
      nightBefore = shown
    }
    let newest = nights.last?.night
    let current = fresh.values.filter { found in
      !noisy.contains(found.signal.kind)
        && newest.map { found.lastNight >= $0.adding(days: -Self.lateNights) } ?? false
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
    } + joined.sorted { $0.key < $1.key }.map(\.value)
      + returns.sorted { $0.key < $1.key }.map { .returned(problem: $0, night: $1) }
  }

  /// The problems that are tracked and lie in a card of what came once: each has shown again.
  private func trackedOneOffs(in signal: Signal) -> [Problem] {
    guard signal.family == OneOffReading.family else { return [] }
    return signal.covers.compactMap { problem(recognising: $0, at: nil) }
  }

  /// What adds a signal to the problem that owns its place; `nil` for what a problem knows already.
  private func joining(_ signal: Signal, in night: Day) -> MarketEvent? {
    guard problemByFingerprint[signal.fingerprint] == nil, let place = signal.place,
      let rule = placeRules[place]
    else { return nil }
    return .joined(
      problem: rule.problem, fingerprint: signal.fingerprint, place: place, night: night)
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
