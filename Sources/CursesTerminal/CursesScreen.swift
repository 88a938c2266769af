import CNcurses
import Glibc
package import TextCanvas

/// The real terminal, borrowed for as long as this value lives.
///
/// Not copyable: there is one screen, and losing the last owner gives it back to the shell, even
/// when an error is on its way up. Signals and crashes give it back too; see ``Rescue``.
package struct CursesScreen: ~Copyable {
  /// What happened at the terminal.
  package enum Event: Hashable, Sendable {
    case key(Key)
    /// There is another ``size`` now; the frame has to be drawn again.
    case resize
    /// The descriptor that was listened to has something to read.
    case news
    case timeout
    /// The terminal is gone. Leave; nothing will ever come again.
    case endOfInput
  }

  private let palette: Palette
  private let controls: ControlStrings
  /// `false` where all that is not ASCII is shown by something alike.
  package let speaksUTF8: Bool
  private var mouseIsOn = false
  private var shown = Frame(width: 0, height: 0)

  /// - Parameter inColor: `false` for people who set `NO_COLOR`.
  package init(inColor: Bool) throws(ScreenError) {
    controls = try CursesScreen.openTerminal()
    speaksUTF8 = market_speaks_utf8() != 0
    palette = Palette(inColor: inColor, linesAreLetters: !speaksUTF8)
    CursesScreen.takeKeyboard()
    CursesScreen.send(controls.startPasting)
  }

  deinit {
    giveBack()
    Rescue.disarm()
  }

  package var size: (width: Int, height: Int) { (Int(market_columns()), Int(market_rows())) }

  /// Shows a frame. What lies outside the terminal is not shown.
  ///
  /// - Complexity: O(cells) to compare with the last frame; only what differs reaches curses.
  package mutating func show(_ frame: Frame) {
    let (columns, rows) = (min(frame.width, size.width), min(frame.height, size.height))
    for y in 0..<rows {
      for run in frame.changes(in: y, upTo: columns, since: shown) { paint(frame, run, y) }
    }
    place(cursor: frame.cursor)
    _ = market_show()
    shown = frame
  }

  /// Sends everything again, for a screen that something else has written on.
  package mutating func repaint() {
    _ = market_repaint_all()
    _ = market_show()
  }

  /// Whether presses of the mouse's left button and its wheel arrive as keys; not so at the start.
  ///
  /// While they do, text is marked with Shift held down, as terminals have it.
  package mutating func setMouse(_ on: Bool) {
    mouseIsOn = on
    CursesScreen.send(on ? controls.startMouse : controls.stopMouse)
  }

  /// Gives the terminal back for as long as `body` runs, for a program that wants it for itself, and
  /// takes it again and repaints.
  package mutating func lend<T, E: Error>(_ body: () throws(E) -> T) throws(E) -> T {
    giveBack()
    Rescue.standAside()
    defer {
      Rescue.standUp()
      takeAgain()
    }
    return try body()
  }

  /// Waits for something to happen at the terminal; asleep until then.
  ///
  /// Ctrl-Z and Ctrl-L never arrive: the one is the shell's, the other repaints.
  ///
  /// - Parameter milliseconds: `nil` waits for ever.
  /// - Parameter descriptor: What else ends the waiting when it can be read; -1 for nothing.
  package mutating func nextEvent(
    waitingAtMost milliseconds: Int? = nil, listeningTo descriptor: Int32 = -1
  ) -> Event {
    while true {
      if let event = answerSignals() { return event }
      switch CursesKeys.next() {
      case .control("l"): repaint()
      case let key?: return .key(key)
      case nil:
        switch CursesScreen.wait(atMost: milliseconds, listeningTo: descriptor) {
        case .something: continue
        case .news: return .news
        case .nothing: return .timeout
        case .endOfInput: return .endOfInput
        }
      }
    }
  }
}

// MARK: - Painting

extension CursesScreen {
  /// Paints cells of one ink.
  private func paint(_ frame: Frame, _ columns: Range<Int>, _ y: Int) {
    var text: [wchar_t] = []
    for x in columns {
      let glyph = frame[x, y].glyph
      glyph.forEachScalar { text.append(letter(for: $0)) }
      // In ASCII nothing is wide; the second column gets a letter too.
      if glyph.isRightHalf && !speaksUTF8 { text.append(letter(for: "\u{FFFD}")) }
    }
    let pen = palette.pen(for: frame[columns.lowerBound, y].ink)
    _ = market_set_pen(pen.attributes, pen.pair)
    _ = unsafe market_put(Int32(y), Int32(columns.lowerBound), text, Int32(text.count))
  }

  private func letter(for scalar: Unicode.Scalar) -> wchar_t {
    wchar_t((speaksUTF8 ? scalar : VisibleText.ascii(for: scalar)).value)
  }

  private func place(cursor: Frame.Position?) {
    _ = market_leave_cursor(cursor == nil)
    if cursor != shown.cursor { curs_set(cursor == nil ? 0 : 1) }
    if let cursor { _ = market_move(Int32(cursor.y), Int32(cursor.x)) }
  }
}

// MARK: - Taking and giving back

extension CursesScreen {
  private static var namesUTF8: Bool {
    let names: [String] = ["LC_ALL", "LC_CTYPE", "LANG"]
    let locale = names.lazy.compactMap { name in
      unsafe getenv(name).map { unsafe String(cString: $0) }
    }.first { !$0.isEmpty }
    return locale.map { $0.uppercased().filter { $0 != "-" }.contains("UTF8") } ?? false
  }

  private static func openTerminal() throws(ScreenError) -> ControlStrings {
    var modes = termios()
    guard isatty(STDOUT_FILENO) == 1, unsafe tcgetattr(STDIN_FILENO, &modes) == 0 else {
      throw .noTerminal
    }
    // A locale that is not installed still says whether the terminal speaks UTF-8.
    if unsafe setlocale(LC_ALL, "") == nil, namesUTF8 { unsafe setlocale(LC_CTYPE, "C.UTF-8") }
    // The window's own size, whatever COLUMNS and LINES say.
    use_env(false)
    use_tioctl(true)
    set_escdelay(CursesKeys.escapeDelay)
    Rescue.arm(restoring: modes)
    guard unsafe market_open() != nil else {
      Rescue.disarm()
      throw .unknownTerminal
    }
    let controls = ControlStrings()
    guard controls.canMoveTheCursor else {
      endwin()
      Rescue.disarm()
      throw .tooSimple
    }
    Rescue.prepare(farewell: controls.farewell)
    Rescue.terminalIsOurs = true
    return controls
  }

  private static func takeKeyboard() {
    raw()
    // Ctrl-C, Ctrl-\ and Ctrl-Z stay the terminal's: no state of ours can keep a person in here.
    // Ctrl-S does not freeze the board.
    var modes = termios()
    unsafe tcgetattr(STDIN_FILENO, &modes)
    modes.c_lflag |= tcflag_t(ISIG)
    unsafe tcsetattr(STDIN_FILENO, TCSANOW, &modes)
    def_prog_mode()
    noecho()
    nonl()
    curs_set(0)
    _ = market_wants_keypad()
    market_never_waits()
    CursesKeys.learn()
  }

  private func giveBack() {
    CursesScreen.send(controls.stopPasting + (mouseIsOn ? controls.stopMouse : []))
    endwin()
    CursesScreen.send(controls.freeScrolling)
    Rescue.terminalIsOurs = false
  }

  private mutating func takeAgain() {
    Rescue.terminalIsOurs = true
    reset_prog_mode()
    CursesScreen.send(controls.startPasting + (mouseIsOn ? controls.startMouse : []))
    adoptSize()
    repaint()
  }

  private mutating func answerSignals() -> Event? {
    let before = size
    let notes = Rescue.takeNotes()
    if notes.stop {
      giveBack()
      Rescue.stop()
      _ = Rescue.takeNotes()
      takeAgain()
    } else if notes.continued {
      takeAgain()
    } else if notes.resized {
      adoptSize()
    }
    return size == before && !notes.resized ? nil : .resize
  }

  /// Makes curses as large as the window. All is painted again: what a terminal keeps of a screen
  /// that changes its size differs from terminal to terminal.
  private mutating func adoptSize() {
    var window = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_row > 0,
      window.ws_col > 0
    else { return }
    resize_term(Int32(window.ws_row), Int32(window.ws_col))
    _ = market_repaint_all()
    shown = Frame(width: 0, height: 0)
  }

  private static func send(_ bytes: [UInt8]) {
    _ = unsafe write(STDOUT_FILENO, bytes, bytes.count)
  }

  private enum Wait { case something, news, nothing, endOfInput }

  private static func wait(atMost milliseconds: Int?, listeningTo descriptor: Int32) -> Wait {
    var sources = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: Rescue.wakeUp, events: Int16(POLLIN), revents: 0),
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
    ]
    let timeout = milliseconds.map { Int32(clamping: max($0, 0)) } ?? -1
    let ready = unsafe poll(&sources, nfds_t(sources.count), timeout)
    guard ready > 0 else { return ready == 0 ? .nothing : .something }
    guard sources[0].revents != 0 else { return sources[1].revents != 0 ? .something : .news }
    // Readable without a byte to read: that is how a terminal says goodbye.
    var waiting: Int32 = 0
    let answered = unsafe ioctl(STDIN_FILENO, UInt(FIONREAD), &waiting) == 0
    return answered && waiting > 0 ? .something : .endOfInput
  }
}
