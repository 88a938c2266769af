import Testing
import TextCanvas

struct RectTests {
  let card = Rect(x: 2, y: 1, width: 10, height: 4)

  @Test func `parts of an area lie side by side and make up the whole`() {
    #expect(card.splitTop(1).top == Rect(x: 2, y: 1, width: 10, height: 1))
    #expect(card.splitTop(1).rest == Rect(x: 2, y: 2, width: 10, height: 3))
    #expect(card.splitBottom(1).bottom == Rect(x: 2, y: 4, width: 10, height: 1))
    #expect(card.splitLeft(3).rest == Rect(x: 5, y: 1, width: 7, height: 4))
    #expect(card.splitRight(3).right == Rect(x: 9, y: 1, width: 3, height: 4))
    #expect(card.inset(columns: 2, rows: 1) == Rect(x: 4, y: 2, width: 6, height: 2))
  }

  @Test func `too large a part is all there is`() {
    #expect(card.splitTop(9).top == card)
    #expect(card.splitTop(9).rest.isEmpty)
    #expect(card.splitLeft(-1).left.isEmpty)
    #expect(card.inset(columns: 6).isEmpty)
    #expect(card.row(4).isEmpty)
  }
}

struct SparklineTests {
  @Test(
    arguments: [
      ([], ""), ([0, 0], "▁▁"), ([1, 1], "▇▇"), ([0, 1, 1000], "▁▂▇"), ([nil, 3], "·▇"),
      ([1, 2, 3, 4, 5, 6, 7], "▂▃▄▄▅▆▇"),
    ] as [([Int?], String)])
  func `only zero is flat and only nothing is a dot`(values: [Int?], shown: String) {
    #expect(Sparkline.text(values) == shown)
  }

  @Test func `charts that are compared have one scale`() {
    #expect(Sparkline.text([0, 1, 2], upTo: 6) == "▁▂▃")
    #expect(Sparkline.text([0, 9], upTo: 6) == "▁▇")
  }
}

struct KeyTests {
  @Test func `keys are written as people write them`() {
    let keys: [Key] = [.character("a"), .character(" "), .control("l"), .function(1), .enter]
    #expect(keys.map(\.description) == ["a", "space", "ctrl-l", "F1", "⏎"])
    #expect(Key.alt(" ").description == "alt-space")
  }

  @Test func `a key that types something strange is shown cleaned`() {
    #expect(Key.character("\u{202E}").description == "�")
  }
}
