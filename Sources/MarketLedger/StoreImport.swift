package import MarketModel

/// Unites a store with a document of another, or of an older self. What is here stays: ledgers only
/// grow, digests are merged, minutes stand side by side. Importing again changes nothing.
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
        attempt { (self) throws(StoreError) in try self.unite(bytes, of: source, on: day) }
      }
    }
    for (day, texts) in document.minutes.sorted(by: { $0.key < $1.key }) {
      attempt { (self) throws(StoreError) in
        self.minutes += try store.add(minutes: texts, of: day)
      }
    }
    for (name, text) in document.files.sorted(by: { $0.key < $1.key }) {
      attempt { (self) throws(StoreError) in try self.take(text, as: name) }
    }
  }

  private mutating func attempt(_ body: (inout StoreImport) throws(StoreError) -> Void) {
    do throws(StoreError) { try body(&self) } catch { failures.append(error) }
  }

  private mutating func unite(
    _ bytes: [UInt8], of source: String, on day: Day
  ) throws(StoreError) {
    let nights = try store.root.makeFolder("nights")
    switch try NightShelf.unite(bytes, of: source, on: day, in: nights) {
    case .new: newDigests += 1
    case .grown: grownDigests += 1
    case .known: break
    }
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

  /// - Returns: How many of the texts were not here.
  fileprivate func add(minutes texts: [String], of day: Day) throws(StoreError) -> Int {
    let folder = try root.makeFolder("minutes")
    return try folder.locked { () throws(StoreError) in
      var known: Set<[UInt8]> = []
      for name in try folder.names() where MinutesName.day(of: name) == day {
        if let bytes = try folder.read(name) { known.insert(bytes) }
      }
      var new = 0
      for text in texts where known.insert(Array(text.utf8)).inserted {
        let isFirst = folder.state(of: "\(day).md") == nil
        let name = isFirst ? "\(day).md" : MinutesName.name(of: day, beside: text)
        try folder.replace(name, with: Array(text.utf8))
        new += 1
      }
      return new
    }
  }
}

extension NightShelf {
  enum Union { case new, grown, known }

  /// Unites a digest with what the same source has here.
  ///
  /// Where one of the two is of a newer version, nobody here can unite them, and both stay: the newer,
  /// or else the one with the lower sum, under the source's name, the other beside it.
  static func unite(
    _ bytes: [UInt8], of source: String, on day: Day, in nights: Folder
  ) throws(StoreError) -> Union {
    let shelf = try nights.makeFolder(day.description)
    let name = source + ".json"
    return try shelf.locked { () throws(StoreError) in
      guard let here = try shelf.read(name) else {
        try shelf.replace(name, with: bytes)
        return .new
      }
      if here == bytes { return .known }
      let united: [UInt8]
      do throws(DigestFlaw) {
        if ShelvedDigest.isNewer(here) || ShelvedDigest.isNewer(bytes) {
          try ShelvedDigest.check(here, of: day)
          united = []
        } else {
          let (ours, theirs) = (
            try ShelvedDigest(here, of: day), try ShelvedDigest(bytes, of: day)
          )
          united = ours.union(theirs).bytes()
        }
      } catch {
        throw .damaged(file: shelf.path(of: name), reason: "this digest \(error.reason)")
      }
      if united.isEmpty { return try keepBoth(here, bytes, as: source, in: shelf) }
      if united == here { return .known }
      try shelf.replace(name, with: united)
      return .grown
    }
  }

  private static func keepBoth(
    _ here: [UInt8], _ there: [UInt8], as source: String, in shelf: Folder
  ) throws(StoreError) -> Union {
    func rank(_ bytes: [UInt8]) -> (Int, UInt64) {
      (ShelvedDigest.isNewer(bytes) ? 0 : 1, Seal.sum(of: bytes[...]))
    }
    let isFirst = rank(here) <= rank(there)
    let second = isFirst ? there : here
    let beside = "\(source)+\(hexDigits(Seal.sum(of: second[...]))).json"
    if isFirst, shelf.state(of: beside) != nil { return .known }
    try shelf.replace(beside, with: second)
    if !isFirst { try shelf.replace(source + ".json", with: there) }
    return .grown
  }
}

extension ShelvedDigest {
  /// What both know. Of two heads of one ledger the later counts, whoever says it first.
  func union(_ other: ShelvedDigest) -> ShelvedDigest {
    var all = self
    all.digest.merge(other.digest)
    all.heads.merge(other.heads) { a, b in
      (a.sequence, a.hash.description) >= (b.sequence, b.hash.description) ? a : b
    }
    return all
  }
}
