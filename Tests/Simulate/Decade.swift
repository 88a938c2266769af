import MarketLedger
import MarketModel
import MarketSimulator
import MarketTestKit

/// Ten years of a team: 3,000 nights of a small fleet, and the 100,000 decisions and steps of the 2,500
/// markets that were held about them. What a store must open in no time after.
struct Decade {
  private static let nights = 3000
  private static let markets = 2500
  private static let people = ["ana", "ben", "cleo", "dov", "eva", "fay"]
  /// The morning of the last market.
  private static let last = Day(year: 2026, month: 11, dayOfMonth: 23)

  private let store: MarketStore
  private var hands: [LedgerFile] = []
  private var random = SeededGenerator(seed: 1)
  private var clock = 0
  private var number = 0
  /// What is on the table, the oldest first.
  private var open: [ProblemID] = []

  static func write(into path: String) throws {
    try MarketStore.create(at: path)
    var decade = try Decade(path)
    try decade.sleep()
    for market in 0..<markets { try decade.meet(last.adding(days: (market + 1 - markets) * 7 / 5)) }
  }

  private init(_ path: String) throws {
    store = try MarketStore(at: path)
    let folder = try Folder(path: "\(path)/ledger")
    hands = Self.people.enumerated().map { place, person in
      LedgerFile(writer: WriterID(rawValue: "\(person)-00000\(place)"), in: folder)
    }
  }

  private func sleep() throws {
    let first = Self.last.adding(days: 1 - Self.nights)
    for night in FleetSimulator(
      seed: 1, nodes: 120, nights: Self.nights, runsPerNight: 16, firstDay: first)
    {
      _ = try store.changeNight(night.digest.night, of: "simulator") { $0.merge(night.digest) }
    }
  }

  /// One market, which ana leads; then all do something about what they own.
  private mutating func meet(_ day: Day) throws {
    var opening: [MarketEvent] = [.marketOpened(market: day, plan: .standard)]
    let fresh = (0..<2).map { _ in
      number += 1
      return ProblemID(number: number, writer: hands[0].writer)
    }
    for id in fresh {
      opening.append(
        .laidOut(
          problem: id, kind: random.one(of: SignalKind.allCases),
          fingerprint: Fingerprint(kind: "decade", subject: "\(id)"),
          title: "service[app-\(id.number)] fails to start on newly bootstrapped nodes",
          night: day))
    }
    for phase in Phase.allCases.dropFirst() {
      opening.append(.phaseEntered(market: day, phase: phase))
    }
    for id in fresh {
      opening.append(
        .judged(
          problem: id, category: .unknown, because: nil,
          severity: random.one(of: Severity.allCases)))
      opening.append(
        .assigned(
          problem: id, owner: Person(rawValue: random.one(of: Self.people)),
          step: "read the unit's journal on the first node that failed", due: day.nextWorkingDay))
    }
    open += fresh
    for id in open.suffix(8) { opening.append(.reviewed(problem: id, verdict: .onTrack)) }
    try record(opening + [.marketClosed(market: day)], by: 0, at: day.at(seconds: 9 * 3600))
    for hand in hands.indices { try record(work(on: day), by: hand, at: day.at(seconds: 50_000)) }
  }

  /// What one person does in a day.
  private mutating func work(on day: Day) -> [MarketEvent] {
    let id = random.one(of: open)
    var events: [MarketEvent] = [
      .started(problem: id),
      .noted(problem: id, text: "the unit starts by hand, so it is the order of the units at boot"),
      .stepPlanned(problem: id, step: "ask the packagers what changed", due: day.nextWorkingDay),
    ]
    if open.count > 12 {
      let oldest = open.removeFirst()
      events += [
        .causeFound(problem: oldest, text: "the network is not there when the unit starts"),
        .countermeasureTaken(problem: oldest, text: "After=network-online.target", on: day),
        .verified(problem: oldest, nights: 3),
      ]
    }
    return events
  }

  private mutating func record(_ events: [MarketEvent], by hand: Int, at time: Instant) throws {
    _ = try hands[hand].append(events, at: time, after: clock)
    clock += events.count
  }
}

extension Day {
  fileprivate func at(seconds: Double) -> Instant { start.adding(seconds: seconds) }
}
