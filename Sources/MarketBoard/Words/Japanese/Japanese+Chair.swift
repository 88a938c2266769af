package import MarketMeeting
import MarketModel

/// Who decides, and what others did meanwhile.
extension Japanese {
  package func chairLine(of meeting: Meeting) -> String? {
    guard meeting.role != .facilitator else { return nil }
    if meeting.showsNoMarketGoingOn { return "進行中の朝市なし。次が始まるとここに表示" }
    let holder = meeting.chair?.holder.rawValue
    if meeting.isStraying {
      return "独自に閲覧中。[esc]で\(holder ?? "朝市")の位置へ戻る"
    }
    switch (meeting.role, meeting.chair) {
    case (.follower(wasFacilitator: true), let chair?):
      return "\(chair.holder.rawValue)が\(timeOfDay(chair.since))に進行役を交代。[T]で取り戻す"
    case (.follower, let chair?): return "\(sitting(chair))。[T]で交代"
    case (.follower, nil): return "見るだけ、進行役は不在。[T]で進行役に"
    case (_, let chair?): return sitting(chair)
    case (_, nil): return "見るだけ、進行役は不在。`market meet`で進行役に"
    }
  }

  private func sitting(_ chair: Chair) -> String {
    "見るだけ、進行役は\(timeOfDay(chair.since))から\(chair.holder.rawValue)"
  }

  func question(ofTaking chair: Chair) -> String {
    "\(timeOfDay(chair.since))から進行役の\(chair.holder.rawValue)と交代?"
  }

  package func explanation(of draft: Draft) -> String {
    guard case .takeover(let chair) = draft, !chair.seat.isEmpty else { return "" }
    return "\(chair.holder.rawValue)の画面は\(chair.seat)、以後はこの画面に従う"
  }

  func changed(by entries: [LedgerEntry], in meeting: Meeting) -> String {
    guard let last = entries.last else { return "" }
    let about = last.event.problem.map { "\(name(of: $0, in: meeting.book)): " } ?? ""
    let others = entries.count > 1 ? "(\(more(entries.count - 1)))" : ""
    let text = about + sentence(for: last, in: meeting.book, meeting.remarks) + others
    return meeting.isAsking(about: entries) ? "\(text)。この件の質問はまだ開いたまま" : text
  }
}
