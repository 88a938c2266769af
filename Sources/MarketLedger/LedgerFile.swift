import Glibc
package import MarketModel

/// The ledger of one hand: `ledger/ana-3f9c1e.jsonl`, one decision a line (``LedgerLine``), only
/// ever longer.
///
/// - **Names.** A writer is 1 to 64 of `a`–`z`, `0`–`9`, `_` and `-`. Its first file is
///   `<writer>.jsonl`; after a failed `fsync` it goes on in `<writer>.1.jsonl`, then
///   `<writer>.2.jsonl` …, its *segments*. Only the last one is ever appended to. Together, in this
///   order, they are one ledger: numbers and hashes go on from one to the next. A segment may begin
///   with a line that the one before it has too, byte for byte; it counts once.
/// - **Appending.** Processes of one user share a writer. Who appends locks the last segment
///   (`flock`), makes sure that its name still stands for the open file (git puts new files in the
///   place of old ones) and that there is no later segment, reads what others have appended, writes,
///   and calls `fsync`; where the name is new, also on the folder. Only then is the decision told.
/// - **Torn lines.** A power cut may leave a part of a line at the end. It is closed with a newline
///   before the next line and reported by whoever reads it; nothing is cut or rewritten. A last line
///   that is whole but for its newline counts.
/// - **A failed `fsync`** may have dropped what was written, and a second call would not tell. So the
///   same bytes are written to a new segment; if that fails too, the decision is *not saved*.
///
/// Source: A. Rebello et al., "Can Applications Recover from fsync Failures?", USENIX ATC 2020.
package final class LedgerFile {
  package let writer: WriterID
  let folder: Folder
  private var segment: Segment?
  private var history: WriterHistory
  /// The last segment must not be used any more, and no later one could be made.
  private var isGivenUp = false
  /// How far others here have read it.
  private let known: LedgerTails?

  package convenience init(writer: WriterID, in folder: Folder) {
    self.init(writer: writer, in: folder, known: nil)
  }

  /// - Parameter known: how far the ledgers were read already; saves reading that again.
  init(writer: WriterID, in folder: Folder, known: LedgerTails?) {
    self.writer = writer
    self.folder = folder
    self.known = known
    history = WriterHistory(writer: writer, checksChain: false)
  }

  /// One open file of the ledger.
  final class Segment {
    let number: Int
    let name: String
    let descriptor: Int32
    let state: FileState
    var position = WriterHistory.Position()
    var hasDurableName = false

    init(number: Int, name: String, descriptor: Int32, state: FileState) {
      (self.number, self.name) = (number, name)
      (self.descriptor, self.state) = (descriptor, state)
    }

    deinit { close(descriptor) }
  }

  /// Appends decisions, all in one write, and returns when they would survive a power cut.
  ///
  /// - Parameters:
  ///   - clock: The highest logical clock the writer has seen elsewhere.
  ///   - heads: The last line of every hand that the writer has read; `nil` when that is not known,
  ///     and then the lines say nothing of it.
  ///   - isStep: Whether they are one step: taken back as a whole, and nothing when the disk has room
  ///     for a part only.
  /// - Throws: ``StoreError/notSaved(file:errno:)``. What did reach the disk is then torn, or a
  ///   decision that was made but not confirmed; it is never half of one.
  package func append(
    _ events: [MarketEvent], at now: Instant, after clock: Int = 0,
    seeing heads: [WriterID: Int]? = nil, asStep isStep: Bool = false
  ) throws(StoreError) -> [LedgerEntry] {
    guard !events.isEmpty else { return [] }
    let segment = try lockedSegment()
    defer { flock(segment.descriptor, LOCK_UN) }
    let (entries, lines) = try lines(
      for: events, at: now, after: clock, news: heads.flatMap { history.news(in: $0) },
      asStep: isStep && events.count > 1)
    try write(lines, to: segment)
    return entries
  }

  /// Writes whole lines after what is there, wherever that can be trusted.
  func write(_ lines: [UInt8], to segment: Segment) throws(StoreError) {
    if isGivenUp {
      try goOn(with: lines, after: segment)
    } else {
      try save(lines, to: segment)
    }
  }

  private func lines(
    for events: [MarketEvent], at now: Instant, after clock: Int, news: [WriterID: Int]?,
    asStep isStep: Bool
  ) throws(StoreError) -> ([LedgerEntry], [UInt8]) {
    // Under a number that no reader takes a decision would be saved and nowhere.
    guard history.lastSequence <= EntryID.highestSequence - events.count else {
      throw .notSaved(
        file: folder.path(of: Self.name(of: writer, segment: 0)), errno: EOVERFLOW)
    }
    var entries: [LedgerEntry] = []
    var lines: [UInt8] = []
    var prev = history.head
    for (index, event) in events.enumerated() {
      let entry = LedgerEntry(
        id: EntryID(writer: writer, sequence: history.lastSequence + 1 + index), at: now,
        clock: min(max(clock, history.highestClock) + 1 + index, LedgerLine.clockLimit),
        event: event, seen: index == 0 ? news : nil,
        step: isStep ? history.lastSequence + 1...history.lastSequence + events.count : nil)
      let line = LedgerLine.bytes(of: entry, after: prev)
      guard line.count <= LedgerLine.limit else {
        throw .overlong(file: folder.path(of: Self.name(of: writer, segment: 0)), bytes: line.count)
      }
      prev = ChainHash(of: line[...])
      entries.append(entry)
      lines += line
      lines.append(LedgerLine.newline)
    }
    return (entries, lines)
  }

  private func save(_ lines: [UInt8], to segment: Segment) throws(StoreError) {
    let file = folder.path(of: segment.name)
    let seal = segment.position.endsInsideLine ? [LedgerLine.newline] : []
    let failure = folder.calls.writeAll(seal + lines, to: segment.descriptor)
    guard failure == 0 else { throw .notSaved(file: file, errno: failure) }
    guard folder.calls.flush(segment.descriptor) == 0 else {
      isGivenUp = true
      return try goOn(with: lines, after: segment)
    }
    try secureName(of: segment)
  }

  /// Begins a new segment with `lines`, because the one before it can't be trusted any more.
  private func goOn(with lines: [UInt8], after old: Segment) throws(StoreError) {
    let name = Self.name(of: writer, segment: old.number + 1)
    let new = try open(old.number + 1, name, creating: O_EXCL)
    let file = folder.path(of: name)
    var failure = folder.calls.writeAll(lines, to: new.descriptor)
    if failure == 0 { failure = folder.calls.flush(new.descriptor) }
    guard failure == 0 else { throw .notSaved(file: file, errno: failure) }
    try secureName(of: new)
    isGivenUp = false
  }

  /// Makes the name durable, once for each process: whoever made the file may have been killed
  /// before it could.
  private func secureName(of segment: Segment) throws(StoreError) {
    guard !segment.hasDurableName else { return }
    try folder.sync()
    segment.hasDurableName = true
  }
}

// MARK: Which file

extension LedgerFile {
  /// `ana-3f9c1e.jsonl`, `ana-3f9c1e.1.jsonl`.
  static func name(of writer: WriterID, segment: Int) -> String {
    segment == 0 ? "\(writer.rawValue).jsonl" : "\(writer.rawValue).\(segment).jsonl"
  }

  /// The writer and segment that a file name stands for; `nil` when it is no ledger's.
  static func parse(_ name: String) -> (writer: WriterID, segment: Int)? {
    guard name.hasSuffix(".jsonl") else { return nil }
    let parts = name.dropLast(6).split(separator: ".", omittingEmptySubsequences: false)
    let segment = parts.count == 2 ? Int(parts[1]) : 0
    guard parts.count <= 2, let segment, segment > 0 || parts.count == 1 else { return nil }
    let writer = WriterID(rawValue: String(parts[0]))
    guard writer.isWellFormed, Self.name(of: writer, segment: segment) == name else { return nil }
    return (writer, segment)
  }

  /// The last segment, locked, and read to its end.
  func lockedSegment() throws(StoreError) -> Segment {
    while true {
      let current: Segment
      if let segment { current = segment } else { current = try openLast() }
      segment = current
      guard retrying({ flock(current.descriptor, LOCK_EX) }) == 0 else {
        throw .notSaved(file: folder.path(of: current.name), errno: errno)
      }
      let isNamed = folder.state(of: current.name)?.isSameFile(as: current.state) ?? false
      let isLast =
        folder.state(of: Self.name(of: writer, segment: current.number + 1)) == nil
      if isNamed, isLast, try catchUp(current) { return current }
      flock(current.descriptor, LOCK_UN)
      segment = nil
    }
  }

  /// Reads what was appended since, by this process or another.
  ///
  /// - Returns: `false` when the file became shorter: then all of it has to be read again.
  private func catchUp(_ segment: Segment) throws(StoreError) -> Bool {
    guard let size = FileState(of: segment.descriptor)?.size, size >= segment.position.offset
    else { return false }
    let bytes = try folder.contents(
      of: segment.descriptor, from: segment.position.offset, name: segment.name)
    segment.position = history.read(bytes, of: segment.name, from: segment.position)
    history.dropEntries()
    return true
  }

  /// Opens the last segment, after reading all before it that was not read yet.
  private func openLast() throws(StoreError) -> Segment {
    var number = 0
    while folder.state(of: Self.name(of: writer, segment: number + 1)) != nil { number += 1 }
    let last = try open(number, Self.name(of: writer, segment: number), creating: 0)
    if let (history, position) = known?.reading(of: last) {
      self.history = history
      last.position = position
      return last
    }
    history = WriterHistory(writer: writer, checksChain: false)
    for number in 0..<number {
      let name = Self.name(of: writer, segment: number)
      if let bytes = try folder.read(name) {
        _ = history.read(bytes, of: name, from: WriterHistory.Position())
      }
    }
    history.dropEntries()
    return last
  }

  private func open(_ number: Int, _ name: String, creating flag: Int32) throws(StoreError)
    -> Segment
  {
    let flags = O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | flag
    let descriptor = retrying {
      unsafe openat(folder.descriptor, name, flags, Folder.ownMode)
    }
    guard descriptor >= 0 else {
      throw errno == ELOOP
        ? .notRegular(file: folder.path(of: name))
        : .notSaved(file: folder.path(of: name), errno: errno)
    }
    guard let state = FileState(of: descriptor), state.isRegular else {
      close(descriptor)
      throw .notRegular(file: folder.path(of: name))
    }
    if state.size == 0 { _ = fchmod(descriptor, Folder.ownMode) }
    return Segment(number: number, name: name, descriptor: descriptor, state: state)
  }
}

extension WriterID {
  /// Whether it may name a file.
  package var isWellFormed: Bool {
    1...64 ~= rawValue.utf8.count
      && rawValue.utf8.allSatisfy {
        0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
      }
  }
}
