import MarketBoard
import MarketMeeting
import TextCanvas

extension Console {
  /// The board at its reference size, as text, for whoever has no terminal.
  mutating func picture(of meeting: Meeting) {
    let frame = Board(meeting).frame(width: 80, height: 24)
    for row in frame.description.split(separator: "\n", omittingEmptySubsequences: false) {
      line(String(row))
    }
  }
}
