package import ArgumentParser
import MarketModel

/// `market merge ID into ID`: two problems are one.
package struct MergeCommand: DecidingCommand {
  package static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Say that a problem is part of another.",
    usage: "market merge <id> into <other>")

  @Argument(help: "The problem that is part of the other: 12, or new-3f9c2a.")
  var id: String

  @Argument(help: ArgumentHelp("The problem that stays.", valueName: "other"))
  var rest: [String]

  @OptionGroup var global: GlobalOptions

  package init() {}

  package func validate() throws {
    guard rest.count == 1 || rest.count == 2 && rest[0] == "into" else {
      throw ValidationError("Name two problems: market merge 12 into 7")
    }
  }

  func event(about id: ProblemID, _ problem: Problem, in morning: Morning) throws -> MarketEvent {
    try morning.checkUnmerged(problem)
    let other = try morning.problem(named: rest.last ?? "")
    guard other.id != problem.id else {
      throw DecisionError.sameProblem(morning.name(of: problem.id))
    }
    guard !morning.isUnnumbered(other.id) else {
      throw DecisionError.noNumber(morning.name(of: other.id))
    }
    try morning.checkOpen(other)
    return .merged(problem: id, into: other.id)
  }

  func outcome(for problem: Problem, named name: String, in morning: Morning) -> String {
    let target = problem.mergedInto.flatMap { morning.book.problem($0) }
    return "\(name) is part of \(target.map { "\(morning.name(of: $0.id)): \($0.title)" } ?? "it")"
  }
}
