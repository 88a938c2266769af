package import MarketModel

/// What people decided without knowing of one another, and what comes of it.
extension English {
  /// `ana closed it while bo gave it to cy: both hold`.
  package func sentence(for clash: Clash, in book: MarketBook) -> String {
    let (first, second) = names(of: clash)
    return "\(first) \(deed(of: clash.first.event, in: book)) while "
      + "\(second) \(deed(of: clash.second.event, in: book)): \(outcome(of: clash))"
  }

  /// What it means for one of the two: `at the same time bo gave it to cy; both hold`.
  package func remark(on entry: LedgerEntry, in clash: Clash, _ book: MarketBook) -> String {
    let other = entry.id == clash.first.id ? clash.second : clash.first
    let (first, second) = names(of: clash)
    let name = entry.id == clash.first.id ? second : first
    return "at the same time \(name) \(deed(of: other.event, in: book)); \(outcome(of: clash))"
  }

  package func outcome(of clash: Clash) -> String {
    let (first, second) = names(of: clash)
    return switch clash.outcome {
    case .both: "both hold"
    case .first: "\(first)’s holds"
    case .second: "\(second)’s holds"
    }
  }

  package func news(of clashes: [Clash], in book: MarketBook) -> String {
    let last = clashes.last.map { clash in
      let problem = clash.second.event.problem.map { "\(name(of: $0, in: book)): " } ?? ""
      return "at the same time, \(problem)\(sentence(for: clash, in: book))"
    }
    return (last ?? "") + (clashes.count > 1 ? ", \(more(clashes.count - 1))" : "")
  }

  /// `#12 was given twice: #12.ana-3f9c1e nginx fails, and #12.bo-77aa00 sshd fails`.
  package func twice(_ number: Int, in book: MarketBook) -> String {
    let names = book.problems(numbered: number).map {
      "\(name(of: $0.id, in: book)) \($0.title.clipped(toBytes: 60))"
    }
    return "#\(number) was given twice: \(names.joined(separator: ", and "))"
  }

  package func news(ofTwice numbers: [Int], in book: MarketBook) -> String {
    let first = numbers.first.map { twice($0, in: book) } ?? ""
    return first + (numbers.count > 1 ? ", \(more(numbers.count - 1))" : "")
  }

  /// As what follows a name.
  private func deed(of event: MarketEvent, in book: MarketBook) -> String {
    switch event {
    case .judged(_, let category, let obstacle, let severity):
      "judged it “\(words(for: category, because: obstacle))”"
        + (severity.map { ", \(words(for: $0))" } ?? "")
    case .rated(_, let severity): "rated it “\(words(for: severity))”"
    case .snoozed(_, let wake): "snoozed it \(words(for: wake))"
    case .dismissed: "dismissed it"
    case .merged(let id, let target):
      "merged \(name(of: id, in: book)) into \(name(of: target, in: book))"
    case .split(let id, let new, _, _, _, _):
      "split \(name(of: new, in: book)) off \(name(of: id, in: book))"
    case .keptApart(let id, let other):
      "said that \(name(of: id, in: book)) is never \(name(of: other, in: book))"
    case .assigned(_, let owner, _, let due):
      "gave it to \(owner.rawValue)" + (due.map { ", by \(day($0))" } ?? "")
    case .leftToNobody(_, let until): "left it to nobody until \(day(until))"
    case .stepPlanned(_, let step, let due):
      "planned “\(step.clipped(toBytes: 40))” by \(day(due))"
    case .started: "started"
    case .causeFound(_, let text): "found the cause “\(text.clipped(toBytes: 40))”"
    case .countermeasureTaken(_, let text, _): "did “\(text.clipped(toBytes: 40))”"
    case .reviewed(_, let verdict): "said “\(words(for: verdict))”"
    case .verified: "verified it"
    case .closed: "closed it"
    case .reopened: "reopened it"
    default: label(of: event, in: book)
    }
  }
}
