import CNcurses
import Glibc
import TextCanvas

/// Curses' codes and a terminal's bytes, read as keys.
enum CursesKeys {
  /// How long, in **milliseconds**, an escape byte may be the start of an arrow key. Long enough
  /// for bytes that were sent together, too short for a person to notice.
  static let escapeDelay: Int32 = 25

  /// The most that one paste is read for, in scalars; the rest is dropped.
  static let longestPaste = 65_536
  /// How long, in **milliseconds**, a paste may pause before it counts as ended.
  static let longestPause: Int32 = 500

  /// Codes of our own, above all that curses gives out.
  private static let pasteStarts: Int32 = 5000
  private static let pasteEnds: Int32 = 5001
  private static let wordLeft: Int32 = 5002
  private static let wordRight: Int32 = 5003

  /// Teaches curses what terminals send and few descriptions of them have: the brackets around a
  /// paste, and arrows with Ctrl as xterm, the Linux console's heirs and rxvt send them.
  static func learn() {
    for (bytes, code) in [
      ("\u{1B}[200~", pasteStarts), ("\u{1B}[201~", pasteEnds),
      ("\u{1B}[1;5D", wordLeft), ("\u{1B}[1;5C", wordRight),
      ("\u{1B}Od", wordLeft), ("\u{1B}Oc", wordRight),
    ] {
      unsafe define_key(bytes, code)
    }
    // A press is a press; nobody waits to see whether it becomes a double click.
    mouseinterval(0)
  }

  /// The next key that was typed already, if any. Keys without a meaning to us are passed over.
  static func next() -> Key? {
    while let input = read() {
      switch input {
      case .code(pasteStarts): return .paste(readPaste())
      case .code(KEY_MOUSE): if let key = readMouse() { return key }
      case .scalar("\u{1B}"): return keyAfterEscape()
      case .code(let code): if let key = key(forCode: code) { return key }
      case .scalar(let scalar): if let key = key(forScalar: scalar) { return key }
      }
    }
    return nil
  }

  private enum Input: Equatable {
    case scalar(Unicode.Scalar)
    case code(Int32)
  }

  private static func read() -> Input? {
    var value: wint_t = 0
    switch unsafe market_next_key(&value) {
    case OK: return Unicode.Scalar(value).map(Input.scalar) ?? .scalar("\u{FFFD}")
    case KEY_CODE_YES: return .code(Int32(bitPattern: value))
    default: return nil
    }
  }

  /// Curses has waited for the rest of a sequence already: what is here now came together with the
  /// escape byte.
  private static func keyAfterEscape() -> Key {
    switch read() {
    case nil: break
    case .scalar(let scalar):
      if case .character(let character) = key(forScalar: scalar) { return .alt(character) }
      unget_wch(wchar_t(bitPattern: scalar.value))
    case .code(let code): ungetch(code)
    }
    return .escape
  }

  private static func readMouse() -> Key? {
    var report = MEVENT()
    guard unsafe getmouse(&report) == OK else { return nil }
    if market_is_click(report.bstate) { return .click(x: Int(report.x), y: Int(report.y)) }
    if market_is_wheel_up(report.bstate) { return .wheel(by: -1) }
    return market_is_wheel_down(report.bstate) ? .wheel(by: 1) : nil
  }

  private static func readPaste() -> String {
    var text = String.UnicodeScalarView()
    while let input = read() ?? readAfterPause(), input != .code(pasteEnds) {
      guard case .scalar(let scalar) = input, text.count < longestPaste else { continue }
      text.append(scalar == "\r" ? "\n" : scalar)
    }
    return String(text)
  }

  private static func readAfterPause() -> Input? {
    var source = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&source, 1, longestPause) > 0 ? read() : nil
  }

  private static func key(forScalar scalar: Unicode.Scalar) -> Key? {
    switch scalar.value {
    case 0x0A, 0x0D: .enter
    case 0x09: .tab
    case 0x08, 0x7F: .backspace
    case 0x01...0x1A: Unicode.Scalar(scalar.value + 0x60).map { .control(Character($0)) }
    case 0x00...0x1F, 0x80...0x9F: nil
    default: .character(Character(scalar))
    }
  }

  private static func key(forCode code: Int32) -> Key? {
    switch code {
    case KEY_UP: .up
    case KEY_DOWN: .down
    case KEY_LEFT: .left
    case KEY_RIGHT: .right
    case KEY_HOME: .home
    case KEY_END: .end
    case KEY_PPAGE: .pageUp
    case KEY_NPAGE: .pageDown
    case KEY_BACKSPACE: .backspace
    case KEY_DC: .delete
    case KEY_IC: .insert
    case KEY_ENTER: .enter
    case KEY_BTAB: .backtab
    case wordLeft: .wordLeft
    case wordRight: .wordRight
    case (KEY_F0 + 1)...(KEY_F0 + 63): .function(Int(code - KEY_F0))
    default: nil
    }
  }
}
