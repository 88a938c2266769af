import MarketAnalysis
import MarketBoard
import MarketModel
import Testing
import TextCanvas

struct WordingTests {
  let ana = WriterID(rawValue: "ana-1")
  let bo = WriterID(rawValue: "bo-1")
  let night = Day(daysSince1970: 20_778)

  @Test func `no letter of a category is ever shown`() {
    for category in Category.allCases {
      for obstacle in [nil] + Obstacle.allCases {
        let words = English().words(for: category, because: obstacle)
        #expect(words.hasPrefix("cause "))
      }
    }
  }

  @Test(arguments: [
    (0, "0:00"), (59, "0:59"), (60, "1:00"), (400, "6:40"), (-61, "-1:01"), (3600, "60:00"),
  ])
  func `a duration is minutes and seconds`(seconds: Int, text: String) {
    #expect(English().duration(seconds) == text)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1204, "1,204"), (100_000, "100,000"), (1_234_567, "1,234,567"),
    (-1204, "-1,204"),
  ])
  func `long numbers are grouped`(number: Int, text: String) {
    #expect(English().grouped(number) == text)
  }

  @Test(
    arguments: [
      (0.05, "by chance 1 in 20"), (1 / 31_500, "by chance 1 in 31,000"),
      (1 / 31.5e6, "by chance 1 in 31 million"), (1e-12, "by chance less than 1 in a billion"),
      (0, "by chance less than 1 in a billion"), (1, "by chance 1 in 1"),
    ] as [(Double, String)])
  func `odds are told as one in so many`(odds: Double, words: String) {
    #expect(English().words(for: Rarity(odds)) == words)
  }

  @Test func `a rate is told in whole percent`() {
    #expect(English().percent(Rate(count: 81, of: 263)) == "26 to 37%")
    #expect(English().percent(Rate(count: 0, of: 1_000_000)) == "0%")
  }

  @Test func `one is no plural`() {
    #expect(English().count(1, "node") == "1 node")
    #expect(English().count(0, "node") == "0 nodes")
  }

  @Test func `a day has its weekday`() {
    #expect(English().day(Day(year: 2026, month: 11, dayOfMonth: 24)) == "Tue 24 Nov")
    #expect(English().day(Day(year: 2024, month: 2, dayOfMonth: 29)) == "Thu 29 Feb")
  }

  @Test func `a number that two clones gave tells its writer`() {
    let (hers, his) = (ProblemID(number: 12, writer: ana), ProblemID(number: 12, writer: bo))
    let one = MarketBook([laidOut(hers, "a", clock: 1)])
    #expect(English().name(of: hers, in: one) == "#12")
    let two = MarketBook([laidOut(hers, "a", clock: 1), laidOut(his, "b", clock: 1)])
    #expect(English().name(of: hers, in: two) == "#12.ana-1")
    #expect(English().name(of: his, in: two) == "#12.bo-1")
  }

  @Test func `an undo says what it takes back`() {
    let id = ProblemID(number: 12, writer: ana)
    let assigned = MarketEvent.assigned(
      problem: id, owner: Person(rawValue: "ana"), step: nil, due: nil)
    let book = MarketBook([
      laidOut(id, "a", clock: 1),
      LedgerEntry(
        id: EntryID(writer: bo, sequence: 1), at: night.start, clock: 2, event: assigned),
    ])
    #expect(English().label(of: assigned, in: book) == "assign #12 → ana")
    let undone = MarketEvent.undone(entry: EntryID(writer: bo, sequence: 1))
    #expect(English().label(of: undone, in: book) == "undo assign #12 → ana")
  }

  @Test func `a history reads as people talk`() {
    let id = ProblemID(number: 12, writer: ana)
    let assigned = MarketEvent.assigned(
      problem: id, owner: Person(rawValue: "ana"), step: "find the cause",
      due: Day(year: 2026, month: 11, dayOfMonth: 24))
    func sentence(_ event: MarketEvent, by name: String) -> String {
      English().sentence(for: event, by: Person(rawValue: name), in: MarketBook())
    }
    #expect(
      sentence(assigned, by: "ana")
        == "ana took it over, next: find the cause, by Tue 24 Nov")
    #expect(
      sentence(assigned, by: "bo")
        == "bo gave it to ana, next: find the cause, by Tue 24 Nov")
    #expect(
      sentence(
        .judged(problem: id, category: .noFixYet, because: .blocked, severity: .serviceDown),
        by: "bo") == "bo judged it: cause known, no fix yet (blocked), service down")
  }

  @Test func `a disk that refuses a decision is told, and the board stays`() {
    var morning = Morning.at(.triage, after: "a")
    morning.fillDisk()
    let picture = morning.frame().description
    #expect(picture.contains("NOT SAVED: the disk is full"))
    #expect(picture.contains("How bad is it?"))
  }

  @Test func `a sentence that is longer than the board takes a second line`() {
    let morning = Morning.at(.review).facing("pg_dump").pressed("v")
    let narrow = morning.frame(width: 50, height: 24).description
    #expect(narrow.contains("Not proven yet: did not hold: 1 node on"))
    #expect(narrow.contains("Sun 22\n  Nov."))
  }

  @Test func `no word for a state is wider than its column in the list`() {
    var states = ["working", "not held", "holding", "proven", "proving", "accepted"]
    states += ReviewVerdict.allCases.map { English().words(for: $0) }
    states += ProblemStatus.allCases.filter { $0 != .working }.map { English().words(for: $0) }
    #expect(states.allSatisfy { DisplayWidth.columns(of: $0) <= 9 })
  }

  private func laidOut(_ id: ProblemID, _ subject: String, clock: Int) -> LedgerEntry {
    LedgerEntry(
      id: EntryID(writer: id.writer, sequence: clock), at: night.start, clock: clock,
      event: .laidOut(
        problem: id, kind: .failure, fingerprint: Fingerprint(kind: "test", subject: subject),
        title: "service[nginx] fails to start", night: night))
  }
}
