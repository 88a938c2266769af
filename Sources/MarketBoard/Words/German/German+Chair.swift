package import MarketMeeting
import MarketModel

/// Who decides, and what others did meanwhile.
extension German {
  package func chairLine(of meeting: Meeting) -> String? {
    guard meeting.role != .facilitator else { return nil }
    if meeting.showsNoMarketGoingOn {
      return "Kein Markt läuft. Der nächste erscheint hier, sobald er beginnt."
    }
    let holder = meeting.chair?.holder.rawValue
    if meeting.isStraying {
      return "Eigener Blick. [esc] führt zurück zum Stand "
        + (holder.map { "von \($0)." } ?? "des Marktes.")
    }
    switch (meeting.role, meeting.chair) {
    case (.follower(wasFacilitator: true), let chair?):
      return "\(chair.holder.rawValue) hat um \(timeOfDay(chair.since)) den Vorsitz übernommen; "
        + "[T] holt ihn zurück."
    case (.follower, let chair?): return "\(sitting(chair)) [T] übernimmt ihn."
    case (.follower, nil): return "Nur Zusehen; den Vorsitz hat niemand. [T] übernimmt ihn."
    case (_, let chair?): return sitting(chair)
    case (_, nil): return "Nur Zusehen; den Vorsitz hat niemand. `market meet` übernimmt ihn."
    }
  }

  private func sitting(_ chair: Chair) -> String {
    "Nur Zusehen; den Vorsitz hat \(chair.holder.rawValue) seit \(timeOfDay(chair.since))."
  }

  func question(ofTaking chair: Chair) -> String {
    "Den Vorsitz von \(chair.holder.rawValue) übernehmen (seit \(timeOfDay(chair.since)))?"
  }

  package func explanation(of draft: Draft) -> String {
    guard case .takeover(let chair) = draft, !chair.seat.isEmpty else { return "" }
    return "Die Tafel von \(chair.holder.rawValue) ist \(chair.seat); sie wird dieser folgen."
  }

  func changed(by entries: [LedgerEntry], in meeting: Meeting) -> String {
    guard let last = entries.last else { return "" }
    let about = last.event.problem.map { "\(name(of: $0, in: meeting.book)): " } ?? ""
    let others = entries.count > 1 ? " (\(more(entries.count - 1)))" : ""
    let text = about + sentence(for: last, in: meeting.book, meeting.remarks) + others
    return meeting.isAsking(about: entries) ? "\(text). Die offene Frage dazu bleibt." : text
  }
}
