package import MarketMeeting
import MarketModel
import TextCanvas

/// A line of `--stream` while no question is open: what it does, and what is left of it to answer the
/// question that opens.
///
/// A key stands alone or is followed by a blank. Any longer word is a name, as in the command line, so
/// that a word that was meant for something else never decides.
package struct TypedLine: Equatable, Sendable {
  package enum Meaning: Equatable, Sendable {
    case act(Action)
    /// Back from wherever one strayed to, and what is in front once more.
    case again
    case time
    /// Neither a key nor a name.
    case unknown(String)
  }

  package let meaning: Meaning
  package let rest: Substring

  /// What asks for the time.
  package static let time = "time"

  package init(_ line: String, in meeting: Meeting) {
    let line = line[...].trimmed
    let word = line.firstWord
    let rest = line.dropFirst(word.count).trimmed
    let keys = Keymap(of: meeting)
    if word.isEmpty || word.count == 1 && Int(word) == nil && word != "." {
      let key = word.first.map(Key.character) ?? .enter
      meaning = keys.action(for: key, in: meeting).map(Meaning.act) ?? .unknown(String(word))
      self.rest = rest
    } else if word == "." {
      (meaning, self.rest) = (.again, rest)
    } else if word.hasPrefix("/"), let filter = keys.action(for: "/", in: meeting) {
      (meaning, self.rest) = (.act(filter), line.dropFirst().trimmed)
    } else {
      let name = line.drop { $0 == ":" }.trimmed
      (meaning, self.rest) = Self.command(name, keys, meeting)
    }
  }

  private static func command(
    _ line: Substring, _ keys: Keymap, _ meeting: Meeting
  ) -> (Meaning, Substring) {
    let word = line.firstWord
    let rest = line.dropFirst(word.count).trimmed
    if word.lowercased() == time { return (.time, rest) }
    let (alone, whole) = (
      keys.action(saying: String(word), in: meeting), keys.action(saying: String(line), in: meeting)
    )
    if case .run(.explain(.noSuchCommand)) = whole { return (.unknown(String(word)), "") }
    // What made a difference was used.
    return (.act(whole), whole == alone ? rest : "")
  }
}

extension Substring {
  package var trimmed: Substring {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return self[first...last]
  }

  var firstWord: Substring { prefix { !$0.isWhitespace } }
}
