import MarketMeeting
import TextCanvas

/// Lines that lie over the board, shown from the one on that somebody has scrolled to.
struct ScrolledText {
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }
  /// Side by side; they scroll together.
  let columns: [[CardLine]]
  /// **Columns** over which a line can still be read.
  private static let readable = 110
  /// **Columns** between two columns.
  private static let gutter = 3

  init(_ columns: [CardLine]..., for meeting: Meeting) {
    self.meeting = meeting
    self.columns = columns.map { lines in
      meeting.filter.isEmpty ? lines : lines.filter { $0.has(meeting.filter) }
    }
  }

  func draw(under title: String, on frame: inout Frame, in area: Rect) {
    let body = area.splitTop(OverlayHeading.rows(in: area.height)).rest
    let count = columns.map(\.count).max() ?? 0
    let limit = max(0, count - body.height)
    let top = min(max(meeting.layers.last?.row ?? 0, 0), limit)
    frame.scrollLimit = limit
    let end = min(count, top + body.height)
    let position = limit > 0 && end > top ? words.lines(top + 1...end, of: count) : ""
    _ = OverlayHeading(meeting: meeting, title: title, position: position)
      .draw(on: &frame, in: area)
    if count == 0, let overlay = meeting.overlay {
      let text =
        meeting.filter.isEmpty
        ? words.nothing(in: overlay)
        : words.sentence(for: .nothingMatches(meeting.filter), in: meeting)
      return Quiet(words: text).draw(on: &frame, in: body)
    }
    var rest = body
    for (index, lines) in columns.enumerated() {
      let (left, right) = rest.splitLeft(width(ofColumn: index, in: body.width) + Self.gutter)
      for (row, line) in lines.dropFirst(top).prefix(body.height).enumerated() {
        line.draw(
          on: &frame, x: left.x + 1, y: left.y + row, width: width(ofColumn: index, in: body.width))
      }
      rest = right
    }
  }

  private func width(ofColumn index: Int, in width: Int) -> Int {
    Self.width(ofColumns: columns.count, in: width)
  }

  /// **Columns** of each of several columns.
  static func width(ofColumns count: Int, in width: Int) -> Int {
    max(1, min(readable, (width - 2 - (count - 1) * gutter) / max(1, count)))
  }
}

extension CardLine {
  /// Whether it has all of these words.
  func has(_ words: String) -> Bool {
    let text = text.lowercased()
    return words.lowercased().split(separator: " ").allSatisfy { text.contains($0) }
  }
}
