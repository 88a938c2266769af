package import ArgumentParser
import MarketModel

/// `market close ID --reason TEXT`: put away by a person, not by the nights.
package struct CloseCommand: DecidingCommand {
  package static let configuration = CommandConfiguration(
    commandName: "close",
    abstract: "Put a problem away; it comes back by itself if the nights show it again.",
    discussion: "To let the nights prove a fix instead, say market countermeasure.")

  @Argument(help: "The problem: 12, or new-3f9c2a.", completion: .custom(Completions.problems))
  var id: String

  @Option(help: "Why: fixed, went away, will not be fixed …")
  var reason: String

  @OptionGroup var global: GlobalOptions

  package init() {}

  func event(about id: ProblemID, _ problem: Problem, in morning: Morning) throws -> MarketEvent {
    try morning.checkOpen(problem)
    return .closed(problem: id, reason: try spoken(reason, "reason"))
  }

  func outcome(for problem: Problem, named name: String, in morning: Morning) -> String {
    "\(name) is \(problem.statusWords)"
  }
}
