import MarketModel
import Testing

@testable import MarketLedger

struct SettingsFileTests {
  private func read(_ text: String) -> SettingsFile {
    SettingsFile(Array(text.utf8), file: "market.yml")
  }

  @Test func `everything that can be set is read`() {
    let file = read(
      """
      market:
        at: "08:30"
        phases: {triage: 6, close: "1:30"}
      roster:
        - name: ana
          full_name: Ana Lima
          logins: [alima]
        - name: bo
      ownership:
        - {cookbook: nginx, owner: ana}
        - {type: service, environment: qa, owner: bo}
      verify_after: 5
      inventory: [web-01, web-02]
      language: de
      """)
    #expect(file.complaints.isEmpty)
    #expect(file.settings.calendar.endsAt == 30_600)
    #expect(file.settings.plan.budgets == [120, 240, 360, 180, 90])
    #expect(file.settings.roster.map(\.fullName) == ["Ana Lima", "bo"])
    #expect(file.settings.roster.map(\.logins) == [["alima"], ["bo"]])
    #expect(file.settings.ownership.map(\.owner.rawValue) == ["ana", "bo"])
    #expect(file.settings.nightsToVerify == 5)
    #expect(file.settings.inventory.map(\.rawValue).sorted() == ["web-01", "web-02"])
    #expect(file.settings.language == .german)
  }

  @Test func `an empty file sets nothing`() {
    #expect(read("# nothing\n").settings == Settings())
    #expect(read("").complaints.isEmpty)
  }

  @Test(arguments: [
    ("market:\n  at: 9\n", "market.yml:2"), ("market:\n  at: \"25:00\"\n", "market.yml:2"),
    ("market:\n  phases:\n    triage: soon\n", "market.yml:3"),
    ("market:\n  phases:\n    lunch: 30\n", "market.yml:3"),
    ("# a\nroaster: []\n", "market.yml:2"), ("roster: ana\n", "market.yml:1"),
    ("roster:\n  - name: Ana Lima\n", "market.yml:1"),
    ("roster:\n  - name: ana\n  - name: ana\n", "market.yml:2"),
    ("ownership:\n  - owner: ana\n", "market.yml:1"), ("verify_after: 0\n", "market.yml:1"),
    ("verify_after: 2\nverify_after: 3\n", "market.yml:2"), ("market: [\n", "market.yml:2"),
    ("inventory: ../hosts\n", "market.yml:1"), ("inventory:\n  - [a]\n", "market.yml:1"),
    ("# a\nlanguage: klingon\n", "market.yml:2"),
  ])
  func `what makes no sense is named with its line, and the rest holds`(
    text: String, place: String
  ) {
    let file = read(text)
    #expect(file.complaints.map(\.place) == [place])
    #expect(file.complaints.allSatisfy { !$0.problem.isEmpty && !$0.remedy.isEmpty })
  }
}
