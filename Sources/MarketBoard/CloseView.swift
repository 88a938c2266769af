import MarketMeeting
import MarketModel
import TextCanvas

/// Close: who does what until the next market, what was parked, what is carried over, and one rule
/// made better.
struct CloseView {
  let meeting: Meeting

  func draw(on frame: inout Frame, in area: Rect) {
    guard let minutes = Minutes(of: meeting.day, in: meeting.book, nights: meeting.nights) else {
      return
    }
    let adjust = adjustLines
    let (recap, foot) = area.splitBottom(adjust.isEmpty ? 0 : adjust.count + 1)
    var lines = TableOfLines(area: recap)
    lines.put(
      meeting.isOver ? Wording.marketIsOver(minutes) : Wording.whoDoesWhat, ink: .title, on: &frame)
    lines.skip()
    if minutes.promises.isEmpty { lines.put(Wording.nobodyPromised, ink: .dim, on: &frame) }
    let others = minutes.parked.count + (minutes.carriedOver.isEmpty ? 0 : 1)
    let room = max(1, recap.height - lines.used - (others == 0 ? 0 : others + 1))
    let promises = minutes.promises
    for promise in promises.prefix(promises.count > room ? room - 1 : room) {
      lines.put(
        mark: promise.owner?.rawValue ?? "–",
        "#\(promise.problem.id.number) \(promise.step ?? "") — \(promise.problem.title)",
        right: promise.due.map(Wording.day) ?? "", ink: .accent, on: &frame)
    }
    if promises.count > room {
      lines.put(Wording.more(promises.count - room + 1), ink: .dim, on: &frame)
    }
    if others > 0 { lines.skip() }
    for topic in minutes.parked {
      lines.put(
        mark: "parked", topic.topic, right: Wording.list(topic.people.map(\.rawValue)),
        ink: .warning,
        on: &frame)
    }
    if !minutes.carriedOver.isEmpty {
      lines.put(
        mark: "carried", Wording.list(minutes.carriedOver.map { "#\($0.id.number) \($0.title)" }),
        right: "", ink: .warning, on: &frame)
    }
    var rule = TableOfLines(area: foot.splitTop(1).rest)
    for (text, ink) in adjust { rule.put(text, ink: ink, on: &frame) }
  }

  private var adjustLines: [(String, Ink)] {
    guard !meeting.isOver, let proposal = meeting.proposals.first else { return [] }
    return [
      (Wording.adjust, .title),
      (Wording.rule(proposal), .plain),
      (Wording.effect(of: proposal), .dim),
    ]
  }
}
