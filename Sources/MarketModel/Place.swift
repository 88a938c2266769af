/// Where the facilitator's board stands, so that a killed board comes back at the same item and
/// others can follow.
package struct Place: Hashable, Sendable {
  package let market: Day
  package let phase: Phase
  package let item: ProblemID?
  /// What was brought in front in each phase, for when the board comes back to it; `nil` when it is
  /// not known.
  package let chosen: [Phase: ProblemID]?
  /// Since when the item has been in front.
  package let since: Instant?
  package let showsEvidence: Bool
  /// Cookbooks whose rule was turned down this morning.
  package let rejectedRules: Set<String>

  package init(
    market: Day, phase: Phase, item: ProblemID?, chosen: [Phase: ProblemID]? = nil,
    since: Instant? = nil, showsEvidence: Bool = false, rejectedRules: Set<String> = []
  ) {
    (self.market, self.phase, self.item) = (market, phase, item)
    (self.chosen, self.since, self.showsEvidence) = (chosen, since, showsEvidence)
    self.rejectedRules = rejectedRules
  }
}
