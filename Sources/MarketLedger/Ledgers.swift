import Glibc
package import MarketModel
import Processors

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

  /// Hands of which a file is there and can't be read.
  private(set) var unreadable: Set<WriterID> = []
  /// Whether some of it may be read the next time though nobody touches it.
  private(set) var mayBeReadableSoon = false

  private(set) var histories: [WriterID: WriterHistory] = [:]
  /// How far each file was read, by its name.
  private(set) var positions: [String: WriterHistory.Position] = [:]

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
    var files: [LedgerBytes] = []
    for (writer, numbers) in segments.sorted(by: { $0.key < $1.key }) {
      for number in numbers.sorted() {
        if let file = read(writer, segment: number, in: folder) { files.append(file) }
      }
    }
    let parts = files.indices.flatMap { file in
      ReadLine.parts(of: files[file].bytes).map { (file: file, range: $0) }
    }
    let lines = Processors.map(parts.count) { [files] index in
      let file = files[parts[index].file]
      return ReadLine.all(of: file.bytes, in: parts[index].range, by: file.writer)
    }
    let byFile = Dictionary(grouping: parts.indices) { parts[$0].file }
    for writer in segments.keys {
      histories[writer] = WriterHistory(writer: writer, checksChain: checksChain)
    }
    for (index, file) in files.enumerated() {
      let all = (byFile[index] ?? []).lazy.flatMap { lines[$0] }
      positions[file.name] = histories[file.writer]?.read(all, of: file, in: folder)
    }
    for (writer, history) in histories.sorted(by: { $0.key < $1.key }) {
      entries += history.entries
      damage += history.damage
      highestClock = max(highestClock, history.highestClock)
      newer += history.newer
      heads[writer] = LedgerHead(sequence: history.headSequence, hash: history.head)
      lastSequences[writer] = history.lastSequence
    }
  }

  private mutating func read(
    _ writer: WriterID, segment: Int, in folder: Folder
  ) -> LedgerBytes? {
    let name = LedgerFile.name(of: writer, segment: segment)
    do throws(StoreError) {
      return try folder.read(name).map { LedgerBytes(writer: writer, name: name, bytes: $0) }
    } catch .notRegular {
      unreadable.insert(writer)
      damage.append(Damage(file: "ledger/\(name)", .notRegular))
    } catch {
      unreadable.insert(writer)
      // Other rights, or another file, show at the file's state.
      if case .cannotOpen(_, EACCES) = error {} else { mayBeReadableSoon = true }
      damage.append(Damage(file: "ledger/\(name)", .unreadable(error.problem)))
    }
    return nil
  }
}

/// What a ledger's file holds.
private struct LedgerBytes: Sendable {
  let writer: WriterID
  let name: String
  let bytes: [UInt8]
}

extension WriterHistory {
  fileprivate mutating func read(
    _ lines: some Sequence<ReadLine>, of file: LedgerBytes, in folder: Folder
  ) -> Position {
    let path = "ledger/\(file.name)"
    let before = self
    let position = read(lines, of: file.bytes, in: path, from: Position())
    // Somebody may just have been writing that line.
    guard position.isTorn, let settled = try? folder.readWhenSettled(file.name) else {
      return position
    }
    self = before
    return read(settled, of: path, from: Position())
  }
}

/// The last line of a ledger, by number and hash: who knows it notices when the ledger gets
/// shorter.
package struct LedgerHead: Hashable, Sendable {
  package let sequence: Int
  package let hash: ChainHash

  package init(sequence: Int, hash: ChainHash) { (self.sequence, self.hash) = (sequence, hash) }
}
