import MarketMeeting
import MarketModel
import TextCanvas

/// The problem of the marked row, below a list that leaves room for it: its card, and, beside it or below
/// it, what was decided.
struct OverlayDetail {
  let meeting: Meeting
  /// **Rows** below which nothing is shown.
  private static let least = 10

  func draw(on frame: inout Frame, in area: Rect) {
    let items = meeting.overlayItems
    guard area.height >= Self.least, let row = meeting.layers.last?.row,
      items.indices.contains(row), let problem = meeting.book.problem(items[row])
    else { return }
    let isWide = area.width >= ListAndCard.wide
    let (card, rest) =
      isWide
      ? area.splitTop(ListAndCard.cardHeight).top.splitLeft(area.width / 2)
      : area.splitTop(min(area.height, ListAndCard.cardHeight))
    ProblemCard(meeting: meeting, problem: problem).draw(on: &frame, in: card)
    let inside = rest.inset(columns: 2, rows: 1)
    let lines = HistoryView.decisions(
      about: problem, in: meeting, width: inside.width, height: inside.height)
    for (row, line) in lines.enumerated() {
      line.draw(on: &frame, x: inside.x, y: inside.y + row, width: inside.width)
    }
  }
}
