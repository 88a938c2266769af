package import MarketModel

/// What people decided without knowing of one another.
extension German {
  package func sentence(for clash: Clash, in book: MarketBook) -> String {
    let (first, second) = names(of: clash)
    return "\(first) \(deed(of: clash.first.event, in: book)) und "
      + "\(second) \(deed(of: clash.second.event, in: book)): \(outcome(of: clash))"
  }

  package func remark(on entry: LedgerEntry, in clash: Clash, _ book: MarketBook) -> String {
    let other = entry.id == clash.first.id ? clash.second : clash.first
    let (first, second) = names(of: clash)
    let name = entry.id == clash.first.id ? second : first
    return "zugleich: \(name) \(deed(of: other.event, in: book)); \(outcome(of: clash))"
  }

  private func outcome(of clash: Clash) -> String {
    let (first, second) = names(of: clash)
    return switch clash.outcome {
    case .both: "beides gilt"
    case .first: "es gilt, was \(first) sagt"
    case .second: "es gilt, was \(second) sagt"
    }
  }

  func news(of clashes: [Clash], in book: MarketBook) -> String {
    let last = clashes.last.map { clash in
      let problem = clash.second.event.problem.map { "\(name(of: $0, in: book)): " } ?? ""
      return "zugleich entschieden, \(problem)\(sentence(for: clash, in: book))"
    }
    return (last ?? "") + (clashes.count > 1 ? ", \(more(clashes.count - 1))" : "")
  }

  package func twice(_ number: Int, in book: MarketBook) -> String {
    let names = book.problems(numbered: number).map {
      "\(name(of: $0.id, in: book)) \($0.title.clipped(toBytes: 60))"
    }
    return "#\(number) wurde doppelt vergeben: \(names.joined(separator: " und "))"
  }

  func news(ofTwice numbers: [Int], in book: MarketBook) -> String {
    let first = numbers.first.map { twice($0, in: book) } ?? ""
    return first + (numbers.count > 1 ? ", \(more(numbers.count - 1))" : "")
  }

  /// As what follows a name.
  private func deed(of event: MarketEvent, in book: MarketBook) -> String {
    switch event {
    case .judged(_, let category, let obstacle, let severity):
      "hat es als „\(words(for: category, because: obstacle))“"
        + (severity.map { ", \(words(for: $0))" } ?? "") + " beurteilt"
    case .rated(_, let severity): "hat es als „\(words(for: severity))“ bewertet"
    case .snoozed(_, let wake): "lässt es ruhen \(words(for: wake))"
    case .dismissed: "hat es verworfen"
    case .merged(let id, let target):
      "hat \(name(of: id, in: book)) mit \(name(of: target, in: book)) vereint"
    case .split(let id, let new, _, _, _, _):
      "hat \(name(of: new, in: book)) von \(name(of: id, in: book)) abgetrennt"
    case .keptApart(let id, let other):
      "hat gesagt, dass \(name(of: id, in: book)) nie \(name(of: other, in: book)) ist"
    case .assigned(_, let owner, _, let due):
      "hat es \(owner.rawValue) gegeben" + (due.map { ", bis \(day($0))" } ?? "")
    case .leftToNobody(_, let until): "hat es niemandem gegeben, bis \(day(until))"
    case .stepPlanned(_, let step, let due):
      "hat „\(step.clipped(toBytes: 40))“ geplant, bis \(day(due))"
    case .started: "hat begonnen"
    case .causeFound(_, let text): "hat die Ursache gefunden: „\(text.clipped(toBytes: 40))“"
    case .countermeasureTaken(_, let text, _): "hat „\(text.clipped(toBytes: 40))“ getan"
    case .reviewed(_, let verdict): "hat „\(words(for: verdict))“ gesagt"
    case .verified: "hat es bestätigt"
    case .closed: "hat es geschlossen"
    case .reopened: "hat es wieder geöffnet"
    default: label(of: event, in: book)
    }
  }
}
