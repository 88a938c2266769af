extension String {
  /// The text cut at a character so that it has at most `limit` bytes, with `…` where it was cut.
  package func clipped(toBytes limit: Int) -> String {
    guard utf8.count > limit else { return self }
    var end = utf8.index(startIndex, offsetBy: limit - 3)
    while end > startIndex, String.Index(end, within: self) == nil { end = utf8.index(before: end) }
    return self[..<end] + "…"
  }
}
