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

  @Test(arguments: [
    (0, 9, "abcd", 4, "abcd"), (0, 3, "abcd", 3, "ab…"), (-2, 9, "abcd", 4, "cd"),
    (8, 9, "abcd", 2, "        a…"), (1, 9, "ab", 2, " ab"), (3, 1, "ab", 1, "   …"),
  ])
  func `plain text is put and cut letter by letter`(
    x: Int, limit: Int, text: String, used: Int, shown: String
  ) {
    var frame = Frame(width: 10, height: 1)
    #expect(frame.put(text, x: x, y: 0, limit: limit) == used)
    #expect(frame.description == shown + "\n")
  }

  @Test(arguments: 1...20)
  func `changes are every cell that is another, once, by ink`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    var before = Frame(width: 12, height: 1)
    for _ in 0..<4 { scribble(on: &before, &chance) }
    var after = before
    for _ in 0..<chance.int(0...3) { scribble(on: &after, &chance) }
    let runs = after.changes(in: 0, upTo: 12, since: before)
    #expect(runs.flatMap { $0 } == (0..<12).filter { after[$0, 0] != before[$0, 0] })
    #expect(runs.allSatisfy { run in Set(run.map { after[$0, 0].ink }).count == 1 })
    #expect(after.changes(in: 0, upTo: 12, since: nil).flatMap { $0 } == Array(0..<12))
    #expect(after.changes(in: 0, upTo: 5, since: Frame(width: 3, height: 1)).last?.upperBound == 5)
  }

  private func scribble(on frame: inout Frame, _ chance: inout SeededGenerator) {
    let text = chance.one(of: ["ab", "設定", "x", "  "])
    frame.put(
      text, x: chance.int(0...11), y: 0, ink: chance.one(of: [.plain, .title, .alarm]))
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
