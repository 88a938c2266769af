import MarketModel
import TextCanvas

/// A night hour by hour: a chart, and below it the hours, each at its place.
struct HourChart {
  /// Of each hour; `nil` when nothing was heard in it.
  let hours: [Int?]
  let from: Instant
  /// **Columns** from which an hour has two.
  private static let wide = 72

  /// Nothing for a night without any.
  func lines(label: String, width: Int, _ words: any Phrasebook) -> [CardLine] {
    let total = hours.compactMap(\.self).reduce(0, +)
    guard total > 0 else { return [] }
    let cells = width >= Self.wide ? 2 : 1
    let (chart, scale) = (chart(cells: cells), scale(cells: cells))
    let x = CardLine.labelWidth
    return [
      .cells([
        .init(text: label, x: 0, width: x, ink: .dim), .init(text: chart, x: x, ink: .bar),
        .init(text: words.failed(total), x: x + cells * hours.count + 2, ink: .dim),
      ]),
      .cells([.init(text: scale, x: x, ink: .dim)]),
    ]
  }

  /// - Parameter cells: **Columns** of each hour.
  func chart(cells: Int) -> String {
    Sparkline.text(hours.flatMap { Array(repeating: $0, count: cells) })
  }

  /// The hours of the clock, UTC, two digits each at the first column of their hour; as many as leave a
  /// blank between them.
  func scale(cells: Int) -> String {
    let step = cells >= 2 ? 2 : 3
    return stride(from: 0, to: hours.count, by: step).map { index in
      TextFlow.padded(Self.hour(index, from: from), to: step * cells)
    }.joined()
  }

  /// `09`, UTC.
  static func hour(_ index: Int, from: Instant) -> String {
    let hour = (from.secondOfDay / 3600 + index) % 24
    return hour < 10 ? "0\(hour)" : "\(hour)"
  }
}
