package import MarketAnalysis
package import MarketMeeting
package import MarketModel

/// Was über der Tafel liegt.
extension German {
  package func title(of overlay: Meeting.Overlay, in meeting: Meeting) -> String {
    switch overlay {
    case .help: helpTitle(in: meeting.isOver ? nil : meeting.phase)
    case .evidence: "Belege"
    case .history: "Alles, was beschlossen wurde"
    case .people: "Wer wie viel hat"
    case .unread:
      meeting.tonight.map { "Nicht gelesen, Nacht zum \(day($0.night))" } ?? "Nicht gelesen"
    case .parked: "Geparkt"
    case .matrix: "Betroffene Knoten, Probleme nach Nächten"
    case .effect: "Was die Maßnahmen bewirkt haben"
    case .found(let words): words.isEmpty ? "Alle Probleme bisher" : "Probleme mit „\(words)“"
    }
  }

  package func nothing(in overlay: Meeting.Overlay) -> String {
    switch overlay {
    case .unread: "Alles, was von dieser Nacht gesammelt ist, ließ sich lesen."
    case .parked: "Nichts ist geparkt."
    case .people: "Noch ist niemand genannt."
    case .matrix: "Kein Problem ist offen."
    case .effect: "Noch keine Maßnahme getroffen."
    case .found(let words):
      words.isEmpty ? "Noch nie wurde ein Problem gesehen." : "Kein Problem hatte je diese Wörter."
    case .help, .evidence, .history: "Kein Punkt ist vorn."
    }
  }

  package func lines(_ shown: ClosedRange<Int>, of count: Int) -> String {
    "Zeile \(grouped(shown.lowerBound))–\(grouped(shown.upperBound)) von \(grouped(count))"
  }

  package func wayBack(_ key: String) -> String { "[\(key)] zurück" }

  package func help(for fold: KeyFold) -> String {
    switch fold {
    case .items: "nächster, voriger Punkt"
    case .pages: "Seite vor, zurück"
    case .ends: "erster, letzter; 12G: #12"
    case .phases: "Phase vor, zurück"
    case .undo: "zurücknehmen, doch"
    case .look: "Beamer; Maus an, aus"
    case .help: "diese Liste; zurück"
    }
  }

  package func title(of group: KeyGroup) -> String {
    switch group {
    case .market: "In jeder Phase"
    case .look: "Ansehen"
    case .board: "Die Tafel"
    }
  }

  package func brief(_ proof: Proof, needed: Int) -> String {
    switch proof {
    case .waiting: "noch offen"
    case .holding(let nights): "hält \(nights) von \(needed)"
    case .broken(let night, _): "brach \(shortDay(night))"
    }
  }

  package func words(for load: Workload) -> String {
    var parts = ["\(load.open) offen"]
    if load.overdue > 0 { parts.append("\(load.overdue) überfällig") }
    if load.dueToday > 0 { parts.append("\(load.dueToday) heute fällig") }
    return parts.joined(separator: " · ")
  }

  package func place(of unread: Unread) -> String {
    unread.offset == 0 ? unread.file : "\(unread.file) bei Byte \(grouped(unread.offset))"
  }

  package func failed(_ runs: Int) -> String { "\(count(runs, .run)) gescheitert" }

  package var failingNodes: String { "Gescheiterte Knoten, nach Nächten" }

  package var failingRuns: String { "Gescheiterte Läufe, nach Startstunde, UTC" }

  package var sameMessage: String { "meldete dasselbe" }
}
