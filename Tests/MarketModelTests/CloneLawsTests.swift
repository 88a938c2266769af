import MarketModel
import MarketTestKit
import Testing

/// Three clones that decide, and take over one another's ledgers now and then.
struct CloneLawsTests {
  @Test(arguments: 1...100)
  func `uniting ledgers in any order gives one book and the same clashes`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    var team = Team(&chance)
    team.work(60, &chance)
    let book = MarketBook(team.all)
    let clashes = book.clashes()
    var grown = MarketBook()
    for entry in team.all.shuffled(using: &chance) { grown.append(entry) }
    #expect(grown == book)
    #expect(grown.clashes() == clashes)
    for id in book.problems.keys { #expect(book.clashes(of: id) == clashes[id] ?? []) }
    #expect(MarketBook(team.all.shuffled(using: &chance)).clashes() == clashes)
  }

  @Test(arguments: 1...100)
  func `two are concurrent iff neither hand had read the other's line`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    var team = Team(&chance)
    team.work(60, &chance)
    let causality = Causality(of: team.all.shuffled(using: &chance))
    for a in team.all {
      for b in team.all where a.id != b.id {
        let truth = !team.knew(a, b) && !team.knew(b, a)
        #expect(causality.areConcurrent(a, b) == truth, "\(a.id) \(b.id)")
      }
    }
  }

  @Test(arguments: 1...50)
  func `an older program's lines are never called concurrent wrongly`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    var team = Team(&chance, saysWhatItSaw: false)
    team.work(30, &chance)
    team.saysWhatItSaw = true
    team.work(30, &chance)
    let causality = Causality(of: team.all)
    for a in team.all {
      for b in team.all where causality.areConcurrent(a, b) {
        #expect(!team.knew(a, b) && !team.knew(b, a), "\(a.id) \(b.id)")
      }
    }
  }

  @Test(arguments: 1...100)
  func `every clash is of two that did not know of one another`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    var team = Team(&chance)
    team.work(60, &chance)
    for clash in MarketBook(team.all).clashes().values.joined() {
      #expect(!team.knew(clash.first, clash.second) && !team.knew(clash.second, clash.first))
      #expect(LedgerEntry.precedes(clash.first, clash.second))
    }
  }
}

/// What each clone has, and, to check against, what each hand knew at each line.
struct Team {
  private(set) var all: [LedgerEntry] = []
  var saysWhatItSaw: Bool
  private var known: [WriterID: [WriterID: Int]] = [:]
  private var said: [WriterID: [WriterID: Int]] = [:]
  private var knowledge: [EntryID: [WriterID: Int]] = [:]
  private static let hands = ["ana-3f9c1e", "bo-77aa00", "cy-000001"].map {
    WriterID(rawValue: $0)
  }

  init(_ chance: inout SeededGenerator, saysWhatItSaw: Bool = true) {
    self.saysWhatItSaw = saysWhatItSaw
    for number in 1...3 {
      write(
        .laidOut(
          problem: .number(number), kind: .failure,
          fingerprint: Fingerprint(value: UInt64(number)), title: "it fails", night: .monday),
        by: Self.hands[0])
    }
  }

  func knew(_ entry: LedgerEntry, _ other: LedgerEntry) -> Bool {
    other.id.sequence <= knowledge[entry.id]?[other.by] ?? 0
  }

  mutating func work(_ steps: Int, _ chance: inout SeededGenerator) {
    for _ in 0..<steps {
      let hand = chance.one(of: Self.hands)
      if chance.int(0...3) == 0 {
        read(chance.one(of: Self.hands), whole: chance.int(0...2) > 0, by: hand, &chance)
      } else {
        write(decision(&chance), by: hand)
      }
    }
  }

  /// Takes over what another clone has; where a pull was cut off, only one ledger of it.
  private mutating func read(
    _ other: WriterID, whole: Bool, by hand: WriterID, _ chance: inout SeededGenerator
  ) {
    let there = known[other] ?? [:]
    for (writer, last) in there where whole || writer == other {
      known[hand, default: [:]][writer] = max(last, known[hand]?[writer] ?? 0)
    }
  }

  private mutating func write(_ event: MarketEvent, by hand: WriterID) {
    let seen = (known[hand] ?? [:]).filter { $0.key != hand }
    let news = seen.filter { $0.value > said[hand]?[$0.key] ?? 0 }
    let mine = all.filter { $0.id.sequence <= known[hand]?[$0.by] ?? 0 }
    let sequence = (known[hand]?[hand] ?? 0) + 1
    let entry = LedgerEntry(
      id: EntryID(writer: hand, sequence: sequence), at: Day.monday.at("09:00"),
      clock: (mine.map(\.clock).max() ?? 0) + 1, event: event,
      seen: saysWhatItSaw && (said[hand] == nil || !news.isEmpty) ? news : nil)
    knowledge[entry.id] = known[hand] ?? [:]
    if let seen = entry.seen {
      said[hand] = (said[hand] ?? [:]).merging(seen, uniquingKeysWith: max)
    }
    known[hand, default: [:]][hand] = sequence
    all.append(entry)
  }

  private func decision(_ chance: inout SeededGenerator) -> MarketEvent {
    let (id, other) = (ProblemID.number(chance.int(1...3)), ProblemID.number(chance.int(1...3)))
    return switch chance.int(0...12) {
    case 0, 1:
      .assigned(problem: id, owner: chance.person(), step: nil, due: chance.maybe { $0.day() })
    case 2: .closed(problem: id, reason: "fixed")
    case 3: .reopened(problem: id, reason: "not yet")
    case 4: .started(problem: id)
    case 5: .rated(problem: id, severity: chance.one(of: Severity.allCases))
    case 6: .merged(problem: id, into: other)
    case 7: .parted(problem: id, from: other)
    case 8: .keptApart(problem: id, from: other)
    case 9: .snoozed(problem: id, until: .above(nodes: chance.int(1...2)))
    case 10: .undone(entry: chance.one(of: all).id)
    case 11: .noted(problem: id, text: "seen")
    default: .stepPlanned(problem: id, step: "look", due: chance.day())
    }
  }
}
