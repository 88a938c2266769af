/// The book of the market: everything that was ever said, and what it amounts to.
///
/// It is the fold of all ledgers' entries in their one total order, so uniting ledgers in any order
/// gives the same book. An entry that was undone does not count; it stays in ``entries``.
package struct MarketBook: Hashable, Sendable {
  /// All entries in order, the undone ones and the unknown ones too.
  package private(set) var entries: [LedgerEntry] = []
  package internal(set) var problems: [ProblemID: Problem] = [:]
  package private(set) var markets: [Day: MarketRecord] = [:]
  package private(set) var parked: [ParkedTopic] = []
  /// Who owns what a cookbook declares, by rules that markets adopted.
  package private(set) var ownerRules: [String: Person] = [:]
  /// Entries that were taken back.
  package private(set) var undone: Set<EntryID> = []
  /// Entries of steps whose last line is missing: the disk was full, or the power went.
  package private(set) var unfinished: Set<EntryID> = []
  /// Every problem with a number: two, where two clones gave it on the same morning.
  package internal(set) var idsByNumber: [Int: [ProblemID]] = [:]
  /// Which problem a fingerprint belongs to. A recurring fingerprint is never a second problem.
  package internal(set) var problemByFingerprint: [Fingerprint: ProblemID] = [:]
  /// Places of which all that fails belongs to one problem.
  package internal(set) var placeRules: [Fingerprint: PlaceRule] = [:]
  /// Which place brought a fingerprint to its problem, where a rule did.
  package internal(set) var placeByFingerprint: [Fingerprint: Fingerprint] = [:]
  /// Problems that are never the same, in the order in which it was said.
  package internal(set) var separations: [Separation] = []
  /// Problems laid out twice, by two people on the same morning: the later stands for the earlier.
  package private(set) var aliases: [ProblemID: ProblemID] = [:]
  /// How many entries of each unknown kind a newer version has written.
  package private(set) var unknownKinds: [String: Int] = [:]

  package init() {}

  /// - Complexity: O(n log n) in the number of entries.
  package init(_ entries: some Sequence<LedgerEntry>) {
    self.entries = entries.sorted(by: LedgerEntry.precedes)
    refold()
  }

  /// The clock for the next entry.
  package var nextClock: Int { (entries.last?.clock ?? 0) + 1 }

  /// The number for the next problem. The numbers of doubles and of splits that were taken back are
  /// not given again: somebody may have said something about them.
  package var nextNumber: Int {
    entries.lazy.compactMap(\.event.named?.number).reduce(0, max) + 1
  }

  /// Takes in one more entry.
  ///
  /// - Complexity: O(1) for a new decision at the end; O(n) when it undoes one, is part of a step or
  ///   comes late.
  package mutating func append(_ entry: LedgerEntry) {
    let isLast = entries.last.map { LedgerEntry.precedes($0, entry) } ?? true
    if isLast {
      entries.append(entry)
    } else {
      let place = entries.firstIndex { LedgerEntry.precedes(entry, $0) } ?? entries.endIndex
      entries.insert(entry, at: place)
    }
    if isLast, !entry.event.isUndo, entry.step == nil, !undone.contains(entry.id) {
      apply(entry)
    } else {
      refold()
    }
  }

  /// Takes in some more entries, in whatever order.
  package mutating func append(contentsOf others: [LedgerEntry]) {
    let others = others.sorted(by: LedgerEntry.precedes)
    let isLater =
      others.first.flatMap { first in entries.last.map { LedgerEntry.precedes($0, first) } } ?? true
    if isLater,
      !others.contains(where: { $0.event.isUndo || $0.step != nil || undone.contains($0.id) })
    {
      entries += others
      for entry in others { apply(entry) }
    } else {
      entries = (entries + others).sorted(by: LedgerEntry.precedes)
      refold()
    }
  }

  /// The problem behind an id, following merges of double ids.
  package func problem(_ id: ProblemID) -> Problem? { problems[aliases[id] ?? id] }

  /// Every problem with this number. More than one only when two clones gave it on the same
  /// morning.
  package func problems(numbered number: Int) -> [Problem] {
    (idsByNumber[number] ?? []).sorted().compactMap { problems[$0] }
  }

  /// Numbers that two clones gave, each to a problem of its own.
  package var numbersGivenTwice: Set<Int> {
    Set(idsByNumber.lazy.filter { $0.value.count > 1 }.map(\.key))
  }

  /// What was said about a problem, oldest first, without what was undone.
  package func history(of id: ProblemID) -> [LedgerEntry] {
    entries.filter { entry in
      guard counts(entry), let subject = entry.event.problem else { return false }
      let other = entry.event.otherProblem.map { aliases[$0] ?? $0 }
      return (aliases[subject] ?? subject) == id || other == id
    }
  }

  package func entry(_ id: EntryID) -> LedgerEntry? { entries.last { $0.id == id } }

  /// Whether an entry was neither taken back nor left unfinished.
  package func counts(_ entry: LedgerEntry) -> Bool {
    !undone.contains(entry.id) && !unfinished.contains(entry.id)
  }

  /// The newest market, held or being held.
  package var latestMarket: MarketRecord? { markets.max { $0.key < $1.key }?.value }
}

extension MarketBook {
  private mutating func refold() {
    problems = [:]
    markets = [:]
    parked = []
    ownerRules = [:]
    problemByFingerprint = [:]
    placeRules = [:]
    placeByFingerprint = [:]
    separations = []
    aliases = [:]
    idsByNumber = [:]
    unknownKinds = [:]
    unfinished = Self.unfinished(in: entries)
    undone = Self.undone(in: entries, without: unfinished)
    for entry in entries where counts(entry) { apply(entry) }
  }

  /// An undo counts unless it was undone itself; read backwards, every undo meets its own fate
  /// first.
  private static func undone(
    in entries: [LedgerEntry], without unfinished: Set<EntryID>
  ) -> Set<EntryID> {
    var undone: Set<EntryID> = []
    for entry in entries.reversed() {
      if case .undone(let target) = entry.event, !undone.contains(entry.id),
        !unfinished.contains(entry.id)
      {
        undone.insert(target)
      }
    }
    return undone
  }

  private static func unfinished(in entries: [LedgerEntry]) -> Set<EntryID> {
    let parts = entries.filter { $0.step != nil }
    let ends = parts.lazy.filter { $0.step?.upperBound == $0.id.sequence }.map { ($0.id, $0.step) }
    let steps = Dictionary(ends) { first, _ in first }
    let left = parts.lazy.filter { part in
      let end = EntryID(writer: part.by, sequence: part.step?.upperBound ?? 0)
      return steps[end] != part.step
    }
    return Set(left.map(\.id))
  }

  private mutating func apply(_ entry: LedgerEntry) {
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
      if earlier != id { aliases[id] = earlier }
      return
    }
    guard problems[id] == nil else { return }
    problems[id] = Problem(
      id: id, kind: kind, fingerprint: fingerprint, title: title, night: night)
    idsByNumber[id.number, default: []].append(id)
    problemByFingerprint[fingerprint] = id
  }
}

extension MarketEvent {
  package var isUndo: Bool { if case .undone = self { true } else { false } }
}
