import MarketModel
import MarketTestKit
import Testing

struct TimeTests {
  @Test(arguments: 1...50)
  func `a moment survives being written`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    let moment = Instant(milliseconds: Int64(chance.int(0...253_402_300_799_999)))
    #expect(Instant(moment.iso8601) == moment)
  }

  @Test func `every day of four centuries survives being written`() {
    for number in stride(from: 0, through: 146_097, by: 1) {
      let day = Day(daysSince1970: number)
      #expect(Day(day.description) == day)
    }
  }

  @Test(arguments: [
    ("2026-11-22T09:03:11Z", "2026-11-22T09:03:11Z"),
    ("2026-11-22 09:03:11", "2026-11-22T09:03:11Z"),
    ("2026-11-22 10:03:11 +0100", "2026-11-22T09:03:11Z"),
    ("2026-11-22T09:03:11.25Z", "2026-11-22T09:03:11.250Z"),
    ("2026-11-22T09:03:11.123456789-02:30", "2026-11-22T11:33:11.123Z"),
    ("2026-11-22 09:03:11 UTC", "2026-11-22T09:03:11Z"),
    ("2024-02-29T23:59:60Z", "2024-03-01T00:00:00Z"),
    ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"),
  ])
  func `times of tools are read`(text: String, meaning: String) {
    #expect(Instant(text)?.iso8601 == meaning)
  }

  @Test(arguments: [
    "", "2026-11-22", "2026-11-22T09:03Z", "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z",
    "1969-12-31T23:59:59Z", "2026-11-22T24:00:00Z", "2026-11-22T09:60:00Z", "2026-11-22T09:03:11.",
    "2026-11-22T09:03:11+1", "2026-11-22T09:03:11+99:00", "2026-11-22T09:03:11 CET",
    "١٩٧٠-01-01T00:00:00Z",
    "2026-11-22T09:03:11Zx", "2026-11-22t09:03:11Z", "-026-11-22T09:03:11Z",
    "2026-11-22T09:03:11.1234567890Z",
  ])
  func `what is no time is not guessed at`(text: String) {
    #expect(Instant(text) == nil)
  }

  @Test func `a night ends when the market is held`() throws {
    let calendar = NightCalendar.standard
    let day = try #require(Day("2026-11-22"))
    #expect(calendar.night(of: calendar.start(of: day)) == day)
    #expect(calendar.night(of: calendar.end(of: day).adding(seconds: -0.001)) == day)
    #expect(calendar.night(of: calendar.end(of: day)) == day.adding(days: 1))
  }

  @Test func `weekdays and working days follow the calendar`() throws {
    let sunday = try #require(Day("2026-11-22"))
    #expect(sunday.weekday == .sunday)
    #expect(sunday.nextWorkingDay.description == "2026-11-23")
    #expect(sunday.adding(days: -2).nextWorkingDay == sunday.adding(days: 1))
    #expect(Day(daysSince1970: -1).weekday == .wednesday)
  }
}

struct IdentifierTests {
  @Test func `ids survive being written, and what is none is refused`() {
    let id = ProblemID(number: 12, writer: WriterID(rawValue: "mary-ann-3f9c1e"))
    #expect(ProblemID(id.description) == id)
    #expect(id.writer.person.rawValue == "mary-ann")
    let entry = EntryID(writer: id.writer, sequence: 17)
    #expect(EntryID(entry.description) == entry)
    for text in ["", "12", "12.", ".ana", "0.ana", "-1.ana", "x.ana", "99999999999999999999.a"] {
      #expect(ProblemID(text) == nil, "\(text)")
    }
    for text in ["", "ana", "ana:", ":1", "ana:0", "ana:-1", "ana:x"] {
      #expect(EntryID(text) == nil, "\(text)")
    }
  }

  @Test func `the next number after the largest there can be does not trap`() {
    let text = "\(Int.max).ana-3f9c1e"
    let book = MarketBook(
      ProblemID(text).map { id in
        [
          LedgerEntry(
            id: EntryID(writer: id.writer, sequence: 1), at: Instant(milliseconds: 0), clock: 1,
            event: .laidOut(
              problem: id, kind: .failure, fingerprint: Fingerprint(value: 1), title: "",
              night: Day(daysSince1970: 0)))
        ]
      } ?? [])
    #expect(book.nextNumber > 0)
  }
}
