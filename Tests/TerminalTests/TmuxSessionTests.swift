import MarketTestKit
import Testing

/// The instrument itself, before it is trusted with the board.
struct TmuxSessionTests {
  @Test func `a program is started, typed at, looked at and resized`() throws {
    let session = try TmuxSession(
      "echo \"$GREETING\"; read line; echo \"got $line\"; stty size; read line", width: 40,
      height: 10, environment: ["GREETING": "good morning"])
    try session.wait(for: "good morning")
    try session.type("設定", "Enter")
    try session.wait(for: "got 設定")
    try session.wait(for: "10 40")
    try session.resize(width: 20, height: 5)
    try session.type("Enter")
    try session.waitForEnd()
  }
}
