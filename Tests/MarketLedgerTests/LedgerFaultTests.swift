import Foundation
import Glibc
import MarketModel
import MarketTestKit
import Synchronization
import Testing

@testable import MarketLedger

struct LedgerFaultTests {
  let scratch: Scratch
  let folder: Folder

  init() throws {
    scratch = try Scratch()
    folder = try Folder(path: scratch.path)
  }

  /// System calls of which the nth fails in a chosen way.
  private func calls(
    failingWrite nthWrite: Int = -1, sync nthSync: Int = -1, with code: Int32 = EIO,
    writing part: Int = 0
  ) -> DiskCalls {
    let writes = Mutex(0)
    let syncs = Mutex(0)
    return unsafe DiskCalls(
      write: { descriptor, bytes in
        let number = writes.withLock { count in
          count += 1
          return count
        }
        guard number == nthWrite else {
          return unsafe write(descriptor, bytes.baseAddress, bytes.count)
        }
        if part > 0 { _ = unsafe write(descriptor, bytes.baseAddress, min(part, bytes.count)) }
        errno = code
        return -1
      },
      sync: { descriptor in
        let number = syncs.withLock { count in
          count += 1
          return count
        }
        guard number == nthSync else { return fsync(descriptor) }
        errno = code
        return -1
      })
  }

  private func ledger(_ calls: DiskCalls = .system) throws -> LedgerFile {
    LedgerFile(writer: ana, in: try Folder(path: scratch.path, calls: calls))
  }

  @Test(arguments: [0, 300, 500, 700, 800])
  func `of a step that a full disk cut off nothing counts, and it can be written again`(part: Int)
    throws
  {
    let ledger = try ledger(calls(failingWrite: 2, with: ENOSPC, writing: part))
    let notes = try ledger.append([note("1"), note("2"), note("3"), note("4")], at: nine)
    let step = notes.reversed().map { MarketEvent.undone(entry: $0.id) }
    #expect(throws: StoreError.self) { try ledger.append(step, at: nine, asStep: true) }
    let cut = MarketBook(try Ledgers(in: folder).entries)
    #expect(cut.undone.isEmpty && cut.nextUndo(by: ana) == notes.suffix(1))
    _ = try ledger.append(step, at: nine, asStep: true)
    let whole = MarketBook(try Ledgers(in: folder, checksChain: true).entries)
    #expect(whole.undone == Set(notes.map(\.id)))
    #expect(whole.nextRedo(by: ana).count == 4)
  }

  @Test(arguments: [0, 1, 40, 200])
  func `a write that fails is not confirmed, and what is torn is sealed, never cut`(part: Int)
    throws
  {
    let ledger = try ledger(calls(failingWrite: 2, with: ENOSPC, writing: part))
    _ = try ledger.append([note("one")], at: nine)
    let before = try scratch.bytes("ana-3f9c1e.jsonl")
    #expect(throws: StoreError.notSaved(file: scratch.file("ana-3f9c1e.jsonl"), errno: ENOSPC)) {
      try ledger.append([note("two")], at: nine)
    }
    let torn = try scratch.bytes("ana-3f9c1e.jsonl")
    #expect(torn.count == before.count + part)
    _ = try ledger.append([note("three")], at: nine)
    #expect(try scratch.bytes("ana-3f9c1e.jsonl").starts(with: torn))
    #expect(try notes(in: folder) == ["one", "three"])
    #expect(
      try Ledgers(in: folder, checksChain: true).damage.map(\.kind) == (part > 0 ? [.torn] : []))
  }

  @Test func `after a failed sync the decision goes to a new segment, byte for byte the same`()
    throws
  {
    let ledger = try ledger(calls(sync: 3))
    _ = try ledger.append([note("one")], at: nine)
    let two = try ledger.append([note("two")], at: nine)
    #expect(two.map(\.id.description) == ["ana-3f9c1e:2"])
    let old = try scratch.bytes("ana-3f9c1e.jsonl")
    #expect(old.suffix(from: old.count / 2 - 1).contains(LedgerLine.newline))
    _ = try ledger.append([note("three")], at: nine)
    #expect(try scratch.bytes("ana-3f9c1e.jsonl") == old)
    #expect(try notes(in: folder) == ["one", "two", "three"])
    #expect(try Ledgers(in: folder, checksChain: true).damage.isEmpty)
    _ = try self.ledger().append([note("four")], at: nine)
    #expect(try scratch.text("ana-3f9c1e.1.jsonl").contains("four"))
    #expect(try Ledgers(in: folder, checksChain: true).damage.isEmpty)
  }

  @Test func `what the kernel dropped after a failed sync is named and costs nothing`() throws {
    let ledger = try ledger(calls(sync: 3))
    _ = try ledger.append([note("one")], at: nine)
    let kept = try scratch.bytes("ana-3f9c1e.jsonl").count
    _ = try ledger.append([note("two")], at: nine)
    var dropped = try scratch.bytes("ana-3f9c1e.jsonl")
    dropped.replaceSubrange(kept..., with: repeatElement(0, count: dropped.count - kept))
    try scratch.write(dropped, to: "ana-3f9c1e.jsonl")
    #expect(try notes(in: folder) == ["one", "two"])
    #expect(try Ledgers(in: folder, checksChain: true).damage.map(\.kind) == [.torn])
  }

  @Test func `when the new segment fails too, nothing is confirmed, and the next one is`() throws {
    let ledger = try ledger(calls(failingWrite: 2, sync: 1))
    #expect(throws: StoreError.self) { try ledger.append([note("one")], at: nine) }
    _ = try ledger.append([note("two")], at: nine)
    #expect(try notes(in: folder).contains("two"))
    #expect(try notes(in: folder).filter { $0 == "two" }.count == 1)
  }

  @Test func `signals and short writes are nobody's business`() throws {
    let interrupted = Mutex(false)
    let odd = unsafe DiskCalls(
      write: { descriptor, bytes in
        let first = interrupted.withLock { flag in
          flag.toggle()
          return flag
        }
        if first {
          errno = EINTR
          return -1
        }
        return unsafe write(descriptor, bytes.baseAddress, min(7, bytes.count))
      }, sync: { fsync($0) })
    _ = try ledger(odd).append([note("one"), note("two")], at: nine)
    #expect(try notes(in: folder) == ["one", "two"])
  }

  @Test func `a full disk is told with what to do`() throws {
    let full = unsafe open("/dev/full", O_WRONLY | O_CLOEXEC)
    defer { close(full) }
    let calls = unsafe DiskCalls(
      write: { unsafe write(full, $1.baseAddress, $1.count) }, sync: { fsync($0) })
    #expect {
      try ledger(calls).append([note("one")], at: nine)
    } throws: { error in
      (error as? StoreError)?.message.contains("df -h") == true
        && (error as? StoreError)?.message.contains("NOT SAVED") == true
    }
  }

  @Test func `a file that git put in its place is found and gone on with`() throws {
    let ledger = try ledger()
    _ = try ledger.append([note("one"), note("two")], at: nine)
    let bytes = try scratch.bytes("ana-3f9c1e.jsonl")
    try scratch.write(bytes, to: "other")
    let renamed = unsafe rename(scratch.file("other"), scratch.file("ana-3f9c1e.jsonl"))
    #expect(renamed == 0)
    _ = try ledger.append([note("three")], at: nine)
    #expect(try notes(in: folder) == ["one", "two", "three"])
    #expect(try Ledgers(in: folder, checksChain: true).damage.isEmpty)
  }

  @Test func `a file that became shorter is read anew`() throws {
    let ledger = try ledger()
    _ = try ledger.append([note("one")], at: nine)
    let short = try scratch.bytes("ana-3f9c1e.jsonl")
    _ = try ledger.append([note("two")], at: nine)
    let cut = unsafe truncate(scratch.file("ana-3f9c1e.jsonl"), off_t(short.count))
    #expect(cut == 0)
    let entry = try ledger.append([note("three")], at: nine)
    #expect(entry.map(\.id.sequence) == [2])
    #expect(try notes(in: folder) == ["one", "three"])
  }

  @Test func `a link or a pipe in a ledger's place is neither written nor waited for`() throws {
    let linked = unsafe symlink("/dev/null", scratch.file("ana-3f9c1e.jsonl"))
    let piped = unsafe mkfifo(scratch.file("bo-77aa00.jsonl"), 0o600)
    #expect(linked == 0 && piped == 0)
    for writer in [ana, bo] {
      #expect(throws: StoreError.notRegular(file: scratch.file("\(writer.rawValue).jsonl"))) {
        try LedgerFile(writer: writer, in: folder).append([note("x")], at: nine)
      }
    }
    #expect(try Ledgers(in: folder).damage.map(\.kind) == [.notRegular, .notRegular])
  }

  @Test func `where a forged line used the last number up, nothing is told to be saved`() throws {
    let last = LedgerEntry(
      id: EntryID(writer: ana, sequence: EntryID.highestSequence), at: nine, clock: 1,
      event: note("forged"))
    let line = LedgerLine.bytes(of: last, after: .none) + [LedgerLine.newline]
    try scratch.write(line, to: "ana-3f9c1e.jsonl")
    #expect(throws: StoreError.notSaved(file: scratch.file("ana-3f9c1e.jsonl"), errno: EOVERFLOW)) {
      try ledger().append([note("one")], at: nine)
    }
    #expect(try scratch.bytes("ana-3f9c1e.jsonl") == line)
    #expect(try notes(in: folder) == ["forged"])
  }

  @Test func `a text that is too long is refused, and nothing is written`() throws {
    let long = String(repeating: "x", count: LedgerLine.limit)
    #expect(throws: StoreError.self) { try ledger().append([note(long)], at: nine) }
    #expect(try Ledgers(in: folder).entries.isEmpty)
  }
}
