import MarketModel
import MarketTestKit
import Testing

/// What holds for every event there is, whatever three hands say in whatever order.
struct MarketBookLawsTests {
  @Test(arguments: 1...60)
  func `entries in any order, and one by one, give the same book`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    let entries = chance.entries(60)
    let book = MarketBook(entries)
    #expect(MarketBook(entries.shuffled(using: &chance)) == book)
    var grown = MarketBook()
    for entry in entries.shuffled(using: &chance) { grown.append(entry) }
    #expect(grown == book)
  }

  @Test(arguments: 1...60)
  func `undoing all that a hand decided, and redoing it, changes nothing`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    let me = WriterID(rawValue: "carl-00c0de")
    var book = MarketBook(chance.entries(30))
    let before = What(of: book)
    var sequence = 0
    func say(_ event: MarketEvent) {
      sequence += 1
      book.append(
        LedgerEntry(
          id: EntryID(writer: me, sequence: sequence), at: Instant(milliseconds: 0),
          clock: book.nextClock, event: event))
    }
    let decisions = (0..<20).map { _ in chance.event() }.filter(\.isDecision)
    for decision in decisions { say(decision) }
    let after = What(of: book)
    for _ in decisions { if let last = book.lastDecision(by: me) { say(.undone(entry: last.id)) } }
    #expect(book.lastDecision(by: me) == nil)
    #expect(What(of: book) == before)
    for _ in decisions { if let undo = book.lastUndo(by: me) { say(.undone(entry: undo.id)) } }
    #expect(book.lastUndo(by: me) == nil)
    #expect(What(of: book) == after)
  }

  /// What a book amounts to, without the record of how it came to it.
  private struct What: Equatable {
    let problems: Shelf<ProblemID, Problem>
    let parked: [ParkedTopic]
    let ownerRules: [String: Person]
    let byFingerprint: Shelf<Fingerprint, ProblemID>
    let aliases: [ProblemID: ProblemID]
    let placeRules: [Fingerprint: PlaceRule]
    let places: [Fingerprint: Fingerprint]
    let separations: [Separation]

    init(of book: MarketBook) {
      (problems, parked, ownerRules) = (book.problems, book.parked, book.ownerRules)
      (byFingerprint, aliases) = (book.problemByFingerprint, book.aliases)
      (placeRules, places) = (book.placeRules, book.placeByFingerprint)
      separations = book.separations
    }
  }
}
