import MarketMeeting
import Testing

struct EditedLineTests {
  @Test(
    arguments: [
      ([.insert("ab"), .move(by: -1), .insert("x")], "axb", 2),
      ([.insert("ab"), .deleteBackward], "a", 1), ([.deleteBackward, .deleteForward], "", 0),
      ([.insert("ab"), .moveToEnd(first: true), .deleteForward], "b", 0),
      ([.insert("one two  "), .deleteWord], "one ", 4), ([.insert("one"), .clear], "", 0),
      ([.insert("a"), .move(by: 9), .move(by: -9)], "a", 0),
      ([.insert("a\nb\r\nc")], "a b c", 5), ([.insert("👩‍👩‍👧é"), .deleteBackward], "👩‍👩‍👧", 1),
    ] as [([LineEdit], String, Int)])
  func `a line is edited at its cursor`(edits: [LineEdit], text: String, cursor: Int) {
    var line = EditedLine()
    for edit in edits { line.apply(edit) }
    #expect((line.text, line.cursor) == (text, cursor))
  }

  @Test func `what is pasted is cut at the limit`() {
    var line = EditedLine("x")
    line.apply(.insert(String(repeating: "é", count: 2 * EditedLine.limit)))
    #expect(line.characters.count == EditedLine.limit)
    #expect(line.cursor == EditedLine.limit)
  }

  @Test func `a text that is too long already can be edited, and only grows shorter`() {
    let long = String(repeating: "x", count: EditedLine.limit + 100)
    var line = EditedLine(long)
    line.apply(.insert("y"))
    #expect(line.text == long)
    line.apply(.deleteBackward)
    #expect(line.characters.count == long.count - 1)
  }
}
