package import ArgumentParser
import MarketModel

/// `market merge ID into ID`: two problems are one.
package struct MergeCommand: RegroupingCommand {
  package static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Say that a problem is part of another.",
    usage: "market merge <id> into <other> [--dry-run] [--yes]",
    discussion: """
      It holds for all nights to come; market split takes it back. What it would have changed in \
      the nights at hand is shown first.
      """)

  @Argument(
    help: "The problem that is part of the other: 12, or new-3f9c2a.",
    completion: .custom(Completions.problems))
  var id: String

  @Argument(
    help: ArgumentHelp("The problem that stays, after the word into.", valueName: "other"),
    completion: .custom(Completions.problems))
  var rest: [String]

  @OptionGroup var confirmation: Confirmation
  @OptionGroup var global: GlobalOptions

  package init() {}

  package func validate() throws {
    guard rest.count == 1 || rest.count == 2 && rest[0] == "into" else {
      throw ValidationError("Name two problems: market merge 12 into 7")
    }
  }

  var subjects: [String] { [id, rest.last ?? ""] }

  func events(in morning: Morning, by writer: WriterID) throws -> [MarketEvent] {
    let problem = try morning.problem(named: id)
    try morning.checkUnmerged(problem)
    let other = try morning.problem(named: rest.last ?? "")
    guard other.id != problem.id else {
      throw DecisionError.sameProblem(morning.name(of: problem.id))
    }
    guard !morning.isUnnumbered(other.id) else {
      throw DecisionError.noNumber(morning.name(of: other.id))
    }
    try morning.checkOpen(other)
    if let said = morning.book.separation(of: problem.id, from: other.id) {
      throw GroupingError.keptApart(
        morning.name(of: problem.id), morning.name(of: other.id), said,
        typed: "\(id) \(morning.typedName(of: other.id))")
    }
    return morning.lines(about: problem, by: writer) { .merged(problem: $0, into: other.id) }
  }

  func outcome(of event: MarketEvent, _ preview: RegroupingPreview) -> String {
    guard case .merged(let id, let target) = event else { return "" }
    let title = preview.after.book.problem(target)?.title ?? ""
    return "\(preview.name(of: id, typed: self.id)) is part of "
      + "\(preview.after.name(of: target)): \(title)"
  }
}
