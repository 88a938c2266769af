import Foundation
import MarketTestKit
import Testing

/// Whole markets with the real program, from the first key to the minutes.
struct MarketTests {
  @Test
  func `a market by keyboard, killed in the middle, is the one that a script holds line by line`()
    throws
  {
    let small = try SmallStore()
    var board = try TmuxSession(small.board())
    try board.wait(for: "OVERNIGHT")
    try board.type(">", ">")
    try board.wait(for: "TRIAGE")
    try board.type("a", "2")
    try board.wait(for: "the second card", isCard(2))
    try board.type("b", "1", "3")
    try board.wait(for: "the third card", isCard(3))
    try board.type("j")
    let before = try board.wait(for: "the fourth card", isCard(4))
    try small.killBoard()
    try board.waitForEnd()

    board = try TmuxSession(small.board(from: "2026-11-23T09:05:00Z"))
    let after = try board.wait(for: "[?] help")
    #expect(card(after) == card(before))
    #expect(after.contains("10:0"))

    try board.type("k")
    try board.wait(for: "the card before", isCard(3))
    try board.type("c", "Enter")
    try board.wait(for: "saved: judge")
    try board.type("u")
    try board.wait(for: "undone: judge")
    try board.type("d", "4")
    try board.wait(for: "Dismiss, because")
    try board.type("-l", "漢字 and \"quotes\"")
    try board.type("Enter")
    try board.wait(for: "saved: dismiss")
    try board.type("p")
    try board.wait(for: "who meets")
    try board.type("C-u")
    try board.type("-l", "ana, ben")
    try board.type("Enter")
    try board.wait(for: "saved: park")
    try board.type(">")
    try board.wait(for: "ASSIGN")
    try board.type("Enter")
    try board.wait(for: "saved: assign")
    let mine = try small.run("mine", "--as", "ana", "--now", SmallStore.morning)
    #expect(mine.contains("ana owns 1 open problem") && mine.contains("put the fix in"))
    try board.type(">")
    try board.wait(for: "CLOSE")
    try board.type("Enter")
    try board.wait(for: "is over")
    try board.type("q")
    try board.waitForEnd()

    let events = try small.events()
    #expect(events.contains { $0.contains(#""judged""#) && $0.contains("service-down") })
    #expect(events.last?.contains("market_closed") == true)
    let minutes = try String(
      contentsOf: small.store.appendingPathComponent("minutes/2026-11-23.md"), encoding: .utf8)
    #expect(minutes.contains("put the fix in"))
    #expect(minutes.contains("漢字"))

    let other = try SmallStore()
    _ = try other.run(
      "meet", "--stream", "--as", "ana", "--now", SmallStore.morning, input: Self.sameByLines)
    #expect(try other.events() == events)
  }

  @Test func `a key for a card that was not painted yet waits for a word`() throws {
    let small = try SmallStore()
    let board = try TmuxSession(small.board())
    try board.wait(for: "OVERNIGHT")
    try board.type(">", ">")
    try board.wait(for: "TRIAGE")
    try board.type("-l", "a2a2")
    try board.wait(for: "Typed before this was shown: a 2. [y] takes it")
    #expect(try small.events().count { $0.contains("judged") } == 1)
    try board.type("y")
    try board.wait(for: "the third card", isCard(3))
    #expect(try small.events().count { $0.contains("judged") } == 2)
  }

  @Test(arguments: [
    "\u{1B}[<2;46;9M", "\u{1B}[<1;3;9M\u{1B}[<1;3;9m", "\u{1B}[<66;3;9M", "\u{1B}[<0;1",
  ])
  func `a button that nobody asked for does not stop the clock`(report: String) throws {
    let small = try SmallStore()
    let board = try TmuxSession(small.board())
    try board.wait(for: "OVERNIGHT")
    try board.send(bytes: report.utf8)
    try board.wait(for: " 14:58")
  }

  @Test func `a long note is written in the person's own editor`() throws {
    let small = try SmallStore()
    let editor = small.folder.appendingPathComponent("editor")
    try Data("#!/bin/sh\nprintf 'two\\nlines\\n\\n' >> \"$1\"\n".utf8).write(to: editor)
    unsafe chmod(editor.path, 0o755)
    let board = try TmuxSession("EDITOR=\(editor.path) VISUAL= \(small.board())")
    try board.wait(for: "OVERNIGHT")
    try board.type(">", ">")
    try board.wait(for: "TRIAGE")
    try board.type("n")
    try board.type("-l", "one, ")
    try board.type("C-o")
    try board.wait(for: "one, ⏎two⏎lines")
    try board.type("Enter")
    try board.wait(for: "saved: note")
    #expect(try small.events().last?.contains(#""one, \ntwo\nlines""#) == true)
  }

  @Test func `an editor that fails leaves the line as it was`() throws {
    let small = try SmallStore()
    let board = try TmuxSession("EDITOR=false VISUAL= \(small.board())")
    try board.wait(for: "OVERNIGHT")
    try board.type(">", ">")
    try board.wait(for: "TRIAGE")
    try board.type("n")
    try board.type("-l", "half a note")
    try board.type("C-o")
    #expect(try board.wait(for: "The editor failed").contains("half a note"))
  }

  @Test func `line by line, help is said once and the next item after it`() throws {
    let small = try SmallStore()
    let said = try small.run(
      "meet", "--stream", "--now", SmallStore.morning, input: ">\n>\n?\nj\n")
    let parts = said.split(separator: "show or hide this list")
    #expect(parts.count == 2)
    #expect(parts.last?.contains(/-- 2 of \d+:/) == true)
  }

  @Test func `the demonstration prints the board of every phase where there is no terminal`() throws
  {
    let printed = try SmallStore().run("demo")
    for phase in ["OVERNIGHT", "REVIEW", "TRIAGE", "ASSIGN", "CLOSE"] {
      #expect(printed.contains(phase))
    }
  }

  @Test func `a terminal that knows no more than ASCII has a board too, and is given back`() throws
  {
    let small = try SmallStore()
    // tmux scrolls a line up to say that the program has ended; hence the empty one.
    let board = try TmuxSession(
      "echo; echo as it was; (\(small.board())); echo good bye", environment: ["LC_ALL": "C"])
    let screen = try board.wait(for: "[?] help")
    #expect(screen.contains("OVERNIGHT"))
    #expect(screen.unicodeScalars.allSatisfy { $0.isASCII })
    try board.type("q")
    #expect(try board.wait(for: "good bye").contains("as it was\ngood bye"))
  }

  @Test func `another size keeps the place`() throws {
    let small = try SmallStore()
    let board = try TmuxSession(small.board())
    try board.wait(for: "OVERNIGHT")
    try board.type(">", ">", "j", "j")
    let card = try board.wait(for: "the third card", isCard(3))
    let title = try #require(card.firstMatch(of: /│ (\S.*?) +│/)?.1.prefix(20))
    try board.resize(width: 20, height: 5)
    try board.wait(for: "a smaller board") { $0.hasPrefix("  TRIAGE") }
    try board.resize(width: 150, height: 40)
    try board.wait(for: "the third item") { screen in
      screen.split(separator: "\n").contains { $0.contains("›") && $0.contains(title) }
    }
  }

  /// The market above, an answer a line.
  private static let sameByLines = """
    >
    >
    a 2
    b 1 3
    j
    k
    c

    u
    d 4
    漢字 and "quotes"
    p ana, ben
    >

    >


    """

  /// Whether a screen shows the card with that number, of however many.
  private func isCard(_ number: Int) -> (String) -> Bool {
    { screen in
      screen.split(separator: "\n").contains { line in
        line.split(separator: " ").prefix(2).elementsEqual(["\(number)", "of"])
      }
    }
  }

  private func card(_ screen: String) -> [Substring] {
    screen.split(separator: "\n").filter { $0.contains(/\d of \d/) || $0.contains("│") }
  }
}
