package import ArgumentParser
import Documents
import MarketAnalysis
import MarketLedger
import MarketModel

/// `market lay FINGERPRINT`: a card for what was only also seen.
package struct LayCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "lay",
    abstract: "Give a number and a card to what a night shows and no market laid out.",
    discussion: """
      What a noisy detector finds is only named: market night lists it, market effect says why. This \
      gives one of them a number and a card.
      """)

  @Argument(help: "What market night names: 3f9c2a, the first digits.")
  var fingerprint: String

  @OptionGroup var global: GlobalOptions

  package init() {}

  package func run() throws {
    let opened = try OpenedStore(global)
    let (before, entries) = try opened.deciding(at: global.now) { morning in
      let event = try event(in: morning, by: try opened.store.writer())
      return (morning, try opened.store.append([event], at: global.now))
    }
    let after = before.adding(entries)
    guard let problem = entries.last?.event.problem.flatMap(after.book.problem) else { return }
    var output = Console.output
    if global.json {
      var json = JSONWriter()
      ProblemJSON(problem: problem, morning: after, isWhole: true).write(to: &json)
      output.line(json)
    } else if !global.quiet {
      output.line("\(after.name(of: problem.id)) is laid out for the next market: \(problem.title)")
    }
    output.flush()
  }

  private func event(in morning: Morning, by writer: WriterID) throws -> MarketEvent {
    let signals = try morning.signals(beginning: fingerprint)
    guard let newest = signals.last, let first = signals.first else {
      throw GroupingError.noSignal(fingerprint)
    }
    if let known = morning.recorded.problem(of: newest.signal) {
      throw GroupingError.onTable(
        morning.typedName(of: known.id), name: morning.name(of: known.id))
    }
    return .laidOut(
      problem: ProblemID(number: morning.recorded.nextNumber, writer: writer),
      kind: newest.signal.kind, fingerprint: newest.signal.fingerprint,
      title: newest.signal.title, night: first.night)
  }
}

extension Morning {
  /// What the nights show of the one thing whose fingerprint begins so, oldest first.
  fileprivate func signals(
    beginning text: String
  ) throws(GroupingError) -> [(night: Day, signal: Signal)] {
    let digits =
      (text.hasPrefix(Self.handlePrefix) ? text.dropFirst(Self.handlePrefix.count) : text[...])
      .lowercased()
    guard digits.utf8.count >= 4 else { throw .noSignal(text) }
    let found = nights.flatMap { night in
      night.signals.filter { $0.fingerprint.description.hasPrefix(digits) }
        .map { (night: night.night, signal: $0) }
    }
    let titles = Dictionary(found.map { ($0.signal.fingerprint, $0.signal.title) }) { $1 }
    guard titles.count < 2 else {
      throw .ambiguousSignal(
        text,
        titles.sorted { $0.key < $1.key }.map { Choice(name: "\($0.key)", title: $0.value) })
    }
    return found
  }
}
