import MarketMeeting
import TextCanvas

/// The open problems by nights: how many nodes each hit.
struct MatrixView {
  let meeting: Meeting

  func draw(on frame: inout Frame, in area: Rect) {}
}
