/// One change to a line of text that is being typed.
package enum LineEdit: Hashable, Sendable {
  case insert(String)
  case deleteBackward
  case deleteForward
  case deleteWord
  case clear
  case move(by: Int)
  case moveToEnd(first: Bool)
}

/// A line of text that is being typed, with its cursor.
package struct EditedLine: Hashable, Sendable {
  package private(set) var characters: [Character]
  /// The character before which the cursor stands; `characters.count` at the end.
  package private(set) var cursor: Int

  package init(_ text: String = "") {
    characters = Array(text)
    cursor = characters.count
  }

  package var text: String { String(characters) }

  /// **Characters** that can be typed. Longer texts belong into a ticket; the board shows a line. A
  /// longer one that came from elsewhere stays whole.
  package static let limit = 500

  package mutating func apply(_ edit: LineEdit) {
    switch edit {
    case .insert(let text):
      let room = max(0, Self.limit - characters.count)
      let inserted = text.prefix(room).map { $0.isNewline ? " " : $0 }
      characters.insert(contentsOf: inserted, at: cursor)
      cursor += inserted.count
    case .deleteBackward where cursor > 0:
      cursor -= 1
      characters.remove(at: cursor)
    case .deleteForward where cursor < characters.count: characters.remove(at: cursor)
    case .deleteWord:
      let start = startOfWord
      characters.removeSubrange(start..<cursor)
      cursor = start
    case .clear: self = EditedLine()
    case .move(let step): cursor = min(max(cursor + step, 0), characters.count)
    case .moveToEnd(let first): cursor = first ? 0 : characters.count
    case .deleteBackward, .deleteForward: break
    }
  }

  private var startOfWord: Int {
    var at = cursor
    while at > 0, characters[at - 1].isWhitespace { at -= 1 }
    while at > 0, !characters[at - 1].isWhitespace { at -= 1 }
    return at
  }
}
