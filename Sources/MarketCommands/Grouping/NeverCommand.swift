package import ArgumentParser
import MarketModel

/// `market never ID ID`: the two are never the same.
package struct NeverCommand: RegroupingCommand {
  package static let configuration = CommandConfiguration(
    commandName: "never", abstract: "Say that two problems are never the same.",
    discussion: "They can't be merged from now on, and neither can what was merged into them.")

  @Argument(help: "The one problem: 12, or new-3f9c2a.", completion: .custom(Completions.problems))
  var id: String

  @Argument(help: "The other one.", completion: .custom(Completions.problems))
  var other: String

  @Flag(help: "Take back that they are never the same, whoever said it.")
  var undo = false

  @OptionGroup var confirmation: Confirmation
  @OptionGroup var global: GlobalOptions

  package init() {}

  var subjects: [String] { [id, other] }

  func events(in morning: Morning, by writer: WriterID) throws -> [MarketEvent] {
    let (problem, other) = (
      try morning.problem(named: id), try morning.problem(named: self.other)
    )
    let names = (morning.name(of: problem.id), morning.name(of: other.id))
    if undo {
      guard let said = morning.book.separation(of: problem.id, from: other.id) else {
        throw GroupingError.notApart(names.0, names.1)
      }
      return [.undone(entry: said.entry)]
    }
    guard problem.id != other.id else { throw GroupingError.sameAsItself(names.0) }
    guard morning.book.root(of: problem.id) != morning.book.root(of: other.id) else {
      let part = problem.mergedInto == nil ? other.id : problem.id
      throw GroupingError.isMerged(names.0, names.1, typed: morning.typedName(of: part))
    }
    if let said = morning.book.separation(of: problem.id, from: other.id) {
      throw GroupingError.keptApart(
        names.0, names.1, said, typed: "\(id) \(self.other)")
    }
    try morning.checkUnmerged(problem)
    try morning.checkUnmerged(other)
    return morning.lines(about: [problem, other], by: writer) {
      [.keptApart(problem: $0[0], from: $0[1])]
    }
  }

  func outcome(of event: MarketEvent, _ preview: RegroupingPreview) -> String {
    guard case .keptApart(let id, let other) = event else {
      return "\(preview.name(typed: id)) and \(preview.name(typed: other)) may be one again"
    }
    return "\(preview.name(of: id, typed: self.id)) and "
      + "\(preview.name(of: other, typed: self.other)) are never the same; they can't be merged"
  }
}
