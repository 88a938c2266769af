import MarketAnalysis
import MarketMeeting
import MarketModel
import TextCanvas

/// What became of every countermeasure: who did what when, the nights on either side of it, and whether
/// it held.
struct EffectView {
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }
  /// **Rows** from which each has two: what it is about, and what was done.
  private static let roomy = 14

  func draw(on frame: inout Frame, in area: Rect) {
    let columns = EffectColumns(width: area.width - OverlayList.indent)
    let isRoomy = area.height >= Self.roomy
    let rowHeight = isRoomy ? 2 : 1
    let rows = OverlayHeading.rows(in: area.height) + 1 + rowHeight * meeting.overlayItems.count
    let (list, rest) = area.splitTop(rows)
    OverlayList(meeting: meeting, rowHeight: rowHeight).draw(
      under: words.title(of: .effect, in: meeting), on: &frame, in: list,
      heading: { frame, line in drawHeading(columns, on: &frame, in: line) },
      row: { frame, problem, line, ink in
        guard let done = problem.countermeasure else { return }
        draw(problem, done, columns, on: &frame, in: line, ink: ink)
      })
    OverlayDetail(meeting: meeting).draw(on: &frame, in: rest.splitTop(1).rest)
  }

  private func drawHeading(_ columns: EffectColumns, on frame: inout Frame, in line: Rect) {
    func put(_ label: Label, at x: Int?, _ width: Int) {
      guard let x else { return }
      frame.put(words.label(label), x: line.x + x, y: line.y, limit: width, ink: .dim)
    }
    frame.put(
      words.label(.problem), x: line.x + 6, y: line.y, limit: columns.titleWidth, ink: .dim)
    put(.owner, at: columns.owner, EffectColumns.ownerWidth)
    put(.day, at: columns.day, EffectColumns.dayWidth)
    put(.held, at: columns.proof, EffectColumns.proofWidth)
    guard let chart = columns.chart else { return }
    // The line of the heading stands over the line of the charts.
    let parts = words.label(.beforeAndAfter).split(separator: "│", maxSplits: 1)
    let before = TextFlow.rightAligned(String(parts.first ?? ""), to: columns.nights)
    let after = TextFlow.clipped(String(parts.count > 1 ? parts[1] : ""), to: columns.nights)
    frame.put("\(before)│\(after)", x: line.x + chart, y: line.y, ink: .dim)
  }

  private func draw(
    _ problem: Problem, _ done: Problem.Countermeasure, _ columns: EffectColumns,
    on frame: inout Frame, in line: Rect, ink: Ink?
  ) {
    func put(_ text: String, at x: Int?, _ width: Int, _ usual: Ink) {
      guard let x else { return }
      frame.put(text, x: line.x + x, y: line.y, limit: width, ink: ink ?? usual)
    }
    let name = TextFlow.rightAligned(words.name(of: problem.id, in: meeting.book), to: 5)
    let used = frame.put(
      name, x: line.x, y: line.y, limit: columns.titleWidth + 5, ink: ink ?? .dim)
    put(problem.title, at: used + 1, columns.titleWidth + 5 - used, .plain)
    put("@\(by(problem).rawValue)", at: columns.owner, EffectColumns.ownerWidth, .plain)
    put(words.shortDay(done.day), at: columns.day, EffectColumns.dayWidth, .plain)
    if let proof = meeting.proof(of: problem) {
      put(
        words.brief(proof, needed: meeting.settings.nightsToVerify), at: columns.proof,
        EffectColumns.proofWidth, resultInk(of: proof))
    }
    put(
      Self.chart(meeting.evidence(for: problem).row, since: done.day, nights: columns.nights),
      at: columns.chart, 2 * columns.nights + 1, .bar)
    guard line.height > 1 else { return }
    frame.put(
      done.text, x: line.x + 6, y: line.y + 1, limit: max(0, line.width - 6), ink: ink ?? .dim)
  }

  /// A list in which most held is not to shout of it.
  private func resultInk(of proof: Proof) -> Ink {
    if case .broken = proof { .alarm } else { .plain }
  }

  /// Who took it; for what stands on old pages, who owns the problem.
  private func by(_ problem: Problem) -> Person {
    let taken = meeting.book.recent.last { entry in
      guard case .countermeasureTaken(let id, _, _) = entry.event else { return false }
      return meeting.book.counts(entry) && meeting.book.problem(id)?.id == problem.id
    }
    return taken?.by.person ?? problem.owner ?? Person(rawValue: "–")
  }

  /// The last nights up to the countermeasure's day, a line, and the first after it; the line is always
  /// in the middle.
  static func chart(_ row: [ProblemEvidence.Square], since day: Day, nights: Int) -> String {
    let before = row.filter { $0.night <= day }.suffix(nights).map(\.nodes)
    let after = row.filter { $0.night > day }.prefix(nights).map(\.nodes)
    let most = (before + after).max()
    return TextFlow.rightAligned(Sparkline.text(before, upTo: most), to: nights) + "│"
      + TextFlow.padded(Sparkline.text(after, upTo: most), to: nights)
  }
}

/// Where the columns are; in a narrow window the chart goes first, then who and when.
private struct EffectColumns {
  static let (ownerWidth, dayWidth, proofWidth) = (8, 6, 16)
  /// Nights on either side.
  let nights: Int
  private(set) var titleWidth = 0
  private(set) var owner: Int?
  private(set) var day: Int?
  private(set) var chart: Int?
  private(set) var proof: Int?

  init(width: Int) {
    nights = width >= 100 ? 14 : 7
    var x = width
    func place(_ columns: Int) -> Int {
      x -= columns
      defer { x -= 1 }
      return x
    }
    if width >= 36 { proof = place(Self.proofWidth) }
    if width >= 64 { chart = place(2 * nights + 1) }
    if width >= 48 { day = place(Self.dayWidth) }
    if width >= 60 { owner = place(Self.ownerWidth) }
    titleWidth = max(0, x - 6)
  }
}
