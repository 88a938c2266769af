import Glibc
import MarketModel
import Synchronization

/// What the ledgers amount to, kept for the next start: `live/book-<uid>`, a cache of one user.
///
/// It holds the old pages of the book (``OldPages``), the entries after them, and how far each ledger
/// was read (``LedgerTails``); so a program that starts reads what is new. It counts only
///
/// - for the user who wrote it, in a file that nobody else may write to: what stands here is taken for
///   what is in everybody's ledgers;
/// - for the program that wrote it, which folds entries as it did;
/// - as long as each ledger goes on from what was read (``LedgerTails/news(in:)``).
///
/// Else all ledgers are read, as they are where nothing is kept: while they are small, or damaged. What
/// is damaged after it was kept, `market check` finds.
///
/// The file is 16 hex digits of the sum of the rest, a newline, and the rest as ``PackedBytes``.
struct KeptBook {
  let book: MarketBook
  let tails: LedgerTails

  /// Entries from which on a book is kept. One takes 2 µs to read and fold (110,000 of ten years in
  /// 0.25 s), so fewer are read in a few milliseconds.
  static let worthKeeping = 2_000
  /// Entries after which what is kept is kept anew; a start reads so many more.
  static let newsLimit = 1_000

  private static var name: String { "book-\(geteuid())" }
  private static let headLength = 17

  /// - Parameter ledgers: the folder of the ledgers.
  init?(in live: Folder?, of ledgers: Folder) {
    guard let file = try? live?.readOwn(Self.name) else { return nil }
    self.init(file, of: ledgers)
  }

  private init?(_ file: [UInt8], of ledgers: Folder) {
    guard file.count > Self.headLength,
      UInt64(hexDigits: file[..<16]) == Self.sum(of: file)
    else { return nil }
    var bytes = PackedBytes(file, from: Self.headLength)
    do throws(PackedBytes.Misfit) {
      guard let program = ProgramMark.current, try bytes.number() == program else { return nil }
      tails = try bytes.value()
      let clashing = try bytes.entries()
      let pages = try OldPages(from: &bytes, clashing: clashing, source: LedgerPages(in: ledgers))
      book = MarketBook(after: pages, try bytes.entries())
    } catch { return nil }
  }

  /// Keeps a book.
  ///
  /// - Returns: the same book, with its old pages closed and at rest where that can be.
  static func keep(
    _ book: MarketBook, _ tails: LedgerTails, in live: Folder?, of ledgers: Folder
  ) -> MarketBook {
    guard !book.isProvisional, let program = ProgramMark.current else { return book }
    let closed =
      book.endOfOldPages.flatMap { end in
        book.closingOldPages(upTo: end, source: LedgerPages(in: ledgers))
      } ?? book
    guard let pages = closed.oldPages else { return book }
    var bytes = PackedBytes()
    bytes.put(program)
    bytes.put(tails)
    bytes.put(entries: pages.clashing)
    pages.pack(into: &bytes)
    bytes.put(entries: closed.recent)
    var file = Array(repeating: 0, count: headLength) + bytes.bytes
    file.replaceSubrange(..<headLength, with: Array((hexDigits(sum(of: file)) + "\n").utf8))
    try? live?.replace(name, with: file, mode: 0o600, durably: false)
    return KeptBook(file, of: ledgers)?.book ?? closed
  }

  /// The sum of what follows the head, of eight bytes at a time: the file is read at every start.
  ///
  /// Each step is a bijection, as in ``FNV1a``; the turn brings what changed in a high byte to the others.
  private static func sum(of file: [UInt8]) -> UInt64 {
    unsafe file.withUnsafeBytes { bytes in
      var sum = UInt64(bytes.count)
      var place = headLength
      while place + 8 <= bytes.count {
        let word = unsafe bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        sum = (sum ^ word) &* 0x9E37_79B9_7F4A_7C15
        sum ^= sum >> 29
        place += 8
      }
      while place < bytes.count {
        sum = unsafe (sum ^ UInt64(bytes[place])) &* 0x9E37_79B9_7F4A_7C15
        place += 1
      }
      return sum
    }
  }
}

/// Which program runs: one that was built anew may judge otherwise.
package enum ProgramMark {
  /// `nil` where that can't be told.
  package static let current: Int? = {
    var program = stat()
    guard unsafe stat("/proc/self/exe", &program) == 0 else { return nil }
    var hash = FNV1a()
    for number in [
      Int(program.st_ino), Int(program.st_size), program.st_mtim.tv_sec, program.st_mtim.tv_nsec,
    ] {
      hash.mix(number: number)
    }
    return Int(bitPattern: UInt(hash.value))
  }()
}

/// Old pages, read from all ledgers when somebody asks for them.
private final class LedgerPages: OldPages.PageSource {
  private let folder: Folder
  private let read = Mutex<[LedgerEntry]?>(nil)

  init(in folder: Folder) { self.folder = folder }

  func entries(in extent: OldPages.Extent) -> [LedgerEntry]? {
    read.withLock { known in
      if known == nil, let ledgers = try? Ledgers(in: folder), ledgers.unreadable.isEmpty {
        known = ledgers.entries.filter(extent.contains).sorted(by: LedgerEntry.precedes)
      }
      return known
    }
  }
}

extension PackedBytes {
  fileprivate mutating func put(entries: [LedgerEntry]) {
    put(entries.count)
    for entry in entries { put(LedgerLine.bytes(of: entry, after: .none)) }
  }

  fileprivate mutating func entries() throws(Misfit) -> [LedgerEntry] {
    var entries: [LedgerEntry] = []
    for _ in 0..<(try count()) {
      guard let line = try? LedgerLine(bytes, in: try range()) else { throw Misfit() }
      entries.append(line.entry)
    }
    return entries
  }
}
