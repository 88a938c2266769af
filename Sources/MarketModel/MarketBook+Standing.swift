// What the book says of problems, markets and all the rest, as of now.

extension MarketBook {
  package var problems: Shelf<ProblemID, Problem> { balance.problems }
  package var markets: Shelf<Day, MarketRecord> { balance.markets }
  package var parked: [ParkedTopic] { balance.parked }
  /// Who owns what a cookbook declares, by rules that markets adopted.
  package var ownerRules: [String: Person] { balance.ownerRules }
  /// Every problem with a number: two, where two clones gave it on the same morning.
  package var idsByNumber: Shelf<Int, [ProblemID]> { balance.idsByNumber }
  /// Which problem a fingerprint belongs to. A recurring fingerprint is never a second problem.
  package var problemByFingerprint: Shelf<Fingerprint, ProblemID> { balance.problemByFingerprint }
  /// Places of which all that fails belongs to one problem.
  package var placeRules: [Fingerprint: PlaceRule] { balance.placeRules }
  /// Which place brought a fingerprint to its problem, where a rule did.
  package var placeByFingerprint: [Fingerprint: Fingerprint] { balance.placeByFingerprint }
  /// Problems that are never the same, in the order in which it was said.
  package var separations: [Separation] { balance.separations }
  /// Problems laid out twice, by two people on the same morning: the later stands for the earlier.
  package var aliases: [ProblemID: ProblemID] { balance.aliases }
  /// How many entries of each unknown kind a newer version has written.
  package var unknownKinds: [String: Int] { balance.unknownKinds }

  /// The problems that the team still has something to do about, in no order.
  package var openProblems: [Problem] { problems.atHand.values.filter(\.status.isOpen) }

  /// How many cards of each kind had each fate. What was merged has the fate of what it was merged into.
  package var fates: [Fate: Int] { balance.fates }

  /// The problem behind an id, following merges of double ids.
  package func problem(_ id: ProblemID) -> Problem? { problems[aliases[id] ?? id] }

  /// Every problem with this number. More than one only when two clones gave it on the same
  /// morning.
  package func problems(numbered number: Int) -> [Problem] {
    (idsByNumber[number] ?? []).sorted().compactMap { problems[$0] }
  }

  /// Numbers that two clones gave, each to a problem of its own.
  package var numbersGivenTwice: Set<Int> {
    Set(idsByNumber.atHand.lazy.filter { $0.value.count > 1 }.map(\.key))
  }

  /// The newest market, held or being held.
  package var latestMarket: MarketRecord? { markets.keys.max().flatMap { markets[$0] } }

  /// What was said about a problem, oldest first, without what was undone.
  ///
  /// - Complexity: O(n) in all entries; opens old pages, and copies none but what it returns.
  package func history(of id: ProblemID) -> [LedgerEntry] {
    func isAbout(_ entry: LedgerEntry) -> Bool {
      guard counts(entry), let subject = entry.event.problem else { return false }
      let other = entry.event.otherProblem.map { aliases[$0] ?? $0 }
      return (aliases[subject] ?? subject) == id || other == id
    }
    return (oldPages?.entries ?? []).filter(isAbout) + recent.filter(isAbout)
  }

  package func entry(_ id: EntryID) -> LedgerEntry? {
    recent.last { $0.id == id }
      ?? oldPages.flatMap { $0.hold(id) ? $0.entries?.last { $0.id == id } : nil }
  }

  /// Those of some entries that are not in the book, each once.
  package func unknown(of entries: [LedgerEntry]) -> [LedgerEntry] {
    var known = Set(recent.map(\.id))
    return entries.filter { !(oldPages?.hold($0.id) ?? false) && known.insert($0.id).inserted }
  }

  /// What this book has and an older one has not.
  package func news(since older: MarketBook) -> [LedgerEntry] {
    let isSameSection = oldPages?.extent == older.oldPages?.extent
    let known = Set((isSameSection ? older.recent : older.entries).map(\.id))
    return (isSameSection ? recent : entries).filter { !known.contains($0.id) }
  }
}
