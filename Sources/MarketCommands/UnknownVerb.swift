import ArgumentParser
import MarketModel

/// A word that is no verb. The parser would take it for an argument of the verb that is meant when
/// none is given, and say so.
struct UnknownVerb: AdvisingError, Hashable {
  let word: String
  private let nearest: String?

  /// `nil` when the words of the command line begin with a verb, or with an option.
  init?(in words: some Collection<String>) {
    let all = MarketCommand.configuration.subcommands.map { $0._commandName } + ["help"]
    guard let word = words.first, !word.hasPrefix("-"), !all.contains(word)
    else { return nil }
    self.word = word
    let best = all.map { (name: $0, distance: editDistance(Array($0), Array(word))) }
      .min { $0.distance < $1.distance }
    // More than a third of the letters wrong is another word.
    nearest = best.flatMap { $0.distance * 3 <= max(word.count, 3) ? $0.name : nil }
  }

  var problem: String { "there is no command `\(word)`" }
  var place: String? { nil }
  var remedy: String {
    nearest.map { "did you mean: market \($0)" } ?? "see what there is: market --help"
  }
}
