import MarketMeeting
import TextCanvas

/// The first row of what lies over the board: what it is, and how far somebody has read.
struct OverlayHeading {
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }
  let title: String
  /// How far somebody has read.
  var position = ""
  /// **Rows** from which a blank one stands below.
  private static let roomy = 10
  /// **Columns** that a title keeps whatever stands beside it.
  private static let titleWidth = 16
  private static let gap = 3

  /// - Returns: where the rest goes.
  func draw(on frame: inout Frame, in area: Rect) -> Rect {
    let end = area.x + area.width
    var x = end
    for (text, ink) in [(wayBack, Ink.dim), (position, .title)] where !text.isEmpty {
      let width = DisplayWidth.columns(of: text)
      guard x - width - Self.gap - area.x >= Self.titleWidth else { continue }
      x -= width
      frame.put(text, x: x, y: area.y, ink: ink)
      x -= Self.gap
    }
    frame.put(title, x: area.x + 1, y: area.y, limit: max(0, x - area.x - 1), ink: .title)
    return area.splitTop(Self.rows(in: area.height)).rest
  }

  /// Where the foot of the board has the keys that decide, the way back stands here.
  private var wayBack: String {
    meeting.overlay?.showsItem == true
      ? words.wayBack(Keymap(of: meeting).name(of: .back)) : ""
  }

  /// **Rows** that a heading takes of so many.
  static func rows(in height: Int) -> Int { height >= roomy ? 2 : 1 }
}
