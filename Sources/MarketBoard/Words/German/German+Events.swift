package import MarketModel

/// What was decided: for undo, and as history.
extension German {
  package func label(of event: MarketEvent, in book: MarketBook) -> String {
    let it = event.problem.map { name(of: $0, in: book) } ?? ""
    return switch event {
    case .laidOut: "\(it) auflegen"
    case .returned: "\(it) wieder auflegen"
    case .judged(_, let category, let obstacle, _):
      "\(it) beurteilen: \(words(for: category, because: obstacle))"
    case .rated(_, let severity): "\(it) bewerten: \(words(for: severity))"
    case .snoozed(_, let wake): "\(it) ruhen lassen \(words(for: wake))"
    case .dismissed: "\(it) verwerfen"
    case .merged(_, let target): "\(it) mit \(name(of: target, in: book)) vereinen"
    case .joined: "zu \(it) hinzufügen"
    case .parted(_, let other): "\(it) von \(name(of: other, in: book)) lösen"
    case .split(_, let new, _, _, _, _): "\(name(of: new, in: book)) von \(it) abtrennen"
    case .keptApart(_, let other): "\(it) und \(name(of: other, in: book)) getrennt halten"
    case .boundToPlaces: "\(it) an seine Stelle binden"
    case .assigned(_, let owner, _, _): "\(it) → \(owner.rawValue)"
    case .leftToNobody(_, let until): "\(it) niemandem geben bis \(day(until))"
    case .stepPlanned(_, _, let due): "\(it) planen bis \(day(due))"
    case .started: "\(it) beginnen"
    case .noted: "Notiz zu \(it)"
    case .causeFound: "Ursache von \(it)"
    case .countermeasureTaken: "Maßnahme gegen \(it)"
    case .reviewed(_, let verdict): "Rückblick auf \(it): \(words(for: verdict))"
    case .verified: "\(it) bestätigen"
    case .closed: "\(it) schließen"
    case .reopened: "\(it) wieder öffnen"
    case .parked(let topic, _, _, _): "„\(topic)“ parken"
    case .unparked(let id): "„\(topic(id, in: book))“ aufgreifen"
    case .ruleAdopted(let cookbook, let owner): "Regel \(cookbook) → \(owner.rawValue)"
    case .marketOpened(let market, _): "Markt vom \(day(market)) eröffnen"
    case .phaseEntered(_, let phase): "weiter zu: \(words(for: phase))"
    case .marketPaused: "Pause"
    case .marketResumed: "Pause beenden"
    case .chairTaken: "Vorsitz übernehmen"
    case .marketClosed: "Markt beenden"
    case .undone(let id): label(ofUndoing: id, in: book)
    case .unknown(let kind, _): kind
    }
  }

  package func sentence(
    for event: MarketEvent, by author: Person, in book: MarketBook
  ) -> String {
    let who = author.rawValue
    return switch event {
    case .laidOut(_, _, _, _, let night): "zuerst gesehen in der Nacht zum \(day(night))"
    case .returned(_, let night): "wieder da in der Nacht zum \(day(night))"
    case .joined(_, let fingerprint, _, let night):
      "neue Meldung an seiner Stelle in der Nacht zum \(day(night)): \(shortened(fingerprint))"
    case .judged(_, let category, let obstacle, let severity):
      "\(who) hat es beurteilt: \(words(for: category, because: obstacle))"
        + (severity.map { ", \(words(for: $0))" } ?? "")
    case .rated(_, let severity): "\(who) hat es bewertet: \(words(for: severity))"
    case .snoozed(_, let wake): "\(who) lässt es ruhen \(words(for: wake))"
    case .dismissed(_, let reason): "\(who) hat es verworfen: \(words(forReason: reason))"
    case .merged(let id, let target):
      "\(who) hat \(name(of: id, in: book)) mit \(name(of: target, in: book)) vereint"
    case .parted(let id, let other):
      "\(who) hat \(name(of: id, in: book)) wieder von \(name(of: other, in: book)) gelöst"
    case .split(let id, let new, _, let fingerprints, _, _):
      "\(who) hat \(name(of: new, in: book)) von \(name(of: id, in: book)) abgetrennt: "
        + fingerprints.map(shortened).joined(separator: ", ")
    case .keptApart(let id, let other):
      "\(who) hat gesagt, dass \(name(of: id, in: book)) und \(name(of: other, in: book)) "
        + "nie dasselbe sind"
    case .boundToPlaces(let id, _):
      "\(who) hat gesagt, dass alles, was an seiner Stelle scheitert, "
        + "immer \(name(of: id, in: book)) ist"
    case .assigned(_, let owner, let step, let due):
      (owner == author ? "\(who) hat es übernommen" : "\(who) hat es \(owner.rawValue) gegeben")
        + (step.map { ", nächster Schritt: \($0)" } ?? "")
        + (due.map { ", bis \(day($0))" } ?? "")
    case .leftToNobody(_, let until): "\(who) hat es niemandem gegeben, bis \(day(until))"
    case .stepPlanned(_, let step, let due): "\(who) hat geplant: \(step), bis \(day(due))"
    case .started: "\(who) hat begonnen"
    case .noted(_, let text): "\(who) hat notiert: \(text)"
    case .causeFound(_, let text): "\(who) hat die Ursache gefunden: \(text)"
    case .countermeasureTaken(_, let text, let taken):
      "\(who) hat am \(day(taken)) eine Maßnahme getroffen: \(text)"
    case .reviewed(_, let verdict): "Rückblick: \(words(for: verdict))"
    case .verified(_, let nights): "\(who) hat es bestätigt: hielt \(count(nights, .night))"
    case .closed(_, let reason): "\(who) hat es geschlossen: \(words(forReason: reason))"
    case .reopened(_, let reason): "\(who) hat es wieder geöffnet: \(reason)"
    case .parked(let topic, _, let people, _):
      "\(who) hat „\(topic)“ geparkt"
        + (people.isEmpty ? "" : " für \(people.map(\.rawValue).joined(separator: ", "))")
    default: "\(who): \(label(of: event, in: book))"
    }
  }

  private func label(ofUndoing id: EntryID, in book: MarketBook) -> String {
    guard let target = book.entry(id) else { return "zurücknehmen" }
    let decision = book.decision(behind: target)
    guard !decision.event.isUndo else { return "zurücknehmen" }
    let word = target.event.isUndo ? "wiederholen" : "zurücknehmen"
    return "\(word): \(label(of: decision.event, in: book))"
  }
}

/// What is taken back at once, and what stays.
extension German {
  package func label(ofStep events: [MarketEvent], in book: MarketBook) -> String {
    let labels = events.map { label(of: $0, in: book) }
    guard labels.count > 1 else { return labels.first ?? "" }
    return "\(count(labels.count, .decision)): \(labels.joined(separator: "; "))"
  }

  package func question(of undo: PhaseUndo) -> String { "\(summary(of: undo)) zurücknehmen?" }

  /// `7 Entscheidungen aus Triage`
  package func summary(of undo: PhaseUndo) -> String {
    "\(count(undo.decisions.count, .decision)) aus \(words(for: undo.phase))"
  }

  package func lines(of undo: PhaseUndo, in book: MarketBook) -> [String] {
    undo.decisions.map { label(of: $0.event, in: book) }
      + (undo.others > 0 ? [stays(undo.others)] : [])
  }

  package func stays(_ others: Int) -> String {
    others == 1
      ? "eine Entscheidung von jemand anderem bleibt"
      : "\(count(others, .decision)) von anderen bleiben"
  }
}
