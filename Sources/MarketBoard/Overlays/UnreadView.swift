import MarketMeeting
import TextCanvas

/// The reports that could not be read, with their places and reasons.
struct UnreadView {
  let meeting: Meeting

  func draw(on frame: inout Frame, in area: Rect) {}
}
