/// A kind of secret that only one team knows, from its market.yml.
///
/// It is a literal and a length, and no pattern: nothing that can be written here makes reading a
/// report slow.
package struct CustomRule: Hashable, Sendable {
  /// Where the literal stands.
  package enum Literal: Hashable, Sendable {
    /// Before the secret; it stays.
    case after(String)
    /// At the secret's beginning; it is hidden with it.
    case prefix(String)

    package var text: String {
      switch self {
      case .after(let text), .prefix(let text): text
      }
    }
  }

  /// What the secret is made of, after the literal.
  package enum Characters: String, CaseIterable, Hashable, Sendable {
    case digits, hex, alphanumeric
    /// Letters, digits, `_` and `-`.
    case word
    case base64
    /// All but blanks and quotes.
    case visible

    fileprivate var set: ByteSet {
      switch self {
      case .digits: .digits
      case .hex: .hex
      case .alphanumeric: .alphanumeric
      case .word: .base64URL
      case .base64: .base64 + "_-"
      case .visible: .visible
      }
    }
  }

  package let kind: String
  package let literal: Literal
  package let characters: Characters
  /// **Bytes** after the literal.
  package let length: ClosedRange<Int>

  package init(
    kind: String, literal: Literal, characters: Characters = .visible,
    length: ClosedRange<Int> = 1...Self.longest
  ) {
    self.kind = kind
    self.literal = literal
    self.characters = characters
    self.length = length
  }

  /// **Bytes** that a secret may have.
  package static let longest = Matcher.longestToken
  /// **Bytes** that a literal needs: less would stand nearly everywhere.
  package static let shortestLiteral = Rule.shortestAnchor
  /// **Bytes** of a kind's name, which is small letters and hyphens.
  package static let longestKind = Mark.longestKind

  var rule: Rule {
    switch literal {
    case .after(let text): Rule(kind, [text], hides: .after(characters.set, length))
    case .prefix(let text): Rule(kind, [text], hides: .token(characters.set, length))
    }
  }
}
