import MarketAnalysis
import MarketMeeting
import MarketModel
import TextCanvas

/// What of the night's reports could not be read: where it lies, and why.
struct UnreadView {
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }

  func draw(on frame: inout Frame, in area: Rect) {
    let width = ScrolledText.width(ofColumns: 1, in: area.width)
    let lines = (meeting.tonight?.coverage.unread ?? []).flatMap { unread in
      // A place that is long stands above its reason, so that both can be read.
      TextFlow.wrapped(words.place(of: unread), to: width).map { CardLine.text($0, .title) }
        + TextFlow.wrapped(unread.reason, to: max(2, width - 2)).map {
          .cells([.init(text: $0, x: 2)])
        }
    }
    ScrolledText(lines, for: meeting)
      .draw(under: words.title(of: .unread, in: meeting), on: &frame, in: area)
  }
}
