package import ArgumentParser
import Glibc
import MarketBoard
import MarketLedger
import MarketModel

/// `market watch`: the facilitator's board on another screen.
package struct WatchCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Follow the market that goes on, without a say in it.",
    discussion: """
      Shows what the facilitator's board shows: phase, item and clock. Keys look around and decide \
      nothing. While no market goes on it shows the last one and waits for the next. It writes \
      nothing. [?] shows the keys.
      """)

  @Flag(help: "Follow it line by line, without a full screen.")
  var stream = false

  @Flag(help: "Draw it large, for a wall; [Z] changes that.")
  var projector = false

  @OptionGroup var global: GlobalOptions

  package init() {}

  package func run() throws {
    let clock = MarketClock(startingAt: global.fixedNow)
    let opening = MarketOpening(opened: try OpenedStore(global), clock: clock)
    guard let live = try firstMarket(opening) else { return }
    try Stage(inColor: global.usesColor, isForProjector: projector)
      .show(live, asStream: stream)
  }

  /// Waits until there is a market to show; `nil` where nobody would see it.
  private func firstMarket(_ opening: MarketOpening) throws -> LiveMeeting? {
    if let live = try opening.watchedMarket() { return live }
    var output = Console.output
    output.line(english.noMarketYet)
    output.flush()
    guard stream || Stage.isOnTerminal else { return nil }
    let store = opening.opened.store
    let signs = LiveSigns(of: store)
    while true {
      signs.drain()
      if store.hasChanged(), let live = try opening.watchedMarket() { return live }
      var source = pollfd(fd: signs.descriptor, events: Int16(POLLIN), revents: 0)
      _ = unsafe poll(&source, 1, 1000)
    }
  }
}
