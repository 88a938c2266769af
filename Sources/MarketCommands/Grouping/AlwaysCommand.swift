package import ArgumentParser
import MarketAnalysis
import MarketBoard
import MarketModel

/// `market always ID`: what fails at this place is always this problem.
package struct AlwaysCommand: RegroupingCommand {
  package static let configuration = CommandConfiguration(
    commandName: "always",
    abstract: "Say that what fails at a problem's place is always this problem.",
    discussion: """
      The place is the tool, the resource, where it is declared and what it was to do. In later nights \
      whatever fails there belongs to the problem, with whatever message. What is a problem of its own \
      stays one; merge it if it should not.
      """)

  @Argument(help: "The problem: 12, or new-3f9c2a.", completion: .custom(Completions.problems))
  var id: String

  @Flag(
    help: "Take back what was said of its places, whoever said it; what they brought leaves it.")
  var undo = false

  @OptionGroup var confirmation: Confirmation
  @OptionGroup var global: GlobalOptions

  package init() {}

  var subjects: [String] { [id] }

  func events(in morning: Morning, by writer: WriterID) throws -> [MarketEvent] {
    let problem = try morning.problem(named: id)
    try morning.checkUnmerged(problem)
    let name = morning.name(of: problem.id)
    if undo {
      let rules = GroupingRules(of: problem, in: morning).always
      guard !rules.isEmpty else { throw GroupingError.notBound(name) }
      let entries = Set(rules.map(\.rule.entry)).sorted { "\($0)" < "\($1)" }
      return entries.map { .undone(entry: $0) }
    }
    let signals = morning.signals(of: problem)
    let places = Set(signals.compactMap(\.place)).sorted()
    guard !places.isEmpty else {
      guard let signal = signals.last else { throw GroupingError.notAtHand(name) }
      throw GroupingError.noPlace(name, english.words(for: signal.kind))
    }
    let free = places.filter { morning.book.placeRules[$0] == nil }
    guard !free.isEmpty else {
      let rule = places.compactMap { morning.book.placeRules[$0] }.first
      throw GroupingError.placeIsTaken(
        by: rule.map { morning.name(of: morning.book.root(of: $0.problem)) } ?? name, rule)
    }
    return morning.lines(about: problem, by: writer) { .boundToPlaces(problem: $0, places: free) }
  }

  func outcome(of event: MarketEvent, _ preview: RegroupingPreview) -> String {
    guard case .boundToPlaces(let id, let places) = event else {
      return "\(preview.name(typed: id)) is what its fingerprints say, and no place any more"
    }
    let words = preview.after.words(for: places).joined(separator: "; or at ")
    return "always \(preview.name(of: id, typed: self.id)): whatever fails at \(words)"
  }

  /// What is at the same place and stays apart, because what is known comes before the rule.
  func remarks(on event: MarketEvent, _ preview: RegroupingPreview) -> [String] {
    guard case .boundToPlaces(let id, let places) = event else { return [] }
    let after = preview.after
    let others = Set(
      after.nights.flatMap(\.signals)
        .filter { $0.place.map(places.contains) ?? false }
        .compactMap { after.book.problem(of: $0)?.id }
    ).subtracting([after.book.root(of: id)])
    return others.sorted().flatMap { other in
      let isApart = after.book.separation(of: id, from: other) != nil
      return TextLayout.paragraph(
        "\(after.name(of: other)) fails there too and stays a problem of its own"
          + (isApart
            ? ""
            : "; to make it one: "
              + "market merge \(after.typedName(of: other)) into \(after.typedName(of: id))"),
        indent: 2)
    }
  }
}

extension Morning {
  /// What every night at hand says about a problem, oldest first.
  func signals(of problem: Problem) -> [Signal] {
    nights.flatMap(\.signals).filter { problem.fingerprints.contains($0.fingerprint) }
  }

  /// Places in words, as far as the nights at hand show them.
  func words(for places: [Fingerprint]) -> [String] {
    var words: [Fingerprint: String] = [:]
    for signal in nights.flatMap(\.signals) {
      guard let place = signal.place, words[place] == nil, let example = signal.evidence.first
      else { continue }
      words[place] = example.place
    }
    return places.map { words[$0] ?? "a place that no night at hand shows" }
  }
}

extension FailureExample {
  /// `chef service[nginx], action start, in acme_web::default`: what tells a place from others, its
  /// name with holes.
  var place: String {
    var named = failure
    named.resourceName = failure.resourceName.map { MessageTemplate(of: $0).text }
    return [
      "\(tool.rawValue) \(named.resource ?? "run")", failure.action.map { "action \($0)" },
      failure.declaration.map { "in \($0)" },
    ].compactMap { $0 }.joined(separator: ", ")
  }
}
