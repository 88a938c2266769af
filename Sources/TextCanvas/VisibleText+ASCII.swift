extension VisibleText {
  /// What stands for `scalar` where only ASCII can be shown, in the C locale.
  ///
  /// Lines and charts keep their shape; letters become `?`.
  package static func ascii(for scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case " "..."~": scalar
    case "─", "–", "—": "-"
    case "━", "█", "▇", "▓", "■": "#"
    case "│", "┃", "║", "▐", "▌", "▕", "▏": "|"
    case "┌", "┐", "└", "┘", "├", "┤", "┬", "┴", "┼": "+"
    case "░", "·", "▁", "▒": "."
    case "•", "●", "◆", "★": "*"
    case "○", "◇", "□": "o"
    case "▂", "▃": ":"
    case "▄", "▅": "="
    case "▆": "*"
    case "…": "~"
    case "›", "→", "⏎", "▶", "▸": ">"
    case "‹", "←", "◀", "◂": "<"
    case "↑", "▲", "△": "^"
    case "↓", "▼", "▽", "✓": "v"
    case "×": "x"
    case "‘", "’": "'"
    case "“", "”": "\""
    // All other box drawing is where lines meet.
    case "\u{2500}"..."\u{257F}": "+"
    default: "?"
    }
  }
}
