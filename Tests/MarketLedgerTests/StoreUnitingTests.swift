import Glibc
import MarketModel
import MarketTestKit
import Synchronization
import Testing

@testable import MarketLedger

/// Whichever way what another copy has comes into a store: by a document or through git.
struct StoreUnitingTests {
  let scratch: Scratch
  private let night = Day(daysSince1970: 20_779)

  init() throws { scratch = try Scratch() }

  private func store(_ name: String, calls: DiskCalls = .system) throws -> MarketStore {
    try MarketStore.create(at: scratch.file(name))
    return try MarketStore(at: scratch.file(name), calls: calls)
  }

  private func export(_ store: MarketStore) throws -> [UInt8] {
    var bytes: [UInt8] = []
    _ = try StoreExport(of: store) { bytes += $0 }
    return bytes
  }

  /// A copy of a ledger in which lines are gone, moved aside or torn, and perhaps one is forked.
  private func copy(_ lines: [[UInt8]], _ chance: inout SeededGenerator) -> [UInt8] {
    lines.flatMap { line -> [UInt8] in
      let end = [LedgerLine.newline]
      switch chance.int(0...5) {
      case 0: return end
      case 1: return line.prefix(chance.int(1...line.count - 1)) + end
      default: return line + end
      }
    }
  }

  @Test(arguments: Soak.seeds(20, of: 400))
  func `a document and a sync bring the same lines, and the same is said of them`(seed: UInt64)
    throws
  {
    var chance = SeededGenerator(seed: seed)
    var prev = ChainHash.none
    let lines = (1...6).map { number in
      let line = LedgerLine.bytes(
        of: LedgerEntry(
          id: EntryID(writer: ana, sequence: number), at: nine, clock: number,
          event: note("\(number)")), after: prev)
      prev = ChainHash(of: line[...])
      return line
    }
    let (ours, theirs) = (copy(lines, &chance), copy(lines, &chance))
    let path = StorePath.ledger(ana, segment: 0)
    let other = try store("other")
    try scratch.write(theirs, to: "other/\(path.text)")
    var said: [[Damage.Kind]] = []
    var entries: [[LedgerEntry]] = []
    for name in ["document", "sync"] {
      let here = try store(name)
      try scratch.write(ours, to: "\(name)/\(path.text)")
      let before = try StoreCheck(of: here).damage.map(\.kind)
      if name == "sync" {
        let united = try here.unite(path, theirs: theirs)
        #expect(try here.unite(path, theirs: united.there ?? theirs).here == nil)
      } else {
        #expect(StoreImport(try StoreDocument(export(other)), into: here).failures.isEmpty)
      }
      #expect(try scratch.bytes("\(name)/\(path.text)").starts(with: ours))
      said.append(try StoreCheck(of: here).damage.map(\.kind))
      #expect(said.last == before, "what came adds no complaint")
      entries.append(try here.ledgers().entries)
    }
    #expect(entries[0] == entries[1])
    #expect(try export(store("document")) == export(store("sync")))
  }

  @Test(arguments: [[0, 1, 2], [2, 1, 0], [1, 2, 0]])
  func `minutes have the same names whichever way and in whatever order they came`(order: [Int])
    throws
  {
    let texts = ["# Short\n", "# Minutes of nine\n", "# Minutes, the longest of all\n"]
    let all = try store("all")
    for index in order {
      let one = try store("\(index)")
      try one.writeMinutes(texts[index], of: night)
      #expect(StoreImport(try StoreDocument(export(one)), into: all).minutes == 1)
      #expect(StoreImport(try StoreDocument(export(one)), into: all).isEmpty)
    }
    let day = StorePath.minutes(night, name: "\(night).md")
    let synced = try store("synced")
    for index in order.reversed() {
      _ = try synced.unite(day, theirs: Array(texts[index].utf8))
    }
    for name in ["all", "synced"] {
      #expect(try scratch.bytes("\(name)/\(day.text)") == Array(texts[2].utf8))
      for text in texts[..<2] {
        let beside = MinutesName.name(of: night, beside: Array(text.utf8))
        #expect(try scratch.bytes("\(name)/minutes/\(beside)") == Array(text.utf8))
      }
    }
  }

  /// The first sync of a disk that is busy: what somebody does until it comes back.
  private func meanwhile(_ act: @escaping @Sendable () -> Void) -> DiskCalls {
    let done = Mutex(false)
    return unsafe DiskCalls(
      write: { unsafe Glibc.write($0, $1.baseAddress, $1.count) },
      sync: { descriptor in
        let isFirst = done.withLock { done in
          defer { done = true }
          return !done
        }
        if isFirst { act() }
        return fsync(descriptor)
      })
  }

  @Test(arguments: ["market.yml", ".gitignore"])
  func `a text that was changed while the other was being written is not lost`(name: String) throws
  {
    let path = try #require(StorePath(name))
    let (old, mine, theirs) = ("a: 1\n", "a: 2\n", "a: 3\n")
    _ = try store("s")
    try scratch.write(Array(old.utf8), to: "s/\(name)")
    let file = scratch.file("s/\(name)")
    let busy = try MarketStore(
      at: scratch.file("s"),
      calls: meanwhile {
        _ = unsafe mine.withCString { text in
          let descriptor = unsafe open(file, O_WRONLY | O_TRUNC)
          unsafe write(descriptor, text, mine.utf8.count)
          return close(descriptor)
        }
      })
    let united = try busy.unite(path, base: Array(old.utf8), theirs: Array(theirs.utf8))
    #expect(try scratch.bytes("s/\(name)") == Array(mine.utf8))
    #expect(united.ours == Array(mine.utf8) && united.here == nil)
    #expect(path == .settings ? united.verdict == .clash : united.there == Array(mine.utf8))
  }

  @Test func `minutes that are written meanwhile are united too`() throws {
    let day = StorePath.minutes(night, name: "\(night).md")
    _ = try store("s")
    try scratch.write(Array("# 1\n".utf8), to: "s/\(day.text)")
    let file = scratch.file("s/\(day.text)")
    let busy = try MarketStore(
      at: scratch.file("s"),
      calls: meanwhile {
        let descriptor = unsafe open(file, O_WRONLY | O_TRUNC)
        _ = unsafe write(descriptor, "# the longest\n", 14)
        close(descriptor)
      })
    _ = try busy.unite(day, theirs: Array("# longer\n".utf8))
    #expect(try scratch.bytes("s/\(day.text)") == Array("# the longest\n".utf8))
    let beside = MinutesName.name(of: night, beside: Array("# longer\n".utf8))
    #expect(try scratch.bytes("s/minutes/\(beside)") == Array("# longer\n".utf8))
  }
}
