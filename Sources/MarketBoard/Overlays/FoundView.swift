import MarketMeeting
import TextCanvas

/// What a search found.
struct FoundView {
  let meeting: Meeting

  func draw(on frame: inout Frame, in area: Rect) {}
}
