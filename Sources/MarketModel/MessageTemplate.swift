/// A message with everything that varies from run to run replaced by holes.
///
/// What is a hole: quoted texts that hold a digit or a slash, paths, URLs' paths, addresses, host
/// names, times, hex and UUID identifiers, and every number. What stays: words, and the host of a
/// URL, because *which* host is down is the cause, not a detail.
///
/// Wrong when: a message differs only in a word that is in truth a variable (a user, a package): it
/// then makes one group per word, which people can merge; never the other way round.
package struct MessageTemplate: Hashable, Sendable {
  package let text: String

  /// Reads the first ``lineLimit`` lines that are not blank; the rest of a message is output.
  ///
  /// - Complexity: O(bytes of those lines), one pass per token.
  package init(of message: String) {
    var lines: [String] = []
    var rest = message[...]
    while lines.count < Self.lineLimit, !rest.isEmpty {
      let line = rest.prefix { !$0.isNewline }
      rest = rest[line.endIndex...].dropFirst()
      let words = line.split(maxSplits: Self.wordLimit, whereSeparator: \.isWhitespace)
      guard !words.isEmpty else { continue }
      lines.append(words.prefix(Self.wordLimit).map { masked($0) }.joined(separator: " "))
    }
    text = lines.joined(separator: "\n")
  }

  /// Lines. A cause fits in the first; the second is kept for wrapped messages.
  package static let lineLimit = 2
  /// Words of a line. Longer lines are output that was glued together.
  package static let wordLimit = 40
  /// The mark of a hole.
  package static let hole = "‹›"
}

/// One blank-separated word with its variable parts as holes.
private func masked(_ word: Substring) -> String {
  let (lead, core, tail) = unwrapped(word)
  guard !core.isEmpty else { return String(word) }
  return lead + maskedCore(core) + tail
}

/// Splits off quotes, brackets and punctuation around a word.
private func unwrapped(_ word: Substring) -> (String, Substring, String) {
  guard let first = word.firstIndex(where: { !$0.isWrapping }),
    let last = word.lastIndex(where: { !$0.isWrapping })
  else { return ("", "", "") }
  let end = word.index(after: last)
  return (String(word[..<first]), word[first..<end], String(word[end...]))
}

extension Character {
  fileprivate var isWrapping: Bool {
    asciiValue.map { #""'`()[]{}<>,;:.!?*"#.utf8.contains($0) } ?? false
  }
}

private func maskedCore(_ core: Substring) -> String {
  let hole = MessageTemplate.hole
  if core.utf8.contains(UInt8(ascii: ":")), let scheme = core.range(of: "://") {
    let rest = core[scheme.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    let host = authority.split(separator: "@").last ?? authority
    return core[..<scheme.upperBound] + maskedHost(host)
      + (host.endIndex < core.endIndex ? hole : "")
  }
  if core.first == "/" || core.first == "~" { return hole }
  if isIdentifier(core) || isToken(core) || looksLikeHost(core) { return hole }
  return maskedDigits(core)
}

/// A URL's host without its port; an address is a hole.
private func maskedHost(_ host: Substring) -> String {
  let name = host.prefix { $0 != ":" }
  return name.allSatisfy { $0.isNumber || $0 == "." } ? MessageTemplate.hole : String(name)
}

/// A UUID, a hash, a hex number: at least six hex digits or hyphens with a digit among them.
private func isIdentifier(_ core: Substring) -> Bool {
  let body = core.hasPrefix("0x") ? core.dropFirst(2) : core
  guard body.utf8.count >= 6 || core.hasPrefix("0x") else { return false }
  var sawDigit = false
  for byte in body.utf8 {
    switch byte {
    case 0x30...0x39: sawDigit = true
    case 0x61...0x66, 0x41...0x46, UInt8(ascii: "-"): continue
    default: return false
    }
  }
  return sawDigit
}

/// A request's id, as clouds give them: sixteen letters and digits or more, the digits in three
/// places or more. What follows a slash belongs to it.
private func isToken(_ core: Substring) -> Bool {
  var length = 0
  var digitRuns = 0
  var isInDigits = false
  for byte in core.utf8.prefix(while: { $0 != UInt8(ascii: "/") }) {
    let isDigit = 0x30...0x39 ~= byte
    guard isAlphanumeric(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "=") else {
      return false
    }
    if isDigit, !isInDigits { digitRuns += 1 }
    isInDigits = isDigit
    length += 1
  }
  return length >= 16 && digitRuns >= 3
}

/// `app-prod-01`, `db3.example.net`: letters, digits and hyphens with a digit, or a dotted name of
/// three parts. `debian-12` is one too: in a message, a version is as variable as a node.
private func looksLikeHost(_ core: Substring) -> Bool {
  let parts = core.split(separator: ".", omittingEmptySubsequences: false)
  let isName = parts.allSatisfy { part in
    !part.isEmpty && part.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
  }
  guard isName, core.utf8.first.map(isAlphanumeric) == true else { return false }
  let hasDigit = core.utf8.contains { 0x30...0x39 ~= $0 }
  return parts.count >= 3 || (core.utf8.contains(UInt8(ascii: "-")) && hasDigit)
}

/// Every run of digits as a hole; a word that holds a path inside is cut at the path.
private func maskedDigits(_ core: Substring) -> String {
  var text = ""
  var inHole = false
  for character in core {
    if character == "/" {
      return text + (inHole ? "" : MessageTemplate.hole)
    }
    let varies = character.isNumber || (inHole && (character == "." || character == ":"))
    if varies, !inHole { text += MessageTemplate.hole }
    if !varies { text.append(character) }
    inHole = varies
  }
  return text
}

private func isAlphanumeric(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
  default: false
  }
}

extension Substring {
  fileprivate func range(of text: String) -> Range<Index>? {
    var at = startIndex
    while at < endIndex {
      if self[at...].hasPrefix(text) { return at..<index(at, offsetBy: text.count) }
      at = index(after: at)
    }
    return nil
  }
}
