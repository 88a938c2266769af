import MarketModel
import MarketTestKit
import Testing

struct MarketBookTests {
  var ledger = PaperLedger()

  @Test(arguments: 1...20)
  mutating func `uniting ledgers in any order gives the same book`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    ledger.layOut(.nginx)
    ledger.layOut(.postgres, by: .ben)
    for _ in 0..<30 {
      let writer: WriterID = Bool.random(using: &random) ? .ana : .ben
      ledger.write(event(&random), by: writer, at: Day.monday.at("09:00"))
    }
    let shuffled = ledger.book.entries.shuffled(using: &random)
    var appended = MarketBook()
    for entry in shuffled { appended.append(entry) }
    #expect(appended == ledger.book)
    #expect(MarketBook(shuffled) == ledger.book)
  }

  @Test mutating func `a fingerprint laid out twice is one problem under two names`() {
    let first = ledger.layOut(.nginx, by: .ana)
    let second = ledger.layOut(.nginx, by: .ben)
    #expect(ledger.book.problems.count == 1)
    #expect(ledger.book.problem(second)?.id == first)
  }

  @Test mutating func `the number of a double is not given again`() {
    ledger.layOut(.nginx, by: .ana)
    let double = ledger.layOut(.nginx, by: .ben)
    let next = ledger.layOut(.postgres, by: .ben)
    #expect(next != double)
    #expect(ledger.book.problem(next)?.fingerprints == [Failure.postgres.fingerprint])
  }

  @Test mutating func `a merged problem is moved by nothing but the undo of the merge`() {
    let (nginx, postgres) = (ledger.layOut(.nginx), ledger.layOut(.postgres))
    let before = ledger.book.problems
    let merge = ledger.write(.merged(problem: nginx, into: postgres))
    let merged = ledger.book.problems
    ledger.write(.started(problem: nginx), .merged(problem: nginx, into: .number(9)))
    #expect(ledger.book.problems == merged)
    #expect(ledger.book.problemByFingerprint[Failure.nginx.fingerprint] == postgres)
    ledger.write(.undone(entry: ledger.book.entries[3].id), .undone(entry: merge[0].id))
    #expect(ledger.book.problems == before)
  }

  @Test mutating func `two hands that merge one problem into two others merge it once`() {
    let ids = [Failure.nginx, .postgres, .compile].map { ledger.layOut($0) }
    ledger.write(
      .merged(problem: ids[0], into: ids[1]), .merged(problem: ids[0], into: ids[2]))
    let owners = ledger.book.problems.values.filter {
      $0.status != .merged && $0.fingerprints.contains(Failure.nginx.fingerprint)
    }
    #expect(owners.map(\.id) == [ids[1]])
  }

  @Test mutating func `a problem that came back is accepted once it is judged`() {
    let id = ledger.layOut(.nginx)
    ledger.write(.closed(problem: id, reason: "fixed"), .returned(problem: id, night: .tuesday))
    #expect(ledger.book.problem(id)?.status == .regressed)
    ledger.write(.judged(problem: id, category: .unknown, because: nil, severity: nil))
    #expect(ledger.book.problem(id)?.status == .accepted)
    #expect(ledger.book.problem(id)?.returns.count == 1)
  }

  @Test mutating func `redo takes undone decisions back one after the other`() throws {
    let id = ledger.layOut(.nginx)
    let decisions = ledger.write(
      .noted(problem: id, text: "one"), .noted(problem: id, text: "two"))
    for decision in decisions.reversed() {
      #expect(ledger.book.lastDecision(by: .ana) == decision)
      ledger.write(.undone(entry: decision.id))
    }
    #expect(ledger.book.problem(id)?.notes == [])
    for notes in [["one"], ["one", "two"]] {
      ledger.write(.undone(entry: try #require(ledger.book.lastUndo(by: .ana)).id))
      #expect(ledger.book.problem(id)?.notes == notes)
    }
    #expect(ledger.book.lastUndo(by: .ana) == nil)
  }

  @Test mutating func `a new decision ends what can be redone, for its own hand alone`() {
    let id = ledger.layOut(.nginx)
    let note = ledger.write(.noted(problem: id, text: "one"))
    ledger.write(.undone(entry: note[0].id))
    ledger.write(.started(problem: id), by: .ben)
    #expect(ledger.book.lastUndo(by: .ana) != nil)
    ledger.write(.started(problem: id))
    #expect(ledger.book.lastUndo(by: .ana) == nil)
  }

  @Test mutating func `an undo that is read before its target counts all the same`() {
    let id = ledger.layOut(.nginx)
    let undone = EntryID(writer: .ben, sequence: 1)
    ledger.write(.undone(entry: undone))
    var book = ledger.book
    let late = LedgerEntry(
      id: undone, at: Day.monday.at("09:10"), clock: book.nextClock, event: .started(problem: id))
    book.append(late)
    #expect(book == MarketBook(book.entries))
    #expect(book.problem(id)?.status == .new)
  }

  private func event(_ random: inout SeededGenerator) -> MarketEvent {
    let ids = [ProblemID.number(1), ProblemID(number: 2, writer: .ben), .number(3)]
    let id = ids.randomElement(using: &random) ?? .number(1)
    let target = ids.randomElement(using: &random) ?? .number(1)
    switch Int.random(in: 0..<9, using: &random) {
    case 0: return .judged(problem: id, category: .unknown, because: nil, severity: .wasteful)
    case 1: return .merged(problem: id, into: target)
    case 2: return .closed(problem: id, reason: "fixed")
    case 3: return .returned(problem: id, night: .tuesday)
    case 4: return .parked(topic: "images", problem: id, people: [.ana], market: .monday)
    case 5: return .marketOpened(market: .monday, plan: .standard)
    case 6: return .noted(problem: id, text: "\(Int.random(in: 0..<99, using: &random))")
    case 7:
      let entry = ledger.book.entries.randomElement(using: &random)
      return .undone(entry: entry?.id ?? EntryID(writer: .ana, sequence: 1))
    default: return .assigned(problem: id, owner: .ben, step: "look", due: nil)
    }
  }
}
