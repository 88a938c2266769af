/// Where the facilitator's board stands, so that a killed board comes back at the same item and
/// others can follow.
package struct Place: Hashable, Sendable {
  package let market: Day
  package let phase: Phase
  package let item: ProblemID?
  /// Since when the item has been in front.
  package let since: Instant?
  package let showsEvidence: Bool
  /// Cookbooks whose rule was turned down this morning.
  package let rejectedRules: Set<String>

  package init(
    market: Day, phase: Phase, item: ProblemID?, since: Instant? = nil,
    showsEvidence: Bool = false, rejectedRules: Set<String> = []
  ) {
    (self.market, self.phase, self.item) = (market, phase, item)
    (self.since, self.showsEvidence) = (since, showsEvidence)
    self.rejectedRules = rejectedRules
  }
}
