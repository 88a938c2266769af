package import MarketModel

/// Unites a store with a document of another, or of an older self, file by file (``UnitedFile``). What
/// is here stays. Importing again changes nothing.
package struct StoreImport {
  /// New decisions of each hand.
  package private(set) var decisions: [WriterID: Int] = [:]
  /// Digests that were not here, and those that now say more.
  package private(set) var newDigests = 0
  package private(set) var grownDigests = 0
  package private(set) var minutes = 0
  /// Files that were not here: market.yml, an inventory.
  package private(set) var files: [String] = []
  /// Files that are another here. They are the team's own to unite, so ours stayed.
  package private(set) var kept: [String] = []
  /// What could not be written. All else was, and importing again will do no more than this.
  package private(set) var failures: [StoreError] = []

  private let store: MarketStore

  package var isEmpty: Bool {
    decisions.isEmpty && newDigests + grownDigests + minutes == 0 && files.isEmpty
  }

  package init(_ document: StoreDocument, into store: MarketStore) {
    self.store = store
    // Digests name ledgers' heads, so ledgers come first.
    for (writer, contents) in document.ledgers.sorted(by: { $0.key < $1.key }) {
      attempt { (self) throws(StoreError) in
        let new = try store.unite(contents)
        if new > 0 { self.decisions[writer] = new }
      }
    }
    for (day, sources) in document.nights.sorted(by: { $0.key < $1.key }) {
      for (source, bytes) in sources.sorted(by: { $0.key < $1.key }) {
        attempt { (self) throws(StoreError) in
          let united = try store.unite(whole: .digest(day, name: source + ".json"), bytes)
          if united.ours == nil {
            self.newDigests += 1
          } else if united.isNews {
            self.grownDigests += 1
          }
        }
      }
    }
    for (day, texts) in document.minutes.sorted(by: { $0.key < $1.key }) {
      for text in texts {
        attempt { (self) throws(StoreError) in
          let united = try store.unite(
            whole: .minutes(day, name: "\(day).md"), Array(text.utf8))
          if united.isNews { self.minutes += 1 }
        }
      }
    }
    for (name, text) in document.files.sorted(by: { $0.key < $1.key }) {
      attempt { (self) throws(StoreError) in try self.take(text, as: name) }
    }
  }

  private mutating func attempt(_ body: (inout StoreImport) throws(StoreError) -> Void) {
    do throws(StoreError) { try body(&self) } catch { failures.append(error) }
  }

  private mutating func take(_ text: String, as name: String) throws(StoreError) {
    if try store.root.place(name, with: Array(text.utf8)) {
      files.append(name)
    } else if try store.root.read(name) != Array(text.utf8) {
      kept.append(name)
    }
  }
}

extension MarketStore {
  fileprivate func unite(_ contents: LedgerContents) throws(StoreError) -> Int {
    let folder = try ledgerFolder()
    return try LedgerFile(writer: contents.writer, in: folder).unite(with: contents)
  }

  fileprivate func unite(
    whole path: StorePath, _ bytes: [UInt8]
  ) throws(StoreError) -> UnitedFile {
    let united = try unite(path, theirs: bytes)
    if case .unreadableHere(let reason) = united.verdict {
      throw .damaged(file: root.path(of: path.text), reason: "this digest \(reason)")
    }
    return united
  }
}

extension UnitedFile {
  /// Whether anything of it was not here.
  fileprivate var isNews: Bool { here != nil || beside?.isNew == true }
}
