/// The older part of a book: what it amounts to, without its entries until somebody asks for them.
///
/// A team decides some forty things a morning, and after ten years nobody waits for all of them to be
/// read before the board opens.
package struct OldPages: Sendable {
  let balance: Balance
  let count: Int
  /// Which entries are on them.
  let extent: Extent
  let undone: Set<EntryID>
  let unfinished: Set<EntryID>
  /// The highest number that a problem was given.
  let highestNumber: Int
  /// Hands with something that they could take back, or bring again.
  let deciders: Set<WriterID>
  /// What each hand's lines say that it had read of the others; see ``Causality``.
  let sightings: [WriterID: [WriterID: Int]]
  /// Decisions made at the same time of which nobody who had read both has said more.
  let openClashes: [ProblemID: [Clash]]
  private let source: any PageSource

  /// Which entries are on old pages. What comes late is not, wherever it stands in the order.
  package struct Extent: Hashable, Sendable {
    /// The last entry's place in the order. All that follows it is on newer pages.
    fileprivate let end: LedgerEntry.Order
    /// The number of each hand's last line.
    fileprivate let heads: [WriterID: Int]

    package func contains(_ entry: LedgerEntry) -> Bool {
      entry.order <= end && entry.id.sequence <= heads[entry.by] ?? 0
    }
  }

  /// Where the entries of old pages are read.
  package protocol PageSource: Sendable {
    /// The entries that belong there, in order; `nil` when they can't be read now.
    func entries(in extent: Extent) -> [LedgerEntry]?
  }

  /// The last entry's place in the order.
  package var end: LedgerEntry.Order { extent.end }
  /// The number of each hand's last line.
  private var heads: [WriterID: Int] { extent.heads }

  /// - Parameter book: is all there was up to the end of the pages.
  init?(closing book: MarketBook, source: some PageSource) {
    guard let end = book.recent.last?.order else { return nil }
    let older = book.oldPages
    balance = book.balance
    count = book.count
    (undone, unfinished) = (book.undone, book.unfinished)
    highestNumber = book.nextNumber - 1
    openClashes = book.clashes().compactMapValues { clashes in
      let open = clashes.filter { !$0.isSettled }
      return open.isEmpty ? nil : open
    }
    var heads = older?.heads ?? [:]
    var deciders = older?.deciders ?? []
    for entry in book.recent {
      heads[entry.by] = max(heads[entry.by] ?? 0, entry.id.sequence)
      if entry.event.isDecision || entry.event.isUndo { deciders.insert(entry.by) }
    }
    sightings = (older?.sightings ?? [:]).adding(book.recent)
    extent = Extent(end: end, heads: heads)
    self.deciders = deciders
    self.source = source
  }

  /// Pages that were packed.
  ///
  /// - Parameter clashing: the ``clashing`` that they had.
  package init(
    from bytes: inout PackedBytes, clashing: [LedgerEntry], source: some PageSource
  ) throws(PackedBytes.Misfit) {
    balance = try bytes.value()
    count = try bytes.number()
    extent = Extent(end: try bytes.value(), heads: try bytes.value())
    undone = try bytes.value()
    unfinished = try bytes.value()
    highestNumber = try bytes.number()
    deciders = try bytes.value()
    sightings = try bytes.value()
    let entries = Dictionary(clashing.map { ($0.id, $0) }) { first, _ in first }
    openClashes = try bytes.value([ProblemID: [PackedClash]].self).mapValues { clashes in
      clashes.compactMap { clash in
        guard let first = entries[clash.first], let second = entries[clash.second] else {
          return nil
        }
        return Clash(first: first, second: second, outcome: clash.outcome, isSettled: false)
      }
    }
    self.source = source
  }

  package func pack(into bytes: inout PackedBytes) {
    bytes.put(balance)
    bytes.put(count)
    bytes.put(end)
    bytes.put(heads)
    bytes.put(undone)
    bytes.put(unfinished)
    bytes.put(highestNumber)
    bytes.put(deciders)
    bytes.put(sightings)
    bytes.put(openClashes.mapValues { $0.map(PackedClash.init) })
  }

  /// The entries of the clashes, which are not packed with them.
  package var clashing: [LedgerEntry] {
    Array(Set(openClashes.values.joined().flatMap { [$0.first, $0.second] }))
  }

  /// Every entry up to the end of the pages, in order; `nil` when they can't be read now.
  var entries: [LedgerEntry]? { source.entries(in: extent) }

  /// Whether an entry is on these pages.
  func hold(_ id: EntryID) -> Bool { id.sequence <= heads[id.writer] ?? 0 }

  /// Whether entries that are not on these pages came too late for them, or say that something there does
  /// not count, or counts after all.
  func areChanged(by newer: [LedgerEntry]) -> Bool {
    if let first = newer.first, first.order < end { return true }
    return newer.contains { entry in
      if case .undone(let target) = entry.event, hold(target) { return true }
      return entry.step.map { hold(EntryID(writer: entry.by, sequence: $0.lowerBound)) } ?? false
    }
  }

  /// Whether newer entries may have been made at the same time as some on these pages, or say more of
  /// what was. It may say so in vain, of a hand that had not read a line that has nothing to do with it.
  func mayMeet(_ newer: [LedgerEntry], in book: MarketBook) -> Bool {
    var sightings = sightings
    return newer.contains { entry in
      if let seen = entry.seen { sightings.add(seen, by: entry.by) }
      guard entry.event.isDecision, book.counts(entry) else { return false }
      let subjects = [entry.event.problem, entry.event.otherProblem].compactMap { $0 }
      if subjects.contains(where: { openClashes[book.aliases[$0] ?? $0] != nil }) { return true }
      guard let seen = sightings[entry.by] else { return entry.clock <= end.clock }
      return heads.contains { $0.key != entry.by && seen[$0.key] ?? 0 < $0.value }
    }
  }
}

/// A clash whose entries are elsewhere.
private struct PackedClash: Packable {
  let first: EntryID
  let second: EntryID
  let outcome: Clash.Outcome

  init(_ clash: Clash) {
    (first, second, outcome) = (clash.first.id, clash.second.id, clash.outcome)
  }

  func pack(into bytes: inout PackedBytes) {
    bytes.put(first)
    bytes.put(second)
    bytes.put(outcome)
  }

  init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    first = try bytes.value()
    second = try bytes.value()
    outcome = try bytes.value()
  }
}

extension [WriterID: [WriterID: Int]] {
  fileprivate mutating func add(_ seen: [WriterID: Int], by writer: WriterID) {
    self[writer, default: [:]].merge(seen, uniquingKeysWith: Swift.max)
  }

  fileprivate func adding(_ entries: [LedgerEntry]) -> Self {
    var all = self
    for entry in entries { if let seen = entry.seen { all.add(seen, by: entry.by) } }
    return all
  }
}

extension MarketBook {
  /// Where old pages may end: before the last market but one, so that what a morning asks is at hand.
  /// `nil` when there is no such place behind the pages that are closed already.
  package var endOfOldPages: LedgerEntry.Order? {
    let openings = recent.indices.filter { recent[$0].event.isOpening }
    guard openings.count > 1, let end = openings.dropLast().last, end > 0 else { return nil }
    return recent[end - 1].order
  }

  /// The same book, of which the pages up to a place are closed. `nil` when what is on the newer ones
  /// changes what is on the older.
  package func closingOldPages(
    upTo end: LedgerEntry.Order, source: some OldPages.PageSource
  ) -> MarketBook? {
    let newer = recent.firstIndex { end < $0.order } ?? recent.endIndex
    let older = MarketBook(after: oldPages, Array(recent[..<newer]))
    guard let pages = OldPages(closing: older, source: source),
      !pages.areChanged(by: Array(recent[newer...]))
    else { return nil }
    return MarketBook(after: pages, Array(recent[newer...]))
  }
}
