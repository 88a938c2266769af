import MarketAnalysis
import MarketBoard
import MarketLedger
import MarketMeeting
import MarketModel

/// Opens the market of a day, or finds it open already.
struct MarketOpening {
  let store: MarketStore
  let settings: Settings
  let clock: MarketClock

  /// The day's market, opened when there is none yet: what the nights brought is laid on the table
  /// in the same write.
  func market(of day: Day) throws -> LiveMeeting {
    var (book, _) = try store.book()
    let (digests, nights) = try nights(upTo: day)
    let writer = try store.writer()
    if book.markets[day] == nil {
      let opened = MarketEvent.marketOpened(market: day, plan: settings.plan)
      for entry in try store.append([opened] + book.layingOut(nights, by: writer), at: clock.now) {
        book.append(entry)
      }
    }
    return live(day, book: book, digests: digests, nights: nights, writer: writer)
  }

  /// The market that goes on, else the last one that was held; `nil` when none ever was.
  func latestMarket() throws -> LiveMeeting? {
    let (book, _) = try store.book()
    guard let day = book.latestMarket?.day else { return nil }
    let (digests, nights) = try nights(upTo: day)
    return live(
      day, book: book, digests: digests, nights: nights, writer: try store.writer())
  }

  private func live(
    _ day: Day, book: MarketBook, digests: [NightDigest], nights: [NightAnalysis],
    writer: WriterID
  ) -> LiveMeeting {
    LiveMeeting(
      meeting: Meeting(
        day: day, writer: writer, settings: settings, digests: digests, nights: nights, book: book,
        now: clock.now, place: store.livePlace()),
      store: store, clock: clock)
  }

  /// Nights that a market looks back on: a month, which shows a monthly job twice.
  static let nightLimit = 31

  private func nights(upTo day: Day) throws -> ([NightDigest], [NightAnalysis]) {
    let shelf = try store.shelf()
    let digests = try shelf.nights().filter { $0 <= day }.prefix(Self.nightLimit)
      .map { try shelf.night($0).digest }
    let oldestFirst = Array(digests.reversed())
    return (oldestFirst, NightAnalysis.of(oldestFirst, calendar: settings.calendar))
  }
}
