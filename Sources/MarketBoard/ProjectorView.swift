import MarketAnalysis
import MarketMeeting
import MarketModel
import TextCanvas

/// The board on a wall: what a person in the last row has to read, and nothing else.
///
/// At most seven lines of content, a blank row between any two, a heading with its letters apart, bold
/// in the terminal's own colours. In a window of 80×24 that fills a wall of 1.2 m a line is then 5 cm
/// high, which is read at six metres; ophthalmologists ask for 1 cm there (5 minutes of arc).
///
/// Source: Snellen's chart, 20/20 at 6 m is a letter of 8.7 mm.
struct ProjectorView {
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }

  static let mostLines = 7

  init(meeting: Meeting) { self.meeting = meeting }

  func draw(on frame: inout Frame, in area: Rect) {
    guard area.height > 0 else { return }
    let isSpaced = area.height >= 2 * Self.mostLines - 1
    let fitting = min(Self.mostLines, isSpaced ? (area.height + 1) / 2 : area.height)
    let lines = lines(atMost: fitting, width: area.width - 2 * Self.margin)
    for (index, line) in lines.prefix(fitting).enumerated() {
      frame.put(
        line.text, x: area.x + Self.margin, y: area.y + index * (isSpaced ? 2 : 1),
        limit: max(0, area.width - 2 * Self.margin), ink: line.ink)
    }
  }

  /// The heading: the phase with its letters apart, where the item stands in it, and the clock.
  func drawHeading(on frame: inout Frame, in line: Rect) {
    let clock = words.clock(of: meeting)
    let clockX = line.width - DisplayWidth.columns(of: clock) - Self.margin
    frame.put(clock, x: clockX, y: line.y, ink: .title)
    let phase = meeting.isOver ? words.marketName : words.words(for: meeting.phase)
    var x = Self.margin
    let room = clockX - x - 2
    let spaced = Self.spaced(phase.uppercased())
    let name = DisplayWidth.columns(of: spaced) <= room ? spaced : phase.uppercased()
    x += frame.put(" \(name) ", x: x - 1, y: line.y, limit: max(0, room), ink: .accent) + 2
    frame.put(position, x: x, y: line.y, limit: max(0, clockX - x - 2), ink: .title)
  }

  private var position: String {
    guard !meeting.isOver, let id = meeting.selectedID, let at = meeting.items.firstIndex(of: id)
    else { return "" }
    return words.position(at + 1, of: meeting.items.count)
  }

  /// `T R I A G E`. What is written without gaps by nature, as Japanese, is spaced alike.
  private static func spaced(_ text: String) -> String {
    String(text.flatMap { [$0, " "] }.dropLast())
  }

  /// **Columns** left free at both sides.
  private static let margin = 3

  private struct Line {
    let text: String
    var ink = Ink.title
  }

  private func lines(atMost limit: Int, width: Int) -> [Line] {
    if meeting.isOver { return promises(atMost: limit, width: width) }
    switch meeting.phase {
    case .overnight: return night(atMost: limit)
    case .review, .triage, .assign:
      guard let problem = meeting.selected else {
        let key = Keymap(of: meeting).name(of: .nextPhase)
        return wrapped(words.nothing(in: meeting.phase, key), width: width, limit: 2)
      }
      return card(of: problem, atMost: limit, width: width)
    case .close: return promises(atMost: limit, width: width)
    }
  }

  private func wrapped(_ text: String, width: Int, limit: Int) -> [Line] {
    TextFlow.wrapped(text.trimmedLines, to: max(2, width), lines: limit).map { Line(text: $0) }
  }

  private func night(atMost limit: Int) -> [Line] {
    guard let night = meeting.tonight else { return [Line(text: words.noNight)] }
    let trend = meeting.nights.suffix(14)
    let chart = Sparkline.text(trend.map(\.runs.failed))
    var lines = [
      Line(text: words.coverage(night)),
      Line(text: "\(words.count(night.runs.total, .run)): \(words.outcome(night.runs))"),
      Line(text: "\(words.count(night.nodes.total, .node)): \(words.outcome(night.nodes))"),
      Line(text: "\(words.count(trend.count, .night))  \(chart)"),
      Line(text: words.table(of: meeting)),
    ]
    let gaps = words.gaps(night)
    if !gaps.isEmpty { lines.insert(Line(text: gaps), at: 1) }
    return lines
  }

  /// A problem in the order in which it is talked about: what it is, what the night says, what is known,
  /// what comes next.
  private func card(of problem: Problem, atMost limit: Int, width: Int) -> [Line] {
    let evidence = meeting.evidence(for: problem)
    let name = words.name(of: problem.id, in: meeting.book)
    var head = wrapped("\(name) \(problem.title)", width: width, limit: 2)
    if meeting.phase == .triage, let first = head.first, head.count == 1 {
      head = [Line(text: "\(words.newness(of: problem, in: meeting))  \(first.text)")]
    }
    let chart = Sparkline.text(evidence.row.suffix(28).map(\.nodes))
    let row = Line(text: "\(chart)  \(words.tonight(evidence.row.last?.nodes ?? 0))")
    let why =
      evidence.signals.first.map {
        wrapped(words.capitalized(words.why($0.why)), width: width, limit: 2)
      } ?? []
    let next = wrapped(words.promise(of: problem, on: meeting.day), width: width, limit: 1)
    var lines = head
    switch meeting.phase {
    case .triage:
      lines += why + [row]
      if let failure = evidence.examples.first?.failure {
        let message = String(failure.message.prefix { !$0.isNewline })
        lines += wrapped(failure.detail ?? message, width: width, limit: 2)
      }
      lines += evidence.suspects.prefix(1).flatMap {
        wrapped(words.words(for: $0), width: width, limit: 1)
      }
      lines.append(Line(text: words.list(evidence.environments)))
    case .assign:
      lines += next
      if let first = meeting.ownerSuggestions(of: problem.id).first {
        let step = problem.step ?? meeting.suggestedStep(of: problem.id)
        lines.append(
          Line(
            text: words.suggestion(
              problem.owner ?? first.value, step, by: meeting.day.nextWorkingDay)))
        lines.append(Line(text: words.words(for: first.reason)))
      }
      lines.append(row)
    case .review, .overnight, .close:
      lines += next + [row]
      if let proof = meeting.proof(of: problem) {
        lines.append(
          Line(text: words.words(for: proof, needed: meeting.settings.nightsToVerify)))
      }
      if let cause = problem.cause { lines += wrapped(cause, width: width, limit: 1) }
      lines += why
    }
    return Array(lines.filter { !$0.text.isEmpty }.prefix(limit))
  }

  private func promises(atMost limit: Int, width: Int) -> [Line] {
    guard let minutes = meeting.minutes else { return [] }
    let title = meeting.isOver ? words.marketIsOver(minutes) : words.whoDoesWhat
    let promises = minutes.promises.map { promise in
      Line(
        text: "\(words.name(of: promise.problem.id, in: meeting.book)) "
          + words.promise(of: promise.problem, on: meeting.day))
    }
    let room = limit - 1
    let shown = promises.count > room ? room - 1 : promises.count
    var lines = [Line(text: title, ink: .plain)] + promises.prefix(max(0, shown))
    if promises.isEmpty { lines.append(Line(text: words.nobodyPromised)) }
    if promises.count > room {
      lines.append(Line(text: words.more(promises.count - shown), ink: .plain))
    }
    return lines
  }
}
