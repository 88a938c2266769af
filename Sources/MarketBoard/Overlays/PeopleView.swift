import MarketAnalysis
import MarketMeeting
import MarketModel
import TextCanvas

/// Everybody, with what lies on each of them. It helps them to say no; nobody is ranked by it.
struct PeopleView {
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }

  func draw(on frame: inout Frame, in area: Rect) {
    let width = ScrolledText.width(ofColumns: 1, in: area.width)
    ScrolledText(lines(width: width), for: meeting)
      .draw(under: words.title(of: .people, in: meeting), on: &frame, in: area)
  }

  func lines(width: Int) -> [CardLine] {
    let loads = workloads
    return loads.flatMap { load in
      [head(load, among: loads)] + load.problems.map { line(for: $0, width: width) }
    }
  }

  /// A line for each of the people, without their problems.
  var summary: [CardLine] {
    let loads = workloads
    return loads.map { head($0, among: loads) }
  }

  private var workloads: [Workload] {
    meeting.book.workloads(of: meeting.people, on: meeting.day)
  }

  private static let nameWidth = CardLine.labelWidth
  /// **Columns** of the chart, one for each open problem; of more, the last are not drawn.
  private static let chartWidths = 4...12
  /// **Columns** that a title keeps; with fewer, its date gives way.
  private static let readable = 8

  private func head(_ load: Workload, among loads: [Workload]) -> CardLine {
    let chart = Self.chartWidth(for: loads)
    return .cells([
      .init(text: load.person.rawValue, x: 0, width: Self.nameWidth - 1, ink: .title),
      .init(
        text: Self.chart(load), x: Self.nameWidth, width: chart,
        ink: load.overdue > 0 ? .title : .bar),
      .init(
        text: words.words(for: load), x: Self.nameWidth + chart + 1,
        ink: load.overdue > 0 ? .plain : .dim),
    ])
  }

  /// **Columns** of the charts of some people.
  static func chartWidth(for loads: [Workload]) -> Int {
    let most = loads.map(\.open).max() ?? 0
    return min(max(most, chartWidths.lowerBound), chartWidths.upperBound)
  }

  /// A cell for each open problem: `!` for one that is overdue, a block for the others.
  static func chart(_ load: Workload) -> String {
    String(repeating: "!", count: load.overdue)
      + String(repeating: "▅", count: load.open - load.overdue)
  }

  private func line(for problem: Problem, width: Int) -> CardLine {
    let due = problem.due.map { words.due($0, on: meeting.day) } ?? ""
    let dueX = width - DisplayWidth.columns(of: due)
    let isOverdue = problem.due.map { $0 < meeting.day } ?? false
    let name = TextFlow.rightAligned(words.name(of: problem.id, in: meeting.book), to: 6)
    let titleWidth = dueX - Self.nameWidth - 2
    let hasRoom = titleWidth >= Self.readable
    return .cells(
      [
        .init(text: name, x: 0, width: Self.nameWidth - 1, ink: .dim),
        .init(text: problem.title, x: Self.nameWidth, width: hasRoom ? titleWidth : .max),
      ] + (hasRoom ? [.init(text: due, x: dueX, ink: isOverdue ? .plain : .dim)] : []))
  }
}
