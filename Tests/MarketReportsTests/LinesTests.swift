import Testing

@testable import MarketReports

struct LinesTests {
  @Test(arguments: [
    ("", "", ""),
    (" \n\t\r\n ", "", ""),
    ("one", "one", "one"),
    ("\n  one two \r\nthree\n", "one two", "three"),
    ("one\u{2028} two\u{85}\u{A0}three\u{3000}", "one", "three"),
    (" é漢字 \n e\u{301} \n", "é漢字", "e\u{301}"),
    ("one\rtwo\u{B}three\u{C}", "one", "three"),
  ])
  func `the first and last line are those with something on them`(
    text: String, first: String, last: String
  ) {
    #expect(text.firstLine == first)
    #expect(text.lastLine == last)
    #expect(text.firstLine == plainly(text).first ?? "")
    #expect(text.lastLine == plainly(text).last ?? "")
  }

  /// By characters, as it is said.
  private func plainly(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
      guard let first = line.firstIndex(where: { !$0.isWhitespace }),
        let last = line.lastIndex(where: { !$0.isWhitespace })
      else { return nil }
      return String(line[first...last])
    }
  }
}
