package import ArgumentParser
import MarketModel

/// `market step ID TEXT`: what is done next, and by when.
package struct StepCommand: DecidingCommand {
  package static let configuration = CommandConfiguration(
    commandName: "step", abstract: "Plan the next step for a problem.")

  @Argument(help: "The problem: 12, or new-3f9c2a.", completion: .custom(Completions.problems))
  var id: String

  @Argument(help: "What will be done next.")
  var text: String

  @Option(
    help: ArgumentHelp(
      "By when: fri, +3d, 2026-11-24; else as planned, or the next working day.", valueName: "day"))
  var due: String?

  @OptionGroup var global: GlobalOptions

  package init() {}

  func event(about id: ProblemID, _ problem: Problem, in morning: Morning) throws -> MarketEvent {
    try morning.checkOpen(problem)
    let planned = problem.due.flatMap { $0 > morning.today ? $0 : nil }
    let day = try due.map(morning.dayAhead) ?? planned ?? morning.today.nextWorkingDay
    return .stepPlanned(problem: id, step: try spoken(text, "step"), due: day)
  }

  func outcome(for problem: Problem, named name: String, in morning: Morning) -> String {
    "\(name), next: \(problem.promise(on: morning.today) ?? "")"
  }
}
