/// One change to a line of text that is being typed.
package enum LineEdit: Hashable, Sendable {
  case insert(String)
  /// All of it, from an editor or a program.
  case replace(String)
  case deleteBackward
  case deleteForward
  case deleteWord
  case deleteWordForward
  case deleteToStart
  case deleteToEnd
  /// Brings back what was last deleted by more than a character.
  case yank
  case clear
  case move(by: Int)
  case moveWord(by: Int)
  case moveToEnd(first: Bool)
  /// -1 is the line that was entered before.
  case recall(by: Int)
  /// The next of these; with one candidate, that one.
  case complete([String])
}

/// Why a person's own editor gave no text back.
package enum EditorFlaw: Error, Hashable, Sendable {
  /// It could not be started, or ended in failure.
  case failed
  case tooLong
  /// The file that it should edit can't be written or read, and why.
  case noFile(String)
}

/// A line of text that is being typed, with its cursor.
package struct EditedLine: Hashable, Sendable {
  package private(set) var characters: [Character]
  /// The character before which the cursor stands; `characters.count` at the end.
  package private(set) var cursor: Int
  /// Lines that were entered here before, oldest first.
  private let history: [String]
  /// Which of them stands here; `history.count` for what is typed now.
  private var recalled: Int
  /// What was typed when an older line was called up.
  private var setAside = ""
  private var killed = ""
  /// What completion goes round in, while nothing else is done.
  package private(set) var completion: Completion?

  package struct Completion: Hashable, Sendable {
    package let candidates: [String]
    package var chosen: Int
  }

  package init(_ text: String = "", history: [String] = []) {
    characters = Array(text)
    cursor = characters.count
    (self.history, recalled) = (history, history.count)
  }

  package var text: String { String(characters) }

  /// What stands before the cursor.
  package var textBeforeCursor: String { String(characters[..<cursor]) }

  /// **Characters** that can be typed: longer texts belong into a ticket. A longer one that came from
  /// elsewhere stays whole.
  package static let limit = 2000

  package mutating func apply(_ edit: LineEdit) {
    if case .complete(let candidates) = edit { return complete(with: candidates) }
    completion = nil
    switch edit {
    case .insert(let text): insert(text)
    case .replace(let text): (characters, cursor) = (Array(text), text.count)
    case .deleteBackward where cursor > 0:
      cursor -= 1
      characters.remove(at: cursor)
    case .deleteForward where cursor < characters.count: characters.remove(at: cursor)
    case .deleteWord: kill(from: startOfWord, to: cursor)
    case .deleteWordForward: kill(from: cursor, to: endOfWord)
    case .deleteToStart: kill(from: 0, to: cursor)
    case .deleteToEnd: kill(from: cursor, to: characters.count)
    case .yank: insert(killed)
    case .clear: (characters, cursor) = ([], 0)
    case .move(let step): cursor = min(max(cursor + step, 0), characters.count)
    case .moveWord(let step): cursor = step < 0 ? startOfWord : endOfWord
    case .moveToEnd(let first): cursor = first ? 0 : characters.count
    case .recall(let step): recall(by: step)
    case .complete, .deleteBackward, .deleteForward: break
    }
  }

  /// A combining character joins the one before it, though it was typed as a key of its own.
  private mutating func insert(_ text: String) {
    let room = max(0, Self.limit - characters.count)
    let inserted = String(text.prefix(room).map { $0.isNewline ? " " : $0 })
    let start = max(0, cursor - 1)
    let joined = Array(String(characters[start..<cursor]) + inserted)
    characters.replaceSubrange(start..<cursor, with: joined)
    cursor = start + joined.count
  }

  private mutating func kill(from start: Int, to end: Int) {
    guard start < end else { return }
    killed = String(characters[start..<end])
    characters.removeSubrange(start..<end)
    cursor = start
  }

  private mutating func recall(by step: Int) {
    let wanted = min(max(recalled + step, 0), history.count)
    guard wanted != recalled else { return }
    if recalled == history.count { setAside = text }
    recalled = wanted
    characters = Array(wanted == history.count ? setAside : history[wanted])
    cursor = characters.count
  }

  /// Each candidate is the whole text before the cursor, completed.
  private mutating func complete(with candidates: [String]) {
    if let running = completion, running.candidates.count > 1 {
      completion?.chosen = (running.chosen + 1) % running.candidates.count
    } else {
      guard !candidates.isEmpty else { return }
      completion = Completion(candidates: candidates, chosen: 0)
    }
    guard let completion else { return }
    let before = Array(completion.candidates[completion.chosen])
    characters.replaceSubrange(..<cursor, with: before)
    cursor = before.count
  }

  private var startOfWord: Int {
    var at = cursor
    while at > 0, characters[at - 1].isWhitespace { at -= 1 }
    while at > 0, !characters[at - 1].isWhitespace { at -= 1 }
    return at
  }

  private var endOfWord: Int {
    var at = cursor
    while at < characters.count, characters[at].isWhitespace { at += 1 }
    while at < characters.count, !characters[at].isWhitespace { at += 1 }
    return at
  }
}
