import Documents
import MarketBoard
import MarketModel
import MarketTestKit
import Testing

@testable import MarketCommands
@testable import MarketLedger

/// Undo and redo of whatever three hands decide in whatever order, across restarts: the state is that of
/// `market store state`, byte for byte, and a restart knows nothing but the bytes of the ledgers.
struct UndoLawsTests {
  @Test(arguments: 1...200)
  func `undoing all gives the state before, redoing all the state after`(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    var team = PaperTeam()
    team.openMarket()
    for _ in 0..<40 { team.act(&chance) }
    team.restart()
    let before = team.standing(
      of: team.book.entries.filter { !$0.event.isDecision && !$0.event.isUndo })
    let after = team.standing

    var steps: [WriterID: Int] = [:]
    while let hand = PaperTeam.hands.shuffled(using: &chance).first(where: team.canUndo) {
      let takesPhase = chance.int(0...5) == 0
      if !takesPhase || !team.undoPhase(by: hand, &chance) { team.undo(by: hand) }
      steps[hand, default: 0] += 1
      if chance.int(0...9) == 0 { team.restart() }
    }
    team.restart()
    #expect(team.standing == before)

    while let hand = steps.filter({ $0.value > 0 }).keys.sorted().randomElement(using: &chance) {
      let isRedone = team.redo(by: hand)
      #expect(isRedone)
      steps[hand, default: 0] -= 1
      if chance.int(0...9) == 0 { team.restart() }
    }
    team.restart()
    #expect(team.standing == after)
  }

  @Test(arguments: 1...60)
  func `a phase goes at once, and one redo brings it again`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    var team = PaperTeam()
    team.openMarket()
    for _ in 0..<40 { team.act(&chance) }
    for phase in Phase.allCases {
      for hand in PaperTeam.hands {
        let before = team.standing
        let undo = team.book.undo(of: phase, in: .monday, by: hand)
        guard !undo.decisions.isEmpty else { continue }
        team.write(undo.events, by: hand)
        let gone = Set(undo.decisions.map(\.id))
        let without = team.book.entries.filter { !gone.contains($0.id) }
        #expect(team.standing == team.standing(of: without))
        team.restart()
        let isRedone = team.redo(by: hand)
        #expect(isRedone && team.standing == before)
      }
    }
  }

  @Test(arguments: 1...60)
  func `the words of an undo name the decision that goes`(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    var team = PaperTeam()
    team.openMarket()
    for _ in 0..<30 { team.act(&chance) }
    for hand in PaperTeam.hands {
      while let last = team.book.nextUndo(by: hand).first {
        let label = English().label(of: last.event, in: team.book)
        let isTopic = if case .parked = last.event { true } else { false }
        if let id = last.event.problem, !isTopic {
          #expect(label.contains(English().name(of: id, in: team.book)), "\(label)")
        }
        if case .assigned(_, let owner, _, _) = last.event {
          #expect(label.hasPrefix("assign ") && label.hasSuffix("→ \(owner.rawValue)"))
        }
        #expect(!label.isEmpty)
        team.undo(by: hand)
      }
    }
  }
}

/// Three hands at one store that is kept in memory: their ledgers are bytes, as on disk.
private struct PaperTeam {
  static let hands: [WriterID] = [.ana, .ben, WriterID(rawValue: "carl-00c0de")]
  private(set) var book = MarketBook()
  private var ledgers: [WriterID: [UInt8]] = [:]
  private var heads: [WriterID: ChainHash] = [:]
  private var nextFingerprint: UInt64 = 1

  /// Reads everything anew from the bytes.
  mutating func restart() {
    var entries: [LedgerEntry] = []
    for (hand, bytes) in ledgers {
      var history = WriterHistory(writer: hand, checksChain: true)
      _ = history.read(bytes, of: "\(hand.rawValue).jsonl", from: WriterHistory.Position())
      if !history.damage.isEmpty { Issue.record("\(history.damage)") }
      entries += history.entries
    }
    book = MarketBook(entries)
  }

  mutating func write(_ events: [MarketEvent], by hand: WriterID) {
    let last = book.entries.last { $0.by == hand }?.id.sequence ?? 0
    for (index, event) in events.enumerated() {
      let entry = LedgerEntry(
        id: EntryID(writer: hand, sequence: last + 1 + index), at: Day.monday.at("09:00"),
        clock: book.nextClock, event: event, seen: last + index == 0 ? [:] : nil,
        step: events.count > 1 ? last + 1...last + events.count : nil)
      let line = LedgerLine.bytes(of: entry, after: heads[hand] ?? .none)
      heads[hand] = ChainHash(of: line[...])
      ledgers[hand, default: []] += line + [LedgerLine.newline]
      book.append(entry)
    }
  }

  func standing(of entries: [LedgerEntry]) -> String { Self.standing(of: MarketBook(entries)) }
  var standing: String { Self.standing(of: book) }

  private static func standing(of book: MarketBook) -> String {
    var json = JSONWriter()
    json.object { $0.standing(of: book) }
    return json.text
  }

  // MARK: What they do

  mutating func openMarket() {
    write([.marketOpened(market: .monday, plan: .standard)], by: .ana)
    for _ in 0..<4 { layOut(by: .ana) }
  }

  private mutating func layOut(by hand: WriterID) {
    let id = ProblemID(number: book.nextNumber, writer: hand)
    write(
      [
        .laidOut(
          problem: id, kind: .failure, fingerprint: Fingerprint(value: nextFingerprint),
          title: "service[\(id.number)] fails", night: .monday)
      ], by: hand)
    nextFingerprint += 1
  }

  func canUndo(_ hand: WriterID) -> Bool { !book.nextUndo(by: hand).isEmpty }

  mutating func undo(by hand: WriterID) {
    let targets = book.nextUndo(by: hand)
    write(targets.map { .undone(entry: $0.id) }, by: hand)
  }

  mutating func redo(by hand: WriterID) -> Bool {
    let targets = book.nextRedo(by: hand)
    write(targets.map { .undone(entry: $0.id) }, by: hand)
    return !targets.isEmpty
  }

  mutating func undoPhase(by hand: WriterID, _ chance: inout SeededGenerator) -> Bool {
    let undo = book.undo(of: chance.one(of: Phase.allCases), in: .monday, by: hand)
    write(undo.events, by: hand)
    return !undo.events.isEmpty
  }

  mutating func act(_ chance: inout SeededGenerator) {
    let hand = chance.one(of: Self.hands)
    switch chance.int(0...19) {
    case 0: undo(by: hand)
    case 1: _ = redo(by: hand)
    case 2: _ = undoPhase(by: hand, &chance)
    case 3: restart()
    case 4: layOut(by: hand)
    case 5: write([.phaseEntered(market: .monday, phase: chance.one(of: Phase.allCases))], by: hand)
    case 6:
      if let rule = book.separations.first { write([.undone(entry: rule.entry)], by: hand) }
    default: write([decision(by: hand, &chance)], by: hand)
    }
  }

  private func decision(by hand: WriterID, _ chance: inout SeededGenerator) -> MarketEvent {
    let ids = book.problems.keys.sorted()
    let (id, other) = (chance.one(of: ids), chance.one(of: ids))
    let places = [Fingerprint(value: UInt64(chance.int(101...103)))]
    switch chance.int(0...17) {
    case 0...2: return .merged(problem: id, into: other)
    case 3: return .parted(problem: id, from: book.problem(id)?.mergedInto ?? other)
    case 4, 5:
      return .split(
        problem: id, into: ProblemID(number: book.nextNumber, writer: hand), kind: .failure,
        fingerprints: Array((book.problem(id)?.fingerprints ?? []).prefix(1)), title: "a part",
        night: .monday)
    case 6: return .keptApart(problem: id, from: other)
    case 7: return .boundToPlaces(problem: id, places: places)
    case 8:
      return .joined(
        problem: id, fingerprint: Fingerprint(value: UInt64(chance.int(200...210))),
        place: places[0], night: .monday)
    case 9: return .ruleAdopted(cookbook: "acme_\(chance.int(1...2))", owner: chance.person())
    case 10:
      return .parked(topic: chance.text(), problem: id, people: [.ana], market: .monday)
    case 11:
      return .unparked(topic: book.parked.last?.id ?? EntryID(writer: hand, sequence: 1))
    case 12:
      return .assigned(problem: id, owner: chance.person(), step: chance.text(), due: .friday)
    case 13: return .judged(problem: id, category: .unknown, because: nil, severity: .noise)
    case 14: return .closed(problem: id, reason: chance.text())
    case 15: return .snoozed(problem: id, until: .above(nodes: 3))
    case 16: return .countermeasureTaken(problem: id, text: chance.text(), on: .monday)
    default: return .noted(problem: id, text: chance.text())
    }
  }
}
