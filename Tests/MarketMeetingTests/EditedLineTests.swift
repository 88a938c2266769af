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
      ([.insert("e"), .insert("\u{301}"), .deleteBackward], "", 0),
      ([.insert("ひらがな"), .move(by: -2), .deleteBackward], "ひがな", 1),
      ([.insert("one two three"), .moveWord(by: -1), .deleteToEnd], "one two ", 8),
      ([.insert("one two"), .moveWord(by: -1), .moveWord(by: -1), .deleteWordForward], " two", 0),
      ([.insert("one two"), .deleteWord, .moveToEnd(first: true), .yank], "twoone ", 3),
      ([.insert("one two"), .move(by: -3), .deleteToStart], "two", 0),
      ([.insert("a"), .replace("b\nc")], "b\nc", 3),
      ([.insert("x"), .complete(["xa", "xb"]), .complete(["ignored"])], "xb", 2),
      ([.insert("x"), .complete([])], "x", 1),
    ] as [([LineEdit], String, Int)])
  func `a line is edited at its cursor`(edits: [LineEdit], text: String, cursor: Int) {
    var line = EditedLine()
    for edit in edits { line.apply(edit) }
    #expect((line.text, line.cursor) == (text, cursor))
  }

  @Test func `lines that were entered before are called up, and what was typed comes back`() {
    var line = EditedLine("new", history: ["first", "second"])
    line.apply(.recall(by: -1))
    #expect(line.text == "second")
    line.apply(.recall(by: -5))
    #expect(line.text == "first")
    line.apply(.recall(by: 9))
    #expect(line.text == "new")
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
