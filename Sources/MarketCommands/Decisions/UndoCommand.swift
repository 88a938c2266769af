package import ArgumentParser
import Documents
import MarketBoard
import MarketLedger
import MarketModel

/// `market undo`: take back your own last decision; nothing is erased.
package struct UndoCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take back your own last decision, as often as you like.")

  @Flag(help: "Take back your last undo instead.")
  var redo = false

  @OptionGroup var global: GlobalOptions

  package init() {}

  package func run() throws {
    let opened = try OpenedStore(global)
    let book = try opened.store.book().book
    let writer = try opened.store.writer()
    guard let target = redo ? book.lastUndo(by: writer) : book.lastDecision(by: writer) else {
      throw redo ? DecisionError.nothingToRedo : .nothingToUndo(writer.person)
    }
    let entries = try opened.store.append([.undone(entry: target.id)], at: global.now)
    var after = book
    for entry in entries { after.append(entry) }
    answer(target, in: after, by: writer)
  }

  private func answer(_ target: LedgerEntry, in book: MarketBook, by writer: WriterID) {
    let decision = redo ? book.decision(undoneBy: target) : target
    let label = decision.map { Wording.label(of: $0.event, in: book) } ?? ""
    let next = book.lastDecision(by: writer).map { Wording.label(of: $0.event, in: book) }
    var output = Console.output
    if global.json {
      var json = JSONWriter()
      json.object { json in
        json.member("schema", 1)
        json.member(redo ? "redone" : "undone", label)
        json.member("entry", decision?.id.description)
        json.member("problem", decision?.event.problem?.description)
        json.member("next_undo", next)
      }
      output.line(json)
    } else if !global.quiet {
      output.line("\(redo ? "redone" : "undone"): \(label)")
      output.line(next.map { "  the next undo takes back: \($0)" } ?? "  nothing is left to undo")
    }
    output.flush()
  }
}

extension MarketBook {
  fileprivate func decision(undoneBy undo: LedgerEntry) -> LedgerEntry? {
    guard case .undone(let id) = undo.event else { return nil }
    return entries.last { $0.id == id }
  }
}
