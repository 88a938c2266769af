/// A day as people type it: `2026-11-24`, `today`, `tomorrow`, `yesterday`, `tue`, `+3d`, `+2w`.
package enum DayPhrase {
  /// Where a weekday is looked for. Today itself is never meant by its weekday: it has a word.
  package enum Direction { case ahead, back }

  /// `nil` when it is no day.
  package static func day(_ text: String, from today: Day, _ direction: Direction = .ahead) -> Day?
  {
    let word = text.lowercased()
    switch word {
    case "today": return today
    case "tomorrow": return today.adding(days: 1)
    case "yesterday": return today.adding(days: -1)
    default: return Day(word) ?? offset(word, today) ?? weekday(word, today, direction)
    }
  }

  /// The forms, for help and errors.
  package static let forms = "2026-11-24, today, tomorrow, a weekday or +3d"

  /// **Days** that a `+` reaches: ten years.
  private static let farthest = 3660

  private static func offset(_ word: String, _ today: Day) -> Day? {
    guard word.hasPrefix("+"), let unit = word.last, let length = ["d": 1, "w": 7][unit],
      let count = Int(word.dropFirst().dropLast()), 0...farthest / length ~= count
    else { return nil }
    return today.adding(days: count * length)
  }

  private static func weekday(_ word: String, _ today: Day, _ direction: Direction) -> Day? {
    guard word.count >= 3 else { return nil }
    let named = Day.Weekday.allCases.first { "\($0)".hasPrefix(word) }
    return (1...7).lazy.map { today.adding(days: direction == .ahead ? $0 : -$0) }
      .first { $0.weekday == named }
  }
}
