import MarketAnalysis
import MarketLedger
import MarketMeeting
import MarketModel

/// Opens the market of a day, or finds it open already.
struct MarketOpening {
  let opened: OpenedStore
  let clock: MarketClock

  /// The day's market, opened when there is none yet: what the nights brought is laid on the table
  /// in the same write.
  func market(of day: Day) throws -> LiveMeeting {
    try opened.store.exclusively {
      let morning = try Morning(opened, now: clock.now, upTo: day)
      var book = morning.recorded
      let writer = try opened.store.writer()
      if book.markets[day] == nil {
        let events =
          [.marketOpened(market: day, plan: opened.settings.plan)]
          + book.layingOut(morning.nights, by: writer)
        for entry in try opened.store.append(events, at: clock.now) { book.append(entry) }
      }
      return live(day, book: book, in: morning, writer: writer)
    }
  }

  /// The market that goes on, else the last one that was held; `nil` when none ever was.
  func latestMarket() throws -> LiveMeeting? {
    guard let day = try opened.store.book().book.latestMarket?.day else { return nil }
    let morning = try Morning(opened, now: clock.now, upTo: day)
    return live(day, book: morning.recorded, in: morning, writer: try opened.store.writer())
  }

  private func live(
    _ day: Day, book: MarketBook, in morning: Morning, writer: WriterID
  ) -> LiveMeeting {
    LiveMeeting(
      meeting: Meeting(
        day: day, writer: writer, settings: opened.settings, nights: morning.nights, book: book,
        now: clock.now, place: opened.store.livePlace()),
      store: opened.store, clock: clock)
  }
}
