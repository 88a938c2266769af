package import ArgumentParser
import MarketLedger
import MarketModel

/// `market mine`: what I own, what is next, and whether last night confirmed my fix.
package struct MineCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "mine",
    abstract: "Say what you own, what is next, and whether last night confirmed your fix.",
    discussion: """
      On a terminal it is a board on which one key starts a problem, notes something, or says what \
      was done; elsewhere, and with --text, it is a page. Who you are: --as, else the roster entry \
      of your login name.
      """)

  @Flag(help: "Print the page on a terminal, too.")
  var text = false

  @OptionGroup var global: GlobalOptions

  package init() {}

  package func run() throws {
    let opened = try OpenedStore(global)
    if Stage.isOnTerminal, !text, !global.json {
      let clock = MarketClock(startingAt: global.fixedNow)
      let opening = MarketOpening(opened: opened, clock: clock)
      let board = try opening.board { try self.person(in: $0, opened) }
      return try Stage(inColor: global.usesColor).show(board, asStream: false)
    }
    // The page says it in its own words.
    let morning = try Morning(opened, now: global.now, complains: global.json)
    let person = try person(in: morning, opened)
    let mine = MineText(person: person, morning: morning)
    var output = Console.output
    if global.json {
      output.list(mine.problems, morning)
    } else {
      for line in mine.lines { output.line(line) }
    }
    output.flush()
  }

  private func person(in morning: Morning, _ opened: OpenedStore) throws -> Person {
    try global.name.map { name throws(NamingError) in try morning.person(named: name) }
      ?? opened.store.person
  }
}
