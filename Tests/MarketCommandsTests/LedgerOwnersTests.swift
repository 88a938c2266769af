import MarketModel
import MarketTestKit
import Testing

@testable import MarketCommands

/// Whose file a ledger is, against who says to have written it.
struct LedgerOwnersTests {
  /// Accounts of a machine; 1007 is of somebody who left.
  private static let logins: [UInt32: String] = [
    0: "root", 1001: "ana", 1002: "bo", 1003: "alima", 1004: "kiosk",
  ]

  private func owners(
    _ ledgers: [(String, UInt32)], roster: [RosterEntry] = []
  ) -> LedgerOwners {
    LedgerOwners(
      ledgers.map { name, user in
        LedgerOwners.Ledger(
          file: "ledger/\(name).jsonl",
          writer: WriterID(rawValue: String(name.prefix { $0 != "." })), user: user)
      }, roster, carriers: [0]
    ) { Self.logins[$0] }
  }

  private func marks(_ ledgers: [(String, UInt32)], roster: [RosterEntry] = []) -> [String: String]
  {
    let marks = owners(ledgers, roster: roster).accounts.map { ($0.key.rawValue, $0.value) }
    return Dictionary(uniqueKeysWithValues: marks)
  }

  private static func entry(_ name: String, _ logins: String...) -> RosterEntry {
    RosterEntry(person: Person(rawValue: name), fullName: name, logins: logins)
  }

  @Test func `where all files belong to one user, nothing is marked`() {
    #expect(marks([("ana-1", 1004), ("bo-2", 1004), ("cy-3", 1004)]).isEmpty)
    #expect(marks([("ana-1", 1002)], roster: [Self.entry("ana", "ana")]).isEmpty)
    #expect(marks([]).isEmpty)
  }

  @Test func `where everybody writes his own, nothing is marked`() {
    #expect(marks([("ana-1", 1001), ("ana-2", 1001), ("bo-3", 1002)]).isEmpty)
    let roster = [Self.entry("ana", "alima", "root"), Self.entry("bo", "bo")]
    #expect(marks([("ana-1", 1003), ("ana-2", 0), ("bo-3", 1002)], roster: roster).isEmpty)
  }

  @Test func `a name that somebody known writes under is marked, though its owner never wrote`() {
    #expect(marks([("bo-1", 1002), ("ana-2", 1002), ("cy-3", 1004)]) == ["ana-2": "bo"])
    let roster = [Self.entry("bo", "bo")]
    #expect(marks([("ana-2", 1002), ("cy-3", 1004)], roster: roster) == ["ana-2": "bo"])
  }

  @Test func `of two users who write under one name, the namesake is not marked`() {
    #expect(marks([("ana-1", 1001), ("ana-2", 1004)]) == ["ana-2": "kiosk"])
    let roster = [Self.entry("ana", "alima")]
    #expect(
      marks([("ana-1", 1003), ("ana-2", 1001), ("bo-3", 1002)], roster: roster)
        == ["ana-2": "ana"])
  }

  @Test func `of two users of whom nothing is known both are marked`() {
    #expect(marks([("eva-1", 1003), ("eva-2", 1004)]) == ["eva-1": "alima", "eva-2": "kiosk"])
  }

  @Test func `an account that has no name is told by its number, and only beside others`() {
    let roster = [Self.entry("ana", "ana")]
    #expect(marks([("ana-1", 1007), ("bo-2", 1002)], roster: roster).isEmpty)
    #expect(marks([("ana-1", 1007), ("ana-2", 1001)], roster: roster) == ["ana-1": "1007"])
  }

  @Test func `what root brought is marked only beside what its author wrote here`() {
    let roster = [Self.entry("ana", "ana"), Self.entry("bo", "bo")]
    #expect(marks([("ana-1", 0), ("bo-2", 0), ("cy-3", 1004)], roster: roster).isEmpty)
    #expect(
      marks([("ana-1", 0), ("bo-2", 0), ("ana-3", 1001)], roster: roster) == ["ana-1": "root"])
  }

  @Test func `a file that goes on with another's ledger marks all of that hand`() {
    let ledgers: [(String, UInt32)] = [("ana-1", 1001), ("ana-1.1", 1002), ("bo-2", 1002)]
    #expect(marks(ledgers) == ["ana-1": "ana and bo"])
    #expect(owners(ledgers).foreign.map(\.file) == ["ledger/ana-1.1.jsonl"])
  }

  @Test func `an account of this machine is found by its number`() {
    let accounts = Accounts()
    #expect(accounts.login(of: 0) == "root" && accounts.login(of: 0) == "root")
    #expect(accounts.login(of: 4_000_000_123) == nil && accounts.login(of: 4_000_000_123) == nil)
  }
}
