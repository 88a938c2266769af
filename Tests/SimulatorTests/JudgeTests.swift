import MarketAnalysis
import MarketModel
import MarketSimulator
import MarketTestKit
import Testing

struct JudgeTests {
  static let nights = FleetSimulatorTests.month(2, .ordinary)

  /// What a detector would say that knows the truth.
  static func perfect(_ problem: Planted, _ night: Day, as kind: SignalKind? = nil) -> Signal {
    let word = problem.words.first ?? ""
    return Signal(
      kind: kind ?? problem.kind, fingerprint: Fingerprint(kind: "test", subject: problem.id),
      title: "\(word) is wrong", why: .stopped(at: night.start), tool: .chef,
      nodes: problem.tonight.sorted(), environments: [], runs: 1, first: night.start,
      last: night.start,
      suspect: problem.suspect.map {
        Suspect(
          trait: "it", old: nil, new: $0, got: Rate(count: 1, of: 1),
          others: Rate(count: 0, of: 1), rarity: Rarity(0))
      })
  }

  static func judged(_ signals: (Planted, Day) -> [Signal]) -> Judge {
    var judge = Judge()
    judge.judge(
      nights.map { night in
        night.truth.problems.filter(\.isVisible).flatMap { signals($0, night.truth.night) }
      }, by: nights.map(\.truth))
    return judge
  }

  @Test func `whoever knows the truth is right in all`() {
    let judge = Self.judged { [Self.perfect($0, $1)] }
    let total = judge.total
    #expect(total.planted > 10)
    #expect(judge.misses == [])
    #expect(total.inTime == total.planted && total.named == total.planted)
    #expect(total.nightsFound == total.nights && total.nightsNamed == total.nights)
    #expect(total.suspectsNamed == total.suspects)
    #expect(total.duplicates == 0 && total.falseNights == 0)
    #expect(total.lifeCards == total.found)
  }

  @Test func `whoever says nothing finds nothing, and is never wrong`() {
    let total = Self.judged { _, _ in [] }.total
    #expect(total.found == 0 && total.recall == 0 && total.precision == 1)
  }

  @Test func `the right cards under wrong names are found and not named`() {
    let total = Self.judged {
      [Self.perfect($0, $1, as: $0.kind == .failure ? .slow : .failure)]
    }.total
    #expect(total.named < total.planted / 3)
  }

  @Test func `the cards of one night are false in another`() {
    var judge = Judge()
    let signals = Self.nights.map { night in
      night.truth.problems.map { Self.perfect($0, night.truth.night) }
    }
    let strange = FleetSimulatorTests.month(7, .ordinary)
    judge.judge(signals, by: strange.map(\.truth))
    #expect(judge.total.recall < 0.2)
    #expect(judge.total.precision < 0.4)
  }

  @Test func `two cards of one problem are one too many, but not those of a family`() {
    let twice = Self.judged { problem, night in
      let card = Self.perfect(problem, night)
      return [card, card.renamed(to: "b", family: nil)]
    }.total
    #expect(twice.duplicates > 0 && twice.falseNights == 0)
    let family = Self.judged { problem, night in
      let card = Self.perfect(problem, night).renamed(to: "a", family: problem.id)
      return [card, card.renamed(to: "b", family: problem.id)]
    }.total
    #expect(family.duplicates == 0)
  }

  @Test func `the table has a line for each kind that was planted or said`() {
    let judge = Self.judged { [Self.perfect($0, $1)] }
    #expect(judge.scores.count > 5)
    for kind in judge.scores.keys { #expect(judge.table.contains("\n\(kind.rawValue) ")) }
  }
}

extension Signal {
  fileprivate func renamed(to name: String, family: String?) -> Signal {
    Signal(
      kind: kind, fingerprint: Fingerprint(kind: name, subject: "\(fingerprint)"), title: title,
      why: why, tool: tool, nodes: nodes, environments: environments, runs: runs, first: first,
      last: last, family: family, suspect: suspect)
  }
}
