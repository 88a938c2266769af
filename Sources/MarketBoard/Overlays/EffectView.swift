import MarketMeeting
import TextCanvas

/// What the countermeasures did.
struct EffectView {
  let meeting: Meeting

  func draw(on frame: inout Frame, in area: Rect) {}
}
