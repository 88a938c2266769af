package import MarketModel

extension English {
  /// A decision in a few words, for undo: `assign #12 → ana`.
  package func label(of event: MarketEvent, in book: MarketBook) -> String {
    let it = event.problem.map { name(of: $0, in: book) } ?? ""
    return switch event {
    case .laidOut: "lay out \(it)"
    case .returned: "bring back \(it)"
    case .judged(_, let category, let obstacle, _):
      "judge \(it): \(words(for: category, because: obstacle))"
    case .rated(_, let severity): "rate \(it): \(words(for: severity))"
    case .snoozed(_, let wake): "snooze \(it) \(words(for: wake))"
    case .dismissed: "dismiss \(it)"
    case .merged(_, let target): "merge \(it) into \(name(of: target, in: book))"
    case .joined: "add to \(it)"
    case .parted(_, let other): "part \(it) from \(name(of: other, in: book))"
    case .split(_, let new, _, _, _, _): "split \(name(of: new, in: book)) off \(it)"
    case .keptApart(_, let other): "keep \(it) apart from \(name(of: other, in: book))"
    case .boundToPlaces: "bind \(it) to its place"
    case .assigned(_, let owner, _, _): "assign \(it) → \(owner.rawValue)"
    case .leftToNobody(_, let until): "leave \(it) to nobody until \(day(until))"
    case .stepPlanned(_, _, let due): "plan \(it) by \(day(due))"
    case .started: "start \(it)"
    case .noted: "note on \(it)"
    case .causeFound: "cause of \(it)"
    case .countermeasureTaken: "countermeasure for \(it)"
    case .reviewed(_, let verdict): "review \(it): \(words(for: verdict))"
    case .verified: "verify \(it)"
    case .closed: "close \(it)"
    case .reopened: "reopen \(it)"
    case .parked(let topic, _, _, _): "park “\(topic)”"
    case .unparked(let id): "take up “\(topic(id, in: book))”"
    case .ruleAdopted(let cookbook, let owner): "rule \(cookbook) → \(owner.rawValue)"
    case .marketOpened(let market, _): "open the market of \(day(market))"
    case .phaseEntered(_, let phase): "enter \(words(for: phase))"
    case .marketPaused: "pause"
    case .marketResumed: "resume"
    case .chairTaken: "take the chair"
    case .marketClosed: "close the market"
    case .undone(let id): label(ofUndoing: id, in: book)
    case .unknown(let kind, _): kind
    }
  }

  /// What happened, as a line of a problem's history: `ana took it over, next: find the cause, by
  /// Tue 24 Nov`.
  package func sentence(
    for event: MarketEvent, by author: Person, in book: MarketBook
  ) -> String {
    let who = author.rawValue
    return switch event {
    case .laidOut(_, _, _, _, let night): "first seen in the night to \(day(night))"
    case .returned(_, let night): "came back in the night to \(day(night))"
    case .judged(_, let category, let obstacle, let severity):
      "\(who) judged it: \(words(for: category, because: obstacle))"
        + (severity.map { ", \(words(for: $0))" } ?? "")
    case .rated(_, let severity): "\(who) rated it: \(words(for: severity))"
    case .snoozed(_, let wake): "\(who) snoozed it \(words(for: wake))"
    case .dismissed(_, let reason): "\(who) dismissed it: \(words(forReason: reason))"
    case .merged(let id, let target):
      "\(who) merged \(name(of: id, in: book)) into \(name(of: target, in: book))"
    case .joined(_, let fingerprint, _, let night):
      "a new message at its place in the night to \(day(night)): \(shortened(fingerprint))"
    case .parted(let id, let other):
      "\(who) parted \(name(of: id, in: book)) from \(name(of: other, in: book)) again"
    case .split(let id, let new, _, let fingerprints, _, _):
      "\(who) split \(name(of: new, in: book)) off \(name(of: id, in: book)): "
        + fingerprints.map(shortened).joined(separator: ", ")
    case .keptApart(let id, let other):
      "\(who) said that \(name(of: id, in: book)) and \(name(of: other, in: book)) "
        + "are never the same"
    case .boundToPlaces(let id, _):
      "\(who) said that whatever fails at its place is always \(name(of: id, in: book))"
    case .assigned(_, let owner, let step, let due):
      (owner == author ? "\(who) took it over" : "\(who) gave it to \(owner.rawValue)")
        + (step.map { ", next: \($0)" } ?? "") + (due.map { ", by \(day($0))" } ?? "")
    case .leftToNobody(_, let until): "\(who) left it to nobody until \(day(until))"
    case .stepPlanned(_, let step, let due): "\(who) planned: \(step), by \(day(due))"
    case .started: "\(who) started"
    case .noted(_, let text): "\(who) noted: \(text)"
    case .causeFound(_, let text): "\(who) found the cause: \(text)"
    case .countermeasureTaken(_, let text, let taken):
      "\(who) took a countermeasure on \(day(taken)): \(text)"
    case .reviewed(_, let verdict): "reviewed: \(words(for: verdict))"
    case .verified(_, let nights): "\(who) verified it: held \(count(nights, "night"))"
    case .closed(_, let reason): "\(who) closed it: \(words(forReason: reason))"
    case .reopened(_, let reason): "\(who) reopened it: \(reason)"
    case .parked(let topic, _, let people, _):
      "\(who) parked “\(topic)”"
        + (people.isEmpty ? "" : " for \(people.map(\.rawValue).joined(separator: ", "))")
    default: "\(who): \(label(of: event, in: book))"
    }
  }

  /// `undo assign #12 → ana`, `redo assign #12 → ana`.
  private func label(ofUndoing id: EntryID, in book: MarketBook) -> String {
    guard let target = book.entry(id) else { return "undo" }
    let decision = book.decision(behind: target)
    guard !decision.event.isUndo else { return "undo" }
    return "\(target.event.isUndo ? "redo" : "undo") \(label(of: decision.event, in: book))"
  }
}
