/// Small charts of counts, one column per value.
package enum Sparkline {
  static let noData: Unicode.Scalar = "·"

  /// `values` as blocks of seven heights: `▁▁·▁▂▅▇`. None is full, so that charts one below the other do not
  /// touch. No data shows as `·`.
  ///
  /// Only zero has the lowest block: one node among thousands never looks like none.
  ///
  /// - Parameter most: What is as high as a column can be, for charts that are compared; `nil` for the
  ///   largest of the values.
  package static func text(_ values: [Int?], upTo most: Int? = nil) -> String {
    let largest = max(1, most ?? 0, values.lazy.compactMap(\.self).max() ?? 0)
    let blocks = values.map { $0.map { block(for: $0, of: largest) } ?? Character(noData) }
    return String(blocks)
  }

  private static func block(for value: Int, of largest: Int) -> Character {
    guard value > 0 else { return blocks[0] }
    let steps = blocks.count - 1
    return blocks[max(1, Int((Double(value) / Double(largest) * Double(steps)).rounded()))]
  }

  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇"]
}
