import MarketModel
import MarketTestKit
import Testing

/// A whole phase is taken back, and brought again, as one step.
struct UndoTests {
  var ledger = PaperLedger()

  /// A market in which ana and ben decide in review and triage, and ana comes back to triage.
  private mutating func holdMarket() -> (id: ProblemID, own: [LedgerEntry]) {
    let id = ledger.layOut(.nginx)
    ledger.write(.noted(problem: id, text: "before the market"))
    ledger.write(.marketOpened(market: .monday, plan: .standard))
    ledger.write(
      .phaseEntered(market: .monday, phase: .review), .noted(problem: id, text: "review"))
    ledger.write(.phaseEntered(market: .monday, phase: .triage))
    var own = ledger.write(
      .judged(problem: id, category: .unknown, because: nil, severity: .wasteful))
    ledger.write(.noted(problem: id, text: "ben's"), by: .ben)
    own += ledger.write(
      .ruleAdopted(cookbook: "nginx", owner: .ben),
      .parked(topic: "images", problem: nil, people: [.ana], market: .monday))
    ledger.write(.phaseEntered(market: .monday, phase: .assign))
    ledger.write(.assigned(problem: id, owner: .ben, step: nil, due: nil))
    ledger.write(.phaseEntered(market: .monday, phase: .triage))
    own += ledger.write(.dismissed(problem: id, reason: "test node"))
    ledger.write(.marketClosed(market: .monday))
    ledger.write(.noted(problem: id, text: "after the market"))
    return (id, own)
  }

  @Test mutating func `a phase is what one hand decided in all its visits to it`() {
    let (_, own) = holdMarket()
    let undo = ledger.book.undo(of: .triage, in: .monday, by: .ana)
    #expect(undo.decisions == own)
    #expect(undo.others == 1)
    #expect(ledger.book.undo(of: .triage, in: .monday, by: .ben).decisions.count == 1)
    #expect(ledger.book.undo(of: .overnight, in: .monday, by: .ana).decisions.isEmpty)
    #expect(ledger.book.undo(of: .triage, in: .tuesday, by: .ana).decisions.isEmpty)
  }

  @Test mutating func `what was taken back already does not go again`() {
    let (_, own) = holdMarket()
    ledger.write(.undone(entry: own[1].id))
    let left = [own[0], own[2], own[3]]
    #expect(ledger.book.undo(of: .triage, in: .monday, by: .ana).decisions == left)
  }

  @Test mutating func `one redo brings again what one undo of a phase took`() {
    let (id, own) = holdMarket()
    let before = ledger.book.problems
    let undo = ledger.book.undo(of: .triage, in: .monday, by: .ana)
    ledger.write(step: undo.events, at: Day.monday.at("09:20"))
    #expect(ledger.book.problem(id)?.status == .new)
    #expect(ledger.book.problem(id)?.owner == .ben)
    #expect(ledger.book.problem(id)?.notes.contains("ben's") == true)
    #expect(ledger.book.ownerRules.isEmpty && ledger.book.parked.isEmpty)

    let redo = ledger.book.nextRedo(by: .ana)
    #expect(ledger.book.decisions(takenBackBy: redo) == own)
    ledger.write(step: redo.map { .undone(entry: $0.id) }, at: Day.monday.at("09:21"))
    #expect(ledger.book.problems == before)
    #expect(ledger.book.ownerRules.count == 1 && ledger.book.parked.count == 1)
    #expect(ledger.book.nextRedo(by: .ana).isEmpty)
    #expect(ledger.book == MarketBook(ledger.book.entries))
  }

  @Test mutating func `what a full disk left of a step decides nothing`() throws {
    _ = holdMarket()
    let before = ledger.book
    let undo = ledger.book.undo(of: .triage, in: .monday, by: .ana)
    let step = ledger.write(step: undo.events, at: Day.monday.at("09:20"))
    for count in 0..<step.count {
      let cut = MarketBook(before.entries + step.prefix(count))
      #expect(cut.problems == before.problems && cut.undone == before.undone)
      #expect(cut.nextRedo(by: .ana).isEmpty)
    }
    #expect(MarketBook(before.entries + step) == ledger.book)
    var late = MarketBook(before.entries + step.dropFirst())
    late.append(try #require(step.first))
    #expect(late == ledger.book)
  }
}
