/// Frames as text, for golden files, for pipes and for failing tests.
extension Frame: CustomStringConvertible {
  /// The rows, each with its newline and without trailing blanks.
  package var description: String {
    lines { $0.glyph.write(to: &$1) }
  }

  /// The same picture, one letter of ``Ink`` per column: what is emphasised, and how.
  package var inks: String {
    lines { $1.append($0.ink.rawValue) }
  }

  private func lines(_ write: (Cell, inout String) -> Void) -> String {
    var text = ""
    for y in 0..<height {
      var line = ""
      for x in 0..<width { write(self[x, y], &line) }
      let end = line.lastIndex { $0 != " " }.map(line.index(after:)) ?? line.startIndex
      text += line[..<end] + "\n"
    }
    return text
  }
}
