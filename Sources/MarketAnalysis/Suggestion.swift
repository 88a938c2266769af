package import MarketModel

/// A proposal with its reason. People decide; a suggestion only saves them typing.
package struct Suggestion<Value: Hashable & Sendable>: Hashable, Sendable {
  package let value: Value
  package let reason: String
}

extension MarketBook {
  /// Who might own a problem, best reason first: a rule, who fixed the like, who has room.
  ///
  /// Load is shown only to help an owner say no.
  package func ownerSuggestions(
    for problem: Problem, evidence: ProblemEvidence, settings: Settings
  ) -> [Suggestion<Person>] {
    var suggestions: [Suggestion<Person>] = []
    func suggest(_ person: Person, _ reason: String) {
      guard !suggestions.contains(where: { $0.value == person }) else { return }
      let load = load(of: person)
      suggestions.append(Suggestion(value: person, reason: "\(reason), has \(load) open"))
    }
    if let cookbook = evidence.cookbook, let owner = ownerRules[cookbook] {
      suggest(owner, "adopted rule: \(cookbook)")
    }
    for rule in settings.ownership where rule.matches(evidence) {
      suggest(rule.owner, "owns \(rule.subject)")
    }
    if let fixer = fixer(ofTheLike: problem) { suggest(fixer, "fixed the like") }
    let roster = settings.roster.map(\.person)
    for person in byRoom(roster) { suggest(person, "in the roster") }
    if roster.isEmpty {
      for person in byRoom(entries.map(\.by.person)) { suggest(person, "wrote in the ledger") }
      for person in byRoom(problems.values.compactMap(\.owner)) {
        suggest(person, "owns something")
      }
    }
    return suggestions
  }

  /// How many open problems somebody owns.
  package func load(of person: Person) -> Int {
    problems.values.count { $0.status.isOpen && $0.owner == person }
  }

  /// Who has the least to do first.
  private func byRoom(_ people: [Person]) -> [Person] {
    Set(people).sorted { (load(of: $0), $0) < (load(of: $1), $1) }
  }

  /// Who owned a problem of the same title that was put right.
  private func fixer(ofTheLike problem: Problem) -> Person? {
    problems.values
      .filter { $0.id != problem.id && ($0.status == .verified || $0.status == .closed) }
      .filter { $0.title == problem.title && $0.owner != nil }
      .max { $0.id < $1.id }?.owner
  }
}

extension OwnershipRule {
  /// Whether every pattern that the rule names holds.
  package func matches(_ evidence: ProblemEvidence) -> Bool {
    let type = evidence.examples.first?.failure.resourceType
    return (cookbook == nil || cookbook == evidence.cookbook)
      && (resourceType == nil || resourceType == type)
      && (environment.map { evidence.environments.contains($0) } ?? true)
  }

  /// What the rule is about, as people say it.
  package var subject: String {
    [cookbook, resourceType, environment].compactMap { $0 }.joined(separator: ", ")
  }
}

extension Severity {
  /// A first guess from what failed and where, for a person to confirm or to change.
  package static func suggested(
    for kind: SignalKind, evidence: ProblemEvidence
  ) -> Suggestion<Severity> {
    let environments = evidence.environments
    if !environments.isEmpty, !environments.contains(where: { $0.hasPrefix("prod") }) {
      return Suggestion(value: .wasteful, reason: "not in production")
    }
    switch kind {
    case .silent: return Suggestion(value: .serviceDown, reason: "nobody knows how the nodes are")
    case .notIdempotent, .slow, .greenWithErrors, .growth:
      return Suggestion(value: .wasteful, reason: "nothing failed")
    case .environmentLeak:
      return Suggestion(value: .clusterWrong, reason: "another environment's data")
    case .failure, .flaky, .newNode, .outage: break
    }
    guard let type = evidence.examples.first?.failure.resourceType else {
      return Suggestion(value: .blocksDeploy, reason: "whole runs fail")
    }
    if type.hasSuffix("service") || type == "systemd_unit" {
      return Suggestion(value: .serviceDown, reason: "a service is concerned")
    }
    return Suggestion(value: .blocksDeploy, reason: "the rest of the run is not applied")
  }
}
