package import ArgumentParser

/// The one command, `market`, and its verbs.
package struct MarketCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "market", abstract: "Hold the morning market of Infrastructure as Code.",
    subcommands: [
      InitCommand.self, InspectCommand.self, CheckCommand.self, StoreCommand.self,
    ])

  package init() {}
}
