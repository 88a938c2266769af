package import ArgumentParser
import Glibc
import MarketLedger
import MarketMeeting
import MarketModel

/// `market demo`: the board on a throw-away copy of the store in Data/.
package struct DemoCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Show the board of a made-up company.",
    discussion: """
      Copies the demonstration store to a throw-away place and opens the market of Monday, 23 \
      November 2026, 09:00. Decide what you like; nothing of it \
      is kept. [?] shows the keys, [q] leaves.
      """)

  @Flag(help: "Hold it line by line, without a full screen.")
  var stream = false

  @Flag(help: "Draw it large, for a wall; [Z] changes that.")
  var projector = false

  @Flag(help: "Keep the store, and say where it is.")
  var keep = false

  @Option(help: ArgumentHelp("Make the demonstration store anew in DIR.", visibility: .hidden))
  var rebuild: String?

  @OptionGroup var global: GlobalOptions

  package init() {}

  package func run() throws {
    if let rebuild { return try DemoRebuild.run(into: rebuild) }
    let source = try DemoData.companyPath()
    let folder = try ThrowAwayFolder()
    defer { if !keep { folder.remove() } }
    try folder.copy(from: source)
    var global = global
    global.store = folder.path
    global.name = global.name ?? "ana"
    let clock = MarketClock(startingAt: global.fixedNow ?? DemoData.morning)
    let opening = MarketOpening(opened: try OpenedStore(global), clock: clock)
    var live = try opening.market(of: clock.now.day)
    if isatty(STDOUT_FILENO) == 1 || stream {
      try Stage(inColor: global.usesColor, isForProjector: projector)
        .show(live, asStream: stream)
    } else {
      printPhases(&live)
    }
    if keep {
      var output = Console.output
      output.line("The store is kept: market problems --store \(folder.path)")
      output.flush()
    }
  }

  /// The board of every phase, one below the other.
  private func printPhases(_ live: inout LiveMeeting) {
    var console = Console.output
    while true {
      console.picture(of: live.meeting)
      guard live.meeting.phase != .close else { break }
      live.perform(.nextPhase)
    }
    console.flush()
  }
}
