import Testing
import TextCanvas

struct TextFlowTests {
  @Test(arguments: [
    ("bind() failed", 20, ["bind() failed"]),
    ("bind() to 0.0.0.0:80 failed", 12, ["bind() to", "0.0.0.0:80", "failed"]),
    ("exactly ten", 7, ["exactly", "ten"]),
    ("exactly   ten", 7, ["exactly", "ten"]),
    ("trailing   ", 8, ["trailing"]),
    ("abcdefgh", 3, ["abc", "def", "gh"]),
    ("設定ファイル", 5, ["設定", "ファ", "イル"]),
    ("web-01は設定", 10, ["web-01は設", "定"]), ("ok 設定を書く", 8, ["ok 設定", "を書く"]),
    ("12台中4台が失敗、後", 15, ["12台中4台が失", "敗、後"]), ("「設定」「設定」", 10, ["「設定」", "「設定」"]),
    ("one\n\ntwo", 9, ["one", "", "two"]),
    ("  at\tline 3", 12, ["  at line 3"]),
    ("one\r\ntwo", 9, ["one", "two"]),
    ("", 5, [""]),
  ])
  func `lines break at blanks and beside wide letters, else only in a word that is too wide`(
    text: String, columns: Int, lines: [String]
  ) {
    #expect(TextFlow.wrapped(text, to: columns) == lines)
  }

  @Test func `when lines run out, the last one says so`() {
    #expect(TextFlow.wrapped("one two three", to: 5, lines: 2) == ["one", "two…"])
    #expect(TextFlow.wrapped("abcdefgh", to: 3, lines: 2) == ["abc", "de…"])
    #expect(TextFlow.wrapped("one\ntwo", to: 5, lines: 1) == ["one…"])
    #expect(TextFlow.wrapped("one\ntwo", to: 5, lines: 2) == ["one", "two"])
  }

  @Test(arguments: 1...20)
  func `no line is wider than asked for`(seed: UInt64) {
    var scalars = SeededScalars(seed: seed)
    let text = scalars.text(count: 500)
    for columns in [2, 3, 7, 40] {
      for line in TextFlow.wrapped(text, to: columns) {
        #expect(DisplayWidth.columns(of: line) <= columns)
        #expect(VisibleText.cleaned(line) == line)
      }
    }
  }

  @Test func `a line of a million letters costs what is shown of it`() {
    let text = String(repeating: "x", count: 1_000_000)
    #expect(TextFlow.wrapped(text, to: 10, lines: 2).last == "xxxxxxxxx…")
    #expect(TextFlow.clipped(text, to: 4) == "xxx…")
  }

  @Test(arguments: [("ab", "ab   ", "   ab"), ("設定字", "設定…", "設定…"), ("設", "設   ", "   設")])
  func `padding counts columns`(text: String, left: String, right: String) {
    #expect(TextFlow.padded(text, to: 5) == left)
    #expect(TextFlow.rightAligned(text, to: 5) == right)
  }

  @Test func `no width is too small`() {
    #expect(TextFlow.clipped("ab", to: 0) == "")
    #expect(TextFlow.padded("ab", to: -1) == "")
    #expect(TextFlow.wrapped("ab", to: 1) == [])
  }
}
