package import MarketModel

/// What people decided without knowing of one another.
extension Japanese {
  package func sentence(for clash: Clash, in book: MarketBook) -> String {
    let (first, second) = names(of: clash)
    return "\(first)が\(deed(of: clash.first.event, in: book))、"
      + "\(second)が\(deed(of: clash.second.event, in: book)): \(outcome(of: clash))"
  }

  package func remark(on entry: LedgerEntry, in clash: Clash, _ book: MarketBook) -> String {
    let other = entry.id == clash.first.id ? clash.second : clash.first
    let (first, second) = names(of: clash)
    let name = entry.id == clash.first.id ? second : first
    return "同時に\(name)が\(deed(of: other.event, in: book))。\(outcome(of: clash))"
  }

  private func outcome(of clash: Clash) -> String {
    let (first, second) = names(of: clash)
    return switch clash.outcome {
    case .both: "両方とも有効"
    case .first: "\(first)の決定が有効"
    case .second: "\(second)の決定が有効"
    }
  }

  func news(of clashes: [Clash], in book: MarketBook) -> String {
    let last = clashes.last.map { clash in
      let problem = clash.second.event.problem.map { "\(name(of: $0, in: book)): " } ?? ""
      return "同時の決定、\(problem)\(sentence(for: clash, in: book))"
    }
    return (last ?? "") + (clashes.count > 1 ? "、\(more(clashes.count - 1))" : "")
  }

  package func twice(_ number: Int, in book: MarketBook) -> String {
    let names = book.problems(numbered: number).map {
      "\(name(of: $0.id, in: book)) \($0.title.clipped(toBytes: 60))"
    }
    return "#\(number)が重複: \(list(names))"
  }

  func news(ofTwice numbers: [Int], in book: MarketBook) -> String {
    let first = numbers.first.map { twice($0, in: book) } ?? ""
    return first + (numbers.count > 1 ? "、\(more(numbers.count - 1))" : "")
  }

  /// As what follows a name.
  private func deed(of event: MarketEvent, in book: MarketBook) -> String {
    switch event {
    case .judged(_, let category, let obstacle, let severity):
      "「\(words(for: category, because: obstacle))」と判定"
        + (severity.map { "、\(words(for: $0))" } ?? "")
    case .rated(_, let severity): "「\(words(for: severity))」と評価"
    case .snoozed(_, let wake): "\(words(for: wake))保留"
    case .dismissed: "却下"
    case .merged(let id, let target):
      "\(name(of: id, in: book))を\(name(of: target, in: book))に統合"
    case .split(let id, let new, _, _, _, _):
      "\(name(of: new, in: book))を\(name(of: id, in: book))から分割"
    case .keptApart(let id, let other):
      "\(name(of: id, in: book))と\(name(of: other, in: book))は別と宣言"
    case .assigned(_, let owner, _, let due):
      "\(owner.rawValue)に割り当て" + (due.map { "(期日\(day($0)))" } ?? "")
    case .leftToNobody(_, let until): "\(day(until))まで担当なしに"
    case .stepPlanned(_, let step, let due):
      "「\(step.clipped(toBytes: 40))」を計画(期日\(day(due)))"
    case .started: "着手"
    case .causeFound(_, let text): "原因「\(text.clipped(toBytes: 40))」を特定"
    case .countermeasureTaken(_, let text, _): "「\(text.clipped(toBytes: 40))」を実施"
    case .reviewed(_, let verdict): "「\(words(for: verdict))」と報告"
    case .verified: "確認"
    case .closed: "完了"
    case .reopened: "再開"
    default: label(of: event, in: book)
    }
  }
}
