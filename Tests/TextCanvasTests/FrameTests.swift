import MarketTestKit
import Testing

@testable import TextCanvas

struct FrameTests {
  @Test func `a frame is its rows without trailing blanks`() {
    var frame = Frame(width: 12, height: 3)
    frame.put("web-01", x: 2, y: 0)
    frame.put("設定", x: 0, y: 2)
    #expect(frame.description == "  web-01\n\n設定\n")
  }

  @Test(arguments: [
    ("abcd", 4, "abcd"), ("abcde", 4, "abc…"), ("設定設", 4, "設…"), ("設定", 3, "設…"),
    ("設定", 1, "…"), ("a", 0, ""), ("ae\u{301}bcd", 4, "ae\u{301}b…"), ("a\tb", 4, "a␉b"),
  ])
  func `what does not fit is cut, and the last column says so`(
    text: String, limit: Int, shown: String
  ) {
    var frame = Frame(width: 10, height: 1)
    let used = frame.put(text, x: 3, y: 0, limit: limit)
    #expect(frame.description == (shown.isEmpty ? "\n" : "   \(shown)\n"))
    #expect(used <= limit)
  }

  @Test func `put returns the columns used, so that the next piece can follow`() {
    var frame = Frame(width: 20, height: 1)
    var x = frame.put("設定 ", x: 0, y: 0)
    x += frame.put("web-01", x: x, y: 0, ink: .title)
    #expect(x == 11)
    #expect(frame.inks == "     tttttt\n")
  }

  @Test(arguments: [(0, "x 定"), (1, " x定"), (2, "設x"), (3, "設 x")])
  func `nothing leaves half a wide character behind`(x: Int, shown: String) {
    var frame = Frame(width: 4, height: 1)
    frame.put("設定", x: 0, y: 0)
    frame.put("x", x: x, y: 0)
    #expect(frame.description == "\(shown)\n")
  }

  @Test func `a wide character over two halves removes both wholes`() {
    var frame = Frame(width: 6, height: 1)
    frame.put("設定設", x: 0, y: 0)
    frame.put("字", x: 1, y: 0)
    #expect(frame.description == " 字 設\n")
  }

  @Test func `a box, a line and a bar`() throws {
    var frame = Frame(width: 24, height: 5)
    frame.box(frame.bounds)
    frame.rule(x: 1, y: 2, width: 22)
    frame.bar(x: 2, y: 1, width: 20, share: 0.5)
    frame.put(Sparkline.text([0, 1, nil, 200, 1000]), x: 2, y: 3, ink: .bar)
    frame.put("[a] accept", x: 8, y: 3, ink: .key)
    try expectGolden(frame, "box")
    try expectGolden(text: frame.inks, "box-inks")
  }

  @Test(arguments: [
    (0.0, "░░░░"), (0.001, "━░░░"), (0.5, "━━░░"), (0.999, "━━━░"), (1, "━━━━"), (7, "━━━━"),
    (-1, "░░░░"), (.nan, "░░░░"), (.infinity, "━━━━"),
  ])
  func `a bar is empty only at 0 and full only at 1`(share: Double, shown: String) {
    var frame = Frame(width: 4, height: 1)
    frame.bar(x: 0, y: 0, width: 4, share: share)
    #expect(frame.description == "\(shown)\n")
  }

  @Test(arguments: 1...20)
  func `drawing anywhere is harmless and keeps every row as wide as the frame`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var scalars = SeededScalars(seed: seed)
    var frame = Frame(width: .random(in: 0...30, using: &random), height: 4)
    func near(_ random: inout SeededGenerator) -> Int { .random(in: -9...40, using: &random) }
    for _ in 0..<200 {
      let rect = Rect(
        x: near(&random), y: near(&random), width: near(&random), height: near(&random))
      switch Int.random(in: 0...3, using: &random) {
      case 0: frame.box(rect)
      case 1: frame.fill(rect, ink: .selected)
      case 2:
        frame.bar(
          x: rect.x, y: rect.y, width: rect.width, share: .random(in: 0...1, using: &random))
      default: frame.put(scalars.text(count: 12), x: rect.x, y: rect.y, limit: rect.width)
      }
    }
    for y in 0..<frame.height {
      let columns = (0..<frame.width).reduce(0) { $0 + frame[$1, y].glyph.columns }
      #expect(columns == frame.width)
    }
  }

  @Test func `a cell is small and holds no reference`() {
    #expect(MemoryLayout<Cell>.stride == 16)
    #expect(_isPOD(Cell.self))
  }
}
