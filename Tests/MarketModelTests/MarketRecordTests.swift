import MarketModel
import MarketTestKit
import Testing

struct MarketRecordTests {
  @Test func `who held it is told in turn, each once, until it closed`() {
    var ledger = PaperLedger()
    ledger.write(.marketOpened(market: .monday, plan: .standard), at: Day.monday.at("09:00"))
    for (writer, time) in [(WriterID.ana, "09:02"), (.ben, "09:05"), (.ben, "09:06")] {
      ledger.write(.chairTaken(market: .monday), by: writer, at: Day.monday.at(time))
    }
    ledger.write(.marketClosed(market: .monday), at: Day.monday.at("09:09"))
    ledger.write(.chairTaken(market: .monday), at: Day.monday.at("09:10"))
    let record = ledger.book.markets[.monday]
    #expect(record?.facilitators.map(\.person) == [.ana, .ben])
    #expect(record?.facilitators.last?.from == Day.monday.at("09:05"))
    #expect(ledger.book.lastDecision(by: .ben) == nil)
  }

  let day = Day(daysSince1970: 20_779)

  /// A market told as (seconds after its opening, event).
  func record(_ events: [(Double, MarketEvent)]) -> MarketRecord? {
    let ana = WriterID(rawValue: "ana-3f9c1e")
    let all = [(0, MarketEvent.marketOpened(market: day, plan: .standard))] + events
    let entries = all.enumerated().map { index, told in
      LedgerEntry(
        id: EntryID(writer: ana, sequence: index + 1), at: day.start.adding(seconds: told.0),
        clock: index + 1, event: told.1)
    }
    return MarketBook(entries).latestMarket
  }

  func at(_ seconds: Double) -> Instant { day.start.adding(seconds: seconds) }

  @Test func `time runs from the opening and never below nothing left`() {
    let market = record([])
    #expect(market?.elapsed(at: at(100)) == 100)
    #expect(market?.remaining(at: at(100)) == 800)
    #expect(market?.remaining(at: at(5000)) == 0)
    #expect(market?.elapsed(at: at(-50)) == 0)
  }

  @Test func `a pause stops the clock, also one that goes on`() {
    let market = record([
      (60, .marketPaused(market: day)), (90, .marketPaused(market: day)),
      (160, .marketResumed(market: day)), (200, .marketPaused(market: day)),
    ])
    #expect(market?.isPaused == true)
    #expect(market?.elapsed(at: at(100)) == 60)
    #expect(market?.elapsed(at: at(180)) == 80)
    #expect(market?.elapsed(at: at(900)) == 100)
  }

  @Test func `a phase's time is the sum of its visits without pauses`() {
    let market = record([
      (100, .phaseEntered(market: day, phase: .review)),
      (150, .marketPaused(market: day)), (170, .marketResumed(market: day)),
      (200, .phaseEntered(market: day, phase: .overnight)),
      (230, .phaseEntered(market: day, phase: .review)),
    ])
    #expect(market?.seconds(in: .overnight, at: at(300)) == 130)
    #expect(market?.seconds(in: .review, at: at(300)) == 150)
    #expect(market?.phase == .review)
  }

  @Test func `after the close nothing moves any more`() {
    let market = record([
      (50, .marketPaused(market: day)), (80, .marketClosed(market: day)),
      (90, .phaseEntered(market: day, phase: .close)),
    ])
    #expect(market?.closedAt == at(80))
    #expect(market?.phase == .overnight)
    #expect(market?.elapsed(at: at(500)) == 50)
    #expect(market?.isPaused == false)
  }
}
