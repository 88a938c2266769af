package import ArgumentParser
import MarketModel

/// `market normalise`: what of a message counts as the same.
package struct NormaliseCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "normalise",
    abstract: "Print messages as failures are grouped by them: what varies is ‹›.",
    discussion: """
      Reads standard input, a message a line. Failures whose templates are the same are one group. A \
      line depends on no other line, and a blank one stays. Nothing is hidden: secrets come out as they went in, unless they vary.
      """)

  package init() {}

  package func run() {
    var output = Console.output
    while let message = readLine() { output.line(MessageTemplate(of: message).text) }
    output.flush()
  }
}
