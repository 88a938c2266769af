package import ArgumentParser
import MarketBoard
import MarketLedger
import MarketModel

/// `market undo`: take back your own last decision, or all of a phase; nothing is erased.
package struct UndoCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take back your own last decision, as often as you like.",
    discussion: """
      With --phase, all that you decided while that phase of a market went on, at once: all of it or \
      nothing; on a terminal it is asked about first. What others decided stays. `market redo` brings again what one undo took back.
      """)

  @Flag(help: "Take back your last undo instead: market redo.")
  var redo = false

  @Option(
    help: ArgumentHelp(
      "Take back all that you decided in this phase: overnight, review, triage, assign, close.",
      valueName: "phase"))
  var phase: Phase?

  @Option(
    name: .customLong("of"),
    help: ArgumentHelp("Of which market; else of the last one.", valueName: "day"))
  var market: String?

  @OptionGroup var wish: Confirmation
  @OptionGroup var global: GlobalOptions

  package init() {}

  package func validate() throws {
    if market != nil, phase == nil { throw ValidationError("--of says whose --phase is meant") }
    if redo, phase != nil {
      throw ValidationError("--redo needs no --phase: it brings again what the last undo took")
    }
  }

  package func run() throws {
    let taking = TakingBack(global: global, wish: wish)
    if redo {
      try taking.redo()
    } else if let phase {
      try taking.undo(phase, of: market)
    } else {
      try taking.undo()
    }
  }
}

/// `market redo`: bring again what your last undo took back.
package struct RedoCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "redo", abstract: "Bring again what your own last undo took back.",
    discussion: "As often as you undid, until you decide something new.")

  @OptionGroup var wish: Confirmation
  @OptionGroup var global: GlobalOptions

  package init() {}

  package func run() throws { try TakingBack(global: global, wish: wish).redo() }
}

extension Phase: ExpressibleByArgument {}
