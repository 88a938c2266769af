import MarketAnalysis
import MarketModel
import MarketTestKit
import Testing

struct SuggestionTests {
  var ledger = PaperLedger()
  let evidence = Nights([.failed("a", .nginx)]).evidence()

  init() { ledger.layOut(.nginx) }

  @Test mutating func `an adopted rule comes first, then the rules of the team, then the fixer`() {
    ledger.write(
      .ruleAdopted(cookbook: "acme_web", owner: Person(rawValue: "ada")),
      .laidOut(
        problem: .number(2), kind: .failure, fingerprint: Failure.postgres.fingerprint,
        title: "service[nginx] fails", night: .monday),
      .assigned(problem: .number(2), owner: .ben, step: nil, due: nil),
      .verified(problem: .number(2), nights: 3))
    #expect(
      suggestions(rules: [
        OwnershipRule(cookbook: "acme_db", resourceType: nil, environment: nil, owner: .ben),
        OwnershipRule(cookbook: nil, resourceType: "service", environment: nil, owner: .ana),
      ]) == [
        "ada: adoptedRule(cookbook: \"acme_web\"), 0 open", "ana: rule(\"service\"), 0 open",
        "ben: fixedTheLike, 0 open",
      ])
  }

  @Test mutating func `who has least to do comes first among the rest`() {
    ledger.layOut(.postgres)
    ledger.write(.assigned(problem: .number(2), owner: .ana, step: nil, due: nil))
    #expect(
      suggestions(roster: [.ana, .ben])
        == ["ben: roster, 0 open", "ana: roster, 1 open"])
  }

  @Test mutating func `without a roster, those who wrote or own something are known`() {
    ledger.write(.assigned(problem: .number(1), owner: .ben, step: nil, due: nil))
    #expect(
      suggestions()
        == ["ana: wroteInLedger, 0 open", "ben: ownsSomething, 1 open"])
  }

  @Test(arguments: [
    (OwnershipRule(cookbook: nil, resourceType: nil, environment: nil, owner: .ana), true),
    (OwnershipRule(cookbook: "acme_web", resourceType: nil, environment: nil, owner: .ana), true),
    (
      OwnershipRule(
        cookbook: "acme_web", resourceType: "service", environment: "production", owner: .ana), true
    ),
    (OwnershipRule(cookbook: nil, resourceType: nil, environment: "staging", owner: .ana), false),
    (OwnershipRule(cookbook: nil, resourceType: "file", environment: nil, owner: .ana), false),
  ])
  func `a rule matches when all that it names does`(rule: OwnershipRule, matches: Bool) {
    #expect(rule.matches(evidence) == matches)
  }

  @Test(arguments: [
    (SignalKind.failure, Failure.nginx, "production", Severity.serviceDown),
    (.failure, .postgres, "prod-eu", .blocksDeploy), (.failure, .compile, "", .blocksDeploy),
    (.failure, .nginx, "staging", .wasteful), (.slow, .nginx, "production", .wasteful),
    (.silent, .nginx, "production", .serviceDown),
    (.environmentLeak, .nginx, "production", .clusterWrong),
  ])
  func `a severity is guessed from what failed and where`(
    kind: SignalKind, failure: Failure, environment: String, expected: Severity
  ) {
    let evidence = Nights([.failed("a", failure, in: environment)]).evidence(of: failure)
    let suggestion = Severity.suggested(for: kind, evidence: evidence)
    #expect(suggestion.value == expected)
  }

  private func suggestions(rules: [OwnershipRule] = [], roster: [Person] = []) -> [String] {
    var settings = Settings()
    settings.ownership = rules
    settings.roster = roster.map { RosterEntry(person: $0, fullName: "", logins: []) }
    guard let problem = ledger.book.problem(.number(1)) else { return [] }
    return ledger.book.ownerSuggestions(for: problem, evidence: evidence, settings: settings)
      .prefix(3).map { "\($0.value.rawValue): \($0.reason.ground), \($0.reason.load) open" }
  }
}
