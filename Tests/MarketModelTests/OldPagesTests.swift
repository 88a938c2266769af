import MarketModel
import MarketTestKit
import Testing

/// A book of which only the last pages are at hand answers as one that has all.
struct OldPagesTests {
  @Test(arguments: 1...120)
  func `whatever is asked, the answer is that of the whole book`(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    let entries = chance.entries(chance.int(2...60)).sorted(by: LedgerEntry.precedes)
    let whole = MarketBook(entries)
    let book = try #require(whole.closed(at: &chance))
    #expect(book == whole)
    #expect(book.count == whole.count && book.nextNumber == whole.nextNumber)
    #expect(book.nextClock == whole.nextClock)
    expectSameProblems(book, whole)
    for entry in entries { #expect(book.entry(entry.id) == entry) }
    for id in whole.problems.keys {
      #expect(book.history(of: id) == whole.history(of: id))
      #expect(book.clashes(of: id) == whole.clashes(of: id))
    }
    for writer in Set(entries.map(\.by)) {
      #expect(book.lastDecision(by: writer) == whole.lastDecision(by: writer))
      #expect(book.mayUndo(by: writer) || whole.lastDecision(by: writer) == nil)
      #expect(book.nextUndo(by: writer) == whole.nextUndo(by: writer))
      #expect(book.nextRedo(by: writer) == whole.nextRedo(by: writer))
    }
    for market in whole.markets.keys {
      #expect(book.decisions(in: market) == whole.decisions(in: market))
      #expect(book.atTable(of: market) == whole.atTable(of: market))
      #expect(book.atClose(of: market) == whole.atClose(of: market))
      for phase in Phase.allCases {
        let (hand, one) = (entries[0].by, whole.undo(of: phase, in: market, by: entries[0].by))
        #expect(book.undo(of: phase, in: market, by: hand) == one)
      }
    }
  }

  @Test(arguments: 1...120)
  func `what is written after, late or taking back what is old, counts the same`(seed: UInt64)
    throws
  {
    var chance = SeededGenerator(seed: seed)
    let all = chance.entries(60)
    let first = all.prefix(chance.int(1...50)).sorted(by: LedgerEntry.precedes)
    var whole = MarketBook(first)
    // As on disk, the pages are looked for among all that was written by then.
    var book = try #require(whole.closed(at: &chance, among: all))
    var rest = all.dropFirst(first.count)
    while !rest.isEmpty {
      let before = (book, whole)
      let news = Array(rest.prefix(chance.int(1...4)))
      rest = rest.dropFirst(news.count)
      book.append(contentsOf: news)
      whole.append(contentsOf: news)
      #expect(book == whole)
      #expect(Set(book.news(since: before.0)) == Set(whole.news(since: before.1)))
      expectSameProblems(book, whole)
    }
  }

  private func expectSameProblems(_ book: MarketBook, _ whole: MarketBook) {
    #expect(Set(book.openProblems) == Set(whole.openProblems))
    #expect(Set(book.openProblems) == Set(whole.problems.values.filter(\.status.isOpen)))
    #expect(book.fates == whole.fates && book.numbersGivenTwice == whole.numbersGivenTwice)
    for id in whole.problems.keys { #expect(book.merged(into: id) == whole.merged(into: id)) }
    #expect(book.latestMarket == whole.latestMarket)
  }

  @Test(arguments: 1...120)
  func `of clones that knew little of one another the same clashes are open`(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    var team = Team(&chance, saysWhatItSaw: chance.int(0...3) > 0)
    team.work(30, &chance)
    let first = team.all.sorted(by: LedgerEntry.precedes)
    team.saysWhatItSaw = true
    team.work(chance.int(0...30), &chance)
    var book = try #require(MarketBook(first).closed(at: &chance))
    book.append(contentsOf: Array(team.all.dropFirst(first.count)))
    #expect(open(book.clashes()) == open(MarketBook(team.all).clashes()))
  }

  @Test(arguments: 1...60)
  func `pages that were packed are the same pages`(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    var team = Team(&chance)
    team.work(40, &chance)
    let more = seed.isMultiple(of: 2) ? chance.entries(60) : team.all
    let whole = MarketBook(more)
    let book = try #require(whole.closed(at: &chance))
    let pages = try #require(book.oldPages)
    let drawer = Drawer(all: whole.entries)
    var bytes = PackedBytes()
    pages.pack(into: &bytes)
    let again = try OldPages(from: &bytes, clashing: pages.clashing, source: drawer)
    #expect(MarketBook(after: again, book.recent) == book)
    #expect(MarketBook(after: again, book.recent).clashes() == book.clashes())
    var short = PackedBytes(bytes.bytes.dropLast())
    #expect(throws: PackedBytes.Misfit.self) {
      try OldPages(from: &short, clashing: pages.clashing, source: drawer)
    }
  }

  @Test func `what changes pages that can't be read counts once they can`() throws {
    var ledger = PaperLedger()
    let id = ledger.layOut(.nginx)
    let old = ledger.write(.noted(problem: id, text: "old"))
    let end = try #require(old.last).order
    var book = try #require(ledger.book.closingOldPages(upTo: end, source: Lost()))
    for entry in ledger.write(.undone(entry: end.id), .noted(problem: id, text: "new")) {
      book.append(entry)
      #expect(book.isProvisional)
    }
    #expect(book.problem(id)?.notes == ["old", "new"])
    #expect(!ledger.book.isProvisional && ledger.book.problem(id)?.notes == ["new"])
  }

  @Test func `a morning opens no old page`() throws {
    var ledger = PaperLedger()
    for day in [Day.monday, .tuesday, .wednesday] {
      ledger.write(.marketOpened(market: day, plan: .standard))
      let id = ledger.layOut(.nginx)
      ledger.write(.rated(problem: id, severity: .wasteful), .marketClosed(market: day))
    }
    let entries = ledger.book.entries
    let end = try #require(ledger.book.endOfOldPages)
    #expect(
      entries.first { $0.order > end }?.event == .marketOpened(market: .tuesday, plan: .standard))
    let book = try #require(
      ledger.book.closingOldPages(upTo: end, source: Locked()))
    #expect(book.problems == ledger.book.problems)
    #expect(book.decisions(in: .wednesday) == ledger.book.decisions(in: .wednesday))
    #expect(book.atTable(of: .wednesday).atTable(of: .tuesday).problems.count == 1)
    #expect(book.clashes().isEmpty && book.nextUndo(by: .ana).count == 1)
  }

  private func open(_ clashes: [ProblemID: [Clash]]) -> [ProblemID: [Clash]] {
    clashes.mapValues { $0.filter { !$0.isSettled } }.filter { !$0.value.isEmpty }
  }
}

/// Old pages in memory.
private struct Drawer: OldPages.PageSource {
  let all: [LedgerEntry]

  func entries(in extent: OldPages.Extent) -> [LedgerEntry]? { all.filter(extent.contains) }
}

/// Old pages on a disk that does not answer.
private struct Lost: OldPages.PageSource {
  func entries(in extent: OldPages.Extent) -> [LedgerEntry]? { nil }
}

private struct Locked: OldPages.PageSource {
  func entries(in extent: OldPages.Extent) -> [LedgerEntry]? {
    Issue.record("an old page was opened")
    return []
  }
}

extension MarketBook {
  /// The same with its pages closed up to anywhere that can be, that is at its end at least; as often as
  /// not with all on them at rest that may be.
  fileprivate func closed(
    at chance: inout SeededGenerator, among all: [LedgerEntry]? = nil
  ) -> MarketBook? {
    let drawer = Drawer(all: all?.sorted(by: LedgerEntry.precedes) ?? entries)
    for entry in entries.shuffled(using: &chance) {
      guard let closed = closingOldPages(upTo: entry.order, source: drawer) else { continue }
      guard let pages = closed.oldPages, chance.int(0...1) == 0 else { return closed }
      var bytes = PackedBytes()
      pages.pack(into: &bytes)
      let again = try? OldPages(from: &bytes, clashing: pages.clashing, source: drawer)
      return again.map { MarketBook(after: $0, closed.recent) }
    }
    return nil
  }
}
