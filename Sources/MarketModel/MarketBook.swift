/// The book of the market: everything that was ever said, and what it amounts to.
///
/// It is the fold of all ledgers' entries in their one total order, so uniting ledgers in any order
/// gives the same book. An entry that was undone does not count; it stays in ``entries``.
///
/// Of a book of many years only the last pages are at hand (``recent``), and the sum of those before
/// (``OldPages``). It answers as one that has all entries at hand, and gets the older ones by itself
/// when a question needs them. While those can't be read it knows what they amounted to, and no more.
package struct MarketBook: Sendable {
  /// What was written before ``recent``; `nil` when all is at hand.
  package private(set) var oldPages: OldPages?
  /// The entries that are at hand, in order, the undone ones and the unknown ones too.
  package private(set) var recent: [LedgerEntry] = []
  private(set) var balance = Balance()
  /// Entries that were taken back.
  package private(set) var undone: Set<EntryID> = []
  /// Entries of steps whose last line is missing: the disk was full, or the power went.
  package private(set) var unfinished: Set<EntryID> = []
  /// Something on old pages is changed by what is at hand, and they could not be read: it does not count
  /// yet.
  package private(set) var isProvisional = false

  package init() {}

  /// - Complexity: O(n) in the number of entries, O(n log n) where they are in no order.
  package init(_ entries: some Sequence<LedgerEntry>) {
    self.init(after: nil, inAnyOrder: Array(entries))
  }

  /// - Parameter recent: in order. Where one changes what stands on the old pages, these are opened.
  package init(after oldPages: OldPages?, _ recent: [LedgerEntry]) {
    (self.oldPages, self.recent) = (oldPages, recent)
    refold()
  }

  private init(after oldPages: OldPages?, inAnyOrder entries: [LedgerEntry]) {
    self.init(
      after: oldPages,
      entries.isRising ? entries : entries.sorted(by: LedgerEntry.precedes))
  }

  /// All entries in order, the undone ones and the unknown ones too.
  ///
  /// - Complexity: O(1) when all are at hand; else all are read, once, and O(n).
  package var entries: [LedgerEntry] { oldPages.map { ($0.entries ?? []) + recent } ?? recent }

  /// How many entries there are.
  package var count: Int { (oldPages?.count ?? 0) + recent.count }

  /// The clock for the next entry.
  package var nextClock: Int { (recent.last?.clock ?? oldPages?.end.clock ?? 0) + 1 }

  /// The number for the next problem. The numbers of doubles and of splits that were taken back are
  /// not given again: somebody may have said something about them.
  package var nextNumber: Int {
    recent.lazy.compactMap(\.event.named?.number).reduce(oldPages?.highestNumber ?? 0, max) + 1
  }

  /// Takes in one more entry.
  ///
  /// - Complexity: O(1) for a new decision at the end; O(n) in the entries at hand when it undoes one or
  ///   is part of a step, in all of them when it comes late.
  package mutating func append(_ entry: LedgerEntry) { append(contentsOf: [entry]) }

  /// Takes in some more entries, in whatever order.
  package mutating func append(contentsOf others: [LedgerEntry]) {
    let others = others.isRising ? others : others.sorted(by: LedgerEntry.precedes)
    guard let first = others.first else { return }
    let end = recent.last?.order ?? oldPages?.end
    let isLater = end.map { $0 < first.order } ?? true
    if isLater,
      !others.contains(where: { $0.event.isUndo || $0.step != nil || undone.contains($0.id) })
    {
      recent += others
      for entry in others { balance.apply(entry) }
    } else {
      self = MarketBook(after: oldPages, inAnyOrder: recent + others)
    }
  }

  /// Whether an entry was neither taken back nor left unfinished.
  package func counts(_ entry: LedgerEntry) -> Bool {
    !undone.contains(entry.id) && !unfinished.contains(entry.id)
  }
}

extension MarketBook {
  private mutating func refold() {
    if let oldPages, oldPages.areChanged(by: recent) {
      if let older = oldPages.entries {
        self = MarketBook(older + recent)
        return
      }
      // Stays so through whatever is written next, as what changed the pages does.
      isProvisional = true
    }
    balance = oldPages?.balance ?? Balance()
    unfinished = Self.unfinished(in: recent)
    undone = Self.undone(in: recent, without: unfinished)
    if let oldPages {
      unfinished.formUnion(oldPages.unfinished)
      undone.formUnion(oldPages.undone)
    }
    for entry in recent where counts(entry) { balance.apply(entry) }
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
}

extension MarketBook: Equatable {
  package static func == (a: Self, b: Self) -> Bool {
    a.balance == b.balance && a.undone == b.undone && a.unfinished == b.unfinished
      && a.entries == b.entries
  }
}

extension MarketEvent {
  package var isUndo: Bool { if case .undone = self { true } else { false } }
}

extension [LedgerEntry] {
  /// Whether they are in their order already.
  fileprivate var isRising: Bool {
    !zip(self, dropFirst()).contains { LedgerEntry.precedes($1, $0) }
  }
}
