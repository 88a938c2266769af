import MarketAnalysis
import MarketBoard
import MarketLedger
import MarketModel
import Redaction

extension Morning {
  /// Nights that a market looks back on: eight weeks of a problem's row.
  static let lookBack = 56

  /// Reads what the store knows now.
  ///
  /// - Parameters:
  ///   - last: The newest night that is looked at; `nil` for the newest there is.
  ///   - complains: `false` for who says himself what is in ``remarks``.
  /// - Complexity: as for ``init(book:nights:settings:now:)``, and what ``NightsAtHand`` takes.
  init(
    _ opened: OpenedStore, now: Instant, upTo last: Day? = nil, complains: Bool = true
  ) throws {
    let atHand = try NightsAtHand(Self.lookBack, in: opened, upTo: last)
    try self.init(opened, atHand, now: now, complains: complains)
  }

  /// The book as it is now, with nights that were judged before.
  init(
    _ opened: OpenedStore, _ atHand: NightsAtHand, now: Instant, complains: Bool = true
  ) throws {
    let (book, damage) = try opened.store.book()
    if complains { opened.complain(about: damage + atHand.damage) }
    self.init(book: book, nights: atHand.nights, settings: opened.settings, now: now)
    remarks = opened.remarks(on: damage, atHand)
  }
}

extension OpenedStore {
  /// Decides on what the store knows while nobody else does. The nights are judged before anybody has
  /// to wait, which on a large fleet may take long.
  func deciding<Decision>(
    at now: Instant, _ body: (Morning) throws -> Decision
  ) throws -> Decision {
    let atHand = try NightsAtHand(Morning.lookBack, in: self)
    return try store.exclusively { try body(try Morning(self, atHand, now: now)) }
  }

  /// What there is to say of the store.
  func remarks(on damage: [Damage], _ atHand: NightsAtHand) -> StoreRemarks {
    var remarks = StoreRemarks(damage + atHand.damage, newerDigests: atHand.newerDigests)
    remarks.badSettings = badSettings
    remarks.accounts = LedgerOwners(of: store, settings.roster, accounts).accounts
    return remarks
  }
}

/// A store with the settings in it, after what is wrong with them was said.
struct OpenedStore {
  let store: MarketStore
  let settings: Settings
  let redactor: Redactor
  private let accounts = Accounts()
  /// Lines of market.yml that don't hold.
  private let badSettings: Int

  init(_ global: GlobalOptions) throws {
    var (store, file) = try global.openStore()
    for complaint in Keymap.remapped(by: file.settings.keys).complaints {
      file.complain(aboutKey: complaint.deed, complaint.reason, complaint.advice)
    }
    self.store = store
    settings = file.settings
    redactor = file.redactor
    badSettings = file.complaints.count
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
