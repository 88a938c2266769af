package import ArgumentParser

/// `market manual market|market.yml`: the pages of the manual, for `make install`.
package struct ManualCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Print a page of the manual as mdoc(7).",
    shouldDisplay: false)

  enum Page: String, CaseIterable, ExpressibleByArgument {
    case market
    case settings = "market.yml"
  }

  @Argument(help: "Which page.")
  var page = Page.market

  package init() {}

  package func run() throws {
    let page = page == .market ? try MarketPage.page() : SettingsPage.page()
    var output = Console.output
    for line in page.lines { output.line(line) }
    output.flush()
  }
}
