import MarketAnalysis
import MarketMeeting
import MarketModel
import TextCanvas

/// Assign: who does what by when; the suggestions with their reasons beside the item in front.
struct AssignView {
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }
  /// **Rows** of a box beside what is in it: its border, the title, and a gap.
  private static let frameHeight = 4

  func draw(on frame: inout Frame, in area: Rect) {
    guard let problem = meeting.selected else {
      return Quiet(words: words.nothing(in: .assign, Keymap(of: meeting).name(of: .nextPhase)))
        .draw(on: &frame, in: area)
    }
    let list = ProblemList(meeting: meeting)
    guard area.height >= 9 else {
      let (top, bottom) = area.splitTop(area.height / 2)
      list.draw(on: &frame, in: top)
      return draw(
        plan(for: problem, width: bottom.width, lines: bottom.height), on: &frame, in: bottom)
    }
    let (top, rest) = area.splitTop(min(list.height, max(3, area.height - 9)))
    list.draw(on: &frame, in: top)
    let below = rest.splitTop(1).rest
    if below.width >= ListAndCard.wide {
      let (left, right) = below.splitLeft(below.width / 2)
      drawPlan(
        for: problem, under: words.whoDoesWhat, on: &frame,
        in: Rect(x: left.x, y: left.y, width: left.width - 1, height: left.height))
      ListAndCard(meeting: meeting).drawCard(on: &frame, in: right)
    } else {
      drawPlan(for: problem, under: problem.title, on: &frame, in: below)
    }
  }

  /// As high as what it says; below it, where there is room, everybody with what lies on him.
  private func drawPlan(
    for problem: Problem, under title: String, on frame: inout Frame, in area: Rect
  ) {
    let width = area.width - 4
    let plan = plan(for: problem, width: width, lines: max(1, area.height - Self.frameHeight))
    let (panel, rest) = area.splitTop(plan.count + Self.frameHeight)
    frame.box(panel)
    draw(
      [.text(title, .title), .gap] + plan, on: &frame, in: panel.inset(columns: 2, rows: 1))
    let people = PeopleView(meeting: meeting).lines(width: width)
    guard rest.height > 4 else { return }
    draw(
      [.text(words.title(of: .people, in: meeting), .title)] + people, on: &frame,
      in: rest.inset(columns: 2, rows: 1))
  }

  private func draw(_ lines: [CardLine], on frame: inout Frame, in area: Rect) {
    for (row, line) in lines.prefix(area.height).enumerated() {
      line.draw(on: &frame, x: area.x, y: area.y + row, width: area.width)
    }
  }

  /// What is agreed, what is suggested, and who could take it, in at most so many lines.
  private func plan(for problem: Problem, width: Int, lines limit: Int) -> [CardLine] {
    let suggestions = meeting.ownerSuggestions(of: problem.id)
    let step = problem.step ?? meeting.suggestedStep(of: problem.id)
    let wraps = limit > suggestions.count + 2 ? 2 : 1
    var lines = CardLine.fields(
      words.label(.now), words.promise(of: problem, on: meeting.day), width: width, limit: wraps)
    if let first = suggestions.first, !meeting.isSettled(problem.id) {
      let owner = problem.owner ?? first.value
      lines += CardLine.fields(
        words.label(.suggested), words.suggestion(owner, step, by: meeting.day.nextWorkingDay),
        ink: .title, width: width, limit: wraps)
    }
    let shown = suggestions.prefix(max(0, limit - lines.count))
    let loads = meeting.book.workloads(of: shown.map(\.value), on: meeting.day)
    let chartWidth = PeopleView.chartWidth(for: loads)
    return lines
      + zip(shown, loads).map { suggestion, load in
        let reasonWidth = width - CardLine.labelWidth - chartWidth - 1
        return .cells([
          .init(text: suggestion.value.rawValue, x: 0, width: CardLine.labelWidth - 1),
          .init(
            text: words.words(for: suggestion.reason), x: CardLine.labelWidth, width: reasonWidth,
            ink: .dim),
          .init(
            text: PeopleView.chart(load), x: width - chartWidth, width: chartWidth,
            ink: load.overdue > 0 ? .title : .bar),
        ])
      }
  }
}
