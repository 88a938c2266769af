import MarketAnalysis
import MarketBoard
import MarketModel

/// The store as it is this moment, with what the nights found that nobody has laid out yet.
///
/// Looking records nothing, so what is new has no number: it goes by a handle, `new-3f9c2a`, until a
/// market or somebody's decision lays it on the table.
struct Morning {
  /// What was said, as it stands in the ledgers.
  let recorded: MarketBook
  /// ``recorded``, and on top of it what the next market will lay on the table.
  let book: MarketBook
  let settings: Settings
  /// The nights at hand, oldest first.
  let nights: [NightAnalysis]
  let now: Instant
  /// What there is to say of the store beside.
  var remarks = StoreRemarks()
  /// What has to be recorded about a problem before anything is decided about it.
  private let pending: [ProblemID: [MarketEvent]]
  private let handles: [ProblemID: String]

  /// The morning after some decisions were recorded.
  func adding(_ entries: [LedgerEntry]) -> Morning {
    var book = recorded
    for entry in entries { book.append(entry) }
    var morning = Morning(book: book, nights: nights, settings: settings, now: now)
    morning.remarks = remarks
    return morning
  }

  /// - Complexity: O(n log n) in entries, and in the signals of the nights.
  init(book: MarketBook, nights: [NightAnalysis], settings: Settings, now: Instant) {
    recorded = book
    (self.nights, self.settings, self.now) = (nights, settings, now)

    let events = book.layingOut(nights, by: .nobody)
    var ahead = book
    var pending: [ProblemID: [MarketEvent]] = [:]
    for (index, event) in events.enumerated() {
      if let id = event.problem { pending[book.root(of: id), default: []].append(event) }
      ahead.append(
        LedgerEntry(
          id: EntryID(writer: .nobody, sequence: index + 1),
          at: event.night.map(settings.calendar.end) ?? now, clock: book.nextClock + index,
          event: event))
    }
    self.book = ahead
    self.pending = pending
    handles = Self.handles(for: events)
  }

  var today: Day { now.day }

  func evidence(for problem: Problem) -> ProblemEvidence {
    ProblemEvidence(of: problem.fingerprints, in: nights)
  }

  func proof(of problem: Problem) -> Proof? {
    problem.countermeasure.map {
      Proof(since: $0.day, evidence: evidence(for: problem), nights: nights)
    }
  }

  /// What people call a problem: `#12`, or `new-3f9c2a` while it has no number.
  func name(of id: ProblemID) -> String { handles[id] ?? english.name(of: id, in: recorded) }

  /// What people type to mean a problem: `12`, `12.ana-3f9c1e` where a number is not enough, or
  /// `new-3f9c2a`.
  func typedName(of id: ProblemID) -> String {
    let name = name(of: id)
    return name.hasPrefix("#") ? String(name.dropFirst()) : name
  }

  /// Whether a problem is on the table only because of what the nights say: nobody has laid it out.
  func isUnnumbered(_ id: ProblemID) -> Bool { handles[id] != nil }

  var table: Regrouping.Table { Regrouping.Table(book, unnumbered: Set(handles.keys)) }

  /// A decision as the lines that record it: what is pending about the problem comes first, and what
  /// had no number gets one.
  func lines(
    about problem: Problem, by writer: WriterID,
    deciding event: (ProblemID) throws -> MarketEvent
  ) rethrows -> [MarketEvent] {
    try lines(about: [problem], by: writer) { [try event($0[0])] }
  }

  /// The same for a decision about several; their ids come in the same order.
  func lines(
    about problems: [Problem], by writer: WriterID,
    deciding events: ([ProblemID]) throws -> [MarketEvent]
  ) rethrows -> [MarketEvent] {
    var lines: [MarketEvent] = []
    var number = recorded.nextNumber
    let ids = problems.map { problem in
      var id = problem.id
      for event in pending[problem.id] ?? [] {
        guard case .laidOut(_, let kind, let fingerprint, let title, let night) = event else {
          lines.append(event)
          continue
        }
        id = ProblemID(number: number, writer: writer)
        number += 1
        lines.append(
          .laidOut(problem: id, kind: kind, fingerprint: fingerprint, title: title, night: night))
      }
      return id
    }
    return lines + (try events(ids))
  }

  private static func handles(for events: [MarketEvent]) -> [ProblemID: String] {
    var fingerprints: [ProblemID: String] = [:]
    for case .laidOut(let id, _, let fingerprint, _, _) in events {
      fingerprints[id] = fingerprint.description
    }
    let digits =
      (shortestHandle...16).first { count in
        Set(fingerprints.values.map { $0.prefix(count) }).count == fingerprints.count
      } ?? 16
    return fingerprints.mapValues { handlePrefix + $0.prefix(digits) }
  }

  static let handlePrefix = "new-"
  /// Hex digits of a handle, unless two problems need more to be told apart.
  private static let shortestHandle = 6
}

extension MarketEvent {
  /// The night that laid something on the table.
  fileprivate var night: Day? {
    switch self {
    case .laidOut(_, _, _, _, let night), .returned(_, let night), .joined(_, _, _, let night):
      night
    default: nil
    }
  }
}
