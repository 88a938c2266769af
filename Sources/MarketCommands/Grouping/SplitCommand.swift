package import ArgumentParser
import MarketAnalysis
import MarketBoard
import MarketModel

/// `market split ID`: what was merged, or some of what a problem recognises, is on its own again.
package struct SplitCommand: RegroupingCommand {
  package static let configuration = CommandConfiguration(
    commandName: "split",
    abstract: "Say that a problem, or a part of one, is a problem of its own.",
    discussion: """
      Of a problem that was merged, the number alone: it stands again as it stood before. Else the \
      number, and the fingerprints that move into a new problem; market show ID --why-grouped lists \
      them.
      """)

  @Argument(help: "The problem: 12.", completion: .custom(Completions.problems))
  var id: String

  @Argument(
    help: ArgumentHelp(
      "What moves into a problem of its own: 9dfd21, the first digits.", valueName: "fingerprint"))
  var parts: [String] = []

  @OptionGroup var confirmation: Confirmation
  @OptionGroup var global: GlobalOptions

  package init() {}

  var subjects: [String] { [id] }

  func events(in morning: Morning, by writer: WriterID) throws -> [MarketEvent] {
    let problem = try morning.problem(named: id)
    if parts.isEmpty, let above = problem.mergedInto {
      return [.parted(problem: problem.id, from: above)]
    }
    try morning.checkUnmerged(problem)
    let named = try parts.map { part throws(GroupingError) in
      try problem.fingerprint(beginning: part, named: morning.name(of: problem.id))
    }
    let fingerprints = problem.fingerprints.filter(named.contains)
    let hanging = morning.book.merged(into: problem.id)
    if !fingerprints.isEmpty,
      let whole = hanging.first(where: { Set($0.fingerprints) == Set(fingerprints) })
    {
      return [.parted(problem: whole.id, from: problem.id)]
    }
    try check(fingerprints, of: problem, hanging: hanging, morning)
    return morning.lines(about: [problem], by: writer) { ids in
      [split(ids[0], fingerprints, of: problem, morning, by: writer)]
    }
  }

  private func check(
    _ fingerprints: [Fingerprint], of problem: Problem, hanging: [Problem], _ morning: Morning
  ) throws(GroupingError) {
    let name = morning.name(of: problem.id)
    guard problem.fingerprints.count > 1 else { throw .nothingToSplit(name) }
    guard !fingerprints.isEmpty else {
      throw .whatToSplit(
        name, typed: morning.typedName(of: problem.id),
        merged: hanging.map { morning.typedName(of: $0.id) })
    }
    guard fingerprints.count < problem.fingerprints.count else {
      throw .nothingLeft(name)
    }
  }

  /// The new problem is called what the nights call what moves.
  private func split(
    _ id: ProblemID, _ fingerprints: [Fingerprint], of problem: Problem, _ morning: Morning,
    by writer: WriterID
  ) -> MarketEvent {
    let evidence = ProblemEvidence(of: fingerprints, in: morning.nights)
    let signal = evidence.signals.first
    return .split(
      problem: id, into: ProblemID(number: morning.recorded.nextNumber, writer: writer),
      kind: signal?.kind ?? problem.kind, fingerprints: fingerprints,
      title: signal?.title ?? problem.title,
      night: evidence.nightsSeen.first ?? problem.firstNight)
  }

  func outcome(of event: MarketEvent, _ preview: RegroupingPreview) -> String {
    let name = preview.after.name(of:)
    switch event {
    case .parted(let id, let other):
      let words = preview.after.book.problem(id)?.statusWords ?? ""
      return "\(name(id)) is a problem of its own again, apart from \(name(other)): \(words)"
    case .split(let id, let new, _, let fingerprints, let title, _):
      return "\(name(new)) is split off \(name(id)) with "
        + "\(english.count(fingerprints.count, "fingerprint")): \(title)"
    default: return ""
    }
  }
}

extension Problem {
  /// The one of its fingerprints that somebody means by its first digits.
  fileprivate func fingerprint(
    beginning text: String, named name: String
  ) throws(GroupingError) -> Fingerprint {
    let digits = text.lowercased()
    let found = fingerprints.filter { $0.description.hasPrefix(digits) }
    guard digits.utf8.count >= 4, let first = found.first else {
      throw .noFingerprint(text, in: name, all: fingerprints)
    }
    guard found.count == 1 else { throw .ambiguousFingerprint(text, found) }
    return first
  }
}
