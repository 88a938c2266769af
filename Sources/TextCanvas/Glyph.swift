/// What one or two columns of the screen show: a character and at most two marks upon it.
///
/// A glyph can only be made from text that was cleaned on the way, so whatever holds glyphs holds
/// nothing that a terminal obeys. Fixed size, no reference, hence a frame is one flat allocation.
package struct Glyph: Hashable, Sendable {
  package let base: Unicode.Scalar
  /// Combining marks; NUL where there is none.
  private var firstMark: Unicode.Scalar = "\0"
  private var secondMark: Unicode.Scalar = "\0"

  init(_ base: Unicode.Scalar) { self.base = base }

  package static let blank = Glyph(" ")
  /// Stands in the second column of a wide character. Has no text of its own.
  static let rightHalf = Glyph("\0")
  /// Stands for text that was there and is not shown.
  static let ellipsis = Glyph("…")

  package var isRightHalf: Bool { base == "\0" }

  /// 1 or 2; 0 for a right half, which its left half has counted.
  package var columns: Int { isRightHalf ? 0 : DisplayWidth.columns(of: base) }

  /// Two marks to a character are enough for every living language at its plainest; more would
  /// climb over the neighbouring lines.
  ///
  /// - Returns: `false` when there is no room for another.
  mutating func add(mark: Unicode.Scalar) -> Bool {
    if firstMark == "\0" {
      firstMark = mark
    } else if secondMark == "\0" {
      secondMark = mark
    } else {
      return false
    }
    return true
  }

  /// Calls `body` with the base and then each mark; not at all for a right half.
  package func forEachScalar(_ body: (Unicode.Scalar) -> Void) {
    for scalar in [base, firstMark, secondMark] where scalar != "\0" { body(scalar) }
  }
}

extension Glyph: TextOutputStreamable {
  package func write<Target: TextOutputStream>(to target: inout Target) {
    var text = String.UnicodeScalarView()
    forEachScalar { text.append($0) }
    target.write(String(text))
  }
}
