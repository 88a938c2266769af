package import MarketModel

/// A proposal with its reason. People decide; a suggestion only saves them typing.
package struct Suggestion<Value: Hashable & Sendable, Reason: Hashable & Sendable>: Hashable,
  Sendable
{
  package let value: Value
  package let reason: Reason
}

/// Why somebody might own a problem.
package struct OwnerReason: Hashable, Sendable {
  package let ground: Ground
  /// Open problems that are hers already.
  package let load: Int

  package enum Ground: Hashable, Sendable {
    case adoptedRule(cookbook: String)
    /// A rule of market.yml, by what it is about.
    case rule(String)
    case fixedTheLike, roster, wroteInLedger, ownsSomething
  }

  package init(_ ground: Ground, load: Int) { (self.ground, self.load) = (ground, load) }
}

/// Why a problem might be as bad as that.
package enum SeverityReason: CaseIterable, Hashable, Sendable {
  case notInProduction, nobodyKnows, nothingFailed, otherEnvironment, wholeRuns, service, restOfRun
}

extension MarketBook {
  /// Who might own a problem, best reason first: a rule, who fixed the like, who has room.
  ///
  /// Load is shown only to help an owner say no.
  package func ownerSuggestions(
    for problem: Problem, evidence: ProblemEvidence, settings: Settings
  ) -> [Suggestion<Person, OwnerReason>] {
    var suggestions: [Suggestion<Person, OwnerReason>] = []
    func suggest(_ person: Person, _ ground: OwnerReason.Ground) {
      guard !suggestions.contains(where: { $0.value == person }) else { return }
      suggestions.append(
        Suggestion(value: person, reason: OwnerReason(ground, load: load(of: person))))
    }
    if let cookbook = evidence.cookbook, let owner = ownerRules[cookbook] {
      suggest(owner, .adoptedRule(cookbook: cookbook))
    }
    for rule in settings.ownership where rule.matches(evidence) {
      suggest(rule.owner, .rule(rule.subject))
    }
    if let fixer = fixer(ofTheLike: problem) { suggest(fixer, .fixedTheLike) }
    let roster = settings.roster.map(\.person)
    for person in byRoom(roster) { suggest(person, .roster) }
    if roster.isEmpty {
      for person in byRoom(entries.map(\.by.person)) { suggest(person, .wroteInLedger) }
      for person in byRoom(problems.values.compactMap(\.owner)) {
        suggest(person, .ownsSomething)
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
  ) -> Suggestion<Severity, SeverityReason> {
    let environments = evidence.environments
    if !environments.isEmpty, !environments.contains(where: { $0.hasPrefix("prod") }) {
      return Suggestion(value: .wasteful, reason: .notInProduction)
    }
    switch kind {
    case .silent: return Suggestion(value: .serviceDown, reason: .nobodyKnows)
    case .notIdempotent, .slow, .greenWithErrors, .growth:
      return Suggestion(value: .wasteful, reason: .nothingFailed)
    case .environmentLeak:
      return Suggestion(value: .clusterWrong, reason: .otherEnvironment)
    case .failure, .flaky, .newNode, .outage: break
    }
    guard let type = evidence.examples.first?.failure.resourceType else {
      return Suggestion(value: .blocksDeploy, reason: .wholeRuns)
    }
    if type.hasSuffix("service") || type == "systemd_unit" {
      return Suggestion(value: .serviceDown, reason: .service)
    }
    return Suggestion(value: .blocksDeploy, reason: .restOfRun)
  }
}
