import Glibc
import MarketAnalysis
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
  let store: MarketStore
  let clock: MarketClock

  mutating func perform(_ action: Action) {
    var effects = meeting.reduce(action)
    while !effects.isEmpty { effects += carryOut(effects.removeFirst()) }
  }

  mutating func press(_ key: Key) {
    if let action = Keymap.action(for: key, in: meeting) { perform(action) }
  }

  /// Lets the time go on, and shows what other terminals have written meanwhile.
  mutating func tick() {
    perform(.tick(clock.now))
    guard store.hasChanged(), let (book, _) = try? store.book(),
      book.entries.count != meeting.book.entries.count
    else { return }
    perform(.reloaded(book))
  }

  private mutating func carryOut(_ effect: Effect) -> [Effect] {
    switch effect {
    case .record(let event): return record([event])
    case .recordStep(let events): return record(events)
    case .remember(let place):
      // A place that is lost costs the facilitator two key presses; nothing worth a message.
      try? store.setLivePlace(place)
    case .writeMinutes: return writeMinutes()
    case .ring: ringBell()
    case .quit: isLeaving = true
    }
    return []
  }

  /// Several events are one step.
  private mutating func record(_ events: [MarketEvent]) -> [Effect] {
    do throws(StoreError) {
      return meeting.reduce(.recorded(try store.append(events, at: clock.now, asStep: true)))
    } catch {
      return meeting.reduce(.notRecorded(reason: "\(error.problem); \(error.remedy)"))
    }
  }

  private mutating func writeMinutes() -> [Effect] {
    guard let minutes = Minutes(of: meeting.day, in: meeting.book, nights: meeting.nights) else {
      return []
    }
    do throws(StoreError) {
      try store.writeMinutes(
        MinutesMarkdown(minutes: minutes, book: meeting.book).text, of: meeting.day)
      return []
    } catch {
      return meeting.reduce(.notRecorded(reason: "minutes: \(error.problem); \(error.remedy)"))
    }
  }

  private func ringBell() {
    guard isatty(STDOUT_FILENO) == 1 else { return }
    var bell = UInt8(7)
    _ = unsafe write(STDOUT_FILENO, &bell, 1)
  }
}

/// The time a market goes by: the machine's, or one that starts at `--now` and goes on from there.
struct MarketClock {
  private let start: Instant
  private let monotonicStart: Int64
  private let isWallClock: Bool

  init(startingAt fixed: Instant?) {
    start = fixed ?? Self.wallTime
    monotonicStart = Self.milliseconds(of: CLOCK_MONOTONIC)
    isWallClock = fixed == nil
  }

  var now: Instant {
    guard !isWallClock else { return Self.wallTime }
    return Instant(
      milliseconds: start.milliseconds + Self.milliseconds(of: CLOCK_MONOTONIC) - monotonicStart)
  }

  private static var wallTime: Instant { Instant(milliseconds: milliseconds(of: CLOCK_REALTIME)) }

  private static func milliseconds(of clock: clockid_t) -> Int64 {
    var time = timespec()
    unsafe clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
