import TextCanvas

/// Lines put one below the other until the area is full.
struct TableOfLines {
  let area: Rect
  private(set) var used = 0
  /// **Columns** that a text needs to say anything; what would leave it less is left out.
  private static let readable = 10
  /// **Columns** of a mark and the gap behind it.
  static let markWidth = 12

  init(area: Rect) { self.area = area }

  mutating func skip() { if used < area.height { used += 1 } }

  mutating func put(
    _ text: String, right: String = "", ink: Ink = .plain, on frame: inout Frame
  ) {
    guard used < area.height else { return }
    let rightX = area.width - DisplayWidth.columns(of: right)
    frame.put(text, x: area.x + 1, y: area.y + used, limit: max(0, rightX - 2), ink: ink)
    frame.put(right, x: area.x + rightX, y: area.y + used, ink: .dim)
    used += 1
  }

  /// A label, a number, what it is made of, and its trend, in four columns; the newest night is at the
  /// right edge.
  mutating func put(
    label: String, _ number: String, detail: String, chart: [Int?], on frame: inout Frame
  ) {
    guard used < area.height else { return }
    let y = area.y + used
    let chartWidth = area.width >= 64 ? 14 : 0
    frame.put(label, x: area.x + 1, y: y, limit: min(11, area.width - 1), ink: .dim)
    frame.put(number, x: area.x + 12, y: y, limit: max(0, min(7, area.width - 12)), ink: .title)
    frame.put(detail, x: area.x + 22, y: y, limit: max(0, area.width - 22 - chartWidth - 2))
    if chartWidth > 0 {
      frame.put(
        Sparkline.text(chart), x: area.x + area.width - chart.count, y: y, limit: chartWidth,
        ink: .bar)
    }
    used += 1
  }

  /// A mark, a text, and something at the right edge.
  mutating func put(mark: String, _ text: String, right: String, ink: Ink, on frame: inout Frame) {
    guard used < area.height else { return }
    let y = area.y + used
    let rightWidth = DisplayWidth.columns(of: right)
    let textX = area.x + Self.markWidth
    let textWidth = area.width - Self.markWidth - (rightWidth > 0 ? rightWidth + 2 : 0)
    let hasRoom = textWidth >= Self.readable
    frame.put(mark, x: area.x + 1, y: y, limit: 10, ink: ink)
    frame.put(
      text, x: textX, y: y, limit: max(0, hasRoom ? textWidth : area.width - Self.markWidth))
    if hasRoom {
      frame.put(right, x: area.x + area.width - rightWidth, y: y, limit: rightWidth, ink: .dim)
    }
    used += 1
  }
}
