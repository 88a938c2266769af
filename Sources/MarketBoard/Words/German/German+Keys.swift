import MarketMeeting
package import MarketModel

/// What the keys do.
extension German {
  package func hint(for deed: Deed) -> String? {
    switch deed {
    case .beginReview: "Rückblick beginnen"
    case .onTrack: "im Plan"
    case .blocked: "blockiert"
    case .countermeasure: "Maßnahme getroffen"
    case .handOver: "übergeben"
    case .verify: "bestätigt"
    case .close: "schließen"
    case .start: "beginnen"
    case .cause: "Ursache gefunden"
    case .note: "Notiz"
    case .fixCanStart: "Ursache bekannt, Abhilfe möglich"
    case .noFixYet: "Ursache bekannt, Abhilfe fehlt"
    case .causeUnknown: "Ursache unklar"
    case .merge: "vereinen"
    case .snooze: "ruhen"
    case .dismiss: "verwerfen"
    case .asSuggested: "wie vorgeschlagen"
    case .owner: "wer"
    case .step: "Schritt"
    case .date: "Termin"
    case .nobody: "niemand bis …"
    case .adoptRule: "Regel annehmen"
    case .rejectRule: "diese Regel nicht"
    case .endMarket: "Markt beenden, Protokoll schreiben"
    case .park: "parken"
    case .undo: "zurücknehmen"
    case .nextPhase: "nächste Phase"
    case .takeChair: "Vorsitz übernehmen"
    case .nextItem: "weiter"
    case .evidence: "Belege"
    case .help: "Hilfe"
    case .rate, .redo, .undoPhase, .previousPhase, .pause, .down, .up,
      .pageDown, .pageUp, .first, .last, .history, .matrix, .effect, .parked, .people, .unread,
      .filter, .command, .search, .goto, .projector, .mouse, .back, .leave:
      nil
    }
  }

  package func help(for deed: Deed) -> String {
    switch deed {
    case .beginReview: "Rückblick beginnen"
    case .onTrack: "es läuft nach Plan"
    case .blocked: "es geht nicht weiter"
    case .countermeasure: "eine Maßnahme ist getroffen"
    case .handOver: "übergeben"
    case .verify: "die Nächte haben es bestätigt"
    case .close: "schließen, mit Grund"
    case .start: "jemand arbeitet daran"
    case .rate: "sagen, wie schlimm es ist"
    case .cause: "die Ursache ist gefunden"
    case .fixCanStart: "erfassen: Ursache bekannt, Abhilfe möglich"
    case .noFixYet: "erfassen: Ursache bekannt, Abhilfe fehlt"
    case .causeUnknown: "erfassen: Ursache unklar"
    case .merge: "es ist ein anderes Problem: vereinen"
    case .snooze: "nicht jetzt: ruhen lassen"
    case .dismiss: "verwerfen, mit Grund"
    case .asSuggested: "wer, Schritt und Termin wie vorgeschlagen"
    case .owner: "wählen, wer es übernimmt"
    case .step: "den nächsten Schritt sagen"
    case .date: "sagen, bis wann"
    case .nobody: "niemandem geben, bis zu einem Datum"
    case .adoptRule: "die Regel annehmen"
    case .rejectRule: "diese Regel nicht"
    case .endMarket: "Markt beenden, Protokoll schreiben"
    case .note: "eine Notiz anfügen"
    case .park: "parken, mit wem"
    case .undo: "Letztes zurücknehmen"
    case .redo: "Rücknahme aufheben"
    case .undoPhase: "alles Eigene dieser Phase zurücknehmen"
    case .nextPhase: "nächste Phase"
    case .previousPhase: "vorige Phase"
    case .pause: "Pause (Feueralarm)"
    case .takeChair: "Vorsitz übernehmen"
    case .nextItem, .down: "nächster Punkt"
    case .up: "voriger Punkt"
    case .pageDown: "eine Seite weiter"
    case .pageUp: "eine Seite zurück"
    case .first: "erster Punkt"
    case .last: "letzter; 12G: zu #12"
    case .evidence: "Belege"
    case .history: "Verlauf"
    case .matrix: "Probleme × Nächte"
    case .effect: "was geholfen hat"
    case .parked: "was geparkt wurde"
    case .people: "wer wie viel hat"
    case .unread: "Unlesbares"
    case .filter: "nach Worten filtern"
    case .command: "Befehl: :history 12"
    case .search: "alle je suchen"
    case .goto: "zur Nummer gehen"
    case .projector: "groß, für den Beamer"
    case .mouse: "Maus an oder aus"
    case .help: "diese Liste zeigen"
    case .back: "zurück"
    case .leave: "Ende, alles sicher"
    }
  }

  package func helpTitle(in phase: Phase?) -> String {
    phase.map { "In \(words(for: $0))" } ?? "Zum Umsehen"
  }

  package var helpEverywhere: String { "Überall" }

  package func label(_ label: Label) -> String {
    switch label {
    case .runs: "Läufe"
    case .nodes, .noEnvironmentNodes: "Knoten"
    case .noEnvironment: "(keine)"
    case .why: "warum"
    case .suspect: "Verdacht"
    case .says: "meldet"
    case .output: "Ausgabe"
    case .detail: "Detail"
    case .atOnce: "zugleich"
    case .always: "immer"
    case .cameBack: "wieder da"
    case .knockOn: "Folge"
    case .proof: "Probe"
    case .done: "getan"
    case .next: "nächstes"
    case .cause: "Ursache"
    case .judged: "Urteil"
    case .error: "Fehler"
    case .note: "Notiz"
    case .now: "jetzt"
    case .suggested: "Vorschlag"
    case .parked: "geparkt"
    case .carried: "übertragen"
    case .seen: "gesehen"
    case .places: "wo"
    case .both: "beide"
    case .together: "zusammen"
    case .keys: "Tasten"
    case .settled: "erledigt"
    case .nightsHeading: "Nächte"
    }
  }
}
