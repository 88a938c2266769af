package import ArgumentParser
import MarketModel

/// `market cause ID TEXT`: the cause was found.
package struct CauseCommand: DecidingCommand {
  package static let configuration = CommandConfiguration(
    commandName: "cause", abstract: "Say what causes a problem.")

  @Argument(help: "The problem: 12, or new-3f9c2a.", completion: .custom(Completions.problems))
  var id: String

  @Argument(help: "What it is.")
  var text: String

  @OptionGroup var global: GlobalOptions

  package init() {}

  func event(about id: ProblemID, _ problem: Problem, in morning: Morning) throws -> MarketEvent {
    try morning.checkUnmerged(problem)
    return .causeFound(problem: id, text: try spoken(text, "cause"))
  }

  func outcome(for problem: Problem, named name: String, in morning: Morning) -> String {
    "the cause of \(name): \(problem.cause ?? "")"
  }
}
