import MarketLedger
import Redaction
import Testing

struct RedactionSettingsTests {
  private func read(_ text: String) -> SettingsFile {
    SettingsFile(Array(text.utf8), file: "market.yml")
  }

  @Test func `a team hides what is its own, and leaves what is no secret`() {
    let file = read(
      """
      redact:
        hide:
          - {name: ticket, after: "ticket=", characters: digits, length: 4..8}
          - name: acme-key
            prefix: acme_live_
            length: 6
        allow: [changeme]
      """)
    #expect(file.complaints.isEmpty)
    #expect(
      file.redactor.redact("ticket=123456 ticket=12 acme_live_abcdef password=changeme pwd=a7b8c9")
        == "ticket=‹redacted:ticket› ticket=12 ‹redacted:acme-key› password=changeme "
        + "pwd=‹redacted:password›")
  }

  @Test func `without settings, what is built in is hidden`() {
    #expect(read("").redactor.redact("password=hunter2") == "password=‹redacted:password›")
  }

  @Test(arguments: [
    ("redact: yes\n", "market.yml:1"), ("redact:\n  show: []\n", "market.yml:2"),
    ("redact:\n  hide: ticket\n", "market.yml:2"),
    ("redact:\n  hide:\n    - {name: Ticket7, after: abc}\n", "market.yml:3"),
    ("redact:\n  hide:\n    - {name: ticket}\n", "market.yml:3"),
    ("redact:\n  hide:\n    - {name: ticket, after: ab}\n", "market.yml:3"),
    ("redact:\n  hide:\n    - {name: ticket, after: abc, prefix: abc}\n", "market.yml:3"),
    ("redact:\n  hide:\n    - name: ticket\n      pattern: .*\n", "market.yml:4"),
    (
      "redact:\n  hide:\n    - name: ticket\n      after: abc\n      characters: all\n",
      "market.yml:5"
    ),
    (
      "redact:\n  hide:\n    - name: ticket\n      after: abc\n      length: 9..2\n", "market.yml:5"
    ),
    (
      "redact:\n  hide:\n    - name: ticket\n      after: abc\n      length: some\n", "market.yml:5"
    ),
    ("redact:\n  allow: [[a]]\n", "market.yml:2"),
  ])
  func `what makes no sense is named with its line, and the rest holds`(
    text: String, place: String
  ) {
    let file = read(text)
    #expect(file.complaints.map(\.place) == [place])
    #expect(file.complaints.allSatisfy { !$0.problem.isEmpty && !$0.remedy.isEmpty })
    #expect(file.redactor.redact("password=hunter2") == "password=‹redacted:password›")
  }
}
