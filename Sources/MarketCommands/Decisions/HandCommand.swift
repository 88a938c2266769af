package import ArgumentParser
import MarketModel

/// `market hand ID PERSON`: somebody owns it.
package struct HandCommand: DecidingCommand {
  package static let configuration = CommandConfiguration(
    commandName: "hand", abstract: "Hand a problem to somebody, or to yourself.")

  @Argument(help: "The problem: 12, or new-3f9c2a.", completion: .custom(Completions.problems))
  var id: String

  @Argument(
    help: "Who owns it from now on, by the short name; 'nobody' needs --due.",
    completion: .custom(Completions.people))
  var person: String

  @Option(help: "What is to be done next; else as planned.")
  var step: String?

  @Option(help: ArgumentHelp("By when: fri, +3d, 2026-11-24; else as planned.", valueName: "day"))
  var due: String?

  @OptionGroup var global: GlobalOptions

  package init() {}

  func event(about id: ProblemID, _ problem: Problem, in morning: Morning) throws -> MarketEvent {
    try morning.checkOpen(problem)
    let day = try due.map(morning.dayAhead)
    if person == "nobody" {
      guard let day else { throw DecisionError.nobodyForEver }
      return .leftToNobody(problem: id, until: day)
    }
    let owner = try morning.person(named: person)
    guard owner != problem.owner || step != nil || due != nil else {
      throw DecisionError.already(morning.name(of: problem.id), "\(owner.rawValue)'s")
    }
    return .assigned(
      problem: id, owner: owner, step: try step.map { try spoken($0, "step") }, due: day)
  }

  func outcome(for problem: Problem, named name: String, in morning: Morning) -> String {
    guard let owner = problem.owner else {
      return "\(name) is left to \(problem.ownership(on: morning.today))"
    }
    return "\(owner.rawValue) owns \(name), next: "
      + (problem.promise(on: morning.today) ?? "nothing planned yet")
  }
}
