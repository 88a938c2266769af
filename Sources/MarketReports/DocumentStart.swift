import Documents

// How the beginning of a document is told from words, lists and the middle of another.

extension [UInt8] {
  /// Whether no document of JSON begins there, but words, as in `[WARNING]: …`.
  func isText(at index: Int) -> Bool {
    guard index < count, self[index] != UInt8(ascii: "{") else { return false }
    guard self[index] == UInt8(ascii: "[") else { return true }
    return index + 1 < count && 0x41...0x5A ~= self[index + 1]
  }

  /// The first `{` that begins a line, not counting the first line.
  func firstDocumentLine(in range: Range<Int>) -> Int? {
    var start = range.lowerBound
    while let lineBreak = firstIndex(of: UInt8(ascii: "\n"), in: start..<range.upperBound) {
      start = lineBreak + 1
      if start < range.upperBound, self[start] == UInt8(ascii: "{") { return start }
    }
    return nil
  }
}

extension JSONCursor {
  /// Steps into a list, if one comes next.
  mutating func beginsList() throws(ReportError) -> Bool {
    do throws(DocumentError) {
      guard try kind() == .array else { return false }
      try enterArray()
      return true
    } catch { throw .document(error) }
  }

  /// Moves to the next report; outside of a list the cursor is there already.
  mutating func nextReport(inList isList: Bool) throws(ReportError) -> Bool {
    do throws(DocumentError) {
      guard isList else { return true }
      guard try nextElement() else { return false }
      guard try kind() == .object else { throw malformed("is a list, not a run report") }
      return true
    } catch { throw .document(error) }
  }
}
