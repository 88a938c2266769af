package import MarketMeeting
package import MarketModel

/// What is only ever heard.
extension German {
  package func spoken(seconds: Int) -> String {
    let minutes = Int((Double(seconds) / 60).rounded())
    if seconds >= 90 { return "\(minutes) Minuten" }
    return seconds == 1 ? "1 Sekunde" : "\(seconds) Sekunden"
  }

  package func timeLeft(in meeting: Meeting) -> String {
    if meeting.isOver { return "Der Markt ist vorbei" }
    let left = meeting.secondsLeft
    let time = left == 0 ? "Die Zeit ist um" : "noch \(spoken(seconds: left))"
    if meeting.record.isPaused { return "\(time); Pause" }
    switch meeting.phase {
    case .overnight, .close:
      let planned = spoken(seconds: meeting.record.plan.budget(of: meeting.phase))
      return "\(time); \(planned) geplant für \(words(for: meeting.phase))"
    case .review, .triage, .assign:
      let pace = meeting.pace
      if pace.left == 0 { return "\(time); alle \(meeting.items.count) entschieden" }
      let each = spoken(seconds: Int(pace.secondsPerItem))
      return "\(time); \(pace.left) unentschieden, je \(each)"
    }
  }

  package func saved(_ sentence: String) -> String { "gespeichert: \(sentence)" }
  package func undone(_ sentence: String) -> String { "zurückgenommen: \(sentence)" }
  package func redone(_ sentence: String) -> String { "wieder gültig: \(sentence)" }

  package func trend(before: Int?, middle: Int, of nights: Int) -> String {
    (before.map { "in der Nacht davor \(grouped($0)); " } ?? "")
      + "in der Mitte von \(nights == 1 ? "1 Nacht" : "\(nights) Nächten") \(grouped(middle))"
  }

  package func undecided(_ count: Int) -> String {
    count == 0 ? "nichts ist mehr unentschieden" : "noch \(count) unentschieden"
  }

  package var enterTakesIt: String { "Enter nimmt es" }
  package func enterTakes(_ text: String) -> String { "Enter nimmt: \(text)" }
  package var enterMeansYes: String { "Enter heißt ja" }
  package var onlyYMeansYes: String { "y heißt ja, Enter heißt nein" }

  package func enterAccepts(_ suggestion: String, because reason: String?) -> String {
    "Enter nimmt an: \(suggestion)" + (reason.map { "; Grund: \($0)" } ?? "")
  }

  package func severalAnswers(_ word: String, _ numbers: [String]) -> String {
    "„\(word)“ kann \(numbers.joined(separator: " oder ")) heißen; "
      + "gefragt ist eine Zahl oder etwas mehr davon."
  }

  package func notUnderstood(_ word: String, _ key: String) -> String {
    "„\(word)“ wurde nicht verstanden, nichts ist geschehen; \(key) nennt die Tasten."
  }

  package func notUsed(_ rest: String) -> String { "nicht verwendet: „\(rest)“" }

  package func nothingDecided(_ question: String) -> String {
    "Nichts wurde entschieden bei: \(question)"
  }

  package func farewell(in meeting: Meeting) -> String {
    if meeting.isOver { return "Alles ist gespeichert. Der Markt ist vorbei." }
    let clock =
      meeting.record.isPaused ? "pausiert, und die Uhr steht" : "und seine Uhr laufen weiter"
    guard !meeting.role.follows else { return "Auf Wiederhören. Der Markt \(clock)." }
    return "Alles ist gespeichert. Der Markt \(clock); `market meet` kehrt zurück."
  }

  package func clockStands(_ left: String, _ key: String) -> String {
    "Die Uhr steht, noch \(left); weiter mit \(key)."
  }
  package func clockRuns(_ left: String) -> String { "Die Uhr läuft wieder, noch \(left)." }

  package var keysToo: String { "auch Tasten" }
  package var helpForTime: String { "die Zeit, die noch bleibt" }
  package var or: String { "oder" }
  package var fullStop: String { "Punkt" }
  package func allShown(_ count: Int) -> String { "Kein Filter; alle \(count) sind da." }

  package func isOver(_ day: Day, after time: String) -> String {
    "Der Markt vom \(self.day(day)) ist vorbei. Dauer: \(time)."
  }

  package func nodesByNight(_ nights: [String]) -> String {
    "Die neueste Nacht zuerst: \(list(nights))"
  }
  package func seen(in nights: Int, of all: Int) -> String {
    "in \(share(nights, of: all)) Nächten"
  }
  package var cardSaidAll: String { "Die Karte hat alles gesagt." }
  package var notHeard: String { "unbekannt" }
}
