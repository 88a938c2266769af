import TextCanvas

/// Counts as bars, several rows high, each with its number above it and its name below.
struct BarChart {
  let bars: [(name: String, value: Int?)]
  /// **Columns** of a bar, and of the blank before it.
  private static let (barWidth, gap) = (3, 1)
  static let columns = barWidth + gap

  /// The newest bars that fit, at the right edge. The first row is for numbers, the last for names.
  func draw(on frame: inout Frame, in area: Rect) {
    let shown = bars.suffix(area.width / Self.columns)
    let rows = area.height - 2
    guard rows > 0, !shown.isEmpty else { return }
    let most = shown.compactMap(\.value).max() ?? 0
    var x = area.x + area.width - shown.count * Self.columns + Self.gap
    for (index, bar) in shown.enumerated() {
      let isLast = index == shown.count - 1
      let heights = Self.rows(of: bar.value, most: most, height: rows)
      for (row, block) in heights.enumerated() {
        let text = String(repeating: block, count: Self.barWidth)
        frame.put(text, x: x, y: area.y + area.height - 2 - row, ink: .bar)
      }
      put(
        bar.value.map { "\($0)" } ?? "", x, area.y + area.height - 2 - heights.count, isLast, &frame
      )
      put(bar.name, x, area.y + area.height - 1, isLast, &frame)
      x += Self.columns
    }
  }

  private func put(_ text: String, _ x: Int, _ y: Int, _ isLast: Bool, _ frame: inout Frame) {
    // A number of four digits takes the blank before it.
    let width = DisplayWidth.columns(of: text) > Self.barWidth ? Self.columns : Self.barWidth
    frame.put(
      TextFlow.rightAligned(text, to: width), x: x + Self.barWidth - width, y: y, limit: width,
      ink: isLast ? .title : .dim)
  }

  /// The blocks of a bar from the bottom up. Only none has the lowest block, and no data is `·`.
  static func rows(of value: Int?, most: Int, height: Int) -> [Character] {
    guard let value else { return ["·"] }
    guard value > 0, most > 0 else { return ["▁"] }
    let share = Double(value) / Double(most)
    let eighths = max(2, Int((share * Double(height * 8)).rounded()))
    let whole = Array(repeating: Character("█"), count: eighths / 8)
    let rest: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇"]
    return eighths % 8 == 0 ? whole : whole + [rest[eighths % 8 - 1]]
  }
}
