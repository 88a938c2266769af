import MarketMeeting
import MarketModel
import TextCanvas

/// Close: who does what until the next market, what was parked, what is carried over, and one rule
/// made better.
struct CloseView {
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }

  /// **Columns** over which a line can still be read from a name on the left to a date on the right.
  private static let readable = 110
  /// **Columns** beside it from which the night stands there too.
  private static let night = 64
  private static let gutter = 3

  func draw(on frame: inout Frame, in area: Rect) {
    guard let minutes = meeting.minutes else {
      return
    }
    let (area, beside) = area.splitLeft(Self.readable)
    if beside.width >= Self.night {
      NightPanels(meeting: meeting).draw(on: &frame, in: beside.splitLeft(Self.gutter).rest)
    }
    let isLow = area.height < 12
    let adjust = isLow ? Array(adjustLines.dropFirst().prefix(1)) : adjustLines
    let (recap, _) = area.splitBottom(adjust.isEmpty ? 0 : adjust.count + (isLow ? 0 : 1))
    var lines = TableOfLines(area: recap)
    lines.put(
      meeting.isOver ? words.marketIsOver(minutes) : words.whoDoesWhat, ink: .title, on: &frame)
    if !isLow { lines.skip() }
    let (promises, others) = (promises(in: minutes), others(in: minutes))
    if promises.isEmpty { lines.put(words.nobodyPromised, ink: .dim, on: &frame) }
    let room = recap.height - lines.used - (isLow || others.isEmpty ? 0 : 1)
    let othersRoom = min(others.count, max(room - promises.count, room / 3))
    put(promises, atMost: room - othersRoom, in: &lines, on: &frame)
    if !isLow, !others.isEmpty { lines.skip() }
    put(others, atMost: othersRoom, in: &lines, on: &frame)

    var rule = TableOfLines(area: area.splitTop(lines.used + (isLow ? 0 : 1)).rest)
    for (text, ink) in adjust { rule.put(text, ink: ink, on: &frame) }
  }

  private struct Row {
    let mark: String
    let text: String
    let right: String
    let ink: Ink
  }

  private func promises(in minutes: Minutes) -> [Row] {
    minutes.promises.map { promise in
      Row(
        mark: promise.owner?.rawValue ?? "–",
        text: "\(name(promise.problem)) \(promise.step ?? "") — \(promise.problem.title)",
        right: promise.due.map { words.due($0, on: meeting.day) } ?? "", ink: .title)
    }
  }

  private func name(_ problem: Problem) -> String {
    words.name(of: problem.id, in: meeting.book)
  }

  private func others(in minutes: Minutes) -> [Row] {
    minutes.parked.map { topic in
      Row(
        mark: words.label(.parked), text: topic.topic,
        right: words.list(topic.people.map(\.rawValue)),
        ink: .title)
    }
      + minutes.carriedOver.enumerated().map { index, problem in
        Row(
          mark: index == 0 ? words.label(.carried) : "", text: "\(name(problem)) \(problem.title)",
          right: "",
          ink: .dim)
      }
  }

  /// The rows, or the first of them and how many more there are.
  private func put(
    _ rows: [Row], atMost room: Int, in lines: inout TableOfLines, on frame: inout Frame
  ) {
    let shown = rows.count > room && room > 1 ? room - 1 : max(0, room)
    for row in rows.prefix(shown) {
      lines.put(mark: row.mark, row.text, right: row.right, ink: row.ink, on: &frame)
    }
    if rows.count > room, room > 1 {
      lines.put(words.more(rows.count - shown), ink: .dim, on: &frame)
    }
  }

  private var adjustLines: [(String, Ink)] {
    guard !meeting.isOver, let proposal = meeting.proposals.first else { return [] }
    return [
      (words.adjust, .title),
      (words.rule(proposal), .plain),
      (words.effect(of: proposal, in: meeting.book), .dim),
    ]
  }
}
