package import ArgumentParser
import Documents
import MarketAnalysis
import MarketBoard
import MarketLedger
import MarketModel

/// `market night [DATE]`: what was gathered of one night.
package struct NightCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "night", abstract: "Say how a night went: coverage, totals, signals.",
    discussion: """
      A night is named by the morning on which it ends. What a detector found that lays out no \
      more is listed under 'also seen'. Exit status: 0 done, 1 there is no such night.
      """)

  @Argument(
    help: "The morning it ended on: 2026-11-23, fri, yesterday; the newest night when left out.")
  var date: String?

  @OptionGroup var global: GlobalOptions

  package init() {}

  package func run() throws {
    let opened = try OpenedStore(global)
    let today = global.now.day
    let day = try date.map { text throws(DecisionError) in
      guard let day = DayPhrase.day(text, from: today, .back) else { throw .notADay(text) }
      return day
    }
    var output = Console.output
    if global.json {
      output.line(try json(of: day, in: opened))
    } else {
      let morning = try Morning(opened, now: global.now, upTo: day)
      guard let night = morning.nights.last, day ?? night.night == night.night else {
        throw try missing(day, in: opened)
      }
      for line in NightText(night: night, morning: morning).lines { output.line(line) }
    }
    output.flush()
  }

  /// Of a large fleet only the night that was asked for is worth judging.
  private func json(of day: Day?, in opened: OpenedStore) throws -> JSONWriter {
    let (book, bookDamage) = try opened.store.book()
    let atHand = try NightsAtHand(1, in: opened, upTo: day)
    opened.complain(about: bookDamage + atHand.damage)
    guard let night = atHand.nights.last, day ?? night.night == night.night else {
      throw try missing(day, in: opened)
    }
    var json = JSONWriter()
    json.write(night, beside: AlsoSeen(in: night, beside: book))
    return json
  }

  private func missing(_ day: Day?, in opened: OpenedStore) throws -> NightError {
    let known = try opened.store.shelf().nights()
    return day.map { NightError.noSuchNight($0, known: known) } ?? .noNight
  }
}

/// Why there is no night to show.
enum NightError: AdvisingError, Hashable {
  case noNight
  case noSuchNight(Day, known: [Day])

  var problem: String {
    switch self {
    case .noNight: "no night has been gathered yet"
    case .noSuchNight(let day, _):
      "nothing was gathered of the night to \(english.day(day)) (\(day))"
    }
  }

  var place: String? { nil }

  var remedy: String {
    switch self {
    case .noNight: "read the reports of your runs: market gather PATH..."
    case .noSuchNight(let day, let known):
      nearest(to: day, in: known).map { "the nearest night there is: market night \($0)" }
        ?? "read the reports of your runs: market gather PATH..."
    }
  }

  private func nearest(to day: Day, in known: [Day]) -> Day? {
    known.min {
      abs($0.daysSince1970 - day.daysSince1970) < abs($1.daysSince1970 - day.daysSince1970)
    }
  }
}
