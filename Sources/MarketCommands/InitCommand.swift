package import ArgumentParser
import MarketLedger
import MarketModel

/// `market init [DIR]`: make a store.
package struct InitCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a store, the folder in which a team keeps its nights and decisions.",
    discussion: "What is there already stays. Exit status: 0 done, 73 can't be written.")

  @Argument(
    help: "The folder; what --store names, or ./.market, when left out.", completion: .directory)
  var directory: String?

  @OptionGroup var global: GlobalOptions

  package init() {}

  package func run() throws {
    let directory = directory ?? global.store ?? ".market"
    let wasThere = MarketStore.exists(at: directory)
    try MarketStore.create(at: directory)
    guard !global.quiet else { return }
    var output = Console.output
    output.line(
      wasThere
        ? "\(directory) is a store already; nothing was changed." : "\(directory) is a store.")
    let option = directory == ".market" ? "" : " --store \(directory)"
    output.line("Next, read last night's run reports into it:")
    output.line("  market gather\(option) PATH...")
    output.flush()
  }
}
