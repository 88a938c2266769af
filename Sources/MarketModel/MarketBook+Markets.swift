// The book as it was in a market, and what was decided there.

extension MarketBook {
  /// The entries from the opening of a market on; none when it was never opened.
  package func entries(since market: Day) -> ArraySlice<LedgerEntry> {
    let entries = pages(of: market)
    return entries[(entries.firstIndex { $0.event.opens(market) } ?? entries.endIndex)...]
  }

  /// What was decided while a market was going on, and still counts.
  package func decisions(in market: Day) -> [LedgerEntry] {
    entries(since: market).prefix { !$0.event.ends(market) }
      .filter { $0.event.isDecision && counts($0) }
  }

  /// The problems about which something was decided while a market was going on.
  package func decided(
    in market: Day, where isWanted: (MarketEvent) -> Bool
  ) -> Set<ProblemID> {
    let problems = decisions(in: market).filter { isWanted($0.event) }.compactMap(\.event.problem)
    return Set(problems.map { aliases[$0] ?? $0 })
  }

  /// The book as it was when a market was opened, with what was laid on its table then: all that the
  /// hand that opened it laid out before it did anything else. Others may write in between.
  package func atTable(of market: Day) -> MarketBook {
    let entries = pages(of: market)
    guard let opened = entries.firstIndex(where: { $0.event.opens(market) }) else { return self }
    let after = entries[entries.index(after: opened)...].filter { $0.by == entries[opened].by }
    return asOf(market, entries[...opened] + after.prefix(while: \.event.laysOnTable))
  }

  /// The book as it was when a market was closed; as it is while the market goes on.
  package func atClose(of market: Day) -> MarketBook {
    let entries = pages(of: market)
    let closing = entries.firstIndex { $0.event == .marketClosed(market: market) }
    return closing.map { asOf(market, entries[...$0]) } ?? self
  }

  /// The entries among which those of a market are.
  private func pages(of market: Day) -> [LedgerEntry] { isOld(market) ? entries : recent }

  private func asOf(_ market: Day, _ pages: ArraySlice<LedgerEntry>) -> MarketBook {
    isOld(market) ? MarketBook(pages) : MarketBook(after: oldPages, Array(pages))
  }

  private func isOld(_ market: Day) -> Bool { oldPages?.balance.markets[market] != nil }
}

extension MarketEvent {
  var isOpening: Bool { if case .marketOpened = self { true } else { false } }

  fileprivate func opens(_ market: Day) -> Bool {
    if case .marketOpened(market, _) = self { true } else { false }
  }

  /// A market that nobody closed ends when the next one opens.
  fileprivate func ends(_ market: Day) -> Bool {
    switch self {
    case .marketClosed(let day): day == market
    case .marketOpened(let day, _): day != market
    default: false
    }
  }

  fileprivate var laysOnTable: Bool {
    switch self {
    case .laidOut, .joined, .returned: true
    default: false
    }
  }
}
