import Glibc

/// Gives the terminal back when a signal ends the program, and hears the signals that don't.
///
/// The handlers call nothing but `write`, `tcsetattr` and `raise`, and all that they need is laid
/// out before. A deadly signal is raised again with its default action, so the shell sees the true
/// cause and a crash still leaves its core. A signal that is ignored, as under `nohup`, stays so.
///
/// - Wrong when: the program is killed with SIGKILL, which nobody hears.
///
/// Source: signal-safety(7).
enum Rescue {
  private static let deadly = [
    SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT,
  ]
  private static let noted = [SIGTSTP, SIGCONT, SIGWINCH]

  /// Installs the handlers. To be called before curses starts, which then leaves these signals
  /// alone: its own handler for Ctrl-Z repaints in the middle of whatever it interrupted.
  static func arm(restoring modes: termios) {
    unsafe state.modes = modes
    var ends: [Int32] = [-1, -1]
    unsafe pipe(&ends)
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    unsafe (state.wakeUp, state.wakeUpSender) = (ends[0], ends[1])
    giveHandlersAStack()
    for signal in deadly { handleDeadly(signal) }
    for signal in noted { handle(signal, flags: SA_RESTART, note) }
  }

  static func disarm() {
    for signal in deadly + noted { Glibc.signal(signal, SIG_DFL) }
    unsafe close(state.wakeUp)
    unsafe close(state.wakeUpSender)
  }

  /// What to write to leave the terminal as it was; kept for a handler that can't compute it.
  /// Never freed: a handler may come at any time.
  static func prepare(farewell: [UInt8]) {
    let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: farewell.count)
    _ = unsafe bytes.initialize(from: farewell)
    unsafe state.farewell = unsafe bytes
  }

  /// Whether there is anything to give back.
  static var terminalIsOurs: Bool {
    get { unsafe state.terminalIsOurs }
    set { unsafe state.terminalIsOurs = newValue }
  }

  /// Stops this program as Ctrl-Z does to any other, and returns when it is continued.
  static func stop() {
    signal(SIGTSTP, SIG_DFL)
    raise(SIGTSTP)
    handle(SIGTSTP, flags: SA_RESTART, note)
  }

  /// Lets signals be, while another program has the terminal: a typed Ctrl-C is meant for that one,
  /// and a typed Ctrl-Z stops both.
  ///
  /// Not by `SIG_IGN`, which the other program would inherit.
  static func standAside() {
    for signal in [SIGINT, SIGQUIT] { handle(signal, flags: SA_RESTART) { _ in } }
    signal(SIGTSTP, SIG_DFL)
  }

  static func standUp() {
    for signal in [SIGINT, SIGQUIT] { handleDeadly(signal) }
    handle(SIGTSTP, flags: SA_RESTART, note)
    _ = takeNotes()
  }

  /// Readable once a signal was noted; for `poll`.
  static var wakeUp: Int32 { unsafe state.wakeUp }

  /// The signals noted since this was last asked.
  static func takeNotes() -> (stop: Bool, continued: Bool, resized: Bool) {
    var byte: UInt8 = 0
    while unsafe read(wakeUp, &byte, 1) == 1 {}
    defer { unsafe (state.stop, state.continued, state.resized) = (false, false, false) }
    return unsafe (state.stop, state.continued, state.resized)
  }

  private static func handleDeadly(_ signal: Int32) {
    // The full mask keeps a second signal, and SIGTTOU, out until the terminal is restored.
    handle(signal, flags: SA_ONSTACK | Int32(bitPattern: UInt32(SA_RESETHAND))) { signal in
      unsafe state.giveBack()
      raise(signal)
    }
  }

  private static let note: @convention(c) (Int32) -> Void = { signal in
    switch signal {
    case SIGTSTP: unsafe state.stop = true
    case SIGCONT: unsafe state.continued = true
    default: unsafe state.resized = true
    }
    let before = errno
    var byte: UInt8 = 0
    _ = unsafe write(state.wakeUpSender, &byte, 1)
    errno = before
  }

  private static func handle(
    _ signal: Int32, flags: Int32, _ handler: @escaping @convention(c) (Int32) -> Void
  ) {
    var action = sigaction()
    unsafe sigaction(signal, nil, &action)
    guard unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) != ignored
    else { return }
    unsafe action.__sigaction_handler.sa_handler = handler
    action.sa_flags = flags
    unsafe sigfillset(&action.sa_mask)
    unsafe sigaction(signal, &action, nil)
  }

  /// `SIG_IGN`, which Swift can't compare as a function.
  private static let ignored = 1

  /// A stack overflow is also a crash, and leaves no stack for its handler.
  private static func giveHandlersAStack() {
    /// Bytes; four times what Linux asks for at least on machines with large registers.
    let size = 65_536
    var stack = unsafe stack_t()
    unsafe stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    unsafe stack.ss_size = size
    unsafe sigaltstack(&stack, nil)
  }
}

/// All that the handlers touch. The thread that owns the screen writes it before it can matter; the
/// notes are single bytes that a handler only ever sets.
private nonisolated(unsafe) var state = unsafe State()

@unsafe private struct State {
  var modes = termios()
  var farewell = unsafe UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)
  var terminalIsOurs = false
  var stop = false
  var continued = false
  var resized = false
  var wakeUp: Int32 = -1
  var wakeUpSender: Int32 = -1

  mutating func giveBack() {
    guard unsafe terminalIsOurs else { return }
    unsafe write(STDOUT_FILENO, farewell.baseAddress, farewell.count)
    unsafe tcsetattr(STDIN_FILENO, TCSANOW, &modes)
  }
}
