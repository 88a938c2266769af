import TextCanvas

/// Counts as bars, several rows high, each with its number above it and its name below.
struct BarChart {
  let bars: [(name: String, value: Int?)]
  /// Whether it says nothing unless all bars are there; else those at the left give way.
  var isWhole = false

  /// The bars stand at the right edge. The first row is for numbers, the last for names.
  func draw(on frame: inout Frame, in area: Rect) {
    let step = Self.step(for: bars.count, in: area.width, isWhole: isWhole)
    let shown = bars.suffix(area.width / step)
    let rows = area.height - 2
    guard rows > 0, !shown.isEmpty else { return }
    let most = shown.compactMap(\.value).max() ?? 0
    let bottom = area.y + area.height - 1
    for (index, bar) in shown.enumerated() {
      let isLast = index == shown.count - 1
      let place = Rect(
        x: area.x + area.width - (shown.count - index) * step, y: area.y, width: step, height: 1)
      let heights = Self.rows(of: bar.value, most: most, height: rows)
      let width = max(step - 1, Self.narrowest)
      for (row, block) in heights.enumerated() {
        frame.put(
          String(repeating: block, count: bar.value == nil ? 1 : width),
          x: place.x + step - (bar.value == nil ? 1 : width), y: bottom - 1 - row,
          ink: bar.value == nil ? .dim : .bar)
      }
      // Bars that touch leave room for every other name, and for the largest number.
      let touch = step <= Self.narrowest
      if !touch || bar.value == most {
        put(
          bar.value.map { "\($0)" } ?? "", place, y: bottom - 1 - heights.count, isLast, on: &frame)
      }
      if !touch || (shown.count - index) % 2 == 1 {
        put(bar.name, place, y: bottom, isLast, on: &frame)
      }
    }
  }

  private func put(
    _ text: String, _ place: Rect, y: Int, _ isLast: Bool, on frame: inout Frame
  ) {
    frame.put(
      TextFlow.rightAligned(text, to: place.width), x: place.x, y: y, limit: place.width,
      ink: isLast ? .title : .dim)
  }

  /// **Columns** of the narrowest bar: its name has two digits.
  private static let narrowest = 2
  /// **Columns** of a bar and of the blank before it.
  private static let usual = 4

  /// **Columns** from one bar to the next.
  static func step(for count: Int, in width: Int, isWhole: Bool) -> Int {
    guard isWhole, count > 0 else { return usual }
    return min(usual, max(narrowest, width / count))
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
