import MarketMeeting
import TextCanvas

/// Who has how much, and what.
struct PeopleView {
  let meeting: Meeting

  func draw(on frame: inout Frame, in area: Rect) {}
}
