package import MarketAnalysis
import MarketBoard

/// What a signal says, as the verbs print it.
extension Signal {
  package var whyText: String { English().why(why) }
  package var suspectText: String? { suspect.map { English().words(for: $0) } }
  package var detailTexts: [String] { details.map { English().words(for: $0) } }
}
