package import MarketModel

/// A file of the store that copies of it exchange, by its place: the only places there are.
///
/// What a remote names is a path only after it was read here, so nothing that came from outside can
/// name a file of another kind, or one outside the store.
package enum StorePath: Hashable, Sendable {
  case ledger(WriterID, segment: Int)
  /// The name as the file has it, `site.json`.
  case digest(Day, name: String)
  /// `2026-11-22.md`, and others beside it.
  case minutes(Day, name: String)
  case settings
  case ignored

  /// Reads `nights/2026-11-22/site.json`; `nil` for whatever is not exactly such a place.
  package init?(_ text: String) {
    let steps = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    switch (steps.first, steps.count) {
    case ("market.yml", 1): self = .settings
    case (".gitignore", 1): self = .ignored
    case ("ledger", 2):
      guard let (writer, segment) = LedgerFile.parse(steps[1]) else { return nil }
      self = .ledger(writer, segment: segment)
    case ("nights", 3):
      guard let day = Day(steps[1]), steps[2].hasSuffix(".json"),
        FileName.isPlain(String(steps[2].dropLast(5)))
      else { return nil }
      self = .digest(day, name: steps[2])
    case ("minutes", 2):
      guard let day = MinutesName.day(of: steps[1]) else { return nil }
      self = .minutes(day, name: steps[1])
    default: return nil
    }
  }

  /// From the store's folder on.
  package var text: String { (folders + [name]).joined(separator: "/") }

  /// The folders on the way to it.
  var folders: [String] {
    switch self {
    case .ledger: ["ledger"]
    case .digest(let day, _): ["nights", day.description]
    case .minutes: ["minutes"]
    case .settings, .ignored: []
    }
  }

  var name: String {
    switch self {
    case .ledger(let writer, let segment): LedgerFile.name(of: writer, segment: segment)
    case .digest(_, let name), .minutes(_, let name): name
    case .settings: "market.yml"
    case .ignored: ".gitignore"
    }
  }

  /// What stands at the top of a store and is looked into: all else there is none of its business.
  package static let tops = ["ledger", "nights", "minutes", "market.yml", ".gitignore"]

  /// **Bytes** of such a file that are exchanged. Of ledgers these are eighty years of one hand;
  /// minutes and settings are written by people.
  package var limit: Int {
    switch self {
    case .ledger, .digest: ShelvedDigest.limit
    case .minutes, .settings, .ignored: 1 << 20
    }
  }
}

extension StorePath: Comparable {
  package static func < (a: Self, b: Self) -> Bool { a.text < b.text }
}
