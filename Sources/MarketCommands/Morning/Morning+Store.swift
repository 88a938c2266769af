import MarketAnalysis
import MarketLedger
import MarketModel
import Redaction

extension Morning {
  /// Nights that a market looks back on: eight weeks of a problem's row.
  static let lookBack = 56

  /// Reads what the store knows now.
  ///
  /// - Parameter last: The newest night that is looked at; `nil` for the newest there is.
  /// - Complexity: as for ``init(book:nights:settings:now:)``, and what ``NightsAtHand`` takes.
  init(_ opened: OpenedStore, now: Instant, upTo last: Day? = nil) throws {
    let (book, damage) = try opened.store.book()
    let atHand = try NightsAtHand(Self.lookBack, in: opened, upTo: last)
    opened.complain(about: damage + atHand.damage)
    self.init(book: book, nights: atHand.nights, settings: opened.settings, now: now)
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
