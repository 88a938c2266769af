/// A part of the screen, in **columns** and **rows** from the top left. Never of negative size.
package struct Rect: Hashable, Sendable {
  package var x: Int
  package var y: Int
  package let width: Int
  package let height: Int

  package init(x: Int, y: Int, width: Int, height: Int) {
    (self.x, self.y, self.width, self.height) = (x, y, max(width, 0), max(height, 0))
  }

  package var isEmpty: Bool { width == 0 || height == 0 }

  package func contains(x: Int, y: Int) -> Bool {
    self.x..<self.x + width ~= x && self.y..<self.y + height ~= y
  }

  /// The row `index` rows below the top, empty when there is none.
  package func row(_ index: Int) -> Rect {
    Rect(x: x, y: y + index, width: width, height: 0..<height ~= index ? 1 : 0)
  }

  package func inset(columns: Int = 0, rows: Int = 0) -> Rect {
    Rect(x: x + columns, y: y + rows, width: width - 2 * columns, height: height - 2 * rows)
  }

  /// Cuts off the first `rows` rows, or what there is.
  package func splitTop(_ rows: Int) -> (top: Rect, rest: Rect) {
    let rows = min(max(rows, 0), height)
    return (
      Rect(x: x, y: y, width: width, height: rows),
      Rect(x: x, y: y + rows, width: width, height: height - rows)
    )
  }

  package func splitBottom(_ rows: Int) -> (rest: Rect, bottom: Rect) {
    let (rest, bottom) = splitTop(height - min(max(rows, 0), height))
    return (rest, bottom)
  }

  /// Cuts off the first `columns` columns, or what there is.
  package func splitLeft(_ columns: Int) -> (left: Rect, rest: Rect) {
    let columns = min(max(columns, 0), width)
    return (
      Rect(x: x, y: y, width: columns, height: height),
      Rect(x: x + columns, y: y, width: width - columns, height: height)
    )
  }

  package func splitRight(_ columns: Int) -> (rest: Rect, right: Rect) {
    let (rest, right) = splitLeft(width - min(max(columns, 0), width))
    return (rest, right)
  }
}
