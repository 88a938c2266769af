import Foundation

/// A real terminal for a test: a tmux server of its own, with one window and a program in it.
///
/// Nothing sleeps for a fixed time; ``wait(for:)`` looks until the text is there or time is up.
/// The server goes when the value does.
package final class TmuxSession {
  package enum Failure: Error, CustomStringConvertible {
    case tmuxIsMissing
    case tmuxRefused(String)
    case neverShown(String, screen: String)

    package var description: String {
      switch self {
      case .tmuxIsMissing: "the end-to-end tests need tmux: apt-get install tmux, or make test"
      case .tmuxRefused(let reason): "tmux: \(reason)"
      case .neverShown(let text, let screen): "“\(text)” never came on the screen:\n\(screen)"
      }
    }
  }

  /// Long enough for a debug build on a busy machine; only a failing test waits this long.
  private static let patience: TimeInterval = 20
  private let socket = "market-test-\(UUID().uuidString)"

  /// Starts `command`, a line for the shell, on a screen of the given size.
  ///
  /// The window stays when the program ends, so that a test can see what it left behind.
  package init(
    _ command: String, width: Int = 80, height: Int = 24, environment: [String: String] = [:]
  ) throws {
    let variables = environment.merging(["LC_ALL": "C.UTF-8"]) { given, _ in given }
    // The options first: a program may end before the next command is read.
    try tmux(
      ["-f", "/dev/null", "start-server", ";", "set-option", "-g", "remain-on-exit", "on", ";"]
        + ["set-option", "-g", "status", "off", ";", "new-session", "-d"]
        + ["-x", "\(width)", "-y", "\(height)"]
        + variables.flatMap { ["-e", "\($0.key)=\($0.value)"] } + [command])
  }

  deinit { _ = try? tmux(["kill-server"]) }

  /// Types keys by tmux's names: `a`, `Enter`, `C-c`, `Down`.
  package func type(_ keys: String...) throws { try tmux(["send-keys"] + keys) }

  /// Bytes as a terminal sends them, in one piece.
  package func send(bytes: some Sequence<UInt8>) throws {
    try tmux(["send-keys", "-H"] + bytes.map { String($0, radix: 16) })
  }

  /// Whether the program asked for reports of the mouse.
  package var mouseIsOn: Bool {
    get throws { try tmux(["display-message", "-p", "#{mouse_any_flag}"]).hasPrefix("1") }
  }

  package func resize(width: Int, height: Int) throws {
    try tmux(["resize-window", "-x", "\(width)", "-y", "\(height)"])
  }

  /// What the screen shows, a line per row.
  package func screen() throws -> String { try tmux(["capture-pane", "-p"]) }

  /// Waits until the program has ended. The screen's "Pane is dead" comes late or not at all.
  package func waitForEnd() throws {
    try wait(for: "the end of the program") { _ in
      try tmux(["display-message", "-p", "#{pane_dead}"]).hasPrefix("1")
    }
  }

  /// The screen as soon as it shows `text`.
  @discardableResult
  package func wait(for text: String) throws -> String {
    try wait(for: text) { $0.contains(text) }
  }

  /// The screen as soon as `condition` holds; `what` names it in the failure. It is looked at twice,
  /// so that it is not caught in the middle of a painting.
  @discardableResult
  package func wait(for what: String, _ condition: (String) throws -> Bool) throws -> String {
    let deadline = Date(timeIntervalSinceNow: Self.patience)
    var screen = ""
    repeat {
      let before = screen
      screen = try self.screen()
      if screen == before, try condition(screen) { return screen }
    } while Date() < deadline
    throw Failure.neverShown(what, screen: screen)
  }

  /// Not Foundation's `Process`: it waits until the last child closes what it inherited, and a tmux
  /// server never does.
  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    let line = (["tmux", "-L", socket] + arguments).map(quoted).joined(separator: " ")
    guard let pipe = unsafe popen("\(line) 2>&1", "re") else {
      throw Failure.tmuxRefused("no process could be started")
    }
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while case let count = unsafe fread(&chunk, 1, chunk.count, pipe), count > 0 {
      output += chunk[..<count]
    }
    let text = String(decoding: output, as: UTF8.self)
    switch unsafe pclose(pipe) >> 8 {
    case 0: return text
    case 127: throw Failure.tmuxIsMissing
    default: throw Failure.tmuxRefused(text)
    }
  }
}

/// `argument` as the shell takes it for one word, letter by letter.
private func quoted(_ argument: String) -> String {
  "'" + argument.replacing("'", with: #"'\''"#) + "'"
}
