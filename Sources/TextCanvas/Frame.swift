/// A picture made of text: what the screen shall show next.
///
/// Drawing outside is not an error, it just leaves no trace; no view has to check its size. Frames
/// are compared, so a terminal sends only what changed and a test can hold one against a file.
package struct Frame: Equatable, Sendable {
  package let width: Int
  package let height: Int
  /// Where the terminal's cursor stands while text is typed; `nil` hides it.
  package var cursor: Position?
  /// What a click means, the newest last.
  package private(set) var links: [Link] = []
  /// How many lines a text that is shown goes on below what fits; `nil` where nothing scrolls.
  package var scrollLimit: Int?
  private var cells: [Cell]

  /// A part of the picture that can be clicked.
  package struct Link: Hashable, Sendable {
    package let rect: Rect
    package let target: Target

    package enum Target: Hashable, Sendable {
      /// As if the key were pressed.
      case key(Key)
      /// A row of the list in front.
      case row(Int)
    }
  }

  package struct Position: Hashable, Sendable {
    package let x: Int
    package let y: Int

    package init(x: Int, y: Int) { (self.x, self.y) = (x, y) }
  }

  /// Blank everywhere. Negative sizes count as zero.
  package init(width: Int, height: Int) {
    self.width = max(width, 0)
    self.height = max(height, 0)
    cells = Array(repeating: .blank, count: self.width * self.height)
  }

  package var bounds: Rect { Rect(x: 0, y: 0, width: width, height: height) }

  /// - Precondition: the place is inside ``bounds``.
  package subscript(x: Int, y: Int) -> Cell { cells[y * width + x] }

  /// Writes `text` from column `x` to the right, cleaned of all that a terminal would obey.
  ///
  /// What doesn't fit into `limit` columns, or before the right edge, is cut, and the last column
  /// says so with `…`. A wide character is never halved.
  ///
  /// - Returns: Columns used, 0...`limit`, so that the next piece can follow.
  /// - Complexity: O(columns), however long `text` is.
  @discardableResult
  package mutating func put(
    _ text: String, x: Int, y: Int, limit: Int = .max, ink: Ink = .plain
  ) -> Int {
    let room = max(0, min(limit, width - x))
    guard room > 0, 0..<height ~= y else { return 0 }
    if VisibleText.isPlain(text, upTo: room + 1) {
      return putPlain(text.utf8.span, x: x, y: y, room: room, ink: ink)
    }
    var column = x
    /// Where an ellipsis would go if the text turned out too long.
    var cut = x
    for glyph in Glyphs(of: text) {
      let columns = glyph.columns
      if column + columns > x + room {
        for column in cut..<(x + room) { set(Cell(glyph: .blank, ink: ink), x: column, y: y) }
        set(Cell(glyph: .ellipsis, ink: ink), x: cut, y: y)
        return room
      }
      // A bar's colour is clear enough for a shape; what is no bar in a chart is text.
      let isSign = ink == .bar && glyph.base == Sparkline.noData
      set(Cell(glyph: glyph, ink: isSign ? .dim : ink), x: column, y: y)
      column += columns
      if column < x + room { cut = column }
    }
    return column - x
  }

  /// A letter to a byte, as nearly all that is written.
  private mutating func putPlain(
    _ text: Span<UInt8>, x: Int, y: Int, room: Int, ink: Ink
  ) -> Int {
    let used = min(text.count, room)
    for index in 0..<used {
      set(Cell(glyph: Glyph(Unicode.Scalar(text[index])), ink: ink), x: x + index, y: y)
    }
    if text.count > room { set(Cell(glyph: .ellipsis, ink: ink), x: x + room - 1, y: y) }
    return used
  }

  /// Blanks in `ink`, over all of `rect` that is on the frame.
  package mutating func fill(_ rect: Rect, ink: Ink = .plain) {
    draw(" ", over: rect, ink: ink)
  }

  /// A border just inside `rect`. Nothing when there's no room for one.
  package mutating func box(_ rect: Rect, ink: Ink = .rule) {
    guard rect.width >= 2, rect.height >= 2 else { return }
    let (right, bottom) = (rect.x + rect.width - 1, rect.y + rect.height - 1)
    for y in [rect.y, bottom] { rule(x: rect.x, y: y, width: rect.width, ink: ink) }
    for x in [rect.x, right] {
      draw("│", over: Rect(x: x, y: rect.y, width: 1, height: rect.height), ink: ink)
    }
    for (x, y, corner) in [
      (rect.x, rect.y, "┌"), (right, rect.y, "┐"), (rect.x, bottom, "└"), (right, bottom, "┘"),
    ] as [(Int, Int, Unicode.Scalar)] {
      set(Cell(glyph: Glyph(corner), ink: ink), x: x, y: y)
    }
  }

  package mutating func link(_ rect: Rect, to target: Link.Target) {
    links.append(Link(rect: rect, target: target))
  }

  /// What a click there means.
  package func link(atX x: Int, y: Int) -> Link.Target? {
    links.last { $0.rect.contains(x: x, y: y) }?.target
  }

  /// A horizontal line.
  package mutating func rule(x: Int, y: Int, width: Int, ink: Ink = .rule) {
    draw("─", over: Rect(x: x, y: y, width: width, height: 1), ink: ink)
  }

  /// A bar that is filled up to `share` of its width, 0...1, to the whole column. It looks empty
  /// only at 0 and full only at 1; what is no number looks empty.
  package mutating func bar(x: Int, y: Int, width: Int, share: Double) {
    let width = max(width, 0)
    let whole = share > 0 ? Int(min(share, 1) * Double(width)) : 0
    let filled = share > 0 && whole == 0 ? min(1, width) : whole
    draw("━", over: Rect(x: x, y: y, width: filled, height: 1), ink: .bar)
    draw("░", over: Rect(x: x + filled, y: y, width: width - filled, height: 1), ink: .track)
  }

  private mutating func draw(_ scalar: Unicode.Scalar, over rect: Rect, ink: Ink) {
    let cell = Cell(glyph: Glyph(scalar), ink: ink)
    for y in rows(of: rect) {
      for x in columns(of: rect) { set(cell, x: x, y: y) }
    }
  }

  /// The one place where a glyph lands. Half a wide character that would be left beside it goes.
  private mutating func set(_ cell: Cell, x: Int, y: Int) {
    guard 0..<height ~= y, x >= 0, x + cell.glyph.columns <= width else { return }
    let at = y * width + x
    let last = at + cell.glyph.columns - 1
    if cells[at].glyph.isRightHalf { cells[at - 1].glyph = .blank }
    if last + 1 < (y + 1) * width, cells[last + 1].glyph.isRightHalf {
      cells[last + 1].glyph = .blank
    }
    cells[at] = cell
    if last > at { cells[last] = Cell(glyph: .rightHalf, ink: cell.ink) }
  }

  private func rows(of rect: Rect) -> Range<Int> {
    let first = max(rect.y, 0)
    return first..<max(first, min(rect.y + rect.height, height))
  }

  private func columns(of rect: Rect) -> Range<Int> {
    let first = max(rect.x, 0)
    return first..<max(first, min(rect.x + rect.width, width))
  }
}

extension Frame {
  /// The runs of cells of one ink in a row that are not as they were; without an older frame of this
  /// size, all.
  ///
  /// - Complexity: O(`columns`).
  package func changes(in y: Int, upTo columns: Int, since older: Frame?) -> [Range<Int>] {
    let row = y * width
    let old = older.flatMap { ($0.width, $0.height) == (width, height) ? $0.cells : nil }
    var runs: [Range<Int>] = []
    var x = 0
    while x < columns {
      let start = x
      while x < columns, cells[row + x].ink == cells[row + start].ink,
        old.map({ $0[row + x] != cells[row + x] }) ?? true
      {
        x += 1
      }
      if x > start { runs.append(start..<x) } else { x += 1 }
    }
    return runs
  }
}
