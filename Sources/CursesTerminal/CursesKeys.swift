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
  private static let mouse: Int32 = 5004
  private static let oldMouse: Int32 = 5005

  /// Teaches curses what terminals send and few descriptions of them have: the brackets around a
  /// paste, arrows with Ctrl as xterm, the Linux console's heirs and rxvt send them, and the mouse.
  ///
  /// Curses could read the mouse itself. But a button that was not asked for, and a report that was cut
  /// off, make it wait for ever inside a call that shall not wait, and the clock stands still.
  static func learn() {
    for (bytes, code) in [
      ("\u{1B}[200~", pasteStarts), ("\u{1B}[201~", pasteEnds),
      ("\u{1B}[1;5D", wordLeft), ("\u{1B}[1;5C", wordRight),
      ("\u{1B}Od", wordLeft), ("\u{1B}Oc", wordRight),
      ("\u{1B}[<", mouse), ("\u{1B}[M", oldMouse),
    ] {
      unsafe define_key(bytes, code)
    }
  }

  /// The next key that was typed already, if any. Keys without a meaning to us are passed over.
  static func next() -> Key? {
    while let input = read() {
      switch input {
      case .code(pasteStarts): return .paste(readPaste())
      case .code(mouse): if let key = readMouse() { return key }
      case .code(oldMouse): if let key = readOldMouse() { return key }
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

  private static func readPaste() -> String {
    var text = String.UnicodeScalarView()
    while let input = read() ?? readAfterPause(), input != .code(pasteEnds) {
      guard case .scalar(let scalar) = input, text.count < longestPaste else { continue }
      text.append(scalar == "\r" ? "\n" : scalar)
    }
    return String(text)
  }

  private static func readAfterPause(atMost milliseconds: Int32 = longestPause) -> Input? {
    var source = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&source, 1, milliseconds) > 0 ? read() : nil
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

// MARK: The mouse

/// Source: XTerm Control Sequences, Mouse Tracking.
extension CursesKeys {
  /// **Scalars** that a report has at most: three numbers below 10,000 and what parts them.
  private static let longestReport = 16

  /// `0;12;3M`: the button, column and row from 1, `M` for a press. What is no such thing is nobody's.
  private static func readMouse() -> Key? {
    var text = ""
    while text.count < longestReport, let input = read() ?? readAfterPause(atMost: escapeDelay) {
      guard case .scalar(let scalar) = input else { return nil }
      text.unicodeScalars.append(scalar)
      guard scalar != "m" else { return nil }
      guard scalar == "M" else { continue }
      let numbers = text.dropLast().split(separator: ";").map { Int($0) ?? -1 }
      guard numbers.count == 3, !numbers.contains(where: { $0 < 0 }) else { return nil }
      return key(forButton: numbers[0], x: numbers[1] - 1, y: numbers[2] - 1)
    }
    return nil
  }

  /// Three bytes, each 32 more than it means. Beyond column 95 they are no letters, and no click.
  private static func readOldMouse() -> Key? {
    let numbers = (0..<3).compactMap { _ -> Int? in
      guard case .scalar(let scalar) = read() ?? readAfterPause(atMost: escapeDelay) else {
        return nil
      }
      return Int(scalar.value) - 32
    }
    guard numbers.count == 3 else { return nil }
    return key(forButton: numbers[0], x: numbers[1] - 1, y: numbers[2] - 1)
  }

  /// The left button and the wheel, whatever is held down with them.
  private static func key(forButton button: Int, x: Int, y: Int) -> Key? {
    switch button & ~0b1_1100 {
    case 0 where x >= 0 && y >= 0: .click(x: x, y: y)
    case 64: .wheel(by: -1)
    case 65: .wheel(by: 1)
    default: nil
    }
  }
}
