import CNcurses
import Glibc

/// What curses does not switch by itself, as bytes to send.
///
/// Sent only to terminals that understand ECMA-48, as all have for thirty years; such a terminal
/// ignores a mode that it doesn't know.
struct ControlStrings {
  /// Pasted text then comes in brackets and can't be taken for keys.
  let startPasting: [UInt8]
  let stopPasting: [UInt8]
  /// Presses and the wheel are then reported, by xterm's newer way where the terminal knows it.
  let startMouse: [UInt8]
  let stopMouse: [UInt8]
  /// A resize that raced with the last repaint can leave a scroll region behind. The cursor stays.
  let freeScrolling: [UInt8]
  /// All at once, for a program that dies: everything back as it was before curses.
  let farewell: [UInt8]

  let canMoveTheCursor: Bool

  /// Curses must have been started: it knows the terminal.
  init() {
    let understandsCSI = ControlStrings.capability("cup").starts(with: Array("\u{1B}[".utf8))
    canMoveTheCursor = !ControlStrings.capability("cup").isEmpty
    func bytes(_ text: String) -> [UInt8] { understandsCSI ? Array(text.utf8) : [] }
    startPasting = bytes("\u{1B}[?2004h")
    stopPasting = bytes("\u{1B}[?2004l")
    freeScrolling = bytes("\u{1B}[0m\u{1B}7\u{1B}[r\u{1B}8")
    let back = ControlStrings.capability("rmcup")
    startMouse = bytes("\u{1B}[?1000h\u{1B}[?1006h")
    stopMouse = bytes("\u{1B}[?1000l\u{1B}[?1006l")
    farewell =
      stopPasting + stopMouse + ControlStrings.capability("rmkx") + freeScrolling
      + (back.isEmpty ? Array("\r\n".utf8) : back) + ControlStrings.capability("cnorm")
  }

  /// A terminfo string without its padding (`$<2>`), or nothing.
  private static func capability(_ name: String) -> [UInt8] {
    guard let text = unsafe tigetstr(name), Int(bitPattern: text) != -1 else { return [] }
    var bytes: [UInt8] = []
    var isPadding = false
    for byte in unsafe String(cString: text).utf8 {
      if byte == UInt8(ascii: "$") { isPadding = true }
      if !isPadding { bytes.append(byte) }
      if byte == UInt8(ascii: ">") && isPadding { isPadding = false }
    }
    return bytes
  }
}
