import MarketAnalysis
import MarketBoard
import MarketLedger
import MarketMeeting
import MarketModel

/// Opens the market of a day, or finds it open already.
struct MarketOpening {
  let opened: OpenedStore
  let clock: MarketClock

  /// The day's market, opened when there is none yet: what the nights brought is laid on the table
  /// in the same write. Whoever opens the board takes the chair where nobody sits, and else follows.
  /// The nights are judged before anybody has to wait, which on a large fleet may take long.
  ///
  /// - Parameter takesChair: `false` for who only prints a picture.
  func market(of day: Day, takesChair: Bool = true) throws -> LiveMeeting {
    let atHand = try NightsAtHand(Morning.lookBack, in: opened, upTo: day)
    return try opened.store.exclusively {
      let morning = try Morning(opened, atHand, now: clock.now, complains: false)
      var book = morning.recorded
      let writer = try opened.store.writer()
      if book.markets[day] == nil {
        let events =
          [.marketOpened(market: day, plan: opened.settings.plan)]
          + book.layingOut(morning.nights, by: writer)
        book.append(contentsOf: try opened.store.append(events, at: clock.now))
      }
      let isOver = book.markets[day].map { $0.closedAt != nil } ?? true
      guard takesChair, !isOver else {
        return live(day, book: book, in: morning, atHand, writer: writer, role: .facilitator)
      }
      if let chair = opened.store.chair(of: day) {
        let role = Role.follower(wasFacilitator: false)
        return live(day, book: book, in: morning, atHand, writer: writer, role: role, chair: chair)
      }
      book.append(
        contentsOf: try opened.store.recordChair(of: day, for: writer, in: book, at: clock.now))
      let held = try opened.store.takeChair(Terminal.chair(of: day, for: writer, at: clock.now))
      return live(
        day, book: book, in: morning, atHand, writer: writer, role: .facilitator, held: held)
    }
  }

  /// The market that goes on, else the last one that was held, to look at; `nil` when none ever was.
  /// Records nothing.
  func watchedMarket() throws -> LiveMeeting? {
    let (book, damage) = try opened.store.book()
    guard let day = book.latestMarket?.day else {
      opened.complain(about: damage)
      return nil
    }
    return try follow(day, as: .watcher, by: .nobody)
  }

  /// A board that follows the facilitator's in the market of a day.
  func follow(_ day: Day, as role: Role, by writer: WriterID) throws -> LiveMeeting {
    let atHand = try NightsAtHand(Morning.lookBack, in: opened, upTo: day)
    let morning = try Morning(opened, atHand, now: clock.now, complains: false)
    return live(
      day, book: morning.recorded, in: morning, atHand, writer: writer, role: role,
      chair: opened.store.chair(of: day))
  }

  /// What somebody owns, to look at and to go on with; no market needs to go on.
  ///
  /// - Parameter person: Who it is, among those that the morning knows.
  func board(of person: (Morning) throws -> Person) throws -> LiveMeeting {
    let day = clock.now.day
    let atHand = try NightsAtHand(Morning.lookBack, in: opened, upTo: day)
    let morning = try Morning(opened, atHand, now: clock.now, complains: false)
    return live(
      day, book: morning.recorded, in: morning, atHand, writer: try opened.store.writer(),
      role: .owner(try person(morning)))
  }

  private func live(
    _ day: Day, book: MarketBook, in morning: Morning, _ atHand: NightsAtHand, writer: WriterID,
    role: Role, chair: Chair? = nil, held: HeldChair? = nil
  ) -> LiveMeeting {
    LiveMeeting(
      meeting: Meeting(
        day: day, writer: writer, settings: opened.settings, nights: morning.nights, book: book,
        now: clock.now, place: opened.store.livePlace(), role: role, chair: held?.chair ?? chair,
        remarks: morning.remarks, look: Look(opened.settings.language ?? .ofTerminal)),
      atHand: atHand, opening: self, chair: held)
  }
}

extension MarketStore {
  /// Puts into the ledger that somebody else facilitates from now on, for the minutes.
  func recordChair(
    of market: Day, for writer: WriterID, in book: MarketBook, at now: Instant
  ) throws(StoreError) -> [LedgerEntry] {
    let last = book.markets[market]?.facilitators.last?.person
    return last == writer.person ? [] : try append([.chairTaken(market: market)], at: now)
  }
}
