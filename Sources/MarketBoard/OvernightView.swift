import MarketAnalysis
import MarketMeeting
import MarketModel
import TextCanvas

/// The night at a glance: who reported, how the runs went, the trend, and what changed.
struct OvernightView {
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }
  /// **Rows** from which there is room for gaps and for the environments.
  private static let roomy = 12

  func draw(on frame: inout Frame, in area: Rect) {
    guard let night = meeting.tonight else {
      return Quiet(words: words.noNight).draw(on: &frame, in: area)
    }
    if area.width >= ListAndCard.wide {
      let (left, right) = area.splitLeft(area.width / 2)
      drawNight(night, on: &frame, in: left.splitRight(3).rest)
      drawChanges(on: &frame, in: right)
    } else {
      let rows = drawNight(night, on: &frame, in: area)
      drawChanges(on: &frame, in: area.splitTop(area.height < Self.roomy ? rows : rows + 1).rest)
    }
  }

  /// The night without its changes, for screens that have room for it beside something else.
  func drawNight(on frame: inout Frame, in area: Rect) {
    if let night = meeting.tonight { drawNight(night, on: &frame, in: area) }
  }

  /// - Returns: Rows used.
  @discardableResult
  private func drawNight(_ night: NightAnalysis, on frame: inout Frame, in area: Rect) -> Int {
    var lines = TableOfLines(area: area)
    let trend = meeting.nights.suffix(14)
    lines.put(
      words.coverage(night), right: words.count(trend.count, .night), ink: .title, on: &frame)
    let gaps = words.gaps(night)
    if !gaps.isEmpty { lines.put(gaps, ink: .warning, on: &frame) }
    let alsoSeen = words.sentence(for: meeting.alsoSeen)
    if !alsoSeen.isEmpty { lines.put(alsoSeen, ink: .dim, on: &frame) }
    let isRoomy = area.height >= Self.roomy
    if isRoomy { lines.skip() }
    lines.put(
      label: words.label(.runs), TextFlow.rightAligned(words.grouped(night.runs.total), to: 7),
      detail: words.outcome(night.runs), chart: trend.map(\.runs.failed), on: &frame)
    lines.put(
      label: words.label(.nodes), TextFlow.rightAligned(words.grouped(night.nodes.total), to: 7),
      detail: words.outcome(night.nodes), chart: trend.map(\.nodes.failing), on: &frame)
    guard isRoomy else { return lines.used }
    lines.skip()
    for environment in night.byEnvironment.prefix(4) {
      let history = trend.map { night in
        night.byEnvironment.first { $0.environment == environment.environment }?.nodes.failing
      }
      lines.put(
        label: environment.environment.isEmpty
          ? words.label(.noEnvironment) : environment.environment,
        TextFlow.rightAligned(words.grouped(environment.nodes.total), to: 7),
        detail: words.outcome(environment.nodes), chart: history, on: &frame)
    }
    return lines.used
  }

  private func drawChanges(on frame: inout Frame, in area: Rect) {
    var lines = TableOfLines(area: area)
    lines.put(words.table(of: meeting), ink: .title, on: &frame)
    let rows = meeting.agenda.triage + provingNews
    let room = area.height - 1
    let explains = 3 * rows.count <= room
    for id in rows.prefix(rows.count > room ? max(0, room - 1) : room) {
      guard let problem = meeting.book.problem(id) else { continue }
      let evidence = meeting.evidence(for: problem)
      lines.put(
        mark: words.newsMark(of: problem, in: meeting), problem.title,
        right: words.reach(evidence), ink: newsInk(problem), on: &frame)
      if explains {
        let proof = meeting.proof(of: problem).map {
          words.words(for: $0, needed: meeting.settings.nightsToVerify)
        }
        lines.put(
          mark: "", proof ?? evidence.signals.first.map { words.why($0.why) } ?? "", right: "",
          ink: .dim, on: &frame)
        lines.skip()
      }
    }
    if rows.count > room { lines.put(words.more(rows.count - room + 1), ink: .dim, on: &frame) }
  }

  /// Countermeasures that the night said something about.
  private var provingNews: [ProblemID] {
    meeting.agenda.review.filter { id in
      guard let problem = meeting.book.problem(id), let proof = meeting.proof(of: problem) else {
        return false
      }
      return proof != .waiting
    }
  }

  private func newsInk(_ problem: Problem) -> Ink {
    switch problem.status {
    case .regressed: .alarm
    case .proving:
      if case .broken = meeting.proof(of: problem) { .alarm } else { .good }
    default: .title
    }
  }
}

/// Lines put one below the other until the area is full.
struct TableOfLines {
  let area: Rect
  private(set) var used = 0
  /// **Columns** that a text needs to say anything; what would leave it less is left out.
  private static let readable = 10

  init(area: Rect) { self.area = area }

  mutating func skip() { if used < area.height { used += 1 } }

  mutating func put(
    _ text: String, right: String = "", ink: Ink = .plain, on frame: inout Frame
  ) {
    guard used < area.height else { return }
    let rightX = area.width - DisplayWidth.columns(of: right)
    frame.put(text, x: area.x + 1, y: area.y + used, limit: max(0, rightX - 2), ink: ink)
    frame.put(right, x: area.x + rightX, y: area.y + used, ink: .dim)
    used += 1
  }

  /// A label, a number, what it is made of, and its trend, in four columns.
  mutating func put(
    label: String, _ number: String, detail: String, chart: [Int?], on frame: inout Frame
  ) {
    guard used < area.height else { return }
    let y = area.y + used
    let chartWidth = area.width >= 64 ? 14 : 0
    frame.put(label, x: area.x + 1, y: y, limit: min(11, area.width - 1), ink: .dim)
    frame.put(number, x: area.x + 12, y: y, limit: max(0, min(7, area.width - 12)), ink: .title)
    frame.put(detail, x: area.x + 22, y: y, limit: max(0, area.width - 22 - chartWidth - 2))
    if chartWidth > 0 {
      frame.put(
        Sparkline.text(chart), x: area.x + area.width - chartWidth, y: y, limit: chartWidth,
        ink: .bar)
    }
    used += 1
  }

  /// A text that goes on under itself, beside a mark if it has one.
  mutating func put(
    wrapped text: String, mark: String? = nil, limit: Int, on frame: inout Frame
  ) {
    let indent = mark == nil ? 1 : 12
    let parts = TextFlow.wrapped(text, to: max(2, area.width - indent - 1), lines: limit)
    for (index, part) in parts.enumerated() where used < area.height {
      if index == 0, let mark { frame.put(mark, x: area.x + 1, y: area.y + used, ink: .dim) }
      frame.put(
        part, x: area.x + indent, y: area.y + used, limit: max(0, area.width - indent - 1))
      used += 1
    }
  }

  /// A mark, a text, and something at the right edge.
  mutating func put(mark: String, _ text: String, right: String, ink: Ink, on frame: inout Frame) {
    guard used < area.height else { return }
    let y = area.y + used
    let rightWidth = DisplayWidth.columns(of: right)
    let textX = area.x + 12
    let textWidth = area.width - 12 - rightWidth - 2
    let hasRoom = textWidth >= Self.readable
    frame.put(mark, x: area.x + 1, y: y, limit: 10, ink: ink)
    frame.put(text, x: textX, y: y, limit: max(0, hasRoom ? textWidth : area.width - 12))
    if hasRoom {
      frame.put(right, x: area.x + area.width - rightWidth, y: y, limit: rightWidth, ink: .dim)
    }
    used += 1
  }
}
