package import MarketMeeting
package import MarketModel
import TextCanvas

/// What is said about who decides, and about what others did meanwhile.
extension English {
  /// The standing line of a board whose keys don't decide; `nil` on the facilitator's.
  package func chairLine(of meeting: Meeting) -> String? {
    guard meeting.role != .facilitator else { return nil }
    if meeting.showsNoMarketGoingOn {
      return "No market goes on. The next one shows here when it begins."
    }
    let holder = meeting.chair?.holder.rawValue
    if meeting.isStraying {
      return "You are looking around. [esc] goes back to where \(holder ?? "the board") stands."
    }
    switch (meeting.role, meeting.chair) {
    case (.follower(wasFacilitator: true), let chair?):
      return "\(chair.holder.rawValue) took the chair at \(timeOfDay(chair.since)); "
        + "[T] takes it back."
    case (.follower, let chair?): return "\(sitting(chair)) [T] takes it."
    case (.follower, nil): return "You are watching; nobody holds the chair. [T] takes it."
    case (_, let chair?): return sitting(chair)
    case (_, nil): return "You are watching; nobody holds the chair. `market meet` takes it."
    }
  }

  private func sitting(_ chair: Chair) -> String {
    "You are watching; \(chair.holder.rawValue) has held the chair since \(timeOfDay(chair.since))."
  }

  package func question(ofTaking chair: Chair) -> String {
    "Take the chair from \(chair.holder.rawValue), who has held it since \(timeOfDay(chair.since))?"
  }

  /// What is worth knowing before a yes.
  package func explanation(of draft: Draft) -> String {
    guard case .takeover(let chair) = draft, !chair.seat.isEmpty else { return "" }
    return "\(chair.holder.rawValue)'s board is \(chair.seat); it will follow yours."
  }

  /// `#12: ben closed it: fixed`, and how much else.
  package func changed(by entries: [LedgerEntry], in meeting: Meeting) -> String {
    guard let last = entries.last else { return "" }
    let about = last.event.problem.map { "\(name(of: $0, in: meeting.book)): " } ?? ""
    let more = entries.count > 1 ? " (and \(entries.count - 1) more)" : ""
    let text = about + sentence(for: last, in: meeting.book, meeting.remarks) + more
    return meeting.isAsking(about: entries)
      ? "\(text). Your question about it is still open." : text
  }

  package var noMarketYet: String {
    "No market was ever held here. This board shows the first one as soon as it begins; ctrl-c leaves."
  }
}
