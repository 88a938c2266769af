import Documents

// How the beginning of a document is told from words, lists and the middle of another.

extension Framing {
  /// Whether no document of JSON begins there, counted from the front, but words, as in
  /// `[WARNING]: …`.
  func isText(at position: Int) -> Bool {
    let start = unread.lowerBound + position
    guard start < unread.upperBound, buffer[start] != UInt8(ascii: "{") else { return false }
    guard buffer[start] == UInt8(ascii: "[") else { return true }
    return start + 1 < unread.upperBound && 0x41...0x5A ~= buffer[start + 1]
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
  mutating func nextReport(
    inList isList: Bool, fetching fetch: (inout JSONCursor) -> Bool = { _ in false }
  ) throws(ReportError) -> Bool {
    guard isList else { return true }
    do throws(DocumentError) {
      return try step(
        { (cursor) throws(DocumentError) in
          guard try cursor.nextElement() else { return false }
          guard try cursor.kind() == .object else {
            throw cursor.malformed("is a list, not a run report")
          }
          return true
        }, fetching: fetch)
    } catch { throw .document(error) }
  }
}
