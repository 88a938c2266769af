import MarketAnalysis
import MarketMeeting
import MarketModel
import TextCanvas

/// The items of a phase, one a row: the chosen one marked, the settled ones ticked, and a line above
/// what will not be reached.
///
/// Made once for a frame: which items there are and what is chosen is asked once, not row by row.
struct ProblemList {
  let meeting: Meeting
  private let words: any Phrasebook
  private let items: [ProblemID]
  private let chosenID: ProblemID?
  private let rows: [Row]

  init(meeting: Meeting) {
    (self.meeting, words) = (meeting, meeting.words)
    (items, chosenID) = (meeting.shownItems, meeting.selectedID)
    let beyond = meeting.outOfReach
    var rows = items.indices.map(Row.item)
    // What is talked about now is above the line, however late it is.
    if let first = items.firstIndex(where: beyond.contains), rows.count > 1 {
      rows.insert(.horizon, at: max(1, first))
    }
    self.rows = rows
  }

  func draw(on frame: inout Frame, in area: Rect) {
    guard area.height > 0 else { return }
    let chosen =
      chosenID.flatMap(items.firstIndex(of:)).flatMap { rows.firstIndex(of: .item($0)) } ?? 0
    let top = max(0, min(chosen - area.height / 2, rows.count - area.height))
    for (offset, row) in rows.dropFirst(top).prefix(area.height).enumerated() {
      let line = area.row(offset)
      switch row {
      case .item(let index):
        draw(items[index], on: &frame, in: line)
        frame.link(line, to: .row(index))
      case .horizon: drawHorizon(on: &frame, in: line)
      }
    }
  }

  /// Rows that the whole list takes.
  var height: Int { rows.count }

  private enum Row: Equatable {
    /// By its place among the items.
    case item(Int)
    case horizon
  }

  private func drawHorizon(on frame: inout Frame, in line: Rect) {
    let words = " \(words.horizon) "
    frame.rule(x: line.x, y: line.y, width: line.width)
    frame.put(words, x: line.x + 4, y: line.y, limit: max(0, line.width - 4), ink: .warning)
  }

  private func draw(_ id: ProblemID, on frame: inout Frame, in line: Rect) {
    guard let problem = meeting.book.problem(id) else { return }
    let isChosen = id == chosenID
    let isSettled = meeting.isSettled(id)
    let ink: Ink = isChosen ? .selected : isSettled ? .dim : .plain
    if isChosen { frame.fill(line, ink: .selected) }
    frame.put(isChosen ? "›" : " ", x: line.x, y: line.y, limit: 1, ink: ink)
    if isSettled {
      frame.put("✓", x: line.x + 1, y: line.y, limit: 1, ink: isChosen ? ink : .good)
    }
    let right = rightColumns(of: problem, width: line.width)
    let titleWidth = line.width - 7 - right.reduce(0) { $0 + $1.width + 1 }
    // A number that was given twice takes its hand along, at the title's cost.
    let name = TextFlow.rightAligned(words.name(of: problem.id, in: meeting.book), to: 4)
    let used = frame.put(name, x: line.x + 2, y: line.y, limit: max(4, titleWidth + 4), ink: ink)
    frame.put(
      problem.title, x: line.x + 3 + used, y: line.y, limit: max(0, titleWidth + 4 - used), ink: ink
    )
    var x = line.x + 7 + max(0, titleWidth) + 1
    for column in right {
      frame.put(
        column.text, x: x, y: line.y, limit: column.width,
        ink: isChosen && column.special != .bar ? ink : column.ink(or: ink)
      )
      x += column.width + 1
    }
  }

  private struct Column {
    let text: String
    let width: Int
    var special: Ink?

    func ink(or usual: Ink) -> Ink { usual == .dim ? .dim : special ?? usual }
  }

  /// What stands beside the title, as far as the width allows.
  private func rightColumns(of problem: Problem, width: Int) -> [Column] {
    let evidence = meeting.evidence(for: problem)
    var columns: [Column] = []
    if width >= 72 {
      columns.append(
        Column(text: words.state(of: problem, in: meeting), width: 9, special: stateInk(problem)))
    }
    if width >= 44 {
      columns.append(Column(text: problem.owner.map { "@\($0.rawValue)" } ?? "–", width: 7))
    }
    if width >= 60 {
      let isOverdue = problem.due.map { $0 < meeting.day } ?? false
      let date = problem.due.map(words.shortDay) ?? ""
      columns.append(
        Column(text: isOverdue ? "\(date)!" : date, width: 7, special: isOverdue ? .alarm : nil))
    }
    if width >= 34 {
      columns.append(
        Column(
          text: Sparkline.text(evidence.row.suffix(10).map(\.nodes)), width: 10, special: .bar))
    }
    return columns
  }

  private func stateInk(_ problem: Problem) -> Ink? {
    switch problem.status {
    case .regressed: .alarm
    case .verified: .good
    case .proving:
      if case .broken = meeting.proof(of: problem) { .alarm } else { .good }
    case .accepted, .working:
      problem.verdict == .blocked ? .warning : nil
    case .new, .closed, .snoozed, .dismissed, .merged: nil
    }
  }
}
