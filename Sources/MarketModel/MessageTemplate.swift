/// A message with everything that varies from run to run replaced by holes.
///
/// What is a hole: numbers with their sign and unit, times and dates, paths, a URL's path, addresses,
/// host names, hex and UUID identifiers, names that hold a number, values that are `true`, `false` or
/// `null`, and the names of users and hosts where the words before say that they are. What stays:
/// words, the host of a URL, because *which* host is down is the cause, not a detail, and the class
/// of an exception.
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

  /// What a message has where its template has holes, in their order.
  package static func fillings(of message: String) -> [String] {
    let bytes = message.utf8.span
    var masked = MaskedText(reserving: min(bytes.count, 512))
    masked.keepsFillings = true
    mask(bytes, into: &masked)
    return masked.fillings
  }

  /// Reads the first ``lineLimit`` lines that are not blank; the rest of a message is output.
  ///
  /// - Complexity: O(bytes).
  package init(of message: String) {
    let bytes = message.utf8.span
    var masked = MaskedText(reserving: min(bytes.count, 512))
<<<<<<< HEAD
    var (lines, at) = (0, 0)
=======
    Self.mask(bytes, into: &masked)
    text = masked.text
  }

  private static func mask(_ bytes: Span<UInt8>, into masked: inout MaskedText) {
    var (lines, words, at) = (0, 0, 0)
>>>>>>> help-rules
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
  }

  /// Lines. A cause fits in the first; the second is kept for wrapped messages.
  package static let lineLimit = 2
  /// Words of a line's template. Longer lines are output that was glued together.
  package static let wordLimit = 40
  /// The mark of a hole.
  package static let hole: StaticString = "‹›"
}
<<<<<<< HEAD
=======

/// A template while it is written, in bytes: a night may have many failures, and finding characters
/// in their words was a quarter of reading it.
private struct MaskedText {
  private var bytes: [UInt8] = []
  /// Only who looks at a card wants to know; the way of every report does not pay for it.
  var keepsFillings = false
  private(set) var fillings: [String] = []

  init(reserving count: Int) { bytes.reserveCapacity(count) }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
  }

  private mutating func appendHole(_ range: Range<Int>, of text: Span<UInt8>) {
    append(MessageTemplate.hole)
    if keepsFillings {
      fillings.append(String(decoding: range.map { text[$0] }, as: UTF8.self))
    }
  }

  /// One blank-separated word with its variable parts as holes. Quotes, brackets and punctuation
  /// around it stay.
  mutating func append(word: Range<Int>, of text: Span<UInt8>) {
    guard let first = word.first(where: { !text[$0].isWrapping }),
      let last = word.last(where: { !text[$0].isWrapping })
    else { return copy(word, of: text) }
    copy(word.lowerBound..<first, of: text)
    append(core: first..<(last + 1), of: text)
    copy((last + 1)..<word.upperBound, of: text)
  }

  private mutating func copy(_ range: Range<Int>, of text: Span<UInt8>) {
    unsafe text.extracting(range).withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }

  private mutating func append(core: Range<Int>, of text: Span<UInt8>) {
    // Most words are only letters, and none of the below.
    if core.allSatisfy({ text[$0].isLetter }) {
      copy(core, of: text)
    } else if let path = text.endOfScheme(in: core) {
      copy(core.lowerBound..<path, of: text)
      append(authorityFrom: path, to: core.upperBound, of: text)
    } else if text[core.lowerBound] == UInt8(ascii: "/")
      || text[core.lowerBound] == UInt8(ascii: "~") || text.isIdentifier(core)
      || text.isToken(core) || text.looksLikeHost(core)
    {
      appendHole(core, of: text)
    } else {
      append(digitsOf: core, of: text)
    }
  }

  /// A URL's host without user and port, and a hole for what follows it. An address is a hole.
  private mutating func append(authorityFrom start: Int, to end: Int, of text: Span<UInt8>) {
    var host = start..<start
    for index in start..<end {
      if text[index] == UInt8(ascii: "/") || text[index] == UInt8(ascii: "?") { break }
      let isEndOfUser = text[index] == UInt8(ascii: "@")
      host = isEndOfUser ? (index + 1)..<(index + 1) : host.lowerBound..<(index + 1)
    }
    let name = host.prefix { text[$0] != UInt8(ascii: ":") }
    if name.allSatisfy({ text[$0].isDigit || text[$0] == UInt8(ascii: ".") }) {
      appendHole(name, of: text)
    } else {
      copy(name, of: text)
    }
    if host.upperBound < end { appendHole(name.upperBound..<end, of: text) }
  }

  /// Every run of digits as a hole; a word that holds a path inside is cut at the path.
  private mutating func append(digitsOf core: Range<Int>, of text: Span<UInt8>) {
    var hole: Int?
    for index in core {
      let byte = text[index]
      if byte == UInt8(ascii: "/") {
        return appendHole((hole ?? index)..<core.upperBound, of: text)
      }
      let varies =
        byte.isDigit
        || hole != nil && (byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":"))
      if varies {
        hole = hole ?? index
      } else {
        if let start = hole { appendHole(start..<index, of: text) }
        hole = nil
        bytes.append(byte)
      }
    }
    if let start = hole { appendHole(start..<core.upperBound, of: text) }
  }
}

extension Span<UInt8> {
  /// The offset after the first `://`.
  fileprivate func endOfScheme(in core: Range<Int>) -> Int? {
    guard core.count >= 3 else { return nil }
    for index in core.lowerBound..<(core.upperBound - 2)
    where self[index] == UInt8(ascii: ":") && self[index + 1] == UInt8(ascii: "/")
      && self[index + 2] == UInt8(ascii: "/")
    { return index + 3 }
    return nil
  }

  /// A UUID, a hash, a hex number: at least six hex digits or hyphens with a digit among them.
  fileprivate func isIdentifier(_ core: Range<Int>) -> Bool {
    let isPrefixed =
      core.count >= 2 && self[core.lowerBound] == UInt8(ascii: "0")
      && self[core.lowerBound + 1] == UInt8(ascii: "x")
    let body = core.dropFirst(isPrefixed ? 2 : 0)
    guard body.count >= 6 || isPrefixed else { return false }
    return body.allSatisfy { self[$0].isHexDigit || self[$0] == UInt8(ascii: "-") }
      && body.contains { self[$0].isDigit }
  }

  /// A request's id, as clouds give them: sixteen letters and digits or more, the digits in three
  /// places or more. What follows a slash belongs to it.
  fileprivate func isToken(_ core: Range<Int>) -> Bool {
    guard core.count >= 16 else { return false }
    var length = 0
    var digitRuns = 0
    var isInDigits = false
    for index in core {
      let byte = self[index]
      if byte == UInt8(ascii: "/") { break }
      guard byte.isAlphanumeric || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "=") else {
        return false
      }
      if byte.isDigit, !isInDigits { digitRuns += 1 }
      isInDigits = byte.isDigit
      length += 1
    }
    return length >= 16 && digitRuns >= 3
  }

  /// `app-prod-01`, `db3.example.net`: letters, digits and hyphens with a digit, or a dotted name of
  /// three parts. `debian-12` is one too: in a message, a version is as variable as a node.
  fileprivate func looksLikeHost(_ core: Range<Int>) -> Bool {
    guard self[core.lowerBound].isAlphanumeric else { return false }
    var (dots, hasHyphen, hasDigit, isAfterDot) = (0, false, false, true)
    for index in core {
      let byte = self[index]
      if byte == UInt8(ascii: ".") {
        if isAfterDot { return false }
        dots += 1
      } else if byte == UInt8(ascii: "-") {
        hasHyphen = true
      } else if !byte.isAlphanumeric {
        return false
      }
      isAfterDot = byte == UInt8(ascii: ".")
      hasDigit = hasDigit || byte.isDigit
    }
    return !isAfterDot && (dots >= 2 || hasHyphen && hasDigit)
  }
}

extension UInt8 {
  fileprivate var isLineBreak: Bool { 0x0A...0x0D ~= self }
  fileprivate var isBlank: Bool { self == 0x20 || 0x09...0x0D ~= self }
  fileprivate var isDigit: Bool { 0x30...0x39 ~= self }

  fileprivate var isHexDigit: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
    default: false
    }
  }

  fileprivate var isLetter: Bool { 0x61...0x7A ~= self | 0x20 }
  fileprivate var isAlphanumeric: Bool { isDigit || isLetter }

  /// What stands around a word and belongs to the sentence: ``"'`()[]{}<>,;:.!?*``.
  fileprivate var isWrapping: Bool {
    switch self {
    case 0x21, 0x22, 0x27...0x2A, 0x2C, 0x2E, 0x3A...0x3C, 0x3E, 0x3F, 0x5B, 0x5D, 0x60, 0x7B,
      0x7D:
      true
    default: false
    }
  }
}
>>>>>>> help-rules
