/// A message with everything that varies from run to run replaced by holes.
///
/// What is a hole: numbers with their sign and unit, times and dates, paths, a URL's path,
/// addresses, host names, hex and UUID identifiers, names that hold a number, values that are
/// `true`, `false` or `null`, and the names of users and hosts where the words before say that they
/// are. What stays: words, the host of a URL, because *which* host is down is the cause, not a
/// detail, and the class of an exception.
///
/// Holes that stand side by side are one, so that a list is the same whatever its length.
///
/// Wrong when: a message differs only in a word that is in truth a variable (a user, a package): it
/// then makes one group per word, which people can merge. Or when only a number tells two causes
/// apart (`returned 403`, `returned 500`): they are one group.
///
/// A message has the same template whatever else was seen: fingerprints are kept.
package struct MessageTemplate: Hashable, Sendable {
  package let text: String

  /// Reads the first ``lineLimit`` lines that are not blank; the rest of a message is output.
  ///
  /// - Complexity: O(bytes).
  package init(of message: String) {
    let bytes = message.utf8.span
    var masked = MaskedText(reserving: min(bytes.count, 512))
    var (lines, at) = (0, 0)
    while at < bytes.count, lines < Self.lineLimit {
      if bytes[at].isLineBreak, masked.words > 0 {
        masked.endLine()
        lines += 1
      }
      if bytes[at].isBlank {
        at += 1
        continue
      }
      let start = at
      while at < bytes.count, !bytes[at].isBlank { at += 1 }
      if masked.words < Self.wordLimit { masked.append(word: start..<at, of: bytes) }
    }
    text = masked.text
  }

  /// What a message has where its template has holes, in their order.
  ///
  /// Each stretch between holes is looked for after the one before, so what it says is right for a
  /// person who compares two messages, and not more: where a hole swallowed words that also follow
  /// it, it may end too early. Where the template drops what is no hole (a user before a URL's
  /// host), there are none.
  package static func fillings(of message: String) -> [String] {
    let lines = message.split(whereSeparator: \.isNewline)
      .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
      .filter { !$0.isEmpty }
    var rest = lines.prefix(lineLimit).joined(separator: "\n")[...]
    let literals = MessageTemplate(of: message).text.split(
      separator: "\(hole)", omittingEmptySubsequences: false)
    guard let first = literals.first, rest.hasPrefix(first) else { return [] }
    rest = rest.dropFirst(first.count)
    var fillings: [String] = []
    for literal in literals.dropFirst().dropLast() {
      guard let found = rest.firstRange(of: literal) else { return [] }
      fillings.append(String(rest[..<found.lowerBound]))
      rest = rest[found.upperBound...]
    }
    guard literals.count > 1, let last = literals.last, rest.hasSuffix(last) else { return [] }
    return fillings + [String(rest.dropLast(last.count))]
  }

  /// Lines. A cause fits in the first; the second is kept for wrapped messages.
  package static let lineLimit = 2
  /// Words of a line's template. Longer lines are output that was glued together.
  package static let wordLimit = 40
  /// The mark of a hole.
  package static let hole: StaticString = "‹›"
}
