package import ArgumentParser
import MarketModel

/// `market reopen ID --reason TEXT`: what was put away is not done with.
package struct ReopenCommand: DecidingCommand {
  package static let configuration = CommandConfiguration(
    commandName: "reopen", abstract: "Put a problem back on the table.")

  @Argument(help: "The problem: 12, or new-3f9c2a.")
  var id: String

  @Option(help: "Why it is not done with.")
  var reason: String

  @OptionGroup var global: GlobalOptions

  package init() {}

  func event(about id: ProblemID, _ problem: Problem, in morning: Morning) throws -> MarketEvent {
    try morning.checkUnmerged(problem)
    guard !problem.status.isOpen else {
      throw DecisionError.already(
        morning.name(of: problem.id), "on the table (\(problem.statusWords))")
    }
    return .reopened(problem: id, reason: try spoken(reason, "reason"))
  }

  func outcome(for problem: Problem, named name: String, in morning: Morning) -> String {
    "\(name) is on the table again"
  }
}
