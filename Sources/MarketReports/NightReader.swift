import Glibc
package import MarketModel
import Processors
package import Redaction
import Synchronization

/// Reads files and folders of reports into nights, on all cores.
///
/// The result does not depend on which worker read what, or in which order: each folds its runs
/// into digests of its own, and digests join. Memory is bounded by one document for each worker,
/// besides the digests and the names of the files.
package struct NightReader: Sendable {
  private let calendar: NightCalendar
  private let redactor: Redactor
  private let workers: Int

  /// - Parameter workers: threads that read; one for each processor unless a test wants otherwise.
  package init(
    calendar: NightCalendar, redactor: Redactor = Redactor(), workers: Int = Processors.count
  ) {
    self.calendar = calendar
    self.redactor = redactor
    self.workers = max(1, workers)
  }

  /// How far the work is, for a line on a terminal.
  package struct Progress: Hashable, Sendable {
    package internal(set) var files = 0
    package internal(set) var ofFiles = 0
    /// **Bytes** of the files, packed as they are.
    package internal(set) var fileBytes = 0
    package internal(set) var ofFileBytes = 0
    /// **Bytes** read, unpacked.
    package internal(set) var bytes = 0
  }

  /// Reads all that is new.
  ///
  /// - Parameters:
  ///   - marks: how far an earlier reading came. A file that is unchanged since is not opened for
  ///     reading; one that has grown is read from there on.
  ///   - progress: called after each file, and now and then while a large one is read; by any worker
  ///     but never by two at once.
  package func read(
    _ paths: [String], knowing marks: [FileMark] = [],
    progress: (@Sendable (Progress) -> Void)? = nil
  ) -> Harvest {
    let (files, unlisted) = ReportFile.all(in: paths)
    let known = Dictionary(marks.map { ($0.path, $0) }) { first, _ in first }
    let next = Atomic(0)
    let harvest = Mutex(Harvest(unread: unlisted))
    var start = Progress(ofFiles: files.count)
    if progress != nil { start.ofFileBytes = files.reduce(0) { $0 + $1.size } }
    let total = Mutex(start)

    Processors.run(min(workers, files.count)) {
      var worker = Worker(calendar: calendar, redactor: redactor)
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < files.count else { break }
        worker.read(files[index], known: known[files[index].name]) { step in
          guard let progress else { return }
          total.withLock { total in
            total.files += step.files
            total.fileBytes += step.fileBytes
            total.bytes += step.bytes
            progress(total)
          }
        }
      }
      let part = worker.harvest
      harvest.withLock { $0.merge(part) }
    }
    return harvest.withLock { $0.sorted() }
  }
}

/// What a reading brought in.
package struct Harvest: Sendable {
  package private(set) var nights: [Day: NightDigest] = [:]
  /// In order of file and place. Which night they belong to is not theirs to say.
  package private(set) var unread: [Unread] = []
  /// How far each file was read that there is a next time for, in order of path.
  package private(set) var marks: [FileMark] = []
  /// Where the files were entered that an earlier reading knew and this one read again: what was
  /// unread from there on is to be forgotten.
  package private(set) var reread: [String: Int] = [:]
  package private(set) var runs = 0
  package private(set) var files = 0
  /// Of ``files``, those that had not changed.
  package private(set) var unchangedFiles = 0
  /// **Bytes** read, unpacked.
  package private(set) var bytes = 0

  fileprivate init(unread: [Unread] = []) { self.unread = unread }

  fileprivate mutating func add(_ run: Run, calendar: NightCalendar, file: String) {
    guard let started = run.started else {
      unread.append(Unread(file: file, offset: 0, reason: "has a run that says no time"))
      return
    }
    runs += 1
    let night = calendar.night(of: started)
    nights[night, default: NightDigest(night: night)].add(run, started: started)
  }

  fileprivate mutating func add(_ complaint: Unread) { unread.append(complaint) }

  fileprivate mutating func addUnchanged(_ mark: FileMark) {
    files += 1
    unchangedFiles += 1
    marks.append(mark)
  }

  fileprivate mutating func addFile(bytes: Int, mark: FileMark?, reread offset: Int?) {
    files += 1
    self.bytes += bytes
    if let mark {
      marks.append(mark)
      if let offset { reread[mark.path] = offset }
    }
  }

  fileprivate mutating func merge(_ other: Harvest) {
    for (night, digest) in other.nights {
      nights[night, default: NightDigest(night: night)].merge(digest)
    }
    unread += other.unread
    marks += other.marks
    reread.merge(other.reread) { first, _ in first }
    runs += other.runs
    files += other.files
    unchangedFiles += other.unchangedFiles
    bytes += other.bytes
  }

  fileprivate func sorted() -> Harvest {
    var sorted = self
    sorted.unread.sort()
    sorted.marks.sort { $0.path < $1.path }
    return sorted
  }
}

/// One thread's share of the work.
private struct Worker {
  private var reader: ReportReader
  private(set) var harvest = Harvest()
  private let calendar: NightCalendar

  init(calendar: NightCalendar, redactor: Redactor) {
    self.calendar = calendar
    reader = ReportReader(redactor: redactor)
  }

  /// **Bytes** of a file between two steps that are told.
  private static let stride = 4 << 20

  /// - Parameter advance: is told what was done since it was told last.
  mutating func read(
    _ file: ReportFile, known: FileMark?, advancing advance: (NightReader.Progress) -> Void
  ) {
    switch file.open() {
    case .failed(let unread):
      harvest.add(unread)
      advance(NightReader.Progress(files: 1))
    case .opened(let opened):
      read(opened, known: opened.isRegular ? known : nil, advancing: advance)
    }
  }

  private mutating func read(
    _ file: borrowing ReportFile.Opened, known: FileMark?,
    advancing advance: (NightReader.Progress) -> Void
  ) {
    var mark = file.mark
    if let known, known.isSameFile(as: mark), known.size == mark.size {
      harvest.addUnchanged(known)
      return advance(NightReader.Progress(files: 1, fileBytes: mark.size))
    }
    let offset = known.map { file.seek(to: $0.resumption(in: mark)) } ?? 0
    var told = (fileBytes: 0, bytes: 0)
    let extent = reader.read(
      descriptor: file.descriptor, origin: file.origin, size: file.size, from: offset,
      passing: { fileBytes, bytes in
        guard fileBytes - told.fileBytes >= Self.stride else { return }
        advance(
          NightReader.Progress(fileBytes: fileBytes - told.fileBytes, bytes: bytes - told.bytes))
        told = (fileBytes, bytes)
      },
      sink: { found in
        switch found {
        case .run(let run): harvest.add(run, calendar: calendar, file: mark.path)
        case .unread(let unread): harvest.add(unread)
        }
      })
    mark.consumed = extent.consumed
    harvest.addFile(
      bytes: extent.read, mark: file.isRegular ? mark : nil, reread: known.map { _ in offset })
    advance(
      NightReader.Progress(
        files: 1, fileBytes: mark.size - told.fileBytes, bytes: extent.read - told.bytes))
  }
}

extension FileMark {
  /// Whether nothing was written to the file between the two looks, as far as the system can tell.
  fileprivate func isSameFile(as later: FileMark) -> Bool {
    inode == later.inode && modified == later.modified
  }

  /// Where to go on in a file that has grown; 0 in one that was replaced or cut.
  fileprivate func resumption(in later: FileMark) -> Int {
    inode == later.inode && later.size >= size ? consumed : 0
  }
}

extension ReportFile.Opened {
  /// Moves to where an earlier reading ended, if a line begins there; else stays at the front.
  ///
  /// A log that was cut to nothing and has since outgrown its old length looks like one that only
  /// grew. Its lines are long, so a line break in just this place is the sign that it did not.
  fileprivate func seek(to offset: Int) -> Int {
    var last: UInt8 = 0
    guard offset > 0, unsafe pread(descriptor, &last, 1, offset - 1) == 1,
      last == UInt8(ascii: "\n"), lseek(descriptor, offset, SEEK_SET) == offset
    else { return 0 }
    return offset
  }
}
