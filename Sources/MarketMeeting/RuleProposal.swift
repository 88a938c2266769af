package import MarketAnalysis
package import MarketModel

/// A rule that this morning's decisions suggest, for Adjust: "what nginx declares goes to ana".
package struct RuleProposal: Hashable, Sendable {
  package let cookbook: String
  package let owner: Person
  /// The problems at hand for which the rule would have named the owner.
  package let wouldHaveNamed: [ProblemID]

  /// One proposal for each cookbook that was given to somebody by hand this morning, without a rule
  /// that says so. Most useful first.
  package static func proposals(
    after market: Day, book: MarketBook, settings: Settings, nights: [NightAnalysis]
  ) -> [RuleProposal] {
    let open = book.openProblems.sorted { $0.id < $1.id }
    let cookbooks = Dictionary(
      uniqueKeysWithValues: open.map { problem in
        (problem.id, ProblemEvidence(of: problem.fingerprints, in: nights))
      })
    var proposals: [String: RuleProposal] = [:]
    for id in book.decided(in: market, where: \.isAssignment).sorted() {
      guard let owner = book.problem(id)?.owner, let evidence = cookbooks[id],
        let cookbook = evidence.cookbook, book.ownerRules[cookbook] == nil,
        !settings.ownership.contains(where: { $0.matches(evidence) })
      else { continue }
      proposals[cookbook] = RuleProposal(
        cookbook: cookbook, owner: owner,
        wouldHaveNamed: open.map(\.id).filter { cookbooks[$0]?.cookbook == cookbook })
    }
    return proposals.values.sorted {
      ($0.wouldHaveNamed.count, $1.cookbook) > ($1.wouldHaveNamed.count, $0.cookbook)
    }
  }
}
