package import MarketModel

/// One thing that somebody of the company did in the week before, and when.
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
  ///   - day: of November 2026.
  ///   - time: `09:00:10`, UTC.
  init(_ day: Int, _ time: String, _ colleague: Colleague, _ deed: Deed) {
    at = Instant("\(Self.date(day))T\(time)Z") ?? Self.date(day).start
    by = colleague.writer
    self.deed = deed
  }

  static func date(_ day: Int) -> Day { Day(year: 2026, month: 11, dayOfMonth: day) }
}

/// The deeds of one market, held by one facilitator.
func market(
  _ day: Int, by facilitator: Colleague, _ deeds: [(String, PastDeed.Deed)]
) -> [PastDeed] {
  deeds.map { PastDeed(day, $0.0, facilitator, $0.1) }
}
