import CScan

// The two steps that nearly all of a night's bytes go through. The kernel in C takes them, because
// Swift can't ask for a processor's widest instructions at run time.

extension JSONCursor {
  static let bestLevel = cscan_best_level()

  /// The offset after the closing quote of the string whose first byte is at `start`.
  ///
  /// - Complexity: O(bytes), 64 at a time.
  mutating func endOfString(from start: Int, hasEscapes: inout Bool) throws(DocumentError) -> Int {
    let step = unsafe cscan_string(level, bytes.baseAddress, bytes.count, start)
    hasEscapes = step.has_mark
    return try end(of: step)
  }

  /// Steps over the object or list in which `walk` stands, and gives the offset after its bracket.
  ///
  /// - Parameters:
  ///   - levels: how many levels of nesting are still allowed.
  ///   - words: strings to look for on the way.
  /// - Complexity: O(bytes), 64 at a time.
  mutating func endOfContainer(
    _ walk: inout cscan_walk, levels: Int, words: JSONWords?, hasWord: inout Bool
  ) throws(DocumentError) -> Int {
    let step =
      if var sought = words?.sought {
        unsafe cscan_container(level, bytes.baseAddress, bytes.count, &walk, levels, &sought)
      } else {
        unsafe cscan_container(level, bytes.baseAddress, bytes.count, &walk, levels, nil)
      }
    hasWord = step.has_mark
    return try end(of: step)
  }

  private mutating func end(of step: cscan_step) throws(DocumentError) -> Int {
    let end = Int(step.end)
    if step.has_line_feed { hasCrossedLine = true }
    switch step.outcome {
    case CSCAN_DONE: return end
    case CSCAN_TOO_DEEP:
      throw DocumentError(.tooDeep(limit: DocumentNode.depthLimit), at: end)
    default: throw DocumentError(.cutOff, at: end)
    }
  }
}

/// Strings to look for in what is stepped over.
@safe package struct JSONWords: Sendable {
  fileprivate let sought: cscan_words

  /// - Parameter words: at most four, of six letters or more, of which the first seven are looked
  ///   at.
  package init(_ words: StaticString...) {
    precondition(!words.isEmpty && words.count <= CSCAN_WORDS)
    var sought = cscan_words()
    unsafe withUnsafeMutableBytes(of: &sought) { sought in
      for row in 0..<Int(CSCAN_WORDS) {
        let word = [UInt8](words[min(row, words.count - 1)].quoted.prefix(8))
        precondition(word.count == 8)
        unsafe sought[(8 * row)..<(8 * row + 8)].copyBytes(from: word)
      }
    }
    self.sought = sought
  }
}

extension StaticString {
  fileprivate var quoted: String.UTF8View { "\"\(self)\"".utf8 }
}
