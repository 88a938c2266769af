import MarketMeeting
import MarketModel
import TextCanvas

/// Rows of problems that lie over the board, one of them marked.
struct OverlayList {
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }
  /// **Rows** of the screen for each.
  var rowHeight = 1
  /// **Columns** before what a row says: the mark, and a blank.
  static let indent = 2

  /// - Parameters:
  ///   - heading: draws what the columns are called.
  ///   - row: draws what a row says. Its ink is `nil` where each part may have its own.
  func draw(
    under title: String, on frame: inout Frame, in area: Rect,
    heading: (inout Frame, Rect) -> Void, row: (inout Frame, Problem, Rect, Ink?) -> Void
  ) {
    let items = meeting.overlayItems
    let marked = min(meeting.layers.last?.row ?? 0, max(0, items.count - 1))
    let position = items.isEmpty ? "" : words.position(marked + 1, of: items.count)
    let rest = OverlayHeading(meeting: meeting, title: title, position: position)
      .draw(on: &frame, in: area)
    guard !items.isEmpty else {
      let text = meeting.overlay.map(words.nothing) ?? ""
      return Quiet(
        words: meeting.filter.isEmpty
          ? text : words.sentence(for: .nothingMatches(meeting.filter), in: meeting)
      ).draw(on: &frame, in: rest)
    }
    let (head, body) = rest.splitTop(rest.height > 3 ? 1 : 0)
    if !head.isEmpty { heading(&frame, inside(head)) }
    let visible = max(1, body.height / rowHeight)
    let top = max(0, min(marked - visible / 2, items.count - visible))
    for (offset, id) in items.dropFirst(top).prefix(visible).enumerated() {
      let index = top + offset
      let line = Rect(
        x: body.x, y: body.y + offset * rowHeight, width: body.width,
        height: min(rowHeight, body.height))
      guard let problem = meeting.book.problem(id), !line.isEmpty else { continue }
      let isMarked = index == marked
      if isMarked { frame.fill(line, ink: .selected) }
      frame.put(
        isMarked ? "›" : " ", x: line.x, y: line.y, limit: line.width,
        ink: isMarked ? .selected : .plain)
      row(&frame, problem, inside(line), isMarked ? .selected : nil)
      frame.link(line, to: .row(index))
    }
  }

  private func inside(_ line: Rect) -> Rect { line.splitLeft(Self.indent).rest }
}
