import MarketAnalysis
import MarketLedger
import MarketModel
import Redaction

extension Morning {
  /// Reads what the store knows now.
  ///
  /// - Parameter last: The newest night that is looked at; `nil` for the newest there is.
  /// - Complexity: as for ``init(book:digests:settings:now:)``; at most 2 × ``NightAnalysis/lookBack``
  ///   nights are read, however many there are.
  init(_ opened: OpenedStore, now: Instant, upTo last: Day? = nil) throws {
    let (book, damage) = try opened.store.book()
    let shelf = try opened.store.shelf()
    let days = try shelf.nights().filter { night in last.map { night <= $0 } ?? true }
    var complaints = damage
    // A night is judged in the light of those before it; without them it would be judged otherwise
    // than when it was new.
    let read = days.prefix(2 * NightAnalysis.lookBack)
    var digests: [NightDigest] = []
    for day in read.reversed() {
      let night = try shelf.night(day)
      complaints += night.damage
      if !night.digest.isEmpty { digests.append(night.digest) }
    }
    opened.complain(about: complaints)
    self.init(
      book: book, digests: digests, settings: opened.settings, now: now,
      unjudged: read.count < days.count ? NightAnalysis.lookBack : 0)
  }
}

/// A store with the settings in it, after what is wrong with them was said.
struct OpenedStore {
  let store: MarketStore
  let settings: Settings
  let redactor: Redactor

  init(_ global: GlobalOptions) throws {
    let (store, file) = try global.openStore()
    self.store = store
    settings = file.settings
    redactor = file.redactor
    var output = Console.complaints
    for complaint in file.complaints { output.explain(complaint) }
  }

  /// One line for all that is damaged: it stops nobody, and `market check` says more.
  func complain(about damage: [Damage]) {
    guard let first = damage.first else { return }
    var output = Console.complaints
    let more = damage.count == 1 ? "" : ", and \(damage.count - 1) more"
    output.line("market: \(first.file): \(first.problem)\(more)")
    output.line("  → all the rest was read; see: market check")
    output.flush()
  }
}
