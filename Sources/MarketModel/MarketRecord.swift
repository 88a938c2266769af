/// One market as it was held: when, by whom, and how its time went.
package struct MarketRecord: Hashable, Sendable {
  package let day: Day
  package let plan: MarketPlan
  package let openedAt: Instant
  /// Who held it, in turn; the first opened it.
  package private(set) var facilitators: [Facilitation]
  package private(set) var phases: [PhaseStart]
  package private(set) var pauses: [Pause] = []
  package private(set) var closedAt: Instant?

  package struct PhaseStart: Hashable, Sendable {
    package let phase: Phase
    package let at: Instant
  }

  package struct Facilitation: Hashable, Sendable {
    package let person: Person
    package let from: Instant
  }

  package struct Pause: Hashable, Sendable {
    package let from: Instant
    package fileprivate(set) var to: Instant?
  }

  package init(day: Day, plan: MarketPlan, openedAt: Instant, facilitator: Person) {
    self.day = day
    self.plan = plan
    self.openedAt = openedAt
    facilitators = [Facilitation(person: facilitator, from: openedAt)]
    phases = [PhaseStart(phase: .overnight, at: openedAt)]
  }

  /// Who opened it.
  package var opener: Person { facilitators[0].person }
  package var phase: Phase { phases.last?.phase ?? .overnight }
  package var isPaused: Bool { pauses.last.map { $0.to == nil } ?? false }

  /// **Seconds** the market has been going on at `now`, without its pauses.
  package func elapsed(at now: Instant) -> Double { running(from: openedAt, to: now) }

  /// **Seconds** left at `now`; never below 0.
  package func remaining(at now: Instant) -> Double {
    max(0, Double(plan.duration) - elapsed(at: now))
  }

  /// **Seconds** spent in a phase up to `now`, all its visits together.
  package func seconds(in phase: Phase, at now: Instant) -> Double {
    phases.indices.reduce(0) { sum, index in
      guard phases[index].phase == phase else { return sum }
      let end = index + 1 < phases.count ? phases[index + 1].at : closedAt ?? now
      return sum + running(from: phases[index].at, to: end)
    }
  }

  /// **Seconds** between two moments that were not paused.
  package func running(from start: Instant, to end: Instant) -> Double {
    let end = min(end, closedAt ?? end)
    guard end > start else { return 0 }
    let paused = pauses.reduce(0.0) { sum, pause in
      let from = max(pause.from, start)
      let to = min(pause.to ?? end, end)
      return sum + max(0, to.seconds(since: from))
    }
    return max(0, end.seconds(since: start) - paused)
  }

  mutating func seat(_ person: Person, at now: Instant) {
    guard closedAt == nil, person != facilitators.last?.person else { return }
    facilitators.append(Facilitation(person: person, from: now))
  }

  mutating func apply(_ event: MarketEvent, at now: Instant) {
    guard closedAt == nil else { return }
    switch event {
    case .phaseEntered(_, let phase) where phase != self.phase:
      phases.append(PhaseStart(phase: phase, at: now))
    case .marketPaused where !isPaused: pauses.append(Pause(from: now, to: nil))
    case .marketResumed where isPaused: pauses[pauses.count - 1].to = now
    case .marketClosed:
      if isPaused { pauses[pauses.count - 1].to = now }
      closedAt = now
    default: break
    }
  }
}

/// A topic put aside, with the people who will meet about it after the market.
package struct ParkedTopic: Identifiable, Hashable, Sendable {
  package let id: EntryID
  package let topic: String
  package let problem: ProblemID?
  package let people: [Person]
  package let market: Day?
  package let at: Instant
}

// MARK: As packed bytes

extension MarketRecord: Packable {
  package func pack(into bytes: inout PackedBytes) {
    bytes.put(day)
    bytes.put(plan.budgets)
    bytes.put(openedAt)
    bytes.put(facilitators)
    bytes.put(phases)
    bytes.put(pauses)
    bytes.put(closedAt)
  }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    day = try bytes.value()
    plan = MarketPlan(budgets: try bytes.value())
    openedAt = try bytes.value()
    facilitators = try bytes.value()
    phases = try bytes.value()
    pauses = try bytes.value()
    closedAt = try bytes.value()
    guard !facilitators.isEmpty else { throw PackedBytes.Misfit() }
  }
}

extension MarketRecord.PhaseStart: Packable {
  package func pack(into bytes: inout PackedBytes) {
    bytes.put(phase)
    bytes.put(at)
  }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self.init(phase: try bytes.value(), at: try bytes.value())
  }
}

extension MarketRecord.Facilitation: Packable {
  package func pack(into bytes: inout PackedBytes) {
    bytes.put(person)
    bytes.put(from)
  }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self.init(person: try bytes.value(), from: try bytes.value())
  }
}

extension MarketRecord.Pause: Packable {
  package func pack(into bytes: inout PackedBytes) {
    bytes.put(from)
    bytes.put(to)
  }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self.init(from: try bytes.value(), to: try bytes.value())
  }
}
