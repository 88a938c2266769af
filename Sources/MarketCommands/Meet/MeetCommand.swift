package import ArgumentParser
import Glibc
import MarketLedger
import MarketMeeting
import MarketModel

/// `market meet`: hold the market.
package struct MeetCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "meet",
    abstract: "Hold today's market.",
    discussion: """
      Opens today's market, or goes on with it where it was left: same item, clock right. The time \
      is fixed; at zero the board goes to Close by itself. Every decision is saved before it is \
      shown. [?] shows the keys.

      One board at a time decides: it holds the chair. Where somebody else holds it, this one \
      follows, says who, and takes the chair when [T] is pressed and [y]. The board that had it \
      follows from then on.
      """)

  @Flag(help: "Hold it line by line, without a full screen.")
  var stream = false

  @Flag(help: "Draw it large, for a wall; [Z] changes that.")
  var projector = false

  @OptionGroup var global: GlobalOptions

  package init() {}

  package func run() throws {
    let clock = MarketClock(startingAt: global.fixedNow)
    let opening = MarketOpening(opened: try OpenedStore(global), clock: clock)
    let isHeld = stream || Stage.isOnTerminal
    let live = try opening.market(of: clock.now.day, takesChair: isHeld)
    try Stage(inColor: global.usesColor, isForProjector: projector).show(live, asStream: stream)
  }
}

/// `market`: the board of the market that goes on, else of the last one, to look at.
package struct BoardCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "board",
    abstract: "Show the market that goes on, else the last one.",
    discussion: """
      `market` alone does this. It is `market watch`, except that it does not wait for a first \
      market.
      """)

  @OptionGroup var global: GlobalOptions

  package init() {}

  package func run() throws {
    let clock = MarketClock(startingAt: global.fixedNow)
    let opening = MarketOpening(opened: try OpenedStore(global), clock: clock)
    guard let live = try opening.watchedMarket() else {
      var output = Console.output
      output.line("No market was ever held here. `market meet` holds one.")
      output.flush()
      return
    }
    try Stage(inColor: global.usesColor).show(live, asStream: false)
  }
}

/// Where a meeting is shown: on the terminal, over plain lines, or, when standard output is no
/// terminal, as the picture that the board would show.
struct Stage {
  let inColor: Bool
  var isForProjector = false

  static var isOnTerminal: Bool { isatty(STDOUT_FILENO) == 1 && isatty(STDIN_FILENO) == 1 }

  func show(_ live: LiveMeeting, asStream: Bool) throws {
    var live = live
    if isForProjector { live.perform(.toggleProjector) }
    if asStream {
      var loop = StreamLoop(live: live)
      loop.run()
    } else if Self.isOnTerminal {
      var loop = BoardLoop(live: live, inColor: inColor)
      try loop.run()
    } else {
      var console = Console.output
      console.picture(of: live.meeting)
      console.flush()
    }
  }
}
