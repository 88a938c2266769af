import MarketModel
import MarketTestKit
import Testing

@testable import MarketCommands

struct MorningTests {
  @Test(arguments: [
    ("2026-11-24", "2026-11-24"), ("today", "2026-11-18"), ("Tomorrow", "2026-11-19"),
    ("yesterday", "2026-11-17"), ("thu", "2026-11-19"), ("wed", "2026-11-25"),
    ("Tuesday", "2026-11-24"), ("+0d", "2026-11-18"), ("+3d", "2026-11-21"), ("+2w", "2026-12-02"),
  ])
  func `a day is understood as people type it`(text: String, day: String) {
    #expect(DayPhrase.day(text, from: .wednesday)?.description == day)
  }

  @Test func `a weekday in the past is the last one`() {
    #expect(DayPhrase.day("tue", from: .wednesday, .back) == .tuesday)
    #expect(DayPhrase.day("wed", from: .wednesday, .back) == Day.wednesday.adding(days: -7))
  }

  @Test(arguments: [
    "", "soon", "t", "tu", "tuesdays", "+", "+d", "+-3d", "+3m", "+99999d", "+9999999999999999999d",
    "2026-02-30", "24.11.",
  ])
  func `what is no day is none`(text: String) {
    #expect(DayPhrase.day(text, from: .wednesday) == nil)
  }

  @Test func `a number that two clones gave needs the whole name`() throws {
    var ledger = PaperLedger()
    ledger.write(
      .laidOut(
        problem: ProblemID(number: 1, writer: .ana), kind: .failure,
        fingerprint: Failure.nginx.fingerprint, title: "nginx", night: .monday))
    ledger.write(
      .laidOut(
        problem: ProblemID(number: 1, writer: .ben), kind: .failure,
        fingerprint: Failure.postgres.fingerprint, title: "postgres", night: .monday),
      by: .ben)
    let morning = morning(ledger)
    let error = #expect(throws: NamingError.self) { try morning.problem(named: "#1") }
    #expect(
      error?.problem
        == "1 can mean 2 problems: 1.ana-3f9c1e (nginx), 1.ben-77aa01 (postgres)")
    #expect(error?.remedy == "say the whole name, as in 1.ana-3f9c1e")
    let his = try morning.problem(named: "1.ben-77aa01")
    #expect(his.title == "postgres")
    #expect(morning.typedName(of: his.id) == "1.ben-77aa01")
  }

  @Test func `one failure laid out by two clones has both numbers`() throws {
    var ledger = PaperLedger()
    ledger.layOut(.postgres)
    ledger.layOut(.nginx)
    let his = ProblemID(number: 9, writer: .ben)
    ledger.write(
      .laidOut(
        problem: his, kind: .failure, fingerprint: Failure.nginx.fingerprint, title: "nginx",
        night: .monday), by: .ben)
    #expect(try morning(ledger).problem(named: "9").id == .number(2))
    #expect(try morning(ledger).problem(named: "9.ben-77aa01").id == .number(2))
  }

  @Test(arguments: ["ana", "Ana", "ana lima", "alima"])
  func `a person is known by any of the names in the roster`(name: String) throws {
    #expect(try morning(PaperLedger(), roster: true).person(named: name) == .ana)
  }

  @Test func `without a roster anybody with a plain name is known`() throws {
    let morning = morning(PaperLedger())
    #expect(try morning.person(named: "Zoe") == Person(rawValue: "zoe"))
    for name in ["", "ana lima", "ana,ben", "../x"] {
      #expect(throws: NamingError.notAPerson(name)) { try morning.person(named: name) }
    }
  }

  @Test func `a table is aligned, numbers to the right, and no wider than a page`() {
    let lines = TextLayout.table(
      [
        ["name", .init(number: "nodes"), "what"],
        [.init("漢字"), .init(number: "1,204"), .init(String(repeating: "long ", count: 40))],
      ], flexible: 2)
    #expect(lines[0] == "  name  nodes  what")
    #expect(lines[1].hasPrefix("  漢字  1,204  long long"))
    #expect(lines[1].columns == 100)
  }

  private func morning(_ ledger: PaperLedger, roster: Bool = false) -> Morning {
    var settings = Settings()
    if roster {
      settings.roster = [
        RosterEntry(person: .ben, fullName: "Benjamin Ito", logins: []),
        RosterEntry(person: .ana, fullName: "Ana Lima", logins: ["alima"]),
      ]
    }
    return Morning(
      book: ledger.book, nights: [], settings: settings, now: Day.wednesday.at("10:00"))
  }
}
