import CScan

// The steps that nearly all of a night's bytes go through. The kernel in C takes them, because
// Swift can't ask for a processor's widest instructions at run time.

extension JSONCursor {
  static let bestLevel = cscan_best_level()

  /// The offset after the closing quote of the string whose first byte is at `start`.
  ///
  /// - Complexity: O(bytes), 64 at a time.
  mutating func endOfString(from start: Int, hasEscapes: inout Bool) throws(DocumentError) -> Int {
    let step = unsafe cscan_string(level, bytes.baseAddress, bytes.count, start)
    hasEscapes = step.has_escapes
    return try end(of: step)
  }

  /// Steps over the object or list in which `walk` stands, and gives the offset after its bracket.
  ///
  /// - Parameter levels: how many levels of nesting are still allowed.
  /// - Complexity: O(bytes), 64 at a time.
  mutating func endOfContainer(_ walk: inout cscan_walk, levels: Int) throws(DocumentError) -> Int {
    try end(of: unsafe cscan_container(level, bytes.baseAddress, bytes.count, &walk, levels))
  }

  /// Steps over objects of a list that say nothing new, from the one at `start` on, which it moves
  /// behind the last of them; and gives how many they were.
  ///
  /// - Complexity: O(bytes), 64 at a time.
  func quietElements(from start: inout Int, levels: Int, saying member: JSONMember) -> Int {
    var member = member.sought
    return unsafe cscan_elements(level, bytes.baseAddress, bytes.count, &start, levels, &member)
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

/// A member as a tool writes it in the many objects of a list that say nothing new.
@safe package struct JSONMember: Sendable {
  fileprivate let sought: cscan_member

  /// - Parameters:
  ///   - name: of six letters.
  ///   - text: of five to thirteen letters; spelt without escapes, as the name.
  package init(_ name: StaticString, _ text: StaticString) {
    let quotedName = Array("\"\(name)\"".utf8)
    let rest = Array(":\"\(text)\"".utf8)
    var sought = cscan_member()
    precondition(quotedName.count == 8 && 8...16 ~= rest.count)
    unsafe withUnsafeMutableBytes(of: &sought.name) { unsafe $0.copyBytes(from: quotedName) }
    unsafe withUnsafeMutableBytes(of: &sought.rest) { unsafe $0.copyBytes(from: rest) }
    sought.rest_count = rest.count
    self.sought = sought
  }
}
