package import ArgumentParser
import Documents
import MarketLedger
import MarketModel

/// `market store soak|ids|state`: plumbing, for checks from outside.
package struct StoreCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "store", abstract: "Plumbing: look at the store from outside.",
    subcommands: [SoakCommand.self, IDsCommand.self, StateCommand.self])

  package init() {}
}

/// `market store soak -n N`: decisions that decide nothing, each told when it is durable.
struct SoakCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "soak",
    abstract: "Write notes about no problem, and print 'ACK id' once each is on disk.")

  @Option(name: .short, help: "How many.")
  var number = 1

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard number >= 0 else { throw ValidationError("-n takes a number from 0 up") }
  }

  func run() throws {
    let (store, _) = try global.openStore()
    var output = Console.output
    let nobody = ProblemID(number: 1, writer: WriterID(rawValue: "soak"))
    for count in 0..<number {
      let note = MarketEvent.noted(problem: nobody, text: "soak \(count + 1)")
      for entry in try store.append([note], at: global.now) {
        output.line("ACK \(entry.id)")
        output.flush()
      }
    }
  }
}

/// `market store ids`: every decision there is.
struct IDsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ids", abstract: "Print the id of every decision, in the order they count.")

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let (store, _) = try global.openStore()
    var output = Console.output
    for entry in try store.book().book.entries { output.line("\(entry.id)") }
    output.flush()
  }
}

/// `market store state`: everything the store amounts to.
struct StateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "state",
    abstract: "Print the whole state as canonical JSON: equal states, equal bytes.")

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let (store, _) = try global.openStore()
    var json = JSONWriter()
    json.state(of: try store.book().book)
    var output = Console.output
    output.line(json)
    output.flush()
  }
}
