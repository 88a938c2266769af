import Glibc
import MarketAnalysis
import MarketLedger
import MarketModel
import MarketReports
import Synchronization

extension NightAnalysis {
  /// One night in the light of those before it, which are read on all cores and not kept.
  ///
  /// - Parameter day: the newest night there is when left out.
  /// - Returns: `nil` when there is no such night; and what was damaged.
  /// - Complexity: O(runs of the night and of ``lookBack`` nights), in the memory of one night for each
  ///   core.
  static func night(
    _ day: Day?, in opened: OpenedStore
  ) throws -> (night: NightAnalysis?, damage: [Damage]) {
    let shelf = try opened.store.shelf()
    let days = try shelf.nights().filter { night in day.map { night <= $0 } ?? true }
    guard let newest = days.first, newest == day ?? newest else { return (nil, []) }
    let reading = PastReading(shelf: shelf, days: Array(days.dropFirst().prefix(lookBack)))
    let shelved = Mutex<Result<ShelvedNight, any Error>?>(nil)
    let isFirst = Atomic(true)
    inParallel(min(NightReader.processors, days.count)) {
      if isFirst.exchange(false, ordering: .relaxed) {
        let night = Result { try shelf.night(newest) }
        shelved.withLock { $0 = night }
      }
      reading.work()
    }
    guard let tonight = try shelved.withLock({ $0 })?.get() else { return (nil, []) }
    let (past, damage) = try reading.nights()
    let window = NightWindow(
      tonight: tonight.digest, past: past, calendar: opened.settings.calendar,
      inventory: opened.settings.inventory)
    return (NightAnalysis(window), tonight.damage + damage)
  }
}

/// Nights that are read to look back on, by as many threads as come.
private final class PastReading: Sendable {
  private let shelf: NightShelf
  private let days: [Day]
  private let next = Atomic(0)
  private let read = Mutex<[Day: Result<(PastNight, [Damage]), any Error>]>([:])

  init(shelf: NightShelf, days: [Day]) { (self.shelf, self.days) = (shelf, days) }

  func work() {
    while true {
      let index = next.add(1, ordering: .relaxed).oldValue
      guard index < days.count else { return }
      let night = Result { try self.night(days[index]) }
      read.withLock { $0[days[index]] = night }
    }
  }

  private func night(_ day: Day) throws -> (PastNight, [Damage]) {
    var past: PastNight?
    let damage = try shelf.eachNode(of: day) { node, runs, digest in
      if past == nil { past = PastNight(tablesOf: digest) }
      past?.add(node, runs)
    }
    if let damage, let past { return (past, damage) }
    let night = try shelf.night(day)
    return (PastNight(night.digest), night.damage)
  }

  /// The nights that have runs, oldest first.
  func nights() throws -> ([PastNight], [Damage]) {
    let all = try read.withLock { $0 }.sorted { $0.key < $1.key }.map { try $0.value.get() }
    return (all.map(\.0).filter { !$0.nodes.isEmpty }, all.flatMap(\.1))
  }
}
