// A document of many megabytes is read while it arrives: its bytes are in the cache then, and nobody
// has to look for its end beforehand.

extension JSONCursor {
  /// Takes a step, and where the bytes end in the middle of it, takes it again with more of them.
  /// An object or list that is skipped is not looked at twice.
  ///
  /// - Parameter fetch: calls ``grow(to:mayGrow:)`` and returns true, or there is no more.
  package mutating func step<Result>(
    _ body: (inout JSONCursor) throws(DocumentError) -> Result,
    fetching fetch: (inout JSONCursor) -> Bool
  ) throws(DocumentError) -> Result {
    let start = self
    while true {
      do throws(DocumentError) { return try body(&self) } catch {
        let halfway = halfway
        goBack(to: start)
        self.halfway = halfway
        guard error.problem == .cutOff, mayGrow, fetch(&self) else { throw error }
      }
    }
  }

  /// Stands again where it stood, with the bytes that came since.
  package mutating func goBack(to earlier: JSONCursor) {
    (offset, depth, isAfterValue) = (earlier.offset, earlier.depth, earlier.isAfterValue)
    halfway = nil
  }

  /// Takes note that there are more bytes now, behind those that were there, which have not moved.
  package mutating func grow(to bytes: UnsafeRawBufferPointer, mayGrow: Bool) {
    precondition(
      unsafe bytes.baseAddress == self.bytes.baseAddress && bytes.count >= self.bytes.count)
    unsafe self.bytes = bytes
    self.mayGrow = mayGrow
  }
}
