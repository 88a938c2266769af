package import MarketModel

/// A store: one folder that holds everything a team has decided and knows of its nights.
///
///     market.yml                   settings, optional (SettingsFile.swift)
///     ledger/<writer>.jsonl        decisions (LedgerLine.swift, LedgerFile.swift)
///     nights/<date>/<source>.json  digests (NightCoding.swift)
///     minutes/<date>.md            minutes of each market, for people (Portable.swift for their names)
///     intake/<source>.json         what has been gathered, a cache of this copy (IntakeIndex.swift)
///     damaged/                     what `market check --repair` moved aside (StoreRepair.swift)
///     live/                        of this copy: who writes, who holds the chair (ChairFile.swift), where
///                                  the board stands, what nights meant (KeptNights.swift), what ledgers
///                                  amount to (KeptBook.swift)
///     .gitignore                   keeps the last three before it out of git
///
/// A folder is a store iff it holds `ledger/`, `nights/` or `market.yml`. Not for several threads.
package final class MarketStore {
  package let path: String
  let root: Folder
  /// Who decides here. Set it before the first decision; needed only for writing.
  package var person = Person(rawValue: "_")
  private var hand: LedgerFile?
  /// The highest logical clock seen in anybody's ledger.
  private var seenClock = 0
  /// The last line of every hand that was read here.
  private var seenHeads: [WriterID: Int] = [:]
  private var seenLedgers: [String: FileState]?
  /// Something could not be read, for a reason that may go away without a trace at the file.
  private var isToReadAgain = false
  /// Entries from which on a book is kept for the next start.
  var worthKeeping = KeptBook.worthKeeping
  private let placeFile = PlaceFile()
  /// What was decided here since all ledgers were read.
  private var decided: [LedgerEntry] = []
  /// The book as it was read last, and how far.
  private var read: (book: MarketBook, damage: [Damage], tails: LedgerTails)?

  /// Opens the store at a path.
  ///
  /// - Throws: ``StoreError/noStore(at:)`` when there is none.
  package init(at path: String, calls: DiskCalls = .system) throws(StoreError) {
    self.path = path
    root = try Folder(path: path, calls: calls)
    guard Self.marks.contains(where: { root.state(of: $0) != nil }) else {
      throw .noStore(at: path)
    }
  }

  private static let marks = ["ledger", "nights", "market.yml"]

  /// Whether the folder at a path is a store.
  package static func exists(at path: String) -> Bool { (try? MarketStore(at: path)) != nil }

  /// Whether there is nothing at a path, or an empty folder: a place where a store may be made
  /// without asking.
  package static func isVacant(at path: String) -> Bool {
    guard let folder = try? Folder(path: path) else { return !Folder.isTaken(path) }
    return (try? folder.names().isEmpty) ?? false
  }

  /// Makes a store of the folder at a path, and the folder, where they are missing. What is there
  /// stays.
  package static func create(at path: String, calls: DiskCalls = .system) throws(StoreError) {
    try Folder.make(path)
    let root = try Folder(path: path, calls: calls)
    _ = try root.makeFolder("ledger", mode: Folder.keptMode)
    for name in ["nights", "minutes", "intake", "live"] { _ = try root.makeFolder(name) }
    if root.state(of: ".gitignore") == nil {
      try root.replace(".gitignore", with: Array("damaged/\nintake/\nlive/\n.*.tmp\n".utf8))
    }
  }
}

// MARK: Decisions

extension MarketStore {
  /// Everything that was ever said, as of now, and what of it is damaged.
  ///
  /// What was read of a ledger once stays in the book while the file can't be read.
  ///
  /// - Complexity: O(n log n) in the number of entries. When it was read or kept before, O(new entries)
  ///   as a rule; O(n) when one of them changes what is on old pages.
  package func book() throws(StoreError) -> (book: MarketBook, damage: [Damage]) {
    guard let folder = try root.folder("ledger") else { return (MarketBook(), []) }
    let before = read ?? keptBook(of: folder)
    if var known = before {
      let now = try states(in: folder)
      let isStart = read == nil
      // What could not be folded then is folded anew.
      if !known.book.isProvisional, let news = try? known.tails.news(in: folder) {
        let wasClosed = known.book.oldPages != nil
        known.book.append(contentsOf: news)
        let wasOpened = wasClosed && known.book.oldPages == nil
        if wasOpened || isStart && news.count > KeptBook.newsLimit {
          known.book = keep(known.book, known.tails, of: folder)
        }
        (read, seenLedgers, decided) = (known, now, [])
        isToReadAgain = known.book.isProvisional
        seenClock = max(seenClock, known.tails.highestClock)
        seenHeads = known.tails.heads
        return (known.book, known.damage)
      }
    }
    let ledgers = try ledgers()
    let tails = LedgerTails(of: ledgers, seenLedgers ?? [:])
    var book: MarketBook
    if ledgers.unreadable.isEmpty {
      book = MarketBook(ledgers.entries)
      if ledgers.damage.isEmpty { book = keep(book, tails, of: folder) }
      decided = []
    } else {
      book = before?.book ?? MarketBook()
      book.append(contentsOf: book.unknown(of: ledgers.entries + decided))
      seenClock = max(seenClock, book.nextClock - 1)
      seenHeads.merge(before?.tails.heads ?? [:], uniquingKeysWith: max)
    }
    isToReadAgain = ledgers.mayBeReadableSoon || book.isProvisional
    read = (book, ledgers.damage, tails)
    return (book, ledgers.damage)
  }

  private func keptBook(of ledgers: Folder) -> (MarketBook, [Damage], LedgerTails)? {
    KeptBook(in: try? root.folder("live"), of: ledgers).map { ($0.book, [], $0.tails) }
  }

  private func keep(_ book: MarketBook, _ tails: LedgerTails, of ledgers: Folder) -> MarketBook {
    guard book.count >= worthKeeping else { return book }
    return KeptBook.keep(book, tails, in: try? root.makeFolder("live"), of: ledgers)
  }

  /// All ledgers, united.
  package func ledgers(checksChain: Bool = false) throws(StoreError) -> Ledgers {
    guard let folder = try root.folder("ledger") else { return Ledgers() }
    seenLedgers = try states(in: folder)
    let ledgers = try Ledgers(in: folder, checksChain: checksChain)
    seenClock = max(seenClock, ledgers.highestClock)
    seenHeads = ledgers.heads.mapValues(\.sequence)
    return ledgers
  }

  /// Whether any ledger was written to since it was last read here, or may be readable now.
  ///
  /// - Complexity: one `stat` for each ledger; nothing is opened.
  package func hasChanged() -> Bool {
    guard let folder = try? root.folder("ledger"), let now = try? states(in: folder) else {
      return false
    }
    return isToReadAgain || now != seenLedgers
  }

  /// Whose file each ledger is, as of the last look at them.
  package var ledgerOwners: [(file: String, writer: WriterID, user: UInt32)] {
    (seenLedgers ?? [:]).sorted { $0.key < $1.key }.compactMap { name, state in
      LedgerFile.parse(name).map { ("ledger/\(name)", $0.writer, state.owner) }
    }
  }

  /// Who owns the store's folder.
  package var owner: UInt32? { FileState(of: root.descriptor)?.owner }

  private func states(in folder: Folder) throws(StoreError) -> [String: FileState] {
    var states: [String: FileState] = [:]
    for name in try folder.names() { states[name] = folder.state(of: name) }
    return states
  }

  /// The hand that writes here.
  package func writer() throws(StoreError) -> WriterID { try ledgerFile().writer }

  /// Writes decisions down and returns when they would survive a power cut.
  ///
  /// - Parameters:
  ///   - now: Wall time, for people; the order comes from the logical clock, which goes on from the
  ///     latest that ``book()`` has shown.
  ///   - isStep: Whether they are one step, to be taken back as a whole.
  package func append(
    _ events: [MarketEvent], at now: Instant, asStep isStep: Bool = false
  ) throws(StoreError) -> [LedgerEntry] {
    let entries = try ledgerFile().append(
      events, at: now, after: seenClock, seeing: seenHeads, asStep: isStep)
    decided += entries
    return entries
  }

  /// Keeps all others of this copy from deciding between a look at the book and what is decided on
  /// it: two hands must not give one number to two problems.
  package func exclusively<Value>(_ body: () throws -> Value) throws -> Value {
    let live = try root.makeFolder("live")
    return try live.locked { Result { try body() } }.get()
  }

  /// The folder of all ledgers, made when there is none.
  func ledgerFolder() throws(StoreError) -> Folder {
    let folder = try root.makeFolder("ledger", mode: Folder.keptMode)
    // Whoever made the folder may have been killed before its name was on the disk.
    try root.sync()
    return folder
  }

  private func ledgerFile() throws(StoreError) -> LedgerFile {
    if let hand { return hand }
    let writer = try WriterIdentity.writer(for: person, in: root)
    let folder = try ledgerFolder()
    let file = LedgerFile(writer: writer, in: folder, known: read?.tails)
    hand = file
    return file
  }
}

// MARK: Nights

extension MarketStore {
  package func shelf() throws(StoreError) -> NightShelf { NightShelf(try root.folder("nights")) }

  /// Changes what a source knows of a night; see ``NightShelf/change(_:of:in:heads:_:)``.
  package func changeNight(
    _ night: Day, of source: String, _ body: (inout NightDigest) -> Void
  ) throws(StoreError) -> Bool {
    try NightShelf.change(
      night, of: source, in: try root.makeFolder("nights"), heads: try ledgers().heads, body)
  }

  /// How far each file of a source has been read.
  package func intake(of source: String) throws(StoreError) -> [FileMark] {
    let name = FileName.encoded(source) + ".json"
    return try root.folder("intake")?.read(name).map(IntakeIndex.marks) ?? []
  }

  /// Notes how far each file has been read. Only after the digests are written.
  package func setIntake(_ marks: [FileMark], of source: String) throws(StoreError) {
    let name = FileName.encoded(source) + ".json"
    try root.makeFolder("intake").replace(name, with: IntakeIndex.bytes(of: marks))
  }
}

// MARK: Settings

extension MarketStore {
  /// What the team has set, and complaints about what of it makes no sense.
  package func settings() throws(StoreError) -> SettingsFile {
    guard let bytes = try root.read("market.yml") else { return SettingsFile() }
    var file = SettingsFile(bytes, file: root.path(of: "market.yml"))
    if let name = file.inventoryFile { file.readInventory(try root.read(name)) }
    return file
  }
}

// MARK: The market of the day

extension MarketStore {
  package func writeMinutes(_ text: String, of day: Day) throws(StoreError) {
    try root.makeFolder("minutes").replace("\(day).md", with: Array(text.utf8))
  }

  package func hasMinutes(of day: Day) -> Bool {
    (try? root.folder("minutes"))?.state(of: "\(day).md") != nil
  }

  /// Where the facilitator's board stands; `nil` also when that can't be read.
  package func livePlace() -> Place? {
    guard let folder = try? root.folder("live"), let bytes = try? folder.read(PlaceFile.name) else {
      return nil
    }
    return Place(bytes)
  }

  package func setLivePlace(_ place: Place) throws(StoreError) {
    try placeFile.write(place, in: root)
  }
}
