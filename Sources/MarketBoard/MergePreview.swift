import MarketAnalysis
import MarketMeeting
import MarketModel
import TextCanvas

/// What a merge would have changed in the nights at hand, as a small table: the two as they are, what
/// they have in common, and what they would be together.
struct MergePreview {
  private struct Line {
    let name: String
    /// Nodes in each night, where there is something to draw.
    let row: [Int]
    let nights: Int
    let nodes: Int
    let places: String
  }

  private let words: any Phrasebook
  private let lines: [Line]
  private let nights: Int

  /// `nil` for any other draft, and when one of the two is no problem of its own any more.
  init?(of regrouping: Regrouping, _ draft: Draft, in book: MarketBook, _ words: any Phrasebook) {
    guard case .merge(let id, let target) = draft,
      let one = regrouping.row(of: id)?.before?.evidence,
      let other = regrouping.row(of: target)?.before?.evidence,
      let together = regrouping.row(of: target)?.after?.evidence
    else { return nil }
    let (nights, nodes) = one.shared(with: other)
    self.nights = together.row.count
    self.words = words
    lines = [
      Self.line(words.name(of: id, in: book), one, words),
      Self.line(words.name(of: target, in: book), other, words),
      Line(
        name: words.label(.both), row: [], nights: nights.count, nodes: nodes.count,
        places: nodes.isEmpty ? words.noNodeInCommon : words.list(nodes.map(\.rawValue))),
      Self.line(words.label(.together), together, words),
    ]
  }

  private static func line(
    _ name: String, _ evidence: ProblemEvidence, _ words: any Phrasebook
  ) -> Line {
    Line(
      name: name, row: evidence.row.map(\.nodes), nights: evidence.nightsSeen.count,
      nodes: evidence.nodes.count, places: words.list(evidence.environments))
  }

  /// The same for whoever hears it.
  var sentences: [String] {
    guard nights > 0 else { return [words.noNightAtHand] }
    return lines.map { line in
      "\(line.name): \(seen(line)) \(words.label(.nightsHeading)), \(words.count(line.nodes, .node))"
        + (line.places.isEmpty ? "" : ", \(line.places)")
    }
  }

  /// **Rows** that it would like to have.
  var height: Int { nights > 0 ? lines.count + 1 : 1 }

  /// A low window loses the heading first, and what they would be together last.
  func draw(on frame: inout Frame, in area: Rect) {
    guard nights > 0 else {
      frame.put(words.noNightAtHand, x: area.x, y: area.y, limit: area.width, ink: .dim)
      return
    }
    let columns = Columns(width: area.width, nights: nights, words)
    let shown = lines.suffix(area.height)
    let top = area.y + min(height, area.height) - shown.count
    if top > area.y { drawHeading(columns, on: &frame, in: area) }
    for (row, line) in shown.enumerated() {
      draw(
        line, columns, on: &frame, in: Rect(x: area.x, y: top + row, width: area.width, height: 1))
    }
  }

  private func drawHeading(_ columns: Columns, on frame: inout Frame, in area: Rect) {
    let end = area.x + area.width
    let nights = columns.nights == 0 ? "" : words.count(columns.nights, .night)
    for (text, x) in [
      (nights, columns.chart), (words.label(.seen), columns.seen),
      (TextFlow.rightAligned(words.label(.nodes), to: columns.nodesWidth), columns.nodes),
      (words.label(.places), columns.places),
    ] {
      frame.put(text, x: area.x + x, y: area.y, limit: max(0, end - area.x - x), ink: .dim)
    }
  }

  private func draw(_ line: Line, _ columns: Columns, on frame: inout Frame, in area: Rect) {
    let isResult = line.name == lines.last?.name
    let chart = Sparkline.text(
      line.row.suffix(columns.nights), upTo: lines.last?.row.suffix(columns.nights).max())
    let nodes = TextFlow.rightAligned(words.grouped(line.nodes), to: columns.nodesWidth)
    for (text, x, ink) in [
      (line.name, 0, isResult ? .title : .key), (chart, columns.chart, .bar),
      (seen(line), columns.seen, isResult ? .title : .plain),
      (nodes, columns.nodes, isResult ? .title : .plain),
      (line.places, columns.places, line.nodes == 0 ? .dim : .plain),
    ] as [(String, Int, Ink)] {
      frame.put(text, x: area.x + x, y: area.y, limit: max(0, area.width - x), ink: ink)
    }
  }

  private func seen(_ line: Line) -> String {
    words.share(line.nights, of: nights)
  }
}

/// Where the columns of the table begin.
private struct Columns {
  private static let (nameWidth, gap) = (10, 2)
  /// **Columns** that the places should have, two nodes or three environments; the chart gives way.
  private static let placesWidth = 24
  /// **Nights**; a chart of fewer says too little for its room.
  private static let fewestNights = 4

  /// How many nights the chart shows: the newest that fit; none in a narrow window.
  let nights: Int
  let nodesWidth: Int
  let chart: Int
  let seen: Int
  let nodes: Int
  let places: Int

  init(width: Int, nights all: Int, _ words: any Phrasebook) {
    let seenWidth = DisplayWidth.columns(of: words.share(all, of: all))
    nodesWidth = DisplayWidth.columns(of: words.label(.nodes))
    let others =
      Self.nameWidth + seenWidth + nodesWidth + Self.placesWidth + 3 * Self.gap
    let fitting = min(all, NightAnalysis.lookBack, width - others)
    nights = fitting < min(all, Self.fewestNights) ? 0 : fitting
    chart = Self.nameWidth
    // The heading, `8 nights`, is as wide as it is.
    seen = chart + (nights == 0 ? 0 : max(nights, 9) + Self.gap)
    nodes = seen + seenWidth + Self.gap
    places = nodes + nodesWidth + Self.gap
  }
}
