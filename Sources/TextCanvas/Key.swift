/// A key, whatever bytes the terminal sent for it.
package enum Key: Hashable, Sendable {
  /// A key that types something, the space bar included.
  case character(Character)
  /// A letter together with Ctrl. Ctrl-H, I, J, M and [ arrive as the keys that send the same byte.
  case control(Character)
  /// A character together with Alt, or Escape and the character at once: terminals send the same.
  case alt(Character)
  /// F1 is `function(1)`.
  case function(Int)
  case enter, escape, tab, backtab, backspace, delete, insert
  case up, down, left, right, home, end, pageUp, pageDown
  /// Ctrl with an arrow.
  case wordLeft, wordRight
  /// The mouse's left button went down at that column and row, both from 0.
  case click(x: Int, y: Int)
  /// The mouse's wheel: -1 is up, 1 is down.
  case wheel(by: Int)
  /// Text that was pasted in one go; never to be taken for keys. Lines end in newlines.
  case paste(String)
}

extension Key: CustomStringConvertible {
  /// The key as people write it: `a`, `ctrl-l`, `F1`, `⏎`.
  package var description: String {
    switch self {
    case .character(" "): "space"
    case .character(let character): VisibleText.cleaned(String(character))
    case .control(let letter): "ctrl-\(letter)"
    case .alt(let character): "alt-\(Key.character(character))"
    case .function(let number): "F\(number)"
    case .enter: "⏎"
    case .escape: "esc"
    case .tab: "tab"
    case .backtab: "shift-tab"
    case .backspace: "backspace"
    case .delete: "del"
    case .insert: "ins"
    case .up: "↑"
    case .down: "↓"
    case .left: "←"
    case .right: "→"
    case .home: "home"
    case .end: "end"
    case .wordLeft: "ctrl-←"
    case .wordRight: "ctrl-→"
    case .click: "click"
    case .wheel(let step): step < 0 ? "wheel up" : "wheel down"
    case .pageUp: "pgup"
    case .pageDown: "pgdn"
    case .paste: "paste"
    }
  }
}
