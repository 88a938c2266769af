import Glibc
import MarketBoard
import MarketLedger
import MarketMeeting
import MarketModel
import TextCanvas

/// A meeting tied to its store and its clock: what the meeting wants done is done here.
///
/// Every decision is in the ledger, synced, before the meeting hears that it is true; so no frame
/// ever shows what a power cut could take back.
struct LiveMeeting {
  private(set) var meeting: Meeting
  private(set) var isLeaving = false
  /// What the person wants to edit in an editor of hers; whoever has the terminal sees to it.
  var textToEdit: String?
  private let opening: MarketOpening
  private var atHand: NightsAtHand
  private let signs: LiveSigns
  /// Held as long as this board facilitates.
  private var chair: HeldChair?

  init(meeting: Meeting, atHand: NightsAtHand, opening: MarketOpening, chair: HeldChair?) {
    (self.meeting, self.atHand) = (meeting, atHand)
    (self.opening, self.chair) = (opening, chair)
    signs = LiveSigns(of: opening.opened.store)
    signs.drain()
    if chair != nil { try? store.setLivePlace(meeting.place) }
    // The board may have been killed, or the disk been full, between a market's end and its minutes.
    if meeting.isOver, meeting.role == .facilitator, !store.hasMinutes(of: meeting.day) {
      _ = writeMinutes()
    }
  }

  private var store: MarketStore { opening.opened.store }
  var clock: MarketClock { opening.clock }
  /// Readable when another terminal may have written something.
  var news: Int32 { signs.descriptor }
  /// Whether ``news`` tells of what others do, so that nobody has to look after each key.
  var isTold: Bool { news >= 0 }

  mutating func perform(_ action: Action) {
    var effects = meeting.reduce(action)
    while !effects.isEmpty { effects += carryOut(effects.removeFirst()) }
  }

  /// A key means what it means on the picture that was seen, so what others wrote meanwhile comes
  /// after it. Alt with what means nothing together with it was Escape and a key, typed fast or come
  /// over a slow line in one piece.
  mutating func press(_ key: Key) {
    perform(.tick(clock.now))
    switch (key, Keymap(of: meeting).action(for: key, in: meeting)) {
    case (.alt(let character), nil), (.alt(let character), .explain(.unknownKey)):
      press(.escape)
      press(.character(character))
    case (_, let action?): perform(action)
    case (_, nil): break
    }
  }

  mutating func showInASCII() { meeting.showInASCII() }

  /// How far down a text can be looked at, as its drawing has shown.
  mutating func limitScroll(to most: Int) { meeting.limitScroll(to: most) }

  /// Looks what there is in ``news``.
  ///
  /// - Returns: `false` when it was only told where this board stands.
  mutating func heed() -> Bool {
    guard signs.drain() || meeting.role.follows else { return false }
    look()
    return true
  }

  /// Lets the time go on, and shows what other terminals have done meanwhile.
  mutating func tick() {
    signs.drain()
    look()
  }

  private mutating func look() {
    perform(.tick(clock.now))
    heedChair()
    heedLedgers()
    if meeting.role.follows, let place = signs.currentPlace(), place != meeting.lead {
      perform(.led(to: place))
    }
  }

  private mutating func heedChair() {
    if let chair {
      guard !chair.isOurs else { return }
      self.chair = nil
      perform(.chairPassed(to: sitting))
    } else if meeting.role.follows, case let sitting = sitting, sitting != meeting.chair {
      perform(.chairPassed(to: sitting))
    }
  }

  /// Who holds the chair of this market.
  private var sitting: Chair? { signs.chair(of: meeting.day) }

  private mutating func heedLedgers() {
    let before = meeting.remarks
    guard store.hasChanged(), let book = try? readBook() else { return }
    if book.count != meeting.book.count || before != meeting.remarks {
      if meeting.role.follows, let latest = book.latestMarket?.day, latest > meeting.day,
        let next = try? opening.follow(latest, as: meeting.role.inNextMarket, by: meeting.writer)
      {
        (meeting, atHand) = (next.meeting, next.atHand)
        return
      }
      perform(.reloaded(book))
    }
  }

  /// The book as it is now; the meeting hears what is wrong with it.
  private mutating func readBook() throws -> MarketBook {
    let (book, damage) = try store.book()
    let remarks = opening.opened.remarks(on: damage, atHand)
    if remarks != meeting.remarks { _ = meeting.reduce(.remarked(remarks)) }
    return book
  }
}

// MARK: What the meeting asks for

extension LiveMeeting {
  private mutating func carryOut(_ effect: Effect) -> [Effect] {
    switch effect {
    case .record(let event): return record([event])
    case .recordStep(let events): return record(events)
    case .remember(let place):
      // A place that is lost costs the facilitator two key presses; nothing worth a message.
      if chair?.isOurs ?? false { try? store.setLivePlace(place) }
    case .takeChair(let holder): return takeChair(from: holder)
    case .writeMinutes: return writeMinutes()
    case .edit(let text): textToEdit = text
    case .ring: ringBell()
    case .quit: isLeaving = true
    }
    return []
  }

  /// What stood in the way of a decision, found under the lock that keeps everybody else out.
  private enum Verdict {
    case recorded([LedgerEntry])
    case overtaken(by: [LedgerEntry], MarketBook)
    case unseated
  }

  /// Several events are one step.
  private mutating func record(_ events: [MarketEvent]) -> [Effect] {
    do {
      switch try store.exclusively({ try judge(events) }) {
      case .recorded(let entries):
        let effects = meeting.reduce(.recorded(entries))
        if meeting.isOver { chair = nil }
        return effects
      case .overtaken(let news, let book):
        return meeting.reduce(.reloaded(book)) + meeting.reduce(.overtaken(by: news))
      case .unseated:
        chair = nil
        let effects = meeting.reduce(.chairPassed(to: sitting))
        return effects + meeting.reduce(.explain(.watching(meeting.chair)))
      }
    } catch {
      return notRecorded(error)
    }
  }

  private mutating func judge(_ events: [MarketEvent]) throws -> Verdict {
    guard meeting.role.isOwner || chair?.isOurs ?? false else { return .unseated }
    if store.hasChanged() {
      let book = try readBook()
      let news = meeting.overtaking(events, by: book.news(since: meeting.book))
      guard news.isEmpty else { return .overtaken(by: news, book) }
    }
    return .recorded(try store.append(events, at: clock.now, asStep: true))
  }

  private mutating func takeChair(from holder: Chair?) -> [Effect] {
    do {
      let taken = try store.exclusively { () -> (HeldChair, MarketBook)? in
        guard sitting == nil || sitting == holder else { return nil }
        var book = try readBook()
        book.append(
          contentsOf: try store.recordChair(
            of: meeting.day, for: meeting.writer, in: book, at: clock.now))
        // Last, so that a full disk displaces nobody.
        let held = try store.takeChair(
          Terminal.chair(of: meeting.day, for: meeting.writer, at: clock.now))
        return (held, book)
      }
      guard let (held, book) = taken else { return meeting.reduce(.chairPassed(to: sitting)) }
      chair = held
      let effects = meeting.reduce(.reloaded(book)) + meeting.reduce(.seated(held.chair))
      return effects + [.remember(meeting.place)]
    } catch {
      return notRecorded(error)
    }
  }

  /// Others may have written what was read in vain.
  private mutating func notRecorded(_ error: any Error) -> [Effect] {
    let effects = (try? readBook()).map { meeting.reduce(.reloaded($0)) } ?? []
    return effects + meeting.reduce(.notRecorded(reason: Self.reason(error)))
  }

  private mutating func writeMinutes() -> [Effect] {
    guard let minutes = meeting.minutes else {
      return []
    }
    do throws(StoreError) {
      try store.writeMinutes(
        MinutesMarkdown(minutes: minutes, book: meeting.book, in: meeting.settings.language).text,
        of: meeting.day)
      return []
    } catch {
      return meeting.reduce(.notRecorded(reason: "minutes: \(Self.reason(error))"))
    }
  }

  private static func reason(_ error: any Error) -> String {
    (error as? StoreError).map { "\($0.problem); \($0.remedy)" } ?? "\(error)"
  }

  private func ringBell() {
    guard isatty(STDOUT_FILENO) == 1 else { return }
    var bell = UInt8(7)
    _ = unsafe write(STDOUT_FILENO, &bell, 1)
  }
}
