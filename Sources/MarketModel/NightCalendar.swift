/// Which night a run belongs to.
///
/// The rule looks at the run alone, never at when it was gathered, so a late report finds its own
/// night and reading in another order changes nothing.
package struct NightCalendar: Hashable, Sendable {
  /// **Seconds** after midnight UTC at which one night ends and the next begins: when the market
  /// is held.
  package let endsAt: Int

  package init(endsAt: Int) { self.endsAt = endsAt }

  /// 09:00 UTC.
  package static let standard = NightCalendar(endsAt: 9 * 3600)

  /// The day on whose morning the run is looked at.
  package func night(of started: Instant) -> Day {
    started.adding(seconds: 86_400 - Double(endsAt)).day
  }

  package func start(of night: Day) -> Instant { end(of: night.adding(days: -1)) }
  package func end(of night: Day) -> Instant { night.start.adding(seconds: Double(endsAt)) }
}
