import MarketAnalysis
import MarketMeeting
import MarketModel
import TextCanvas

/// The night at a glance: who reported, how the runs went, the trend, and what changed.
struct OvernightView {
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }
  /// **Rows** from which there is room for gaps, and for what the nodes are parted by.
  private static let roomy = 12
  /// **Rows** that what changed keeps, its heading among them.
  private static let changesHeight = 6

  func draw(on frame: inout Frame, in area: Rect) {
    guard let night = meeting.tonight else {
      return Quiet(words: words.noNight).draw(on: &frame, in: area)
    }
    if area.width >= ListAndCard.wide {
      let (left, right) = area.splitLeft(area.width / 2)
      NightPanels(meeting: meeting).draw(on: &frame, in: left.splitRight(3).rest)
      drawChanges(on: &frame, in: right)
    } else {
      let isRoomy = area.height >= Self.roomy
      let rows = draw(
        night, on: &frame, in: isRoomy ? area.splitBottom(Self.changesHeight).rest : area)
      drawChanges(on: &frame, in: area.splitTop(isRoomy ? rows + 1 : rows).rest)
    }
  }

  /// The night without its changes.
  ///
  /// - Returns: **Rows** used.
  @discardableResult
  func draw(_ night: NightAnalysis, on frame: inout Frame, in area: Rect) -> Int {
    var lines = TableOfLines(area: area)
    let trend = meeting.nights.suffix(14)
    lines.put(
      words.coverage(night), right: words.count(trend.count, .night), ink: .title, on: &frame)
    let gaps = words.gaps(night)
    if !gaps.isEmpty { lines.put(gaps, ink: .warning, on: &frame) }
    let alsoSeen = words.sentence(for: meeting.alsoSeen)
    if !alsoSeen.isEmpty { lines.put(alsoSeen, ink: .dim, on: &frame) }
    let isRoomy = area.height + Self.changesHeight >= Self.roomy
    if isRoomy { lines.skip() }
    lines.put(
      label: words.label(.runs), TextFlow.rightAligned(words.grouped(night.runs.total), to: 7),
      detail: words.outcome(night.runs), chart: trend.map(\.runs.failed), on: &frame)
    lines.put(
      label: words.label(.nodes), TextFlow.rightAligned(words.grouped(night.nodes.total), to: 7),
      detail: words.outcome(night.nodes), chart: trend.map(\.nodes.failing), on: &frame)
    guard isRoomy else { return lines.used }
    let parts = [environments(of: night, trend), tools(of: night, trend)]
    for (part, rows) in zip(parts, Self.shares(of: area.height - lines.used, parts.map(\.count))) {
      guard rows > 0 else { continue }
      lines.skip()
      put(part, atMost: rows, in: &lines, on: &frame)
    }
    return lines.used
  }

  /// How many rows each of some parts gets, with a blank before each; none gets more than it has.
  static func shares(of height: Int, _ counts: [Int]) -> [Int] {
    var shares = counts.map { _ in 0 }
    var left = height
    while let next = shares.indices.filter({ shares[$0] < counts[$0] })
      .min(by: { shares[$0] < shares[$1] })
    {
      left -= shares[next] == 0 ? 2 : 1
      guard left >= 0 else { break }
      shares[next] += 1
    }
    return shares
  }

  private struct Part {
    let name: String
    let nodes: NodeTotals
    let trend: [Int?]
  }

  private func environments(
    of night: NightAnalysis, _ trend: ArraySlice<NightAnalysis>
  ) -> [Part] {
    night.byEnvironment.map { part in
      Part(
        name: part.environment.isEmpty ? words.label(.noEnvironment) : part.environment,
        nodes: part.nodes,
        trend: trend.map { night in
          night.byEnvironment.first { $0.environment == part.environment }?.nodes.failing
        })
    }
  }

  private func tools(of night: NightAnalysis, _ trend: ArraySlice<NightAnalysis>) -> [Part] {
    night.byTool.map { part in
      Part(
        name: part.tool.rawValue, nodes: part.nodes,
        trend: trend.map { night in
          night.byTool.first { $0.tool == part.tool }?.nodes.failing
        })
    }
  }

  /// All of them in order of name, or those that fail most and how many more there are.
  private func put(
    _ parts: [Part], atMost rows: Int, in lines: inout TableOfLines, on frame: inout Frame
  ) {
    let fits = parts.count <= rows
    let most = parts.sorted { ($0.nodes.failing, $1.name) > ($1.nodes.failing, $0.name) }
    let shown = fits ? parts : Array(most.prefix(rows > 1 ? rows - 1 : 1))
    for part in shown {
      lines.put(
        label: part.name, TextFlow.rightAligned(words.grouped(part.nodes.total), to: 7),
        detail: words.outcome(part.nodes), chart: part.trend, on: &frame)
    }
    if !fits, rows > 1 { lines.put(words.more(parts.count - shown.count), ink: .dim, on: &frame) }
  }

  private func drawChanges(on frame: inout Frame, in area: Rect) {
    var lines = TableOfLines(area: area)
    lines.put(words.table(of: meeting), ink: .title, on: &frame)
    let rows = meeting.agenda.triage + provingNews
    let room = area.height - 1
    let explains = 2 * rows.count <= room
    let hasGaps = 3 * rows.count <= room
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
        let why = proof ?? evidence.signals.first.map { words.why($0.why) } ?? ""
        let width = max(2, area.width - TableOfLines.markWidth)
        for line in TextFlow.wrapped(why, to: width, lines: 4 * rows.count <= room ? 2 : 1) {
          lines.put(mark: "", line, right: "", ink: .dim, on: &frame)
        }
      }
      if hasGaps { lines.skip() }
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
