package import ArgumentParser
import Documents
import GitExchange
import MarketBoard
import MarketLedger
import MarketModel

/// `market sync`: exchange decisions and nights through git.
package struct SyncCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "sync",
    abstract: "Exchange decisions and nights with a branch of a git remote.",
    discussion: """
      Fetches, unites both sides file by file, and pushes what the remote lacks. Nobody is asked to \
      resolve a conflict, nothing outside the store is touched, and no decision or night is \
      removed. Decisions are saved before; this only copies them. What is not exchanged is named on \
      standard error. Exit status: 0 done, 1 not exchanged, 73 something that came can't be written.
      """)

  @Option(
    help: ArgumentHelp(
      "The remote; the one that the branch follows when left out, else origin.", valueName: "name"))
  var remote: String?

  @Option(
    help: ArgumentHelp(
      "Its branch; the one that the checked out branch follows when left out. One that is not there "
        + "is made, with nothing in it but the store.", valueName: "name"))
  var branch: String?

  @OptionGroup var global: GlobalOptions

  package init() {}

  package func run() async throws {
    let (store, _) = try global.openStore()
    let exchange = try await Exchange(of: store, remote: remote, branch: branch, now: global.now)
    let exchanged = try await exchange.run(on: store)

    var complaints = Console.complaints
    for left in exchanged.leftOut { complaints.explain(left) }
    if let line = exchanged.branchLine, !global.quiet { complaints.line(line) }
    complaints.flush()

    var output = Console.output
    if global.json {
      var json = JSONWriter()
      json.value(exchanged)
      output.line(json)
    } else if !global.quiet {
      for line in exchanged.lines { output.line(line) }
    }
    output.flush()
  }
}
