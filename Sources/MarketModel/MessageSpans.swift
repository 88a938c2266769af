/// Where the things end that are more than one part of a word. All of them look at no byte twice
/// for the same kind of thing, so that reading a message is linear.
extension Span<UInt8> {
  // MARK: Behind a part

  /// Where the `://` behind it ends.
  func endOfScheme(_ part: WordPart, in word: Range<Int>) -> Int? {
    let end = part.range.upperBound
    guard part.isScheme, end + 2 < word.upperBound, self[end] == UInt8(ascii: ":"),
      self[end + 1] == UInt8(ascii: "/"), self[end + 2] == UInt8(ascii: "/")
    else { return nil }
    return end + 3
  }

  /// Where the address, path or mailbox ends that begins with the part.
  func endOfVariable(_ part: WordPart, in word: Range<Int>) -> Int? {
    let (start, end) = (part.range.lowerBound, part.range.upperBound)
    guard end + 1 < word.upperBound else { return nil }
    switch self[end] {
    case UInt8(ascii: ":"):
      if part.mayBeAddress, let end = endOfAddress(start, in: word) { return end }
      // `C:\Windows`
      let isDrive = part.range.count == 1 && self[end + 1] == UInt8(ascii: "\\")
      return isDrive ? endOfPath(end + 1, isDrive: true, in: word) : nil
    case UInt8(ascii: "/"):
      return endOfPair(part, in: word) == nil ? endOfPath(end, in: word) : nil
    case UInt8(ascii: "\\"): return endOfPath(end, in: word)
    case UInt8(ascii: "@"):
      // A mailbox, but not `Thread@1f`, the class of an object.
      guard self[end + 1].isPartStart else { return nil }
      let domain = WordPart(at: end + 1, in: word, of: self)
      return domain.dots > 0 || part.kind == .variable ? domain.range.upperBound : nil
    default: return nil
    }
  }

  /// `and/or`, `HTTP/1.1`: where the slash ends of a pair of words that is no path, as
  /// `secrets/tls-production` is one.
  func endOfPair(_ part: WordPart, in word: Range<Int>) -> Int? {
    let slash = part.range.upperBound
    guard slash < word.upperBound, self[slash] == UInt8(ascii: "/"), part.kind == .words,
      part.dots == 0
    else { return nil }
    let rest = (slash + 1)..<(endOfPath(slash, in: word) ?? slash + 1)
    guard let first = rest.first else { return slash + 1 }
    if rest.contains(where: { self[$0] == UInt8(ascii: "/") }) { return nil }
    let isName = rest.contains {
      self[$0] == UInt8(ascii: ".") || self[$0] == UInt8(ascii: "-")
        || self[$0] == UInt8(ascii: "_")
    }
    return isName && !self[first].isDigit ? nil : slash + 1
  }

  /// `...` ends a word where a single point joins.
  func isEllipsis(_ at: Int, in word: Range<Int>) -> Bool {
    self[at] == UInt8(ascii: ".") && at + 1 < word.upperBound && self[at + 1] == UInt8(ascii: ".")
  }

  /// `java.io.IOException`, `KeyError`: a class that stays, whatever it is made of.
  func isException(_ part: Range<Int>) -> Bool {
    MessageVocabulary.exceptions.contains(letters(part.suffix(5)))
      || MessageVocabulary.exceptions.contains(letters(part.suffix(9)))
  }

  // MARK: Names

  /// Whether the part is the key of somebody's or something's name: `rhost=`, `user.name=`.
  func isKeyOfName(_ part: Range<Int>, in word: Range<Int>) -> Bool {
    guard part.upperBound < word.upperBound, self[part.upperBound] == UInt8(ascii: "=") else {
      return false
    }
    return MessageVocabulary.nameKeys.contains(letters(part.suffix(4)))
  }

  func endOfName(_ start: Int, in word: Range<Int>) -> Int {
    word[start...].first { !self[$0].isInName } ?? word.upperBound
  }

  // MARK: Paths and addresses

  /// Where the path ends that begins at `start` with a slash, a backslash or a tilde.
  func endOfPath(_ start: Int, isDrive: Bool = false, in word: Range<Int>) -> Int? {
    guard start + 1 < word.upperBound else { return nil }
    let next = self[start + 1]
    let isPath =
      switch self[start] {
      case UInt8(ascii: "/"): next.isPathStart
      case UInt8(ascii: "~"): next == UInt8(ascii: "/")
      // `\n` and its like are breaks that were written out.
      case UInt8(ascii: "\\"): next.isPathStart && !next.isEscape || isDrive
      default: false
      }
    return isPath ? end(from: start, in: word) { $0.isEndOfPath } : nil
  }

  func endOfURL(_ start: Int, in word: Range<Int>) -> Int {
    end(from: start, in: word) { $0.isEndOfURL }
  }

  /// The punctuation of the sentence around it does not belong to it.
  private func end(from start: Int, in word: Range<Int>, at isEnd: (UInt8) -> Bool) -> Int {
    var end = start
    while end < word.upperBound, !isEnd(self[end]) { end += 1 }
    while end > start + 1, self[end - 1].isSentenceEnd { end -= 1 }
    return end
  }

  /// An IPv6 or hardware address: groups of at most four hex digits between two colons or more, and
  /// a digit. Times of a day look the same.
  private func endOfAddress(_ start: Int, in word: Range<Int>) -> Int? {
    var (at, end, colons, group, hasDigit) = (start, start, 0, 0, false)
    while at < word.upperBound, at - start <= Self.longestAddress {
      let byte = self[at]
      if byte.isHexDigit {
        (group, end) = (group + 1, at + 1)
        hasDigit = hasDigit || byte.isDigit
      } else if byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".") {
        if byte == UInt8(ascii: ":"), at + 1 < word.upperBound { colons += 1 }
        group = 0
      } else if byte.isPartStart {
        return nil
      } else {
        break
      }
      if group > 4 { return nil }
      at += 1
    }
    return colons >= 2 && hasDigit ? end : nil
  }

  /// **Bytes**, of an IPv6 address with an IPv4 address in it.
  private static var longestAddress: Int { 45 }
}
