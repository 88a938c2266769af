package import MarketModel

/// All ledgers of a store, united: what everybody has written, and what of it is damaged.
package struct Ledgers {
  /// Each decision once, in no particular order; ``MarketBook`` puts them in theirs.
  package private(set) var entries: [LedgerEntry] = []
  package private(set) var damage: [Damage] = []
  /// The last whole line of each hand.
  package private(set) var heads: [WriterID: LedgerHead] = [:]
  /// The highest logical clock that anybody has written.
  package private(set) var highestClock = 0
  /// Decisions that a newer version wrote: kept byte for byte, and passed over where they say what is
  /// not known here.
  package private(set) var newer = 0

  /// The hash of every whole line; only when the chain is checked.
  private(set) var hashes: [WriterID: [Int: ChainHash]] = [:]

  /// How far each hand has got, with lines that can't be read any more but by their numbers.
  private(set) var lastSequences: [WriterID: Int] = [:]

  /// No ledgers at all.
  init() {}

  /// Reads every file of the folder. Damage is reported, never thrown.
  ///
  /// - Parameter checksChain: Whether each line is also held against the hash of the one before it:
  ///   what `market check` does, at several times the cost.
  /// - Throws: ``StoreError`` when the folder itself can't be listed.
  package init(in folder: Folder, checksChain: Bool = false) throws(StoreError) {
    var segments: [WriterID: [Int]] = [:]
    for name in try folder.names() {
      if let (writer, segment) = LedgerFile.parse(name) {
        segments[writer, default: []].append(segment)
      } else {
        damage.append(Damage(file: "ledger/\(name)", .foreignFile))
      }
    }
    for (writer, numbers) in segments.sorted(by: { $0.key < $1.key }) {
      var history = WriterHistory(writer: writer, checksChain: checksChain)
      for number in numbers.sorted() {
        read(LedgerFile.name(of: writer, segment: number), in: folder, into: &history)
      }
      entries += history.entries
      damage += history.damage
      highestClock = max(highestClock, history.highestClock)
      newer += history.newer
      heads[writer] = LedgerHead(sequence: history.headSequence, hash: history.head)
      lastSequences[writer] = history.lastSequence
      hashes[writer] = history.hashes
    }
  }

  private mutating func read(
    _ name: String, in folder: Folder, into history: inout WriterHistory
  ) {
    let file = "ledger/\(name)"
    do throws(StoreError) {
      guard let bytes = try folder.read(name) else { return }
      let before = history
      let position = history.read(bytes, of: file, from: WriterHistory.Position())
      if position.isTorn, let settled = try folder.readWhenSettled(name) {
        // Somebody may just have been writing that line.
        history = before
        _ = history.read(settled, of: file, from: WriterHistory.Position())
      }
    } catch .notRegular {
      damage.append(Damage(file: file, .notRegular))
    } catch {
      damage.append(Damage(file: file, .unreadable(error.problem)))
    }
  }
}

/// The last line of a ledger, by number and hash: who knows it notices when the ledger gets
/// shorter.
package struct LedgerHead: Hashable, Sendable {
  package let sequence: Int
  package let hash: ChainHash

  package init(sequence: Int, hash: ChainHash) { (self.sequence, self.hash) = (sequence, hash) }
}
