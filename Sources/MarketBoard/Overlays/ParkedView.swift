import MarketMeeting
import TextCanvas

/// What was parked, with whom.
struct ParkedView {
  let meeting: Meeting

  func draw(on frame: inout Frame, in area: Rect) {}
}
