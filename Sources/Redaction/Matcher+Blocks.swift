// Secrets of several lines. A report may have them as they were, indented, quoted in a diff, or with
// the two characters \n for a line break; and a message may have been cut in their middle.

extension Matcher {
  /// `-----BEGIN RSA PRIVATE KEY-----` to the end of its last line, or as far as it was not cut.
  static let keyBlock = Matcher { text, site in
    let label = text.end(of: labelBytes, from: site.anchor.upperBound, limit: longestLabel)
    guard text.firstIndex(of: "PRIVATE KEY", in: site.anchor.upperBound..<label) != nil,
      text.has("----", at: label)
    else { return nil }
    let body = text.end(of: ByteSet("-"), from: label, limit: 5)
    let end = bodyEnd(of: .base64, in: text, from: body)
    guard end - body >= shortestBody else { return nil }
    return site.anchor.lowerBound..<(footerEnd(in: text, at: end) ?? end)
  }

  /// `-----END RSA PRIVATE KEY-----` with the lines before it, whose beginning was cut off.
  static let keyBlockTail = Matcher { text, site in
    let label = text.end(of: labelBytes, from: site.anchor.upperBound, limit: longestLabel)
    guard text.firstIndex(of: "PRIVATE KEY", in: site.anchor.upperBound..<label) != nil else {
      return nil
    }
    var start = site.anchor.lowerBound
    while let line = lineBefore(start, in: text, floor: site.floor) { start = line }
    guard site.anchor.lowerBound - start >= shortestBody else { return nil }
    return start..<text.end(of: ByteSet("-"), from: label, limit: 5)
  }

  /// A key block that is in base64 once more. What follows "-----BEGIN" says whether it is a key.
  static let encodedKeyBlock = Matcher { text, site in
    let keys = ["BSU0EgUFJJ", "BQUklWQVRF", "BFQyBQUklW", "BPUEVOU1NI", "BEU0EgUFJJ", "BFTkNSWVBU"]
    guard keys.contains(where: { text.has($0, at: site.anchor.upperBound) }) else { return nil }
    return site.anchor.lowerBound..<bodyEnd(of: .base64, in: text, from: site.anchor.upperBound)
  }

  /// Lines of nothing but such bytes, with the anchor before them.
  static func lines(of set: ByteSet) -> Matcher {
    Matcher { text, site in
      let head = text.end(of: .visible, from: site.anchor.upperBound, limit: longestLabel)
      let end = bodyEnd(of: set, in: text, from: head)
      guard end - site.anchor.upperBound >= shortestBody else { return nil }
      return site.anchor.lowerBound..<end
    }
  }

  /// **Bytes** of `RSA PRIVATE KEY`, and of what follows `$ANSIBLE_VAULT;`.
  private static let longestLabel = 80
  /// **Bytes** after the first line from which on it is a key and not the mention of one.
  private static let shortestBody = 16
  /// **Bytes** of a line that is no word, whatever follows it.
  private static let longLine = 40

  private static var labelBytes: ByteSet { .uppercase + .digits + " " }
  private static var headerBytes: ByteSet { .alphanumeric + "-" }
  private static var margin: ByteSet { .blanks + "+-|\"'," }

  /// The end of the last line that is of such bytes, or is one of the headers within a key block.
  private static func bodyEnd(of set: ByteSet, in text: Span<UInt8>, from start: Int) -> Int {
    var end = text.end(of: set, from: start)
    while let next = lineStart(after: end, in: text) {
      let line = text.end(of: set, from: next)
      let key = text.end(of: headerBytes, from: next, limit: longestLabel)
      if key > next, text.has(": ", at: key), set.contains(UInt8(ascii: "+")) {
        end = text.end(of: .visible + " ", from: key, limit: longestLabel)
      } else if line > next, line - next >= longLine || isLineEnd(line, in: text) {
        end = line
      } else {
        break
      }
    }
    return end
  }

  /// Where the next line begins, without its margin; blank lines are passed.
  private static func lineStart(after end: Int, in text: Span<UInt8>) -> Int? {
    var at = text.end(of: ByteSet("\"',"), from: end, limit: 2)
    var breaks = 0
    while true {
      if text.isIn(.lineBreaks, at: at) {
        at += 1
      } else if text.has("\\n", at: at) || text.has("\\r", at: at) {
        at += 2
      } else {
        return breaks > 0 ? nonBlank(at, in: text) : nil
      }
      breaks += 1
    }
  }

  private static func nonBlank(_ at: Int, in text: Span<UInt8>) -> Int {
    let start = text.end(of: margin, from: at, limit: longestLabel)
    // The footer's own hyphens are no margin.
    return text.has("----", at: start - 4) || text.has("----", at: start - 5) ? at : start
  }

  private static func isLineEnd(_ at: Int, in text: Span<UInt8>) -> Bool {
    at == text.count || text.isIn(.lineBreaks + "\"',\\", at: at)
      || text.isIn(.blanks, at: at) && text.isIn(.lineBreaks, at: at + 1)
  }

  /// The end of `-----END …-----`, if it is what follows.
  private static func footerEnd(in text: Span<UInt8>, at end: Int) -> Int? {
    var at = end
    while at < text.count, at - end < longestLabel {
      if text.has("-----END ", at: at) || text.has("---- END ", at: at) {
        let label = text.end(of: labelBytes, from: at + 9, limit: longestLabel)
        return text.end(of: ByteSet("-"), from: label, limit: 5)
      }
      guard text.isIn(margin + .lineBreaks + "\\nr=", at: at) || text.isIn(.base64, at: at) else {
        return nil
      }
      at += 1
    }
    return nil
  }

  /// The start of a line of base64 that ends just before `end`.
  private static func lineBefore(_ end: Int, in text: Span<UInt8>, floor: Int) -> Int? {
    var at = text.start(of: .blanks + "+-|", before: end, floor: floor, limit: longestLabel)
    if text.isIn(.lineBreaks, at: at - 1) {
      at = text.start(of: .lineBreaks, before: at, floor: floor)
    } else if text.has("\\n", at: at - 2), at - 2 >= floor {
      at -= 2
    } else {
      return nil
    }
    var start = at
    while start > floor, text.isIn(.base64, at: start - 1) {
      // An escaped line break ends in a letter that base64 has too.
      if text.byte(at: start - 2) == UInt8(ascii: "\\") { break }
      start -= 1
    }
    return start < at ? start : nil
  }
}

// MARK: Hashes of passwords

extension Matcher {
  /// **Bytes.** Those of yescrypt and Argon2 have some hundred.
  private static let longestHash = 256

  /// `$6$salt$hash`: the last part is long.
  static let cryptHash = Matcher { text, site in
    let end = text.end(of: .base64 + ".$,-_", from: site.anchor.lowerBound, limit: longestHash)
    var last = end
    while last > site.anchor.lowerBound, text[last - 1] != UInt8(ascii: "$") { last -= 1 }
    return end - last >= 22 ? site.anchor.lowerBound..<end : nil
  }

  /// `{SSHA}base64`, `{CRYPT}$6$…`.
  static let ldapHash = Matcher { text, site in
    let close = text.end(of: .alphanumeric + "-", from: site.anchor.lowerBound + 1, limit: 20)
    guard text.byte(at: close) == UInt8(ascii: "}") else { return nil }
    let end = text.end(of: .base64 + "$.", from: close + 1, limit: longestToken)
    return end - close > 16 ? (close + 1)..<end : nil
  }
}
