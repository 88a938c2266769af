import Glibc
package import MarketModel

/// Whether everything in a store is as it was written.
///
/// Every line of every ledger is held against its sum and the hash of the line before it; every
/// digest against its sum, and what it had seen of the ledgers against what is there now.
package struct StoreCheck {
  package private(set) var damage: [Damage] = []
  package private(set) var decisions = 0
  package private(set) var hands = 0
  package private(set) var nights = 0
  /// Of these, the ones that a newer version wrote.
  package private(set) var newer = (decisions: 0, digests: 0)
  /// What all of it amounts to.
  package private(set) var book = MarketBook()

  /// - Complexity: O(bytes of the store).
  package init(of store: MarketStore) throws(StoreError) {
    let ledgers = try store.ledgers(checksChain: true)
    (decisions, hands, damage) = (ledgers.entries.count, ledgers.heads.count, ledgers.damage)
    newer.decisions = ledgers.newer
    book = MarketBook(ledgers.entries)
    var seen: [WriterID: Set<LedgerHead>] = [:]
    let shelf = try store.shelf()
    for day in try shelf.nights() {
      let night = try shelf.night(day)
      nights += 1
      damage += night.damage
      newer.digests += night.newer
      for (writer, head) in night.heads { seen[writer, default: []].insert(head) }
    }
    for (writer, heads) in seen.sorted(by: { $0.key < $1.key }) {
      for head in heads.sorted(by: { $0.sequence < $1.sequence }) {
        check(head, of: writer, in: ledgers)
      }
    }
  }

  private mutating func check(_ head: LedgerHead, of writer: WriterID, in ledgers: Ledgers) {
    let id = EntryID(writer: writer, sequence: head.sequence)
    let file = "ledger/\(LedgerFile.name(of: writer, segment: 0))"
    let now = ledgers.lastSequences[writer] ?? 0
    if now < head.sequence {
      damage.append(Damage(file: file, .shortened(last: id)))
    } else if let hash = ledgers.histories[writer]?.hashes[head.sequence], hash != head.hash {
      damage.append(Damage(file: file, .rewritten(id)))
    }
  }
}
