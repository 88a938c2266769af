package import ArgumentParser
import Documents
import MarketAnalysis
import MarketBoard
import MarketLedger
import MarketMeeting
import MarketModel

/// `market minutes [DATE]`: what a market decided.
package struct MinutesCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "minutes", abstract: "Print the minutes of a market.",
    discussion: """
      Closing a market writes them into the store; this prints them again, or those so far of a \
      market that goes on. Exit status: 0 done, 1 there was no such market.
      """)

  @Argument(
    help: "The day of the market: 2026-11-23, fri, yesterday; the newest market when left out.")
  var date: String?

  enum Format: String, CaseIterable, ExpressibleByArgument { case md, json }

  @Option(help: "Markdown (md) or JSON.")
  var format: Format = .md

  @OptionGroup var global: GlobalOptions

  package init() {}

  package func run() throws {
    let opened = try OpenedStore(global)
    let today = global.now.day
    let named = try date.map { text throws(DecisionError) in
      guard let day = DayPhrase.day(text, from: today, .back) else { throw .notADay(text) }
      return day
    }
    let book = try opened.store.book().book
    guard let day = named ?? book.latestMarket?.day else { throw MinutesError.noMarket }
    let morning = try Morning(opened, now: global.now, upTo: day)
    guard let minutes = Minutes(of: day, in: morning.recorded, nights: morning.nights) else {
      throw MinutesError.noSuchMarket(day, last: book.latestMarket?.day)
    }
    var output = Console.output
    if format == .json || global.json {
      var json = JSONWriter()
      json.write(minutes)
      output.line(json)
    } else {
      let text = MinutesMarkdown(minutes: minutes, book: book, in: opened.settings.language)
      for line in text.lines { output.line(line) }
    }
    output.flush()
  }
}

/// Why there are no minutes.
enum MinutesError: AdvisingError, Hashable {
  case noMarket
  case noSuchMarket(Day, last: Day?)

  var problem: String {
    switch self {
    case .noMarket: "no market has been held yet"
    case .noSuchMarket(let day, _): "no market was held on \(english.day(day)) (\(day))"
    }
  }

  var place: String? { nil }

  var remedy: String {
    switch self {
    case .noMarket, .noSuchMarket(_, nil): "hold one: market meet"
    case .noSuchMarket(_, let last?): "the last one: market minutes \(last)"
    }
  }
}
