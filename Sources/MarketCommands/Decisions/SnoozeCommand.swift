package import ArgumentParser
import MarketAnalysis
import MarketModel

/// `market snooze ID`: not now, and until when.
package struct SnoozeCommand: DecidingCommand {
  package static let configuration = CommandConfiguration(
    commandName: "snooze",
    abstract: "Let a problem rest until a day, a number of nodes or a new environment.",
    discussion: "Say until when in one of the three ways.")

  @Argument(help: "The problem: 12, or new-3f9c2a.", completion: .custom(Completions.problems))
  var id: String

  @Option(help: ArgumentHelp("Until this day: fri, +2w, 2026-11-24.", valueName: "day"))
  var until: String?

  @Option(help: "Until more nodes than this are hit in one night.")
  var nodes: Int?

  @Flag(help: "Until it shows in an environment where it has not been.")
  var newEnvironment = false

  @OptionGroup var global: GlobalOptions

  package init() {}

  package func validate() throws {
    guard [until != nil, nodes != nil, newEnvironment].count(where: { $0 }) == 1 else {
      throw ValidationError("Say until when, in one way: --until, --nodes or --new-environment.")
    }
    guard nodes ?? 1 > 0 else { throw ValidationError("--nodes takes a number from 1 up.") }
  }

  func event(about id: ProblemID, _ problem: Problem, in morning: Morning) throws -> MarketEvent {
    try morning.checkOpen(problem)
    if let until {
      let day = try morning.dayAhead(until)
      guard day > morning.today else { throw DecisionError.dayIsPast(day) }
      return .snoozed(problem: id, until: .on(day: day))
    }
    if let nodes { return .snoozed(problem: id, until: .above(nodes: nodes)) }
    let known = morning.evidence(for: problem).environments
    return .snoozed(problem: id, until: .newEnvironment(beyond: known))
  }

  func outcome(for problem: Problem, named name: String, in morning: Morning) -> String {
    "\(name) is \(problem.statusWords)"
  }
}
