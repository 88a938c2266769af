import MarketMeeting
import TextCanvas

/// All that was decided about one problem.
struct HistoryView {
  let meeting: Meeting

  func draw(on frame: inout Frame, in area: Rect) {}
}
