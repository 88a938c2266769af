/// Where the facilitator's board stands, so that a killed board comes back at the same item.
package struct Place: Hashable, Sendable {
  package let market: Day
  package let phase: Phase
  package let item: ProblemID?

  package init(market: Day, phase: Phase, item: ProblemID?) {
    self.market = market
    self.phase = phase
    self.item = item
  }
}
