import MarketModel
import MarketTestKit
import Testing

/// Each row of the table in `Clash`, in both orders, and that the book does what the row says.
struct ClashTests {
  static let (one, two, three) = (ProblemID.number(1), ProblemID.number(2), ProblemID.number(3))
  static let carl = WriterID(rawValue: "carl-00c0de")

  /// Three problems with two fingerprints each, which everybody has read.
  private static let base: [LedgerEntry] = {
    var events: [MarketEvent] = []
    for number in 1...3 {
      let (id, value) = (ProblemID.number(number), UInt64(number))
      let place = Fingerprint(value: 10 + value)
      events.append(
        .laidOut(
          problem: id, kind: .failure, fingerprint: Fingerprint(value: value),
          title: "\(number) fails", night: .monday))
      events.append(.boundToPlaces(problem: id, places: [place]))
      events.append(
        .joined(
          problem: id, fingerprint: Fingerprint(value: 20 + value), place: place, night: .monday))
    }
    return events.enumerated().map { index, event in
      entry(event, by: carl, index + 1, clock: index + 1, seen: index == 0 ? [:] : nil)
    }
  }()

  private static func entry(
    _ event: MarketEvent, by writer: WriterID, _ sequence: Int, clock: Int, seen: [WriterID: Int]?
  ) -> LedgerEntry {
    LedgerEntry(
      id: EntryID(writer: writer, sequence: sequence), at: Day.tuesday.at("09:00"), clock: clock,
      event: event, seen: seen)
  }

  private static func ana(_ event: MarketEvent, _ clock: Int = 20) -> LedgerEntry {
    entry(event, by: .ana, 1, clock: clock, seen: [carl: base.count])
  }

  private static func ben(
    _ event: MarketEvent, _ clock: Int = 21, hasSeenAna: Bool = false
  ) -> LedgerEntry {
    let seen = [carl: base.count, .ana: hasSeenAna ? 1 : 0].filter { $0.value > 0 }
    return entry(event, by: .ben, 1, clock: clock, seen: seen)
  }

  private static func book(_ entries: LedgerEntry...) -> MarketBook { MarketBook(base + entries) }

  private static let close = MarketEvent.closed(problem: one, reason: "fixed")
  private static let hand = MarketEvent.assigned(problem: one, owner: .ben, step: nil, due: nil)
  private static let plan = MarketEvent.stepPlanned(problem: one, step: "look", due: .friday)
  private static let start = MarketEvent.started(problem: one)
  private static let snooze = MarketEvent.snoozed(problem: one, until: .on(day: .friday))
  private static let judge = MarketEvent.judged(
    problem: one, category: .unknown, because: nil, severity: .noise)
  private static let merge = MarketEvent.merged(problem: one, into: two)
  private static let apart = MarketEvent.keptApart(problem: two, from: one)
  private static let did = MarketEvent.countermeasureTaken(problem: one, text: "x", on: .tuesday)

  private static func split(_ number: Int) -> MarketEvent {
    .split(
      problem: one, into: .number(number), kind: .failure, fingerprints: [Fingerprint(value: 21)],
      title: "a part", night: .tuesday)
  }

  struct Row: Sendable {
    let a: MarketEvent
    let b: MarketEvent
    /// When `a` comes first in the order, and when `b` does.
    let outcomes: (Clash.Outcome?, Clash.Outcome?)

    init(
      _ a: MarketEvent, _ b: MarketEvent, _ first: Clash.Outcome?, _ second: Clash.Outcome?
    ) {
      (self.a, self.b, outcomes) = (a, b, (first, second))
    }
  }

  static let rows: [Row] = [
    Row(hand, .assigned(problem: one, owner: .ana, step: nil, due: nil), .second, .second),
    Row(hand, .leftToNobody(problem: one, until: .friday), .second, .second),
    Row(plan, .stepPlanned(problem: one, step: "ask", due: .friday), .second, .second),
    Row(
      judge, .judged(problem: one, category: .fixCanStart, because: nil, severity: .noise), .second,
      .second),
    Row(judge, .rated(problem: one, severity: .wasteful), .second, .second),
    Row(
      .causeFound(problem: one, text: "a"), .causeFound(problem: one, text: "b"), .second, .second),
    Row(did, .countermeasureTaken(problem: one, text: "y", on: .tuesday), .second, .second),
    Row(
      .reviewed(problem: one, verdict: .onTrack), .reviewed(problem: one, verdict: .blocked),
      .second, .second),
    Row(close, snooze, .second, .second),
    Row(close, .verified(problem: one, nights: 3), .second, .second),
    Row(snooze, .snoozed(problem: one, until: .above(nodes: 9)), .second, .second),
    Row(close, judge, .second, .second),
    Row(close, start, .second, .second),
    Row(close, .reopened(problem: one, reason: "not yet"), .second, .second),
    Row(start, did, .second, .second),
    Row(close, hand, .both, .both),
    Row(snooze, plan, .both, .both),
    Row(.dismissed(problem: one, reason: "lab"), hand, .both, .both),
    Row(merge, hand, .first, .second),
    Row(merge, close, .first, .second),
    Row(merge, judge, .first, .second),
    Row(merge, .merged(problem: one, into: three), .first, .first),
    Row(merge, .merged(problem: two, into: one), .first, .first),
    Row(merge, .merged(problem: two, into: three), .both, .first),
    Row(merge, .closed(problem: two, reason: "fixed"), .both, .both),
    Row(merge, apart, .first, .first),
    Row(merge, split(9), .first, .both),
    Row(split(8), split(9), .first, .first),
    // What says the same, or speaks of different things, does not meet.
    Row(close, .closed(problem: one, reason: "went away by itself"), nil, nil),
    Row(hand, hand, nil, nil),
    Row(hand, plan, nil, nil),
    Row(merge, merge, nil, nil),
    Row(judge, start, nil, nil),
    Row(hand, start, nil, nil),
    Row(close, .noted(problem: one, text: "hm"), nil, nil),
    Row(close, .closed(problem: two, reason: "fixed"), nil, nil),
    Row(merge, .keptApart(problem: one, from: three), nil, nil),
  ]

  @Test(arguments: rows.indices)
  func `every row of the table is so, in both orders`(index: Int) {
    let row = Self.rows[index]
    check(row.a, row.b, row.outcomes.0)
    check(row.b, row.a, row.outcomes.1)
  }

  private func check(_ first: MarketEvent, _ second: MarketEvent, _ outcome: Clash.Outcome?) {
    let (a, b) = (Self.ana(first), Self.ben(second))
    let book = Self.book(a, b)
    let clash = book.clashes().values.joined().first
    #expect(clash?.outcome == outcome, "\(first), \(second)")
    guard let clash else { return }
    #expect((clash.first, clash.second, clash.isSettled) == (a, b, false))
    switch outcome {
    case .first: #expect(book.problems == Self.book(a).problems)
    case .both:
      #expect(book.problems != Self.book(a).problems && book.problems != Self.book(b).problems)
    case .second:
      let (both, only) = (book.problem(Self.one), Self.book(b).problem(Self.one))
      let field = Self.field(of: second)
      #expect(field(both) == field(only), "\(first), \(second)")
    case nil: break
    }
  }

  /// What the later of two sets.
  private static func field(of event: MarketEvent) -> (Problem?) -> String {
    { problem in
      guard let problem else { return "" }
      return switch event {
      case .assigned, .leftToNobody: "\(String(describing: problem.owner))"
      case .stepPlanned: "\(String(describing: problem.step))"
      case .rated: "\(String(describing: problem.severity))"
      case .causeFound: "\(String(describing: problem.cause))"
      case .reviewed: "\(String(describing: problem.verdict))"
      case .countermeasureTaken: "\(String(describing: problem.countermeasure)) \(problem.status)"
      case .judged: "\(String(describing: problem.category)) \(problem.status)"
      default: "\(problem.status) \(String(describing: problem.wake))"
      }
    }
  }

  @Test func `who had read the other's line decides later, not at the same time`() {
    let book = Self.book(Self.ana(Self.close), Self.ben(Self.hand, hasSeenAna: true))
    #expect(book.clashes().isEmpty)
  }

  @Test func `a clash is settled once somebody who had read both says something`() {
    let (a, b) = (Self.ana(Self.close), Self.ben(Self.hand))
    let note = MarketEvent.noted(problem: Self.one, text: "ben keeps it for the record")
    let blind = Self.entry(note, by: .ana, 2, clock: 22, seen: nil)
    #expect(Self.book(a, b, blind).clashes(of: Self.one).map(\.isSettled) == [false])
    let aware = Self.entry(note, by: .ana, 2, clock: 22, seen: [.ben: 1])
    #expect(Self.book(a, b, aware).clashes(of: Self.one).map(\.isSettled) == [true])
  }

  @Test func `what was taken back meets nothing`() {
    let (a, b) = (Self.ana(Self.close), Self.ben(Self.hand))
    let undo = Self.entry(.undone(entry: a.id), by: .ana, 2, clock: 22, seen: nil)
    #expect(Self.book(a, b, undo).clashes().isEmpty)
  }

  @Test func `a merge that met another decision is told of both problems`() {
    let clashes = Self.book(Self.ana(Self.merge), Self.ben(Self.hand)).clashes()
    #expect(clashes[Self.one]?.count == 1)
    #expect(clashes[Self.two] == clashes[Self.one])
  }

  @Test func `only the last word of a hand is held against the others`() {
    let again = Self.entry(
      .reopened(problem: Self.one, reason: "no"), by: .ana, 2, clock: 21, seen: nil)
    let b = Self.ben(Self.snooze, 22)
    let clashes = Self.book(Self.ana(Self.close), again, b).clashes(of: Self.one)
    #expect(clashes.map { [$0.first, $0.second] } == [[again, b]])
  }

  @Test func `in older ledgers only equal clocks are surely at the same time`() {
    func old(_ event: MarketEvent, by writer: WriterID, _ clock: Int) -> LedgerEntry {
      Self.entry(event, by: writer, 1, clock: clock, seen: nil)
    }
    let a = old(Self.close, by: .ana, 20)
    #expect(Self.book(a, old(Self.start, by: .ben, 20)).clashes(of: Self.one).count == 1)
    #expect(Self.book(a, old(Self.start, by: .ben, 21)).clashes().isEmpty)
    // One that says what it saw is exact against one that does not.
    #expect(Self.book(a, Self.ben(Self.start)).clashes(of: Self.one).count == 1)
  }
}
