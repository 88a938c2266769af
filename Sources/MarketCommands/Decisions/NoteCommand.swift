package import ArgumentParser
import MarketModel

/// `market note ID TEXT`: whatever is worth knowing.
package struct NoteCommand: DecidingCommand {
  package static let configuration = CommandConfiguration(
    commandName: "note", abstract: "Note something about a problem.")

  @Argument(help: "The problem: 12, or new-3f9c2a.", completion: .custom(Completions.problems))
  var id: String

  @Argument(help: "What is worth knowing.")
  var text: String

  @OptionGroup var global: GlobalOptions

  package init() {}

  func event(about id: ProblemID, _ problem: Problem, in morning: Morning) throws -> MarketEvent {
    try morning.checkUnmerged(problem)
    return .noted(problem: id, text: try spoken(text, "note"))
  }

  func outcome(for problem: Problem, named name: String, in morning: Morning) -> String {
    "noted about \(name): \(problem.notes.last ?? "")"
  }
}
