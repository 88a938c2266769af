import Glibc
import MarketModel

extension Language {
  /// The language of this terminal's messages.
  ///
  /// Source: POSIX.1-2017, Base Definitions, 8.2: the first of the three that is set and not empty.
  static var ofTerminal: Language {
    let names: [String] = ["LC_ALL", "LC_MESSAGES", "LANG"]
    let locale = names.lazy.compactMap { name in
      unsafe getenv(name).map { unsafe String(cString: $0) }
    }.first { !$0.isEmpty }
    return Language(locale: locale ?? "")
  }
}
