package import ArgumentParser
import MarketLedger
import MarketModel

/// `market mine`: what I own, what is next, and whether last night confirmed my fix.
package struct MineCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "mine",
    abstract: "Say what you own, what is next, and whether last night confirmed your fix.",
    discussion: "Who you are: --as, else the roster entry of your login name.")

  @OptionGroup var global: GlobalOptions

  package init() {}

  package func run() throws {
    let opened = try OpenedStore(global)
    // The page says it in its own words.
    let morning = try Morning(opened, now: global.now, complains: global.json)
    let person =
      try global.name.map { name throws(NamingError) in try morning.person(named: name) }
      ?? opened.store.person
    let mine = MineText(person: person, morning: morning)
    var output = Console.output
    if global.json {
      output.list(mine.problems, morning)
    } else {
      for line in mine.lines { output.line(line) }
    }
    output.flush()
  }
}
