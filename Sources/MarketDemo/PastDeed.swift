package import MarketModel

/// One thing that somebody of the company did in the weeks before, and when.
package struct PastDeed: Sendable {
  package let at: Instant
  package let by: WriterID
  package let deed: Deed

  package enum Deed: Sendable {
    /// Opens the market of the day and lays on the table what is new.
    case opensMarket
    /// Something that is about no problem.
    case does(MarketEvent)
    /// Something about the problem of that title.
    case decides(_ title: String, @Sendable (ProblemID) -> MarketEvent)
    case merges(_ title: String, into: String)
    /// Takes back what the same hand decided last.
    case undoes
    case closesMarket
  }
}

/// Somebody of the company, and the hand with which they write.
struct Colleague: Sendable {
  let person: Person
  let writer: WriterID

  private init(_ name: String, _ random: String) {
    person = Person(rawValue: name)
    writer = WriterID(rawValue: "\(name)-\(random)")
  }

  static let ana = Colleague("ana", "7d20e4")
  static let jonas = Colleague("jonas", "b81f06")
  static let mira = Colleague("mira", "3f9c1e")
  static let sam = Colleague("sam", "e4570a")
  static let tove = Colleague("tove", "19ab6d")
  static let yuki = Colleague("yuki", "c0d3e8")
}

extension PastDeed {
  /// - Parameters:
  ///   - day: of November 2026; from 0 down it is one of October.
  ///   - time: `09:00:10`, UTC.
  init(_ day: Int, _ time: String, _ colleague: Colleague, _ deed: Deed) {
    at = Instant("\(Self.date(day))T\(time)Z") ?? Self.date(day).start
    by = colleague.writer
    self.deed = deed
  }

  static func date(_ day: Int) -> Day { Fleet.november.adding(days: day - 1) }
}

/// The deeds of one market, held by one facilitator.
func market(
  _ day: Int, by facilitator: Colleague, _ deeds: [(String, PastDeed.Deed)]
) -> [PastDeed] {
  deeds.map { PastDeed(day, $0.0, facilitator, $0.1) }
}

extension PastDeed.Deed {
  static func enters(_ phase: Phase, _ day: Int) -> Self {
    .does(.phaseEntered(market: PastDeed.date(day), phase: phase))
  }

  static func judges(
    _ title: String, _ category: Category, _ severity: Severity, _ obstacle: Obstacle? = nil
  ) -> Self {
    .decides(title) {
      .judged(problem: $0, category: category, because: obstacle, severity: severity)
    }
  }

  static func assigns(
    _ title: String, _ owner: Colleague, _ step: String, _ due: Int
  ) -> Self {
    .decides(title) {
      .assigned(problem: $0, owner: owner.person, step: step, due: PastDeed.date(due))
    }
  }

  static func reviews(_ title: String, _ verdict: ReviewVerdict) -> Self {
    .decides(title) { .reviewed(problem: $0, verdict: verdict) }
  }

  static func finds(_ title: String, _ cause: String) -> Self {
    .decides(title) { .causeFound(problem: $0, text: cause) }
  }

  static func takes(_ title: String, _ measure: String, _ day: Int) -> Self {
    .decides(title) { .countermeasureTaken(problem: $0, text: measure, on: PastDeed.date(day)) }
  }

  static func plans(_ title: String, _ step: String, _ due: Int) -> Self {
    .decides(title) { .stepPlanned(problem: $0, step: step, due: PastDeed.date(due)) }
  }

  static func parks(_ topic: String, _ people: [Colleague], _ day: Int) -> Self {
    .does(
      .parked(
        topic: topic, problem: nil, people: people.map(\.person), market: PastDeed.date(day)))
  }
}
