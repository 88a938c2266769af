import MarketAnalysis
package import MarketMeeting
import MarketModel

/// The command line, `:`: every deed by its name, or by as much of it as tells it from the others.
extension Keymap {
  /// What a line of it does.
  package func action(saying line: String, in meeting: Meeting) -> Action {
    let words = line.split(separator: " ", maxSplits: 1)
    guard let first = words.first else { return .cancel }
    let argument = words.count > 1 ? words[1].drop { $0 == " " } : ""
    if let number = number(in: first) { return .run(.goTo(number)) }
    let name = first.lowercased()
    let candidates = commands(in: meeting).filter { $0.deed.rawValue.hasPrefix(name) }
    let named = bindings(in: meeting).first { $0.deed.rawValue == name && $0.deed != .command }
    guard let match = named ?? candidates.only
    else { return .run(.explain(refusal(of: name, candidates, in: meeting))) }
    return .run(action(of: match, argument: String(argument)))
  }

  private func action(of binding: Binding, argument: String) -> Action {
    switch binding.deed {
    case .search: .show(.found(argument))
    case .goto, .history: number(in: argument[...]).map { .goTo($0) } ?? binding.action
    default: binding.action
    }
  }

  /// `12` and `#12` alike.
  private func number(in text: Substring) -> Int? {
    Int(text.hasPrefix("#") ? text.dropFirst() : text)
  }

  private func refusal(of name: String, _ candidates: [Binding], in meeting: Meeting) -> Refusal {
    if !candidates.isEmpty {
      return .severalCommands(name, candidates.map(\.deed.rawValue))
    }
    guard let elsewhere = bindings.first(where: { $0.deed.rawValue.hasPrefix(name) }) else {
      return .noSuchCommand(name)
    }
    if meeting.isOver { return .marketIsOver }
    if meeting.role.isOwner { return .decidedInMarket }
    guard !meeting.role.follows else { return .watching(meeting.chair) }
    return .worksElsewhere(elsewhere.deed.rawValue, phases: elsewhere.phases.sorted())
  }

  /// What has a name and works now; a name that two phases share is there once.
  private func commands(in meeting: Meeting) -> [Binding] {
    bindings(in: meeting).filter { ![.command, .up, .down, .back].contains($0.deed) }
  }

  /// What the line could be completed to, each as the whole text before the cursor.
  func completions(of line: EditedLine, for draft: Draft, in meeting: Meeting) -> [String] {
    let typed = line.textBeforeCursor
    switch draft {
    case .command:
      return commands(in: meeting).map(\.deed.rawValue).filter { $0.hasPrefix(typed) }.sorted()
    case .ownerName, .people:
      let start = typed.lastIndex { $0 == " " || $0 == "," }.map(typed.index(after:))
      let before = typed[..<(start ?? typed.startIndex)]
      let word = typed[before.endIndex...]
      return meeting.people.map(\.rawValue).filter { $0.hasPrefix(word) }.map { before + $0 }
    case .filter:
      return words(in: meeting).filter { $0.hasPrefix(typed) }
    default:
      return meeting.linesBefore(draft).reversed().filter { $0.hasPrefix(typed) }
    }
  }

  /// What is worth filtering by: owners, and the cookbooks on the table.
  private func words(in meeting: Meeting) -> [String] {
    let problems = meeting.items.compactMap(meeting.book.problem)
    let owners = problems.compactMap { $0.owner.map { "@\($0.rawValue)" } }
    let cookbooks = problems.compactMap { meeting.evidence(for: $0).cookbook }
    return Set(owners + cookbooks).sorted()
  }
}

extension Array {
  /// The element of an array of one.
  var only: Element? { count == 1 ? first : nil }
}
