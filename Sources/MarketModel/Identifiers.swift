/// The name a node reports under: `web-prod-01`. Written by the node, so never trusted.
package struct NodeName: RawRepresentable, Hashable, Comparable, Sendable {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

extension NodeName {
  /// The name, and the first part of it: `web-01` of `web-01.example.net`.
  package var ownNames: Set<String> {
    [rawValue, String(rawValue.prefix { $0 != "." })]
  }
}

/// Somebody who owns problems, by the short name the roster gives: `ana`.
package struct Person: RawRepresentable, Hashable, Comparable, Sendable {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// One hand that writes decisions: a person on one clone of the store, `ana-3f9c1e`.
///
/// A writer has one ledger file of its own. The random part keeps two clones of the same person
/// apart, so that uniting their ledgers cannot mix two histories.
package struct WriterID: RawRepresentable, Hashable, Comparable, Sendable {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

  /// The person behind the hand: everything before the last hyphen.
  package var person: Person {
    guard let hyphen = rawValue.lastIndex(of: "-") else { return Person(rawValue: rawValue) }
    return Person(rawValue: String(rawValue[..<hyphen]))
  }
}

/// One line of one ledger: `ana-3f9c1e:17`. Sequences start at 1 and have no gaps.
package struct EntryID: Hashable, Sendable, CustomStringConvertible {
  package let writer: WriterID
  package let sequence: Int

  /// A thousand decisions a second for thirty thousand years.
  package static let highestSequence = 1 << 50

  package init(writer: WriterID, sequence: Int) {
    self.writer = writer
    self.sequence = sequence
  }

  /// Reads `ana-3f9c1e:17`.
  package init?(_ text: String) {
    guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")), colon != text.startIndex,
      let sequence = Int(text[text.utf8.index(after: colon)...]),
      1...Self.highestSequence ~= sequence
    else { return nil }
    self.init(writer: WriterID(rawValue: String(text[..<colon])), sequence: sequence)
  }

  package var description: String { "\(writer.rawValue):\(sequence)" }
}

/// A problem's name for life: the number people say, and the writer who gave it: `12.ana-3f9c1e`.
///
/// Numbers are given one after the other, but two clones may give the same number on the same
/// morning. The writer tells the two apart for ever; people only see it when they have to.
package struct ProblemID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let number: Int
  package let writer: WriterID

  /// Nobody says nine digits; a larger number was made up to break the next one.
  package static let highestNumber = 999_999_999

  package init(number: Int, writer: WriterID) {
    self.number = number
    self.writer = writer
  }

  /// Reads `12.ana-3f9c1e`.
  package init?(_ text: String) {
    let letters = text.utf8
    guard let dot = letters.firstIndex(of: UInt8(ascii: ".")), let number = Int(text[..<dot]),
      1...Self.highestNumber ~= number, letters.index(after: dot) != text.endIndex
    else { return nil }
    self.init(
      number: number, writer: WriterID(rawValue: String(text[letters.index(after: dot)...])))
  }

  package var description: String { "\(number).\(writer.rawValue)" }

  package static func < (a: Self, b: Self) -> Bool { (a.number, a.writer) < (b.number, b.writer) }
}
