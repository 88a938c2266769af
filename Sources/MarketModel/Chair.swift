/// Who holds the chair of a market: whose keys decide.
package struct Chair: Hashable, Sendable {
  package let market: Day
  package let holder: Person
  package let since: Instant
  /// Where the board is, for people: `pts/3 on devbox`.
  package let seat: String

  package init(market: Day, holder: Person, since: Instant, seat: String) {
    (self.market, self.holder) = (market, holder)
    (self.since, self.seat) = (since, seat)
  }
}
