import MarketAnalysis
package import MarketMeeting
package import MarketModel
import TextCanvas

/// What the board says around its items: the header, the notices, the questions.
extension German {
  package var marketName: String { "MORGENMARKT" }
  package var shortMarketName: String { "MARKT" }
  package func paused(_ key: String) -> String { "Pause. Weiter mit [\(key)]." }
  package func nudge(_ key: String) -> String {
    "Dieser Punkt hatte seinen Anteil an der Zeit: entscheiden oder parken [\(key)]."
  }
  package var horizon: String { "bei diesem Tempo nicht mehr zu schaffen" }
  package func nothing(in phase: Phase, _ key: String) -> String {
    switch phase {
    case .review: "Nichts Offenes zurückzublicken. Weiter zur Triage mit [\(key)]."
    case .triage: "Die Nacht brachte nichts Neues. Weiter zur Zuteilung mit [\(key)]."
    case .assign:
      "Alles Offene ist vergeben und hat Schritt und Termin. Weiter zum Schluss mit [\(key)]."
    case .overnight, .close: ""
    }
  }
  package var noNight: String {
    "Noch keine Nacht eingesammelt. `market gather PATH` liest die Berichte der Läufe."
  }
  package var noNightAtHand: String { "Keine Nacht zur Hand, um zu sehen, was sich änderte." }
  package var noMarketYet: String {
    "Hier gab es noch keinen Markt. Sobald der erste beginnt, erscheint er; Ende mit ctrl-c."
  }
  package var whoDoesWhat: String { "Wer macht was bis zum nächsten Markt" }
  package var nobodyPromised: String { "noch hat niemand etwas zugesagt" }
  package var adjust: String { "Nachstellen: eine Regel für morgen" }

  package func position(_ number: Int, of count: Int) -> String { "\(number) von \(count)" }

  package func clock(of meeting: Meeting) -> String {
    if meeting.isOver { return "vorbei" }
    return duration(Int(meeting.record.remaining(at: meeting.now).rounded(.up)))
  }

  package func pace(of meeting: Meeting) -> String {
    if meeting.isOver { return "nur zum Lesen" }
    if meeting.record.isPaused { return "Pause" }
    switch meeting.phase {
    case .overnight, .close:
      return "\(duration(meeting.record.plan.budget(of: meeting.phase))) geplant"
    case .review, .triage, .assign:
      let pace = meeting.pace
      if pace.left == 0 { return "alle \(meeting.items.count) erledigt" }
      return "noch \(pace.left), je \(duration(Int(pace.secondsPerItem)))"
    }
  }

  package func sentence(for notice: Notice, in meeting: Meeting) -> String {
    switch notice {
    case .saved(let event): "gespeichert: \(label(of: event, in: meeting.book))"
    case .undone(let event): "zurückgenommen: \(label(of: event, in: meeting.book))"
    case .redone(let event): "wieder gültig: \(label(of: event, in: meeting.book))"
    case .undoneStep(let events): "zurückgenommen: \(label(ofStep: events, in: meeting.book))"
    case .redoneStep(let events): "wieder gültig: \(label(ofStep: events, in: meeting.book))"
    case .notSaved(let reason): "NICHT GESPEICHERT: \(reason)"
    case .refused(let refusal): sentence(for: refusal, in: meeting)
    case .changedElsewhere(let entries): changed(by: entries, in: meeting)
    case .overtaken(let entries):
      "NICHT GESPEICHERT, jemand war schneller: \(changed(by: entries, in: meeting))"
    case .chairIsOurs: "Der Vorsitz ist jetzt hier; diese Tasten entscheiden."
    case .clashed(let clashes): news(of: clashes, in: meeting.book)
    case .numbersGivenTwice(let numbers): news(ofTwice: numbers, in: meeting.book)
    case .held(let keys): "Zu früh getippt: \(keys). [y] gilt, [esc] verwirft."
    case .dropped: "Was zu früh getippt war, ist verworfen."
    case .timeIsUp:
      "Die Zeit ist um. Was offen blieb, wird übertragen und steht morgen zuerst."
    }
  }

  package func sentence(for refusal: Refusal, in meeting: Meeting) -> String {
    let book = meeting.book
    func key(_ deed: Deed) -> String { Keymap(of: meeting).name(of: deed) }
    return switch refusal {
    case .marketIsOver: "Dieser Markt ist vorbei. Der nächste beginnt morgen mit `market meet`."
    case .marketIsPaused: "Der Markt pausiert: weiter mit [\(key(.pause))]."
    case .nothingSelected: "Kein Punkt ist vorn."
    case .nothingToUndo: "Keine eigene Entscheidung, die sich zurücknehmen ließe."
    case .nothingDecided(let phase, let others):
      "Keine eigene Entscheidung in \(words(for: phase)), die sich zurücknehmen ließe"
        + (others > 0 ? "; was andere entschieden haben, bleibt." : ".")
    case .mergedAway(let other):
      "Es ist mit \(name(of: other, in: book)) vereint; dort entscheiden oder zurücknehmen."
    case .keptApart(let said):
      "\(said.by.rawValue) hat am \(day(said.at.day)) gesagt, dass die beiden nie dasselbe sind."
    case .nothingToRedo: "Zuletzt wurde nichts zurückgenommen."
    case .worksElsewhere(let deed, let phases):
      "„\(Deed(rawValue: deed).map(help(for:)) ?? deed)“ geht in "
        + "\(phases.map(words(for:)).joined(separator: " und "))."
    case .unknownKey(let name): "[\(name)] bewirkt hier nichts; [\(key(.help))] zeigt die Tasten."
    case .noCountermeasure:
      "Noch keine Maßnahme getroffen; [\(key(.countermeasure))] hält fest, was getan wurde."
    case .notProvenYet(let proof, let needed):
      "Noch nicht bewährt: \(words(for: proof, needed: needed))."
    case .noOtherProblem: "Kein anderes offenes Problem zum Vereinen."
    case .emptyAnswer: "In wenigen Worten sagen, oder [esc]."
    case .notADate(let text): "„\(text)“ ist kein Tag; Schreibweise: 2026-11-24, fri oder +2w."
    case .dayIsPast(let day): "\(self.day(day)) ist vorbei."
    case .noProposal: "Keine Regel ist vorgeschlagen."
    case .somethingLiesOver:
      "Diese Taste entscheidet über den Punkt dahinter; [\(key(.back))] führt dorthin zurück."
    case .decidedInMarket:
      "Das entscheidet das Team im Markt; [\(key(.help))] zeigt, was hier geht."
    case .noEditor(.failed):
      "Der Editor ist gescheitert, die Zeile wie zuvor; $VISUAL oder $EDITOR nennt einen anderen."
    case .noEditor(.tooLong):
      "Mehr als \(grouped(EditedLine.limit)) Zeichen kamen zurück, die Zeile ist wie zuvor; besser verlinken."
    case .noEditor(.noFile(let reason)):
      "Keine Datei zum Bearbeiten (\(reason)), die Zeile ist wie zuvor; siehe df -h $TMPDIR."
    case .noSuchNumber(let number): "Ein Problem #\(number) gibt es nicht."
    case .nothingMatches(let words): "Nichts hier enthält „\(words)“."
    case .noSuchCommand(let name):
      "Einen Befehl „\(name)“ gibt es nicht; [\(key(.help))] nennt alle, Tab ergänzt."
    case .severalCommands(let name, let names):
      "„\(name)“ kann \(list(names)) heißen; mehr davon tippen."
    case .watching(let chair?):
      "Diese Taste entscheidet, und hier wird zugesehen; den Vorsitz hat \(chair.holder.rawValue)."
    case .watching(nil):
      "Diese Taste entscheidet, und hier wird zugesehen; den Vorsitz hat niemand."
    case .onlyWatching: "Diese Tafel sieht nur zu; `market meet` übernimmt den Vorsitz."
    case .chairIsOurs: "Der Vorsitz ist schon hier."
    }
  }

  package func question(of draft: Draft, in meeting: Meeting) -> String {
    switch draft {
    case .obstacle: "Abhilfe fehlt: warum?"
    case .severity(_, let category, let obstacle):
      "\(words(for: category, because: obstacle)). Wie schlimm ist es?"
    case .rating: "Wie schlimm ist es?"
    case .mergeTarget: "Welches Problem ist es?"
    case .merge(let id, let target):
      "\(name(of: id, in: meeting.book)) mit \(name(of: target, in: meeting.book)) "
        + "„\((meeting.book.problem(target)?.title ?? "").clipped(toBytes: 48))“ vereinen?"
    case .takeover(let chair): question(ofTaking: chair)
    case .phaseUndo(let phase):
      question(of: meeting.book.undo(of: phase, in: meeting.day, by: meeting.writer))
    case .wake: "Ruhen lassen bis?"
    case .dismissal: "Verwerfen: warum?"
    case .closing: "Schließen: warum?"
    case .owner: "Wer übernimmt es?"
    case .ownerName: "Wer übernimmt es? Der Kurzname"
    case .due: "Bis wann?"
    case .nobodyUntil: "Niemand, bis wann?"
    case .reasonToDismiss: "Verwerfen, weil"
    case .reasonToClose: "Schließen, weil"
    case .dueDate: "Bis zu welchem Datum?"
    case .wakeDate: "Ruhen lassen bis zu welchem Tag?"
    case .nobodyDate: "Niemand, bis zu welchem Tag?"
    case .cause: "Was ist die Ursache?"
    case .countermeasure: "Was wurde dagegen getan?"
    case .note: "Notiz"
    case .step: "Was ist der nächste Schritt?"
    case .topic: "Welches Thema parken?"
    case .filter: "Nur zeigen, was dies enthält"
    case .command: "Befehl"
    case .people(let topic, _):
      "„\(topic.clipped(toBytes: 40))“ parken: wer bespricht es nach dem Markt?"
    }
  }

  package func words(for answer: Answer, in meeting: Meeting) -> (String, String) {
    switch answer {
    case .obstacle(let obstacle): (words(for: obstacle), "")
    case .severity(let severity, let reason):
      (words(for: severity), reason.map { "Vorschlag: \(words(for: $0))" } ?? "")
    case .problem(let id):
      ("\(name(of: id, in: meeting.book)) \(meeting.book.problem(id)?.title ?? "")", "")
    case .wake(let wake): (words(for: wake), "")
    case .dismissal(let dismissal): (words(for: dismissal), "")
    case .closing(let closing): (words(for: closing), "")
    case .person(let person, let reason): (person.rawValue, words(for: reason))
    case .day(let day): (self.day(day), "")
    case .other: ("etwas anderes …", "")
    }
  }

  package func noSuchAnswer(_ word: String, _ count: Int) -> String {
    "„\(word)“ ist hier keine Antwort; gefragt ist eine Zahl von 1 bis \(count) oder ein Anfang "
      + "aus zwei Buchstaben oder mehr; ? nennt sie noch einmal."
  }

  package func noYesOrNo(_ word: String) -> String {
    "„\(word)“ ist hier keine Antwort; gefragt ist y (ja) oder n (nein)."
  }

  package func hints(for prompt: Prompt) -> [(keys: String, words: String)] {
    switch prompt.input {
    case .choice(let answers, _):
      [
        (answers.count == 1 ? "1" : "1–\(min(9, answers.count))", "wählen"),
        ("⏎", "das Markierte nehmen"), ("esc", "zurück"),
      ]
    case .line where prompt.draft == .filter:
      [("⏎", "behalten"), ("tab", "ergänzen"), ("esc", "alles zeigen")]
    case .line where prompt.draft == .command:
      [("⏎", "ausführen"), ("tab", "ergänzen"), ("esc", "zurück")]
    case .line:
      [
        ("⏎", "speichern"), ("tab", "ergänzen"), ("↑", "Früheres"), ("ctrl-o", "Editor"),
        ("esc", "zurück"),
      ]
    case .consent: [("y ⏎", "vereinen"), ("esc", "zurück")]
    case .yes: [("y", "Vorsitz übernehmen"), ("esc", "zurück")]
    case .consentToUndo: [("y", "zurücknehmen"), ("esc", "zurück")]
    }
  }

  package func marketIsOver(_ minutes: Minutes) -> String {
    let seconds = minutes.times.reduce(0) { $0 + $1.spent }
    return "Der Markt vom \(day(minutes.record.day)) ist nach \(duration(seconds)) vorbei."
  }

  package func rule(_ proposal: RuleProposal) -> String {
    "Was Cookbook \(proposal.cookbook) deklariert, geht an \(proposal.owner.rawValue)."
  }

  package func effect(of proposal: RuleProposal, in book: MarketBook) -> String {
    let names = list(proposal.wouldHaveNamed.map { name(of: $0, in: book) })
    return proposal.wouldHaveNamed.isEmpty
      ? "Letzte Nacht hätte sie niemanden benannt."
      : "Letzte Nacht hätte sie benannt, wem \(names) gehört."
  }
}
