import ArgumentParser
import Documents
import MarketLedger
import MarketMeeting
import MarketModel

/// A verb with which somebody decides something about one problem, from any terminal.
protocol DecidingCommand: ParsableCommand {
  var global: GlobalOptions { get }
  /// The problem, as it was typed.
  var id: String { get }

  /// The decision, when the problem allows it.
  ///
  /// - Parameter id: The problem's id as it will be recorded.
  func event(about id: ProblemID, _ problem: Problem, in morning: Morning) throws -> MarketEvent

  /// What is true now, in one line.
  func outcome(for problem: Problem, named name: String, in morning: Morning) -> String
}

extension DecidingCommand {
  package func run() throws {
    let opened = try OpenedStore(global)
    let (before, problem, entries) = try opened.deciding(at: global.now) { morning in
      let problem = try morning.problem(named: id)
      let events = try morning.lines(about: problem, by: try opened.store.writer()) { id in
        try event(about: id, problem, in: morning)
      }
      return (morning, problem, try opened.store.append(events, at: global.now))
    }
    let after = before.adding(entries)
    guard let id = entries.last?.event.problem, let settled = after.book.problem(id) else { return }
    let handle = before.isUnnumbered(problem.id) ? before.name(of: problem.id) : nil
    answer(settled, was: handle, after)
  }

  private func answer(_ problem: Problem, was handle: String?, _ morning: Morning) {
    var output = Console.output
    if global.json {
      var json = JSONWriter()
      ProblemJSON(problem: problem, morning: morning, isWhole: true).write(to: &json)
      output.line(json)
    } else if !global.quiet {
      let name = morning.name(of: problem.id) + (handle.map { " (\($0))" } ?? "")
      output.line(outcome(for: problem, named: name, in: morning))
      if let next = next(for: problem, morning) { output.line("  → \(next)") }
    }
    output.flush()
  }

  private func next(for problem: Problem, _ morning: Morning) -> String? {
    guard problem.status.isOpen else { return nil }
    let name = morning.typedName(of: problem.id)
    return problem.owner == nil && problem.nobodyUntil == nil
      ? "market hand \(name) NAME" : problem.nextCommand(named: name)
  }
}

extension Morning {
  /// Refuses what is put away or merged, with the sentence that says so.
  func checkOpen(_ problem: Problem) throws(DecisionError) {
    try checkUnmerged(problem)
    switch problem.status {
    case .verified, .closed, .dismissed:
      throw .putAway(name(of: problem.id), problem.statusWords, typed: typedName(of: problem.id))
    case .new, .accepted, .working, .proving, .regressed, .snoozed, .merged: break
    }
  }

  func checkUnmerged(_ problem: Problem) throws(DecisionError) {
    guard problem.status == .merged, let target = problem.mergedInto else { return }
    throw .merged(name(of: problem.id), into: name(of: target), typed: typedName(of: target))
  }

  /// A day that somebody typed, today or later.
  func dayAhead(_ text: String) throws(DecisionError) -> Day {
    guard let day = DayPhrase.day(text, from: today) else { throw .notADay(text) }
    guard day >= today else { throw .dayIsPast(day) }
    return day
  }
}

/// A text that somebody typed: one line, not empty, not a novel.
func spoken(_ text: String, _ what: String) throws(DecisionError) -> String {
  let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  guard !line.isEmpty else { throw .empty(what) }
  guard line.count <= EditedLine.limit else { throw .tooLong(what, characters: line.count) }
  return line
}
