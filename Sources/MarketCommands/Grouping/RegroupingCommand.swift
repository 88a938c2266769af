import ArgumentParser
import Documents
import MarketAnalysis
import MarketLedger
import MarketModel

/// A verb that says what is one problem and what is not.
///
/// It holds for all nights to come, so what it would have changed in the nights at hand is shown: before
/// it is confirmed, where somebody sits at a terminal, and along with the answer.
protocol RegroupingCommand: ParsableCommand {
  var global: GlobalOptions { get }
  var confirmation: Confirmation { get }

  /// The problems that it is about, as they were typed.
  var subjects: [String] { get }

  /// The lines that record it, when the problems allow it; the decision is the last.
  func events(in morning: Morning, by writer: WriterID) throws -> [MarketEvent]

  /// What is true now, in one line.
  func outcome(of event: MarketEvent, _ preview: RegroupingPreview) -> String

  /// What else is worth knowing before it is confirmed.
  func remarks(on event: MarketEvent, _ preview: RegroupingPreview) -> [String]
}

extension RegroupingCommand {
  func remarks(on event: MarketEvent, _ preview: RegroupingPreview) -> [String] { [] }
}

/// Whether a verb only shows what it would do, and whether it asks first.
struct Confirmation: ParsableArguments {
  @Flag(help: "Only say what would be different.")
  var dryRun = false

  @Flag(help: "Don't ask on a terminal.")
  var yes = false

  /// Whether somebody sits at a terminal who can be asked.
  func isAsked(for global: GlobalOptions) -> Bool {
    !yes && !dryRun && !global.json && !global.quiet && Stage.isOnTerminal
  }

  /// Only a clear yes counts.
  static func isGiven() -> Bool {
    var output = Console.output
    output.line("Shall it be so? [y/N]")
    output.flush()
    let answer = readLine()?.lowercased() ?? ""
    if ["y", "yes"].contains(answer) { return true }
    output.line("nothing was changed")
    output.flush()
    return false
  }
}

extension RegroupingCommand {
  package func run() throws {
    let opened = try OpenedStore(global)
    let asks = confirmation.isAsked(for: global)
    if confirmation.dryRun || asks {
      let morning = try Morning(opened, now: global.now)
      let events = try events(in: morning, by: .nobody)
      guard let decision = events.last else { return }
      let preview = RegroupingPreview(before: morning, events, about: subjects)
      show(preview, decision)
      if confirmation.dryRun { return }
      guard Confirmation.isGiven() else { throw ExitCode(ExitStatus.failed) }
    }
    let (before, entries) = try opened.deciding(at: global.now) { morning in
      let events = try events(in: morning, by: try opened.store.writer())
      return (morning, try opened.store.append(events, at: global.now))
    }
    guard let decision = entries.last?.event else { return }
    answer(decision, RegroupingPreview(before: before, entries, about: subjects), isShown: asks)
  }

  private func show(_ preview: RegroupingPreview, _ decision: MarketEvent) {
    var output = Console.output
    if global.json {
      var json = JSONWriter()
      preview.write(to: &json)
      output.line(json)
    } else {
      if confirmation.dryRun { output.line("nothing was changed; it would be so:") }
      for line in [outcome(of: decision, preview)] + preview.lines + remarks(on: decision, preview)
      {
        output.line(line)
      }
    }
    output.flush()
  }

  private func answer(_ decision: MarketEvent, _ preview: RegroupingPreview, isShown: Bool) {
    var output = Console.output
    let subject =
      decision.problem.flatMap { preview.after.book.problem($0) }
      ?? subjects.first.flatMap { try? preview.after.problem(named: $0) }
    if global.json, let subject {
      var json = JSONWriter()
      ProblemJSON(problem: subject, morning: preview.after, isWhole: true).write(to: &json)
      output.line(json)
    } else if !global.quiet {
      output.line(outcome(of: decision, preview))
      if !isShown {
        for line in preview.lines + remarks(on: decision, preview) { output.line(line) }
      }
      output.line("  → to take it back: market undo")
    }
    output.flush()
  }
}

extension Morning {
  /// Refuses two names for one problem, and what was merged.
  func checkTwo(_ problem: Problem, _ other: Problem) throws {
    try checkUnmerged(problem)
    try checkUnmerged(other)
    guard other.id != problem.id else { throw DecisionError.sameProblem(name(of: problem.id)) }
  }
}
