package import ArgumentParser
import Documents

/// `market show ID`: everything about one problem.
package struct ShowCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Say everything about one problem.",
    discussion: """
      What fails where and since when, who owns it, what is next, why it stands where it stands in \
      the list, the evidence of the last night, and what was decided about it by whom.
      """)

  @Argument(help: "The problem: 12, or new-3f9c2a.", completion: .custom(Completions.problems))
  var id: String

  @Flag(help: "Say why what it holds is one: what is shared, what varies, and which rules apply.")
  var whyGrouped = false

  @OptionGroup var global: GlobalOptions

  package init() {}

  package func run() throws {
    let morning = try Morning(try OpenedStore(global), now: global.now)
    let problem = try morning.problem(named: id)
    var output = Console.output
    if global.json {
      var json = JSONWriter()
      ProblemJSON(
        problem: problem, morning: morning, isWhole: true, saysWhyGrouped: whyGrouped
      ).write(to: &json)
      output.line(json)
    } else if whyGrouped {
      let text = WhyGroupedText(
        problem: problem, morning: morning, columns: Console.columns ?? TextLayout.width)
      for line in text.lines { output.line(line) }
    } else {
      for line in ProblemText(problem: problem, morning: morning).lines { output.line(line) }
    }
    output.flush()
  }
}
