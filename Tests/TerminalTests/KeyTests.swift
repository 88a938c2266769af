import Foundation
import MarketTestKit
import Testing

/// What is typed and clicked at a real terminal, as keys. `Tests/KeyEcho` writes down what comes.
struct KeyTests {
  @Test func `a letter with Alt is one key, and Escape alone is one`() throws {
    let echo = try KeyEcho()
    try echo.type("M-x", "M-b")
    try echo.wait(for: "\nalt-x\nalt-b\n")
    try echo.type("Escape")
    try echo.wait(for: "\nesc\n")
    try echo.type("M-Enter")
    try echo.wait(for: "\nesc\nesc\n⏎\n")
  }

  @Test(arguments: ["xterm-256color", "screen", "vt100"])
  func `arrows with Ctrl go by words`(terminal: String) throws {
    let echo = try KeyEcho(terminal: terminal)
    try echo.type("C-Left", "C-Right", "x")
    try echo.wait(for: "\nctrl-←\nctrl-→\nx\n")
  }

  @Test(arguments: [
    ("xterm-256color", "\u{1B}[<0;12;3M\u{1B}[<0;12;3m", "\u{1B}[<64;1;1M\u{1B}[<65;1;1M"),
    ("screen", "\u{1B}[M ,#\u{1B}[M#,#", "\u{1B}[M`!!\u{1B}[Ma!!"),
  ])
  func `clicks and the wheel are keys while they are wanted`(
    terminal: String, click: String, wheel: String
  ) throws {
    let echo = try KeyEcho(terminal: terminal)
    #expect(try !echo.session.mouseIsOn)
    try echo.type("m", "x")
    try echo.wait(for: "\nx\n")
    #expect(try echo.session.mouseIsOn)
    try echo.session.send(bytes: click.utf8)
    try echo.wait(for: "\nclick 11 2\n")
    try echo.session.send(bytes: wheel.utf8)
    try echo.wait(for: "\nwheel up\nwheel down\n")
    try echo.type("M", "x")
    try echo.wait(for: "\nwheel down\nx\n")
    #expect(try !echo.session.mouseIsOn)
  }

  @Test(arguments: [SIGTERM, SIGSEGV, SIGHUP])
  func `who is killed gives the mouse back`(signal: Int32) throws {
    let echo = try KeyEcho(then: "echo given back; read line")
    try echo.type("m", "x")
    try echo.wait(for: "\nx\n")
    #expect(try echo.session.mouseIsOn)
    kill(echo.process, signal)
    try echo.wait(for: "given back")
    #expect(try !echo.session.mouseIsOn)
  }

  @Test func `the terminal is lent, and only the borrower is interrupted`() throws {
    let echo = try KeyEcho()
    try echo.type("m", "e")
    try echo.wait(for: "lent")
    #expect(try !echo.session.mouseIsOn)
    try echo.type("Enter")
    try echo.wait(for: "\nstatus 0\n")
    try echo.type("e")
    try echo.wait(for: "lent")
    try echo.type("C-c")
    try echo.wait(for: "\nstatus 0\nstatus 2\n")
    #expect(try echo.session.mouseIsOn)
    try echo.type("C-c")
    try echo.session.waitForEnd()
  }
}

private struct KeyEcho {
  let session: TmuxSession
  let process: pid_t

  init(terminal: String = "xterm-256color", then next: String = ":") throws {
    // The shell survives an interrupt that was meant for its child.
    session = try TmuxSession(
      "trap : INT; TERM=\(terminal) \(SmallStore.program("keyecho")) 'echo lent; read l'; \(next)")
    let screen = try session.wait(for: "ready")
    process = try #require(screen.firstMatch(of: /ready (\d+)/).flatMap { pid_t($0.1) })
  }

  func type(_ keys: String...) throws { for key in keys { try session.type(key) } }

  func wait(for text: String) throws { try session.wait(for: text) }
}
