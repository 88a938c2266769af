/// A language that the board speaks; raw values are those of ISO 639-1.
package enum Language: String, CaseIterable, Hashable, Sendable {
  case english = "en"
  case german = "de"
  case japanese = "ja"

  /// The language of a POSIX locale such as `de_AT.UTF-8`; English for all that is not spoken.
  package init(locale: String) {
    self = Language(rawValue: String(locale.prefix { $0.isLetter })) ?? .english
  }
}
