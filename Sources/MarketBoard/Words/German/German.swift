package import MarketMeeting
package import MarketModel

/// Deutsch. Nobody is addressed: infinitives and plain statements.
package struct German: Phrasebook {
  package init() {}

  package func words(for category: Category, because obstacle: Obstacle? = nil) -> String {
    switch category {
    case .fixCanStart: "Ursache bekannt, Abhilfe möglich"
    case .noFixYet:
      "Ursache bekannt, Abhilfe fehlt" + (obstacle.map { " (\(words(for: $0)))" } ?? "")
    case .unknown: "Ursache unklar"
    }
  }

  package func words(for obstacle: Obstacle) -> String {
    switch obstacle {
    case .noCountermeasure: "keine Maßnahme bekannt"
    case .blocked: "blockiert"
    case .needsDecision: "Entscheidung nötig"
    }
  }

  package func words(for severity: Severity) -> String {
    switch severity {
    case .blocksDeploy: "blockiert Deployments"
    case .serviceDown: "Dienst ausgefallen"
    case .clusterWrong: "Cluster fehlerhaft"
    case .wasteful: "Verschwendung"
    case .noise: "Rauschen"
    }
  }

  package func words(for status: ProblemStatus) -> String {
    switch status {
    case .new: "neu"
    case .accepted: "erfasst"
    case .working: "in Arbeit"
    case .proving: "in Probe"
    case .verified: "bestätigt"
    case .closed: "erledigt"
    case .snoozed: "ruhend"
    case .dismissed: "verworfen"
    case .merged: "vereint"
    case .regressed: "wieder da"
    }
  }

  package func words(for verdict: ReviewVerdict) -> String {
    switch verdict {
    case .onTrack: "im Plan"
    case .blocked: "blockiert"
    }
  }

  package func words(for wake: Wake) -> String {
    switch wake {
    case .on(let day): "bis \(self.day(day))"
    case .above(let nodes): "bis zu mehr als \(count(nodes, .node)) in einer Nacht"
    case .newEnvironment(let known):
      known.isEmpty
        ? "bis es in einer Umgebung auftritt"
        : "bis es außerhalb von \(known.joined(separator: ", ")) auftritt"
    }
  }

  package func words(for phase: Phase) -> String {
    switch phase {
    case .overnight: "Nacht"
    case .review: "Rückblick"
    case .triage: "Triage"
    case .assign: "Zuteilung"
    case .close: "Schluss"
    }
  }

  package func words(for kind: SignalKind) -> String {
    switch kind {
    case .failure: "Fehler"
    case .flaky: "sporadisch"
    case .notIdempotent: "nicht idempotent"
    case .newNode: "neue Knoten"
    case .outage: "Ausfall"
    case .environmentLeak: "fremde Umgebung"
    case .growth: "Wachstum"
    case .slow: "langsam"
    case .silent: "stumm"
    case .greenWithErrors: "grün mit Fehlern"
    }
  }

  package func words(for dismissal: Dismissal) -> String {
    switch dismissal {
    case .notAProblem: "kein Problem"
    case .knownAndHarmless: "bekannt und harmlos"
    case .testNode: "Testknoten oder ausgemusterter Knoten"
    }
  }

  package func words(for closing: Closing) -> String {
    switch closing {
    case .fixed: "behoben"
    case .wentAway: "von selbst verschwunden"
    case .wontFix: "wird nicht behoben"
    }
  }

  package func words(for step: SuggestedStep) -> String {
    switch step {
    case .putFixIn: "Abhilfe einspielen"
    case .findCountermeasure: "Maßnahme finden"
    case .clearBlock: "Blockade auflösen"
    case .bringDecision: "Entscheidung herbeiführen"
    case .findCause: "Ursache finden"
    }
  }

  /// `Di 24. Nov.`
  ///
  /// Source: CLDR 45, `de`, abbreviated months.
  package func day(_ day: Day) -> String {
    let weekdays = ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"]
    let months = [
      "Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.",
      "Dez.",
    ]
    let (_, month, dayOfMonth) = day.civil
    return "\(weekdays[day.weekday.rawValue]) \(dayOfMonth). \(months[month - 1])"
  }

  /// `24.11.`
  package func shortDay(_ day: Day) -> String {
    let (_, month, dayOfMonth) = day.civil
    return "\(dayOfMonth).\(month)."
  }

  /// `So 22. Nov. 02:14:08 UTC`
  package func moment(_ moment: Instant) -> String {
    "\(day(moment.day)) \(moment.clockTime) UTC"
  }

  package func count(_ number: Int, _ noun: Noun) -> String {
    switch noun {
    case .node: count(number, "Knoten", "Knoten")
    case .night: count(number, "Nacht", "Nächte")
    case .run: count(number, "Lauf", "Läufe")
    case .report: count(number, "Bericht", "Berichte")
    case .decision: count(number, "Entscheidung", "Entscheidungen")
    case .problem: count(number, "Problem", "Probleme")
    }
  }

  /// `1 Nacht`, `1.204 Nächte`.
  func count(_ number: Int, _ one: String, _ many: String) -> String {
    "\(grouped(number)) \(number == 1 ? one : many)"
  }

  /// `1.204`
  package func grouped(_ number: Int) -> String { grouped(number, by: ".") }
  package func list(_ names: [String]) -> String { names.joined(separator: ", ") }
  package func capitalized(_ text: String) -> String { withCapital(text) }
  package func more(_ count: Int) -> String { "und \(grouped(count)) weitere" }
  package func share(_ part: Int, of whole: Int) -> String {
    "\(grouped(part)) von \(grouped(whole))"
  }
}
