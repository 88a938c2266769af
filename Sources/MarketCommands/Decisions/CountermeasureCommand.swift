package import ArgumentParser
import MarketBoard
import MarketModel

/// `market countermeasure ID TEXT`: something was done; from its day on the nights are watched.
package struct CountermeasureCommand: DecidingCommand {
  package static let configuration = CommandConfiguration(
    commandName: "countermeasure",
    abstract: "Say what was done about a problem; the nights then prove it.",
    discussion: """
      From then on the problem is proving: three clean nights (verify_after in market.yml) on \
      nodes that had failed verify it at the review. If it shows again, it is back on the table.
      """)

  @Argument(help: "The problem: 12, or new-3f9c2a.", completion: .custom(Completions.problems))
  var id: String

  @Argument(help: "What was done.")
  var text: String

  @Option(help: ArgumentHelp("The day it came in: yesterday, mon, 2026-11-23.", valueName: "day"))
  var on = "today"

  @OptionGroup var global: GlobalOptions

  package init() {}

  func event(about id: ProblemID, _ problem: Problem, in morning: Morning) throws -> MarketEvent {
    try morning.checkOpen(problem)
    guard let day = DayPhrase.day(on, from: morning.today, .back) else {
      throw DecisionError.notADay(on)
    }
    guard day <= morning.today else { throw DecisionError.dayIsAhead(day) }
    return .countermeasureTaken(
      problem: id, text: try spoken(text, "countermeasure"), on: day)
  }

  func outcome(for problem: Problem, named name: String, in morning: Morning) -> String {
    let nights = english.count(morning.settings.nightsToVerify, "clean night")
    let day = problem.countermeasure.map { " after \(english.day($0.day))" } ?? ""
    return "\(name) is proving: \(nights)\(day) on the nodes that had failed verify it"
  }
}
