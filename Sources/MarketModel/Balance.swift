/// What entries amount to, read one after the other in their order: the standing of every problem and
/// market, and what was said of all of them.
///
/// Of one that was packed, problems that are open or merged are at hand, and so are markets that go on
/// and numbers that were given twice; the others rest.
struct Balance: Equatable, Sendable {
  var problems = Shelf<ProblemID, Problem>()
  var markets = Shelf<Day, MarketRecord>()
  var parked: [ParkedTopic] = []
  var ownerRules: [String: Person] = [:]
  var idsByNumber = Shelf<Int, [ProblemID]>()
  var problemByFingerprint = Shelf<Fingerprint, ProblemID>()
  var placeRules: [Fingerprint: PlaceRule] = [:]
  var placeByFingerprint: [Fingerprint: Fingerprint] = [:]
  var separations: [Separation] = []
  var aliases: [ProblemID: ProblemID] = [:]
  var unknownKinds: [String: Int] = [:]
  /// Of the problems that rest. None of them is merged, or stands for another.
  var restingFates = Derived<[Fate: Int]>(value: [:])

  mutating func apply(_ entry: LedgerEntry) {
    switch entry.event {
    case .laidOut(let id, let kind, let fingerprint, let title, let night):
      layOut(id, kind: kind, fingerprint: fingerprint, title: title, night: night)
    case .merged, .parted, .split, .joined, .keptApart, .boundToPlaces: regroup(by: entry)
    case .marketOpened(let day, let plan):
      guard markets[day] == nil else { return }
      markets[day] = MarketRecord(
        day: day, plan: plan, openedAt: entry.at, facilitator: entry.by.person)
    case .phaseEntered(let day, _), .marketPaused(let day), .marketResumed(let day),
      .marketClosed(let day):
      markets[day]?.apply(entry.event, at: entry.at)
    case .chairTaken(let day): markets[day]?.seat(entry.by.person, at: entry.at)
    case .parked(let topic, let problem, let people, let market):
      parked.append(
        ParkedTopic(
          id: entry.id, topic: topic, problem: problem, people: people, market: market,
          at: entry.at))
    case .unparked(let topic): parked.removeAll { $0.id == topic }
    case .ruleAdopted(let cookbook, let owner): ownerRules[cookbook] = owner
    case .unknown(let kind, _): unknownKinds[kind, default: 0] += 1
    case .undone: break
    case .returned, .judged, .rated, .snoozed, .dismissed, .assigned, .leftToNobody, .stepPlanned,
      .started, .noted, .causeFound, .countermeasureTaken, .reviewed, .verified, .closed, .reopened:
      guard let id = entry.event.problem else { return }
      problems[aliases[id] ?? id]?.apply(entry.event, at: entry.at)
    }
  }

  private mutating func layOut(
    _ id: ProblemID, kind: SignalKind, fingerprint: Fingerprint, title: String, night: Day
  ) {
    if let earlier = problemByFingerprint[fingerprint] {
      if earlier != id {
        problems.bringToHand(id)
        aliases[id] = earlier
      }
      return
    }
    guard problems[id] == nil else { return }
    problems[id] = Problem(
      id: id, kind: kind, fingerprint: fingerprint, title: title, night: night)
    number(id)
    problemByFingerprint[fingerprint] = id
  }

  mutating func number(_ id: ProblemID) {
    idsByNumber[id.number] = (idsByNumber[id.number] ?? []) + [id]
  }
}
