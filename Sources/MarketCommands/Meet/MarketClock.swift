import Glibc
import MarketModel

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
