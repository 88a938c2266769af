import MarketModel
import MarketTestKit
import Testing

@testable import MarketAnalysis

struct DetectorRecordTests {
  var ledger = PaperLedger()

  @Test mutating func `a card counts as what the market made of it`() throws {
    let ids = (1...8).map { layOut(.slow, $0) }
    ledger.write(
      .judged(problem: ids[0], category: .unknown, because: nil, severity: nil),
      .merged(problem: ids[1], into: ids[0]), .closed(problem: ids[2], reason: "fixed"),
      .dismissed(problem: ids[3], reason: "noise"), .dismissed(problem: ids[4], reason: "noise"),
      .returned(problem: ids[4], night: .tuesday),
      .snoozed(problem: ids[5], until: .above(nodes: 9)),
      .judged(problem: ids[6], category: .unknown, because: nil, severity: nil),
      .snoozed(problem: ids[6], until: .above(nodes: 9)))
    let record = try #require(DetectorRecord.all(in: ledger.book).first)
    #expect((record.accepted, record.dismissed, record.undecided) == (4, 2, 2))
    #expect((record.laidOut, record.decided) == (8, 6))
    ledger.write(.judged(problem: ids[4], category: .unknown, because: nil, severity: nil))
    #expect(DetectorRecord.all(in: ledger.book).first?.dismissed == 1)
  }

  @Test mutating func `who merges cards and dismisses the one has dismissed them all`() {
    let ids = (1...3).map { layOut(.slow, $0) }
    ledger.write(
      .merged(problem: ids[0], into: ids[1]), .merged(problem: ids[1], into: ids[2]),
      .dismissed(problem: ids[2], reason: "noise"))
    #expect(DetectorRecord.all(in: ledger.book).first?.dismissed == 3)
  }

  @Test(
    arguments: [(0, 15, false), (0, 16, true), (1, 23, false), (1, 25, true), (8, 8, false)]
      as [(Int, Int, Bool)])
  mutating func `a detector is noisy when it is so with confidence`(
    accepted: Int, dismissed: Int, isNoisy: Bool
  ) {
    judge(.slow, accepted: accepted, dismissed: dismissed)
    judge(.failure, accepted: accepted, dismissed: dismissed)
    judge(.newNode, accepted: accepted, dismissed: dismissed)
    #expect(DetectorRecord.noisyKinds(in: ledger.book) == (isNoisy ? [.slow] : []))
  }

  @Test mutating func `what a noisy detector finds is seen beside the table, not laid on it`() {
    judge(.greenWithErrors, accepted: 0, dismissed: 16)
    let nights = Nights([.ok("a")], [.green("b", .errorLogged, "disk is full"), .failed("c")])
    #expect(kinds(laidOutIn: nights) == [.failure])
    let alsoSeen = AlsoSeen(in: nights.analyses.last, beside: ledger.book)
    #expect(alsoSeen.signals.map(\.kind) == [.greenWithErrors])
    #expect(alsoSeen.records.map(\.dismissed) == [16])
    // One dismissal is taken back, and the detector is heard again.
    if let last = ledger.book.lastDecision(by: .ana) { ledger.write(.undone(entry: last.id)) }
    #expect(Set(kinds(laidOutIn: nights)) == [.failure, .greenWithErrors])
    #expect(AlsoSeen(in: nights.analyses.last, beside: ledger.book).signals.isEmpty)
  }

  @Test mutating func `what has a card already is not seen beside the table`() throws {
    let nights = Nights([.ok("a")], [.green("b", .errorLogged, "disk is full")])
    ledger.write(ledger.book.layingOut(nights.analyses, by: .ana), at: Day.tuesday.at("09:00"))
    judge(.greenWithErrors, accepted: 0, dismissed: 20)
    #expect(AlsoSeen(in: nights.analyses.last, beside: ledger.book).signals.isEmpty)
  }

  /// Against the values that are tabulated for the interval.
  @Test(
    arguments: [(0, 16, 0, 0.194), (10, 20, 0.299, 0.701), (8, 8, 0.676, 1), (1, 10, 0.018, 0.404)]
      as [(Int, Int, Double, Double)])
  func `the interval is Wilson's`(hits: Int, all: Int, lower: Double, upper: Double) {
    let interval = Rate(count: hits, of: all).interval
    #expect(abs(interval.lowerBound - lower) < 0.0006)
    #expect(abs(interval.upperBound - upper) < 0.0006)
  }

  @Test func `of nothing the share may be any, and nobody is noisy`() {
    #expect(Rate(count: 0, of: 0).interval == 0...1)
    #expect(!DetectorRecord(of: .slow, [:]).isNoisy)
  }

  private func kinds(laidOutIn nights: Nights) -> [SignalKind] {
    ledger.book.layingOut(nights.analyses, by: .ana).compactMap {
      if case .laidOut(_, let kind, _, _, _) = $0 { kind } else { nil }
    }
  }

  private mutating func layOut(_ kind: SignalKind, _ number: Int) -> ProblemID {
    let id = ProblemID(number: ledger.book.nextNumber, writer: .ana)
    ledger.write(
      .laidOut(
        problem: id, kind: kind,
        fingerprint: Fingerprint(kind: kind.rawValue, subject: "\(number)"), title: "it",
        night: .monday))
    return id
  }

  private mutating func judge(_ kind: SignalKind, accepted: Int, dismissed: Int) {
    for number in 0..<(accepted + dismissed) {
      let id = layOut(kind, number)
      ledger.write(
        number < accepted
          ? .judged(problem: id, category: .unknown, because: nil, severity: nil)
          : .dismissed(problem: id, reason: "noise"))
    }
  }
}
