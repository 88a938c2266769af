import MarketModel
import MarketTestKit
import Testing

/// Steps of which a power cut, or a full disk, left only a part.
struct CutOffTests {
  /// ana takes back three notes at once, and of the three lines the first `count` are on the disk.
  private func ledger(leaving count: Int) -> (book: MarketBook, id: ProblemID, last: LedgerEntry) {
    var ledger = PaperLedger()
    let id = ledger.layOut(.nginx)
    ledger.layOut(.postgres)
    let notes = ledger.write(
      .noted(problem: id, text: "1"), .noted(problem: id, text: "2"),
      .noted(problem: id, text: "3"))
    ledger.write(.noted(problem: id, text: "ben's"), by: .ben)
    let step = ledger.write(
      step: notes.reversed().map { .undone(entry: $0.id) }, at: Day.monday.at("09:12"))
    return (MarketBook(ledger.book.entries.dropLast(3 - count)), id, step[0])
  }

  @Test(arguments: 0...3)
  func `a step is cut off when some of its lines are there and the last is not`(count: Int) {
    let (book, id, first) = ledger(leaving: count)
    #expect(book.undone.count == (count == 3 ? 3 : 0))
    guard 1...2 ~= count else {
      #expect(book.cutOffSteps.isEmpty && book.untoldCutOffSteps.isEmpty)
      return
    }
    let step = book.cutOffSteps[0]
    #expect((step.by, step.lines, step.entries.count) == (.ana, 6...8, count))
    #expect(step.entries.first == first)
    #expect(book.untoldCutOffSteps == [step])
    #expect(book.concerns(step, id))
    #expect(!book.concerns(step, .number(2)))
  }

  @Test(arguments: [
    (MarketEvent.noted(problem: .number(1), text: "again"), WriterID.ana, true),
    (.noted(problem: .number(1), text: "again"), .ben, false),
    (.undone(entry: EntryID(writer: .ana, sequence: 5)), .ana, true),
    (.marketOpened(market: .monday, plan: .standard), .ana, false),
  ])
  func `whoever goes on deciding after it knows of it`(
    event: MarketEvent, writer: WriterID, isTold: Bool
  ) {
    var (book, _, _) = ledger(leaving: 2)
    book.append(
      LedgerEntry(
        id: EntryID(writer: writer, sequence: 9), at: Day.monday.at("09:20"),
        clock: book.nextClock, event: event))
    #expect(book.cutOffSteps.count == 1)
    #expect(book.untoldCutOffSteps.isEmpty == isTold)
  }

  @Test func `undos that take back each other, or themselves, come to an end`() {
    var book = MarketBook()
    for (sequence, target) in [(1, 2), (2, 1), (3, 3), (4, 9)] {
      book.append(
        LedgerEntry(
          id: EntryID(writer: .ana, sequence: sequence), at: Day.monday.at("09:00"),
          clock: sequence, event: .undone(entry: EntryID(writer: .ana, sequence: target)),
          step: 1...9))
    }
    for step in book.cutOffSteps { #expect(!book.concerns(step, .number(1))) }
    #expect(book.entries.allSatisfy { book.decision(behind: $0).event.isUndo })
  }
}
