package import MarketMeeting
import MarketModel

/// What a line of `--stream`, or what is left of it, answers to the question that is open.
package enum TypedAnswer: Equatable, Sendable {
  case act([Action], rest: Substring)
  /// The question once more.
  case again
  /// It is no answer, and here is why; nothing is done.
  case refused(String)

  /// - Parameter text: without blanks at its ends.
  package init(_ text: Substring, to prompt: Prompt, in meeting: Meeting) {
    switch (prompt.input, text) {
    case (.choice, "?"), (.consent, "?"), (.consentToUndo, "?"), (.yes, "?"): self = .again
    case (_, "."): self = .act([.cancel], rest: "")
    case (.choice(let answers, _), _):
      self = Choosing(answers: answers, draft: prompt.draft, meeting: meeting).answer(text)
    case (.line, "") where prompt.draft == .command: self = .act([.cancel], rest: "")
    case (.line, _) where prompt.draft == .command:
      self = .act([Keymap(of: meeting).action(saying: String(text), in: meeting)], rest: "")
    case (.line, ""): self = .act([.confirm], rest: "")
    case (.line, _): self = .act(Self.line(text), rest: "")
    case (.consent, _), (.consentToUndo, _), (.yes, _):
      switch text.lowercased() {
      case "" where prompt.input.needsClearYes: self = .act([.cancel], rest: "")
      case "", "y", "yes": self = .act([.confirm], rest: "")
      case "n", "no": self = .act([.cancel], rest: "")
      default: self = .refused(meeting.words.noYesOrNo(String(text)))
      }
    }
  }

  fileprivate static func line(_ text: Substring) -> [Action] {
    [.edit(.clear), .edit(.insert(String(text))), .confirm]
  }
}

/// One of several, by its number, by its words or as much of them as tells it from the others.
private struct Choosing {
  let answers: [Answer]
  let draft: Draft
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }
  /// **Characters** of the shortest beginning: a letter alone is a key, meant for another moment.
  private static let shortest = 2

  init(answers: [Answer], draft: Draft, meeting: Meeting) {
    (self.answers, self.draft, self.meeting) = (answers, draft, meeting)
  }

  func answer(_ text: Substring) -> TypedAnswer {
    guard !text.isEmpty else { return .act([.confirm], rest: "") }
    let word = text.firstWord
    let rest = text.dropFirst(word.count).trimmed
    let noAnswer = TypedAnswer.refused(words.noSuchAnswer(String(word), answers.count))
    if let number = Int(word) {
      return answers.indices.contains(number - 1) ? choose(number - 1, rest) : noAnswer
    }
    if word.hasPrefix("#") {
      return indices(of: word).only.map { choose($0, rest) } ?? noAnswer
    }
    if let other = answers.firstIndex(of: .other), isMeant(word) {
      return .act([.choose(other)] + TypedAnswer.line(word), rest: rest)
    }
    return byWords(of: text) ?? noAnswer
  }

  private func choose(_ index: Int, _ rest: Substring) -> TypedAnswer {
    .act([.choose(index)], rest: rest)
  }

  /// Those that are the problem of this number, or of this whole name.
  private func indices(of name: Substring) -> [Int] {
    answers.indices.filter { index in
      guard case .problem(let id) = answers[index] else { return false }
      return "#\(id)" == name || "#\(id.number)" == name
    }
  }

  /// Whether it is a day or a person that the list need not have.
  private func isMeant(_ word: Substring) -> Bool {
    switch draft {
    case .wake, .due, .nobodyUntil: DayPhrase.day(String(word), from: meeting.day) != nil
    case .owner: meeting.people.contains { $0.rawValue == word }
    default: false
    }
  }

  /// As many words as begin an answer are one; the rest is for the next question.
  private func byWords(of text: Substring) -> TypedAnswer? {
    var ends: [Substring.Index] = []
    var end = text.startIndex
    while end < text.endIndex {
      end = text[end...].firstIndex { !$0.isWhitespace } ?? text.endIndex
      end = text[end...].firstIndex(where: \.isWhitespace) ?? text.endIndex
      ends.append(end)
    }
    for end in ends.reversed() {
      let typed = text[..<end].split(whereSeparator: \.isWhitespace).joined(separator: " ")
        .lowercased()
      let rest = text[end...].trimmed
      if let index = indices(where: { $0 == typed }).only { return choose(index, rest) }
      let beginning = indices { $0.hasPrefix(typed) }
      guard !beginning.isEmpty, typed.count >= Self.shortest else { continue }
      if let index = beginning.only { return choose(index, rest) }
      return .refused(words.severalAnswers(typed, beginning.map { "\($0 + 1)" }))
    }
    return nil
  }

  /// - Parameter matches: one of the ways to say an answer: a problem also by its title alone.
  private func indices(where matches: (String) -> Bool) -> [Int] {
    answers.indices.filter { index in
      var ways = [words.words(for: answers[index], in: meeting).0]
      if case .problem(let id) = answers[index], let problem = meeting.book.problem(id) {
        ways.append(problem.title)
      }
      return ways.contains { matches($0.lowercased()) }
    }
  }
}
