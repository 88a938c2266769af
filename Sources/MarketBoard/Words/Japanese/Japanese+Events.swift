package import MarketModel

/// What was decided: for undo, and as history.
extension Japanese {
  package func label(of event: MarketEvent, in book: MarketBook) -> String {
    let it = event.problem.map { name(of: $0, in: book) } ?? ""
    return switch event {
    case .laidOut: "\(it)を上程"
    case .returned: "\(it)を再上程"
    case .judged(_, let category, let obstacle, _):
      "\(it)を判定: \(words(for: category, because: obstacle))"
    case .rated(_, let severity): "\(it)を評価: \(words(for: severity))"
    case .snoozed(_, let wake): "\(it)を\(words(for: wake))保留"
    case .dismissed: "\(it)を却下"
    case .merged(_, let target): "\(it)を\(name(of: target, in: book))に統合"
    case .joined: "\(it)に追加"
    case .parted(_, let other): "\(it)を\(name(of: other, in: book))から分離"
    case .split(_, let new, _, _, _, _): "\(name(of: new, in: book))を\(it)から分割"
    case .keptApart(_, let other): "\(it)と\(name(of: other, in: book))を区別"
    case .boundToPlaces: "\(it)を場所に固定"
    case .assigned(_, let owner, _, _): "\(it)の担当 → \(owner.rawValue)"
    case .leftToNobody(_, let until): "\(it)は\(day(until))まで担当なし"
    case .stepPlanned(_, _, let due): "\(it)の計画、期日\(day(due))"
    case .started: "\(it)に着手"
    case .noted: "\(it)にメモ"
    case .causeFound: "\(it)の原因"
    case .countermeasureTaken: "\(it)の対策"
    case .reviewed(_, let verdict): "\(it)の見直し: \(words(for: verdict))"
    case .verified: "\(it)を確認"
    case .closed: "\(it)を完了"
    case .reopened: "\(it)を再開"
    case .parked(let topic, _, _, _): "「\(topic)」をパーク"
    case .unparked(let id): "「\(topic(id, in: book))」を再び取り上げる"
    case .ruleAdopted(let cookbook, let owner): "ルール\(cookbook) → \(owner.rawValue)"
    case .marketOpened(let market, _): "\(day(market))の朝市を開始"
    case .phaseEntered(_, let phase): "\(words(for: phase))へ"
    case .marketPaused: "休止"
    case .marketResumed: "再開"
    case .chairTaken: "進行役を交代"
    case .marketClosed: "朝市を終了"
    case .undone(let id): label(ofUndoing: id, in: book)
    case .unknown(let kind, _): kind
    }
  }

  package func sentence(
    for event: MarketEvent, by author: Person, in book: MarketBook
  ) -> String {
    let who = author.rawValue
    return switch event {
    case .laidOut(_, _, _, _, let night): "\(day(night))までの夜に初検出"
    case .returned(_, let night): "\(day(night))までの夜に再発"
    case .joined(_, let fingerprint, _, let night):
      "\(day(night))までの夜、同じ場所に新しいメッセージ: \(shortened(fingerprint))"
    case .judged(_, let category, let obstacle, let severity):
      "\(who)が判定: \(words(for: category, because: obstacle))"
        + (severity.map { "、\(words(for: $0))" } ?? "")
    case .rated(_, let severity): "\(who)が評価: \(words(for: severity))"
    case .snoozed(_, let wake): "\(who)が\(words(for: wake))保留"
    case .dismissed(_, let reason): "\(who)が却下: \(words(forReason: reason))"
    case .merged(let id, let target):
      "\(who)が\(name(of: id, in: book))を\(name(of: target, in: book))に統合"
    case .parted(let id, let other):
      "\(who)が\(name(of: id, in: book))を\(name(of: other, in: book))から再び分離"
    case .split(let id, let new, _, let fingerprints, _, _):
      "\(who)が\(name(of: new, in: book))を\(name(of: id, in: book))から分割: "
        + list(fingerprints.map(shortened))
    case .keptApart(let id, let other):
      "\(who)が\(name(of: id, in: book))と\(name(of: other, in: book))は常に別と宣言"
    case .boundToPlaces(let id, _): "\(who)がこの場所の失敗は常に\(name(of: id, in: book))と宣言"
    case .assigned(_, let owner, let step, let due):
      (owner == author ? "\(who)が引き受け" : "\(who)が\(owner.rawValue)に割り当て")
        + (step.map { "、次: \($0)" } ?? "") + (due.map { "、期日\(day($0))" } ?? "")
    case .leftToNobody(_, let until): "\(who)が\(day(until))まで担当なしに"
    case .stepPlanned(_, let step, let due): "\(who)が計画: \(step)、期日\(day(due))"
    case .started: "\(who)が着手"
    case .noted(_, let text): "\(who)のメモ: \(text)"
    case .causeFound(_, let text): "\(who)が原因を特定: \(text)"
    case .countermeasureTaken(_, let text, let taken): "\(who)が\(day(taken))に対策: \(text)"
    case .reviewed(_, let verdict): "見直し: \(words(for: verdict))"
    case .verified(_, let nights): "\(who)が確認: \(count(nights, .night))効果あり"
    case .closed(_, let reason): "\(who)が完了: \(words(forReason: reason))"
    case .reopened(_, let reason): "\(who)が再開: \(reason)"
    case .parked(let topic, _, let people, _):
      "\(who)が「\(topic)」をパーク"
        + (people.isEmpty ? "" : "、話す人: \(list(people.map(\.rawValue)))")
    default: "\(who): \(label(of: event, in: book))"
    }
  }

  private func label(ofUndoing id: EntryID, in book: MarketBook) -> String {
    guard let target = book.entry(id) else { return "取り消し" }
    let decision = book.decision(behind: target)
    guard !decision.event.isUndo else { return "取り消し" }
    let word = target.event.isUndo ? "やり直し" : "取り消し"
    return "\(word): \(label(of: decision.event, in: book))"
  }
}

/// What is taken back at once, and what stays.
extension Japanese {
  package func label(ofStep events: [MarketEvent], in book: MarketBook) -> String {
    let labels = events.map { label(of: $0, in: book) }
    guard labels.count > 1 else { return labels.first ?? "" }
    return "\(count(labels.count, .decision)): \(list(labels))"
  }

  package func question(of undo: PhaseUndo) -> String { "\(summary(of: undo))を取り消す?" }

  /// `仕分けの決定7件`
  package func summary(of undo: PhaseUndo) -> String {
    "\(words(for: undo.phase))の\(count(undo.decisions.count, .decision))"
  }

  package func lines(of undo: PhaseUndo, in book: MarketBook) -> [String] {
    undo.decisions.map { label(of: $0.event, in: book) }
      + (undo.others > 0 ? [stays(undo.others)] : [])
  }

  package func stays(_ others: Int) -> String { "他の人の\(count(others, .decision))はそのまま" }
}
