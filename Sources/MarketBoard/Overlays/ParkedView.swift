import MarketMeeting
import MarketModel
import TextCanvas

/// Topics that were put off to be talked about after a market: since when, by whom, and about what.
struct ParkedView {
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }

  func draw(on frame: inout Frame, in area: Rect) {
    let width = ScrolledText.width(ofColumns: 1, in: area.width)
    ScrolledText(lines(width: width), for: meeting)
      .draw(under: words.title(of: .parked, in: meeting), on: &frame, in: area)
  }

  private func lines(width: Int) -> [CardLine] {
    meeting.book.parked.flatMap { parked in
      CardLine.fields(
        words.shortDay(parked.market ?? parked.at.day), parked.topic, ink: .title, width: width,
        limit: .max)
        + CardLine.fields(
          "", words.list(parked.people.map(\.rawValue)), width: width, limit: .max)
        + about(parked, width: width)
    }
  }

  /// The problem, unless the topic is its title.
  private func about(_ parked: ParkedTopic, width: Int) -> [CardLine] {
    guard let problem = parked.problem.flatMap({ meeting.book.problem($0) }) else { return [] }
    let name = words.name(of: problem.id, in: meeting.book)
    return [
      .cells([
        .init(text: name, x: CardLine.labelWidth, ink: .dim),
        .init(
          text: parked.topic == problem.title ? "" : problem.title,
          x: CardLine.labelWidth + DisplayWidth.columns(of: name) + 1, ink: .dim),
      ])
    ]
  }
}
