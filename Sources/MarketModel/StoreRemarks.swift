/// What there is to say of a store beside what was decided in it: what of it a board can't show, and
/// whose files it lies in. Words are the board's.
package struct StoreRemarks: Hashable, Sendable {
  /// Lines that are damaged and left out, by whose ledger they stand in.
  package var damagedLines: [Person: Int] = [:]
  /// Decisions that once were there, by whose they were.
  package var missingDecisions: [Person: Int] = [:]
  /// Numbers that two different decisions have, by whose they are.
  package var doubledDecisions: [Person: Int] = [:]
  /// Digests of nights that can't be read.
  package var damagedDigests = 0
  /// Other files that can't be read, or are no part of the store.
  package var strangeFiles = 0
  /// Digests that a newer version wrote; what it wrote of decisions, the book knows.
  package var newerDigests = 0
  /// Lines of market.yml that don't hold.
  package var badSettings = 0
  /// The account that a hand's file belongs to, where that is somebody else's.
  package var accounts: [WriterID: String] = [:]

  package init() {}
}
