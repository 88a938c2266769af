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

  static func learnBrackets() {
    unsafe define_key("\u{1B}[200~", pasteStarts)
    unsafe define_key("\u{1B}[201~", pasteEnds)
  }

  /// The next key that was typed already, if any. Keys without a meaning to us are passed over.
  static func next() -> Key? {
    while let input = read() {
      switch input {
      case .code(pasteStarts): return .paste(readPaste())
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
    case 0x1B: .escape
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
    case (KEY_F0 + 1)...(KEY_F0 + 63): .function(Int(code - KEY_F0))
    default: nil
    }
  }
}
