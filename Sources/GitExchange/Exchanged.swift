import MarketLedger
package import MarketModel

/// What an exchange brought and took.
package struct Exchanged: Sendable {
  package let remote: String
  package let branch: String
  package internal(set) var received = Haul()
  package internal(set) var sent = Haul()
  package internal(set) var leftOut: [LeftOut] = []
  /// What the remote's branch now stands at; `nil` when it has nothing.
  package internal(set) var commit: String?
  /// The branch that is checked out lacks what others did outside the store.
  package internal(set) var isBehind = false

  /// What went one way.
  package struct Haul: Hashable, Sendable {
    package internal(set) var decisions: [Person: Int] = [:]
    package internal(set) var nights: Set<Day> = []
    package internal(set) var minutes: Set<Day> = []
    package internal(set) var hasSettings = false
    /// Anything at all, also what is not counted: a damaged line, a .gitignore.
    package internal(set) var isEmpty = true

    package var decisionCount: Int { decisions.values.reduce(0, +) }

    mutating func add(_ path: StorePath, _ bytes: [UInt8], beyond old: [UInt8]?) {
      isEmpty = false
      switch path {
      case .ledger:
        decisions.merge(UnitedFile.decisions(in: bytes, beyond: old), uniquingKeysWith: +)
      case .digest(let day, _): nights.insert(day)
      case .minutes(let day, _): minutes.insert(day)
      case .settings: hasSettings = true
      case .ignored: break
      }
    }
  }
}
