import MarketModel
import MarketTestKit
import Testing

/// What is one problem and what is not, whatever somebody says in whatever order.
struct GroupingLawsTests {
  var ledger = PaperLedger()

  @Test(arguments: 1...60)
  mutating func `undoing all gives the state before`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    layOutSix()
    let before = Recognition(of: ledger.book)
    for _ in 0..<40 { say(regrouping(&chance)) }
    while let last = ledger.book.lastDecision(by: .ben) {
      ledger.write(.undone(entry: last.id), by: .ben)
    }
    #expect(Recognition(of: ledger.book) == before)
  }

  @Test(arguments: 1...60)
  mutating func `merging and parting again gives the state before`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    layOutSix()
    for _ in 0..<25 { say(regrouping(&chance)) }
    let roots = ledger.book.problems.values.filter { $0.status != .merged }.map(\.id).sorted()
    for id in roots {
      let target = chance.one(of: roots)
      let before = Recognition(of: ledger.book)
      say(.merged(problem: id, into: target))
      say(.parted(problem: id, from: target))
      #expect(Recognition(of: ledger.book) == before)
    }
  }

  @Test(arguments: 1...60)
  mutating func `splitting and merging again loses no fingerprint`(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    layOutSix()
    for _ in 0..<25 { say(regrouping(&chance)) }
    let wide = ledger.book.problems.values
      .filter { $0.status != .merged && $0.fingerprints.count > 1 }.map(\.id).sorted()
    for id in wide {
      let before = ledger.book.problemByFingerprint
      let new = ProblemID(number: ledger.book.nextNumber, writer: .ben)
      let first = try #require(ledger.book.problem(id)?.fingerprints.first)
      say(split(id, [first], into: new))
      #expect(ledger.book.problemByFingerprint[first] == new)
      say(.merged(problem: new, into: id))
      #expect(ledger.book.problemByFingerprint == before)
    }
  }

  @Test(arguments: 1...60)
  mutating func `a fingerprint belongs to one problem, which knows it`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    layOutSix()
    for _ in 0..<40 {
      say(chance.int(0...4) == 0 ? undo(&chance) : regrouping(&chance))
      let book = ledger.book
      let roots = book.problems.values.filter { $0.status != .merged }
      #expect(roots.reduce(0) { $0 + $1.fingerprints.count } == book.problemByFingerprint.count)
      for (fingerprint, id) in book.problemByFingerprint {
        #expect(book.problem(id)?.fingerprints.contains(fingerprint) == true)
        #expect(book.root(of: id) == id)
      }
      for separation in book.separations {
        let both = [separation.problem, separation.other]
        #expect(both.allSatisfy { book.problem($0) != nil })
      }
    }
    #expect(MarketBook(ledger.book.entries.shuffled(using: &chance)) == ledger.book)
  }

  // MARK: What is said

  private mutating func layOutSix() {
    for number in 0..<6 { ledger.layOut(.unrelated(number)) }
  }

  private mutating func say(_ event: MarketEvent) {
    ledger.write(event, by: .ben, at: Day.monday.at("09:30"))
  }

  private func split(
    _ id: ProblemID, _ fingerprints: [Fingerprint], into new: ProblemID
  ) -> MarketEvent {
    .split(
      problem: id, into: new, kind: .failure, fingerprints: fingerprints, title: "a part",
      night: .monday)
  }

  private func undo(_ chance: inout SeededGenerator) -> MarketEvent {
    .undone(entry: chance.one(of: ledger.book.entries).id)
  }

  private func regrouping(_ chance: inout SeededGenerator) -> MarketEvent {
    let ids = ledger.book.problems.keys.sorted()
    let (id, other) = (chance.one(of: ids), chance.one(of: ids))
    let known = ledger.book.problemByFingerprint.keys.sorted()
    switch chance.int(0...9) {
    case 0...3: return .merged(problem: id, into: other)
    case 4:
      let above = ledger.book.problem(id)?.mergedInto
      return .parted(problem: id, from: above ?? other)
    case 5, 6:
      let new = ProblemID(number: ledger.book.nextNumber, writer: .ben)
      return split(id, [chance.one(of: known), chance.one(of: known)], into: new)
    case 7: return .keptApart(problem: id, from: other)
    case 8:
      return .boundToPlaces(problem: id, places: [Fingerprint(value: UInt64(chance.int(1...3)))])
    default:
      return .joined(
        problem: id, fingerprint: Fingerprint(value: UInt64(chance.int(100...110))),
        place: Fingerprint(value: UInt64(chance.int(1...3))), night: .tuesday)
    }
  }

  /// Which problems there are, how they stand, and what belongs to which.
  private struct Recognition: Equatable {
    let problems: Shelf<ProblemID, Problem>
    let byFingerprint: Shelf<Fingerprint, ProblemID>
    let rules: [Fingerprint: PlaceRule]
    let separations: [Separation]

    init(of book: MarketBook) {
      (problems, byFingerprint) = (book.problems, book.problemByFingerprint)
      (rules, separations) = (book.placeRules, book.separations)
    }
  }
}
