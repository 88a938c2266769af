/// Where a problem stands in its life.
package enum ProblemStatus: String, CaseIterable, Hashable, Sendable {
  /// On the table, not yet triaged.
  case new
  case accepted, working, proving, verified, closed, snoozed, dismissed, merged, regressed

  /// Whether the team still has something to do about it.
  package var isOpen: Bool {
    switch self {
    case .new, .accepted, .working, .proving, .regressed: true
    case .verified, .closed, .snoozed, .dismissed, .merged: false
    }
  }
}

/// One failure the team tracks, from the morning it was laid on the table.
///
/// A problem has no setters. It is what its events say it is: ``apply(_:at:)`` is the only way
/// its state moves, so replaying the ledgers gives the same problem on every machine.
package struct Problem: Identifiable, Hashable, Sendable {
  package let id: ProblemID
  package let kind: SignalKind
  package let title: String
  package let firstNight: Day
  /// What it recognises at night. More than one after a merge, or where a place belongs to it.
  package private(set) var fingerprints: [Fingerprint]

  package private(set) var status = ProblemStatus.new
  package private(set) var category: Category?
  package private(set) var obstacle: Obstacle?
  package private(set) var severity: Severity?

  package private(set) var owner: Person?
  /// Until when nobody is meant to own it; an explicit decision, not an oversight.
  package private(set) var nobodyUntil: Day?
  package private(set) var step: String?
  package private(set) var due: Day?

  package private(set) var cause: String?
  package private(set) var countermeasure: Countermeasure?
  package private(set) var notes: [String] = []
  package private(set) var verdict: ReviewVerdict?
  package private(set) var wake: Wake?
  package private(set) var closingReason: String?
  package private(set) var mergedInto: ProblemID?
  /// How often it came back after the team had put it away.
  package private(set) var returns: [Return] = []

  /// What somebody did about it. It is proving from its day until the nights show that it held.
  package struct Countermeasure: Hashable, Sendable {
    package let text: String
    package let day: Day

    package init(text: String, day: Day) {
      self.text = text
      self.day = day
    }
  }

  /// One return: when, and from where.
  package struct Return: Hashable, Sendable {
    package let night: Day
    package let from: ProblemStatus
    /// When it had been put away.
    package let restingSince: Day?
  }

  /// When it was last put away; `nil` while it is open.
  package private(set) var putAwayAt: Instant?
  package var restingSince: Day? { putAwayAt?.day }

  /// How it stood when it was merged: what parting it gives back.
  fileprivate var standing: Standing?

  fileprivate struct Standing: Hashable, Sendable {
    let status: ProblemStatus
    let verdict: ReviewVerdict?
    let wake: Wake?
    let putAwayAt: Instant?
  }

  package init(
    id: ProblemID, kind: SignalKind, fingerprint: Fingerprint, title: String, night: Day
  ) {
    self.init(id: id, kind: kind, fingerprints: [fingerprint], title: title, night: night)
  }

  init(
    id: ProblemID, kind: SignalKind, fingerprints: [Fingerprint], title: String, night: Day
  ) {
    self.id = id
    self.kind = kind
    self.title = title
    self.fingerprints = fingerprints
    firstNight = night
  }

  /// Moves the problem by one event. Events about other things change nothing, and nothing moves a
  /// problem that was merged: what it recognised belongs to another now.
  package mutating func apply(_ event: MarketEvent, at moment: Instant) {
    guard status != .merged else { return }
    switch event {
    case .judged(_, let category, let obstacle, let severity):
      (self.category, self.obstacle) = (category, obstacle)
      if let severity { self.severity = severity }
      if !status.isOpen || status == .new || status == .regressed { become(.accepted, at: moment) }
    case .rated(_, let severity): self.severity = severity
    case .assigned(_, let owner, let step, let due):
      (self.owner, nobodyUntil) = (owner, nil)
      if let step { self.step = step }
      if let due { self.due = due }
    case .leftToNobody(_, let until): (owner, nobodyUntil) = (nil, until)
    case .stepPlanned(_, let step, let due): (self.step, self.due) = (step, due)
    case .started: become(.working, at: moment)
    case .noted(_, let text): notes.append(text)
    case .causeFound(_, let text): cause = text
    case .countermeasureTaken(_, let text, let taken):
      countermeasure = Countermeasure(text: text, day: taken)
      become(.proving, at: moment)
    case .reviewed(_, let verdict): self.verdict = verdict
    case .snoozed(_, let until):
      wake = until
      become(.snoozed, at: moment)
    case .dismissed(_, let reason), .closed(_, let reason):
      closingReason = reason
      if case .closed = event {
        become(.closed, at: moment)
      } else {
        become(.dismissed, at: moment)
      }
    case .verified: become(.verified, at: moment)
    case .reopened(_, let reason):
      notes.append(reason)
      become(.accepted, at: moment)
    case .returned(_, let night):
      returns.append(Return(night: night, from: status, restingSince: restingSince))
      become(.regressed, at: moment)
    case .merged(_, let into):
      standing = Standing(status: status, verdict: verdict, wake: wake, putAwayAt: putAwayAt)
      mergedInto = into
      become(.merged, at: moment)
    case .laidOut, .joined, .parted, .split, .keptApart, .boundToPlaces, .marketOpened,
      .phaseEntered, .marketPaused, .marketResumed, .chairTaken, .marketClosed, .parked, .unparked,
      .ruleAdopted, .undone, .unknown:
      break
    }
  }

  /// Takes over what another problem recognised.
  mutating func recognise(_ others: [Fingerprint]) {
    fingerprints += others.filter { !fingerprints.contains($0) }
  }

  mutating func forget(_ others: [Fingerprint]) {
    fingerprints.removeAll { others.contains($0) }
  }

  /// Stands again as it stood before it was merged.
  mutating func part() {
    guard let standing else { return }
    (status, verdict) = (standing.status, standing.verdict)
    (wake, putAwayAt) = (standing.wake, standing.putAwayAt)
    (mergedInto, self.standing) = (nil, nil)
  }

  private mutating func become(_ status: ProblemStatus, at moment: Instant) {
    self.status = status
    verdict = nil
    putAwayAt = status.isOpen ? nil : moment
    if status != .snoozed { wake = nil }
  }
}

// MARK: As packed bytes

extension Problem: Packable {
  package func pack(into bytes: inout PackedBytes) {
    bytes.put(id)
    bytes.put(kind)
    bytes.put(title)
    bytes.put(firstNight)
    bytes.put(fingerprints)
    bytes.put(status)
    bytes.put(category)
    bytes.put(obstacle)
    bytes.put(severity)
    bytes.put(owner)
    bytes.put(nobodyUntil)
    bytes.put(step)
    bytes.put(due)
    bytes.put(cause)
    bytes.put(countermeasure)
    bytes.put(notes)
    bytes.put(verdict)
    bytes.put(wake)
    bytes.put(closingReason)
    bytes.put(mergedInto)
    bytes.put(returns)
    bytes.put(putAwayAt)
    bytes.put(standing)
  }

  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    id = try bytes.value()
    kind = try bytes.value()
    title = try bytes.value()
    firstNight = try bytes.value()
    fingerprints = try bytes.value()
    status = try bytes.value()
    category = try bytes.value()
    obstacle = try bytes.value()
    severity = try bytes.value()
    owner = try bytes.value()
    nobodyUntil = try bytes.value()
    step = try bytes.value()
    due = try bytes.value()
    cause = try bytes.value()
    countermeasure = try bytes.value()
    notes = try bytes.value()
    verdict = try bytes.value()
    wake = try bytes.value()
    closingReason = try bytes.value()
    mergedInto = try bytes.value()
    returns = try bytes.value()
    putAwayAt = try bytes.value()
    standing = try bytes.value()
  }
}

extension Problem.Countermeasure: Packable {
  package func pack(into bytes: inout PackedBytes) {
    bytes.put(text)
    bytes.put(day)
  }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self.init(text: try bytes.value(), day: try bytes.value())
  }
}

extension Problem.Return: Packable {
  package func pack(into bytes: inout PackedBytes) {
    bytes.put(night)
    bytes.put(from)
    bytes.put(restingSince)
  }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self.init(night: try bytes.value(), from: try bytes.value(), restingSince: try bytes.value())
  }
}

extension Problem.Standing: Packable {
  func pack(into bytes: inout PackedBytes) {
    bytes.put(status)
    bytes.put(verdict)
    bytes.put(wake)
    bytes.put(putAwayAt)
  }
  init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self.init(
      status: try bytes.value(), verdict: try bytes.value(), wake: try bytes.value(),
      putAwayAt: try bytes.value())
  }
}
