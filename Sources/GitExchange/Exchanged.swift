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
  package internal(set) var branchHere = BranchHere.along

  /// What became of the branch that is checked out.
  package enum BranchHere: Sendable {
    /// It has what there is for it, or none of this is its business.
    case along
    /// It lacks what others did outside the store.
    case behind
    /// Somebody used it, or the index, at the same time. The next exchange moves it.
    case inUse
    /// Somebody did, and the store's files were left staged.
    case staged
  }

  /// What went one way.
  package struct Haul: Hashable, Sendable {
    package internal(set) var decisions: [Person: Int] = [:]
    package internal(set) var nights: Set<Day> = []
    package internal(set) var minutes: Set<Day> = []
    package internal(set) var hasSettings = false
    /// Anything at all, also what is not counted: a .gitignore.
    package internal(set) var isEmpty = true

    package var decisionCount: Int { decisions.values.reduce(0, +) }

    /// - Parameter decisions: New ones, where it is a ledger.
    mutating func add(_ path: StorePath, decisions: Int = 0) {
      isEmpty = false
      switch path {
      case .ledger(let writer, _):
        if decisions > 0 { self.decisions[writer.person, default: 0] += decisions }
      case .digest(let day, _): nights.insert(day)
      case .minutes(let day, _): minutes.insert(day)
      case .settings: hasSettings = true
      case .ignored: break
      }
    }
  }
}
