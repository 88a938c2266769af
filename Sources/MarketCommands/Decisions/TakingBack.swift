import ArgumentParser
import Documents
import MarketBoard
import MarketLedger
import MarketModel

/// Takes back decisions, or undos, of whoever types: all in one write, and what is true then in a line
/// or in JSON.
struct TakingBack {
  let global: GlobalOptions
  let wish: Confirmation

  /// What goes, and what is said of it.
  private struct Step {
    /// What the lines take back, in their order: decisions, or undos.
    let targets: [LedgerEntry]
    /// Oldest first.
    let decisions: [LedgerEntry]
    var phase: PhaseUndo?
    var isRedo = false

    func summary(in book: MarketBook) -> String {
      if let phase { return "\(english.summary(of: phase)), \(english.day(phase.market))" }
      guard decisions.count == 1, let decision = decisions.first else {
        return english.count(decisions.count, "decision")
      }
      return english.label(of: decision.event, in: book)
    }
  }

  func undo() throws {
    try run { book, writer in
      let targets = book.nextUndo(by: writer)
      guard !targets.isEmpty else { throw DecisionError.nothingToUndo(writer.person) }
      return Step(targets: targets, decisions: targets.reversed())
    }
  }

  func redo() throws {
    try run { book, writer in
      let targets = book.nextRedo(by: writer)
      guard !targets.isEmpty else { throw DecisionError.nothingToRedo }
      return Step(
        targets: targets, decisions: book.decisions(takenBackBy: targets), isRedo: true)
    }
  }

  /// - Parameter market: the day as it was typed; `nil` for the last market.
  func undo(_ phase: Phase, of market: String?) throws {
    let day = try market.map { text in
      guard let day = DayPhrase.day(text, from: global.now.day, .back) else {
        throw DecisionError.notADay(text)
      }
      return day
    }
    try run { book, writer in
      guard let held = day ?? book.latestMarket?.day, book.markets[held] != nil else {
        throw DecisionError.noMarket(day)
      }
      let undo = book.undo(of: phase, in: held, by: writer)
      guard !undo.decisions.isEmpty else {
        throw DecisionError.nothingToUndoOf(undo, by: writer.person)
      }
      return Step(targets: undo.decisions.reversed(), decisions: undo.decisions, phase: undo)
    }
  }

  private func run(_ step: (MarketBook, WriterID) throws -> Step) throws {
    let store = try OpenedStore(global).store
    let writer = try store.writer()
    if wish.dryRun {
      let book = try store.book().book
      return answer(try step(book, writer), in: book, by: writer)
    }
    var shown: Step?
    if wish.isAsked(for: global) {
      let book = try store.book().book
      let step = try step(book, writer)
      if step.phase != nil {
        say(["this would be undone: \(step.summary(in: book))"] + lines(of: step, in: book))
        guard Confirmation.isGiven() else { throw ExitCode(ExitStatus.failed) }
        shown = step
      }
    }
    let (taken, after) = try store.exclusively {
      let book = try store.book().book
      let step = try step(book, writer)
      if let shown, shown.targets != step.targets { throw DecisionError.changedMeanwhile }
      let entries = try store.append(
        step.targets.map { .undone(entry: $0.id) }, at: global.now, asStep: true)
      var after = book
      after.append(contentsOf: entries)
      return (step, after)
    }
    answer(taken, in: after, by: writer, isShown: shown != nil)
  }
}

// MARK: What is said

extension TakingBack {
  private func answer(
    _ step: Step, in book: MarketBook, by writer: WriterID, isShown: Bool = false
  ) {
    let (undo, redo) = (
      label(of: book.nextUndo(by: writer).reversed(), in: book),
      label(of: book.decisions(takenBackBy: book.nextRedo(by: writer)), in: book)
    )
    if global.json {
      var json = JSONWriter()
      write(step, in: book, to: &json) { json in
        json.member("next_undo", undo)
        json.member("next_redo", redo)
      }
      var output = Console.output
      output.line(json)
      output.flush()
    } else if !global.quiet {
      let verb = step.isRedo ? "redone" : "undone"
      say(
        ["\(wish.dryRun ? "this would be " : "")\(verb): \(step.summary(in: book))"]
          + (isShown ? [] : lines(of: step, in: book))
          + (wish.dryRun ? [] : [next(step.isRedo ? redo : undo, isRedo: step.isRedo)]))
    }
  }

  private func next(_ label: String?, isRedo: Bool) -> String {
    switch (label, isRedo) {
    case (let label?, true): "  the next redo brings again: \(label)"
    case (let label?, false): "  the next undo takes back: \(label)"
    case (nil, let isRedo): "  nothing is left to \(isRedo ? "redo" : "undo")"
    }
  }

  /// Each decision of several, and what stays.
  private func lines(of step: Step, in book: MarketBook) -> [String] {
    let lines =
      step.phase.map { english.lines(of: $0, in: book) }
      ?? (step.decisions.count > 1
        ? step.decisions.map { english.label(of: $0.event, in: book) } : [])
    return lines.map { "  \($0)" }
  }

  private func label(of decisions: [LedgerEntry], in book: MarketBook) -> String? {
    decisions.isEmpty ? nil : english.label(ofStep: decisions.map(\.event), in: book)
  }

  private func write(
    _ step: Step, in book: MarketBook, to json: inout JSONWriter,
    _ rest: (inout JSONWriter) -> Void
  ) {
    let single = step.decisions.count == 1 ? step.decisions.first : nil
    json.object { json in
      json.member("schema", 1)
      json.member(step.isRedo ? "redone" : "undone", label(of: step.decisions, in: book))
      json.member("dry_run", wish.dryRun)
      json.member("entry", single?.id.description)
      json.member("problem", single?.event.problem?.description)
      json.key("decisions")
      json.array { json in
        for decision in step.decisions {
          json.object { json in
            json.member("entry", decision.id.description)
            json.member("problem", decision.event.problem?.description)
            json.member("text", english.label(of: decision.event, in: book))
          }
        }
      }
      json.member("others", step.phase?.others)
      rest(&json)
    }
  }

  private func say(_ lines: [String]) {
    var output = Console.output
    for line in lines { output.line(line) }
    output.flush()
  }
}
