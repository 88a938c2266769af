package import MarketModel

/// Suchen, filtern und was jemandem gehört.
extension German {
  package var open: String { "öffnen" }

  package func shortHelp(for deed: Deed) -> String {
    switch deed {
    case .help: "Hilfe"
    case .down: "hinab"
    case .pageDown: "Seite"
    case .filter: "filtern"
    default: help(for: deed)
    }
  }

  package func filtered(_ words: String, shown: Int?, of all: Int, _ key: String) -> String {
    "„\(words)“" + (shown.map { ": \(share($0, of: all))" } ?? "") + " · [\(key)] zeigt alles"
  }

  package func carriedOver(_ names: [String]) -> String { "übertragen: \(list(names))" }

  package func ownership(of person: Person, open: Int, overdue: Int) -> String {
    "\(person.rawValue): \(grouped(open)) offen"
      + (overdue > 0 ? ", \(grouped(overdue)) überfällig" : "")
  }

  package func ownsNothing(_ person: Person) -> String {
    "\(person.rawValue) ist für nichts auf dem Tisch zuständig."
  }
}
