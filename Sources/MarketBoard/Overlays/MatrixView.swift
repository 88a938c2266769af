import MarketAnalysis
import MarketMeeting
import MarketModel
import TextCanvas

/// A Paynter matrix: the open problems by the nights, and in each cell how many nodes it hit. `·` is a
/// night without it, a blank one in which none of its nodes was heard, and a line stands before the
/// first night that a countermeasure could show in.
struct MatrixView {
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }

  func draw(on frame: inout Frame, in area: Rect) {
    let columns = MatrixColumns(width: area.width - OverlayList.indent, in: meeting)
    let hasTotals = area.height >= 12 && meeting.overlayItems.count > 1
    let rows = OverlayHeading.rows(in: area.height) + 1 + meeting.overlayItems.count
    let (list, rest) = area.splitTop(hasTotals ? min(rows, area.height - 2) : area.height)
    OverlayList(meeting: meeting).draw(
      under: words.title(of: .matrix, in: meeting), on: &frame, in: list,
      heading: { frame, line in
        frame.put(
          words.label(.problem), x: line.x + 6, y: line.y, limit: max(0, columns.titleWidth),
          ink: .dim)
        for (index, night) in meeting.nights.suffix(columns.nights).enumerated() {
          put("\(night.night.civil.dayOfMonth)", columns.cell(index, of: line), on: &frame, .dim)
        }
        put(words.label(.total), columns.total(of: line), on: &frame, .dim)
      },
      row: { frame, problem, line, ink in
        draw(problem, columns, on: &frame, in: line, ink: ink)
      })
    if hasTotals { drawTotals(columns, on: &frame, in: rest) }
    OverlayDetail(meeting: meeting).draw(on: &frame, in: rest.splitTop(3).rest)
  }

  private func draw(
    _ problem: Problem, _ columns: MatrixColumns, on frame: inout Frame, in line: Rect, ink: Ink?
  ) {
    let name = TextFlow.rightAligned(words.name(of: problem.id, in: meeting.book), to: 5)
    let used = frame.put(
      name, x: line.x, y: line.y, limit: columns.titleWidth + 5, ink: ink ?? .dim)
    frame.put(
      problem.title, x: line.x + used + 1, y: line.y, limit: columns.titleWidth + 5 - used,
      ink: ink ?? .plain)
    let cells = Self.cells(of: problem, in: meeting, nights: columns.nights)
    for (index, nodes) in cells.enumerated() {
      let text = nodes.map { $0 == 0 ? "·" : words.grouped($0) } ?? ""
      put(text, columns.cell(index, of: line), on: &frame, ink ?? (nodes == 0 ? .dim : .title))
    }
    if let mark = mark(of: problem, columns) {
      frame.put(
        "│", x: columns.cell(mark, of: line).x - 1, y: line.y, limit: columns.nights > 0 ? 1 : 0,
        ink: ink ?? .title)
    }
    let total = cells.compactMap(\.self).reduce(0, +)
    put(words.grouped(total), columns.total(of: line), on: &frame, ink ?? .dim)
  }

  /// Nodes hit in each of the newest nights; `nil` where none of the problem's nodes was heard.
  static func cells(of problem: Problem, in meeting: Meeting, nights count: Int) -> [Int?] {
    let evidence = meeting.evidence(for: problem)
    return zip(evidence.row, meeting.nights).suffix(count).map { square, night in
      let isKnown = square.nodes > 0 || evidence.nodes.contains { night.heard[$0] != nil }
      return isKnown ? square.nodes : nil
    }
  }

  /// The first night that the countermeasure could show in, or the one after the last.
  private func mark(of problem: Problem, _ columns: MatrixColumns) -> Int? {
    guard let day = problem.countermeasure?.day else { return nil }
    let nights = meeting.nights.suffix(columns.nights).map(\.night)
    guard let first = nights.first, first <= day else { return nil }
    return nights.firstIndex { $0 > day } ?? nights.count
  }

  private func drawTotals(_ columns: MatrixColumns, on frame: inout Frame, in area: Rect) {
    let line = area.row(1).splitLeft(OverlayList.indent).rest
    frame.rule(x: area.x + OverlayList.indent, y: area.y, width: area.width - OverlayList.indent)
    frame.put(
      words.label(.total), x: line.x + 6, y: line.y, limit: max(0, columns.titleWidth), ink: .dim)
    let rows = meeting.overlayItems.compactMap(meeting.book.problem).map {
      Self.cells(of: $0, in: meeting, nights: columns.nights).map { $0 ?? 0 }
    }
    let totals = (0..<columns.nights).map { index in
      rows.reduce(0) { $0 + (index < $1.count ? $1[index] : 0) }
    }
    for (index, total) in totals.enumerated() {
      put(words.grouped(total), columns.cell(index, of: line), on: &frame, .plain)
    }
    put(words.grouped(totals.reduce(0, +)), columns.total(of: line), on: &frame, .title)
  }

  /// In the last columns of a place.
  private func put(_ text: String, _ place: Rect, on frame: inout Frame, _ ink: Ink) {
    frame.put(
      TextFlow.rightAligned(text, to: place.width), x: place.x, y: place.y, limit: place.width,
      ink: ink)
  }
}

/// Where the columns of the matrix are. Each night has a blank before its number, where a line may stand.
private struct MatrixColumns {
  let nights: Int
  let titleWidth: Int
  private let cellWidth: Int
  private let totalWidth: Int
  private static let nameWidth = 6

  init(width: Int, in meeting: Meeting) {
    let most = meeting.nights.map(\.nodes.failing).max() ?? 0
    cellWidth = max(2, meeting.words.grouped(most).count) + 1
    totalWidth = width >= 36 ? 7 : 0
    let title = width >= 100 ? 40 : width >= 60 ? 22 : 5
    let room = width - Self.nameWidth - title - totalWidth - 1
    nights = min(meeting.nights.count, NightAnalysis.lookBack, max(0, room / cellWidth))
    titleWidth = max(0, width - Self.nameWidth - nights * cellWidth - totalWidth - 1)
  }

  func cell(_ index: Int, of line: Rect) -> Rect {
    Rect(
      x: line.x + Self.nameWidth + titleWidth + index * cellWidth + 1, y: line.y,
      width: cellWidth - 1, height: 1)
  }

  func total(of line: Rect) -> Rect {
    Rect(
      x: line.x + Self.nameWidth + titleWidth + nights * cellWidth + 1, y: line.y,
      width: totalWidth, height: 1)
  }
}
