import Glibc
import MarketLedger
import MarketModel
import Synchronization
import Testing

struct LedgerFileTests {
  let scratch: Scratch
  let folder: Folder

  init() throws {
    scratch = try Scratch()
    folder = try Folder(path: scratch.path)
  }

  @Test func `a line is exactly what the format says`() throws {
    let problem = ProblemID(number: 12, writer: ana)
    let ledger = LedgerFile(writer: ana, in: folder)
    _ = try ledger.append(
      [
        .assigned(problem: problem, owner: ana.person, step: nil, due: nil),
        .started(problem: problem),
      ], at: nine)
    #expect(
      try scratch.text("ana-3f9c1e.jsonl") == """
        {"v":1,"id":"ana-3f9c1e:1","at":"2026-11-22T09:03:11.250Z","clock":1,"by":"ana",\
        "event":{"assigned":{"problem":"12.ana-3f9c1e","owner":"ana"}},\
        "prev":"00000000000000000000000000000000","sum":"5f535b6f4ad03be9"}
        {"v":1,"id":"ana-3f9c1e:2","at":"2026-11-22T09:03:11.250Z","clock":2,"by":"ana",\
        "event":{"started":{"problem":"12.ana-3f9c1e"}},\
        "prev":"e793c8b85b91bc76c8999f98aaf518ac","sum":"f64665bc231951ca"}

        """)
  }

  @Test func `numbers, clocks and hashes go on from where the last process stopped`() throws {
    _ = try LedgerFile(writer: ana, in: folder).append([note("one"), note("two")], at: nine)
    let third = try LedgerFile(writer: ana, in: folder).append([note("three")], at: nine, after: 40)
    #expect(third.map(\.id.sequence) == [3])
    #expect(third.map(\.clock) == [41])
    let ledgers = try Ledgers(in: folder, checksChain: true)
    #expect(ledgers.damage.isEmpty)
    #expect(ledgers.highestClock == 41)
    #expect(ledgers.heads[ana]?.sequence == 3)
  }

  @Test func `two terminals of one person take turns`() throws {
    let (first, second) = (
      LedgerFile(writer: ana, in: folder), LedgerFile(writer: ana, in: folder)
    )
    for number in 0..<10 {
      _ = try (number % 2 == 0 ? first : second).append([note("\(number)")], at: nine)
    }
    #expect(try notes(in: folder) == (0..<10).map(String.init))
    #expect(try Ledgers(in: folder, checksChain: true).damage.isEmpty)
  }
}
