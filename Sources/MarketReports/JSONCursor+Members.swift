import Documents

extension JSONCursor {
  /// Offers each member of an object, with the cursor at its value; anything else is stepped over.
  mutating func members(
    _ body: (JSONText, inout JSONCursor) throws(DocumentError) -> Void
  ) throws(DocumentError) {
    guard try kind() == .object else { return try skip() }
    try enterObject()
    while let key = try nextKey() { try body(key, &self) }
  }

  /// The text that is reached by these names, and the cursor after the whole value.
  mutating func innerText(at path: StaticString...) throws(DocumentError) -> String? {
    try innerText(at: path[...])
  }

  private mutating func innerText(at path: ArraySlice<StaticString>) throws(DocumentError)
    -> String?
  {
    guard let name = path.first else { return try textIfAny()?.string() }
    var found: String?
    try members { key, cursor throws(DocumentError) in
      if key == name {
        found = try cursor.innerText(at: path.dropFirst())
      } else {
        try cursor.skip()
      }
    }
    return found
  }
}
