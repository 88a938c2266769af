package import ArgumentParser
import MarketModel

/// `market start ID`: somebody is at work.
package struct StartCommand: DecidingCommand {
  package static let configuration = CommandConfiguration(
    commandName: "start", abstract: "Say that you work on a problem now.")

  @Argument(help: "The problem: 12, or new-3f9c2a.", completion: .custom(Completions.problems))
  var id: String

  @OptionGroup var global: GlobalOptions

  package init() {}

  func event(about id: ProblemID, _ problem: Problem, in morning: Morning) throws -> MarketEvent {
    try morning.checkOpen(problem)
    guard problem.status != .working else {
      throw DecisionError.already(morning.name(of: problem.id), "being worked on")
    }
    return .started(problem: id)
  }

  func outcome(for problem: Problem, named name: String, in morning: Morning) -> String {
    "\(name) is being worked on" + (problem.owner == nil ? ", and nobody owns it yet" : "")
  }
}
