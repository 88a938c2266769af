import MarketModel

/// How far all ledgers were read, so that what is written after costs what it is long.
struct LedgerTails {
  private var files: [String: (state: FileState, position: WriterHistory.Position)] = [:]
  private var histories: [WriterID: WriterHistory]
  /// Whether every file could be read.
  private let isComplete: Bool

  /// - Parameter states: from before the ledgers were read.
  init(of ledgers: Ledgers, _ states: [String: FileState]) {
    histories = ledgers.histories.mapValues { history in
      var history = history
      history.dropEntries()
      return history
    }
    isComplete = ledgers.unreadable.isEmpty
    // Of a hand of which a file is missing, the last number is not known.
    for writer in ledgers.unreadable { histories[writer] = nil }
    for (name, position) in ledgers.positions {
      if let state = states[name] { files[name] = (state, position) }
    }
  }

  /// What was written since, also by a hand that is new; `nil` when a file is not the one that was read,
  /// or there is another of a hand that was.
  ///
  /// Git and a sync put a longer file in the place of one. It is the same ledger when the last line that
  /// was read stands where it stood: its hash goes through all lines before it.
  ///
  /// - Complexity: one `stat` for each ledger, and O(bytes that are new).
  mutating func news(in folder: Folder) throws(StoreError) -> [LedgerEntry]? {
    let names = try folder.names().filter { LedgerFile.parse($0) != nil }
    guard names.count(where: { files[$0] != nil }) == files.count else { return nil }
    var news: [LedgerEntry] = []
    for name in names {
      guard let now = folder.state(of: name) else { return nil }
      if let known = files[name] {
        guard now.size >= known.position.offset else { return nil }
        if now == known.state { continue }
        if now.isSameFile(as: known.state) {
          // Written over, or not at all; that can't be told from here.
          guard now.size != known.state.size else { return nil }
        } else {
          guard try isContinued(name, at: known.position, in: folder) else { return nil }
        }
      } else {
        guard meet(name) else { return nil }
      }
      let position = files[name]?.position ?? WriterHistory.Position()
      guard let (entries, next) = try take(name, from: position, in: folder) else { return nil }
      news += entries
      files[name] = (now, next)
    }
    return news
  }

  /// Makes room for a hand whose first file this is; not where what was read before lacks something.
  private mutating func meet(_ name: String) -> Bool {
    guard isComplete, let writer = LedgerFile.parse(name)?.writer, histories[writer] == nil,
      name == LedgerFile.name(of: writer, segment: 0)
    else { return false }
    histories[writer] = WriterHistory(writer: writer, checksChain: false)
    return true
  }

  private func isContinued(
    _ name: String, at position: WriterHistory.Position, in folder: Folder
  ) throws(StoreError) -> Bool {
    guard let writer = LedgerFile.parse(name)?.writer, let history = histories[writer] else {
      return false
    }
    let line = history.lastLine + [LedgerLine.newline]
    guard line.count > 1, position.offset >= line.count else { return false }
    let start = position.offset - line.count
    return try folder.read(name, from: start, atMost: line.count) == Array(line)
  }

  /// - Returns: `nil` for what only a reading of the whole file can tell.
  private mutating func take(
    _ name: String, from position: WriterHistory.Position, in folder: Folder
  ) throws(StoreError) -> (entries: [LedgerEntry], WriterHistory.Position)? {
    guard let writer = LedgerFile.parse(name)?.writer, var history = histories[writer],
      let bytes = try folder.read(name, from: position.offset)
    else { return nil }
    let last = history.lastSequence
    let next = history.read(bytes, of: "ledger/\(name)", from: position)
    let entries = history.entries
    // What is torn or comes late is judged with all that stands before it.
    guard !next.isTorn, history.damage.isEmpty, entries.allSatisfy({ $0.id.sequence > last }) else {
      return nil
    }
    history.dropEntries()
    histories[writer] = history
    return (entries, next)
  }
}

extension LedgerTails {
  /// How far a ledger was read, if its last segment is the file that was read.
  func reading(
    of segment: LedgerFile.Segment
  ) -> (history: WriterHistory, position: WriterHistory.Position)? {
    guard let file = files[segment.name], file.state.isSameFile(as: segment.state),
      file.position.offset <= segment.state.size,
      let writer = LedgerFile.parse(segment.name)?.writer, let history = histories[writer]
    else { return nil }
    return (history, file.position)
  }

  /// The highest logical clock that anybody has written.
  var highestClock: Int { histories.values.lazy.map(\.highestClock).max() ?? 0 }
  /// The number of the last whole line of each hand.
  var heads: [WriterID: Int] { histories.mapValues(\.headSequence) }
}

extension LedgerTails: Packable {
  func pack(into bytes: inout PackedBytes) {
    bytes.put(files.count)
    for (name, file) in files {
      bytes.put(name)
      bytes.put(file.state)
      bytes.put(file.position)
    }
    bytes.put(histories)
  }

  init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    for _ in 0..<(try bytes.count()) {
      files[try bytes.value()] = (try bytes.value(), try bytes.value())
    }
    histories = try bytes.value()
    // Else it would not have been kept.
    isComplete = true
  }
}
