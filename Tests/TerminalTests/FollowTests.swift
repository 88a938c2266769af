import Foundation
import Glibc
import MarketTestKit
import Testing

/// Several boards at one market, with the real program on real terminals.
@Suite(.serialized) struct FollowTests {
  let small: SmallStore

  init() throws { small = try SmallStore() }

  @Test func `two followers show within a second what the facilitator does`() throws {
    let board = try TmuxSession(small.board())
    try board.wait(for: "OVERNIGHT")
    let followers = [
      try TmuxSession(small.board("watch", as: "cem")),
      try TmuxSession(small.board("watch", as: "dora"), width: 90, height: 40),
    ]
    for follower in followers { try follower.wait(for: "ana has held the chair since 09:00") }
    let written = try filesWritten()
    let moves: [(keys: [String], shows: String)] = [
      ([">"], "REVIEW"), ([">"], "TRIAGE"), (["j"], "2 of "), (["j"], "3 of "), (["P"], "Paused"),
      (["P"], "3 of "), (["k"], "2 of "), (["a", "2"], "ana judged it"), (["u"], "ana: undo"),
      ([">"], "ASSIGN"), ([">"], "CLOSE"), (["Enter"], "is over"),
    ]
    for (keys, text) in moves {
      for key in keys { try board.type(key) }
      let start = ContinuousClock.now
      for follower in followers { try follower.wait(for: text) }
      #expect(start.duration(to: .now) < .seconds(1), "\(keys)")
    }
    // The minutes are the facilitator's.
    #expect(try filesWritten().filter { !$0.hasPrefix("minutes/") } == written)
  }

  @Test func `who watches may look around and decides nothing`() throws {
    let board = try TmuxSession(small.board())
    try board.wait(for: "OVERNIGHT")
    try board.type(">", ">")
    let follower = try TmuxSession(small.board("watch", as: "cem"))
    try follower.wait(for: "1 of ")
    try follower.type("T")
    try follower.wait(for: "`market meet` takes the chair")
    try follower.type("a")
    try follower.wait(for: "That key decides, and you are watching; ana holds the chair")
    try follower.type("?")
    try follower.wait(for: "this list; back")
    // Together they would be alt-j.
    try follower.type("Escape")
    try follower.wait(for: "[e] evidence")
    try follower.type("j")
    try follower.wait(for: "You are looking around")
    try follower.type("Escape")
    try follower.wait(for: "ana has held the chair")
    try follower.type("j")
    try board.type("j", "j")
    try follower.wait(for: "3 of ")
    let before = try small.events()
    try follower.type("d", "1", "u", ">", "q")
    try follower.waitForEnd()
    #expect(try small.events() == before)
  }

  @Test func `the chair is taken over at once, even from a board that sleeps`() throws {
    let anas = try TmuxSession(small.board())
    try anas.wait(for: "OVERNIGHT")
    try anas.type(">", ">")
    try anas.wait(for: "TRIAGE")
    let bos = try TmuxSession(small.board(as: "bo"))
    try bos.wait(for: "ana has held the chair since 09:00. [T] takes it.")
    try anas.type("n")
    try anas.type("-l", "half a sentence")
    try anas.wait(for: "half a sentence")
    try small.signalBoard(of: "ana", SIGSTOP)
    try bos.type("T")
    try bos.wait(for: "Take the chair from ana, who has held it since 09:00?")
    try bos.wait(for: "ana's board is pts/")
    try bos.type("y")
    try bos.wait(for: "You hold the chair now")
    try anas.type("Enter")
    let start = ContinuousClock.now
    try small.signalBoard(of: "ana", SIGCONT)
    try anas.wait(for: "bo took the chair at 09:00; [T] takes it back.")
    #expect(start.duration(to: .now) < .seconds(1))
    #expect(try small.events().last == #"{"chair_taken":{"market":"2026-11-23"}}"#)

    try bos.type("j")
    try anas.wait(for: "2 of ")
    try bos.type("k")
    try anas.wait(for: "1 of ")
    try anas.type("T", "y")
    try anas.wait(for: "half a sentence")
    try bos.wait(for: "ana took the chair at 09:00; [T] takes it back.")
    try anas.type("Enter")
    try anas.wait(for: "saved: note")
    try bos.wait(for: "ana noted: half a sentence")
    try anas.type(">", ">")
    try anas.wait(for: "CLOSE")
    try anas.type("Enter")
    try anas.wait(for: "is over")
    let minutes = try small.run("minutes", "--now", SmallStore.morning)
    #expect(minutes.contains("Held by ana, from 09:00 by bo, from 09:00 by ana, 09:00 to"))
  }

  @Test func `a board that was killed leaves the chair free and comes back where it was`() throws {
    var anas = try TmuxSession(small.board())
    try anas.wait(for: "OVERNIGHT")
    let follower = try TmuxSession(small.board("watch", as: "cem"))
    for (keys, text) in [
      ([">", ">", "j"], "2 of "), (["a", "2"], "saved: judge"), (["n", "x"], "› x"),
    ] {
      for key in keys { try anas.type(key) }
      let place = item(try anas.wait(for: text))
      try follower.wait(for: "the same item") { item($0) == place }
      try small.killBoard()
      try follower.wait(for: "nobody holds the chair")
      let start = ContinuousClock.now
      anas = try TmuxSession(small.board(from: "2026-11-23T09:02:00Z"))
      try follower.wait(for: "ana has held the chair")
      #expect(start.duration(to: .now) < .seconds(1))
      try anas.wait(for: "[?] help")
      #expect(item(try anas.screen()) == place)
      #expect(item(try follower.screen()) == place)
    }
    try small.killBoard()
    try follower.wait(for: "nobody holds the chair")
    let bos = try TmuxSession(small.board(as: "bo", from: "2026-11-23T09:05:00Z"))
    try bos.wait(for: "10:0")
    try follower.wait(for: "bo has held the chair since 09:05")
  }

  @Test func `owners decide meanwhile, and a decision that came too late says so`() throws {
    let board = try TmuxSession(small.board())
    try board.wait(for: "OVERNIGHT")
    try board.type(">", ">", "j")
    try board.wait(for: "2 of ")
    let follower = try TmuxSession(small.board("watch", as: "cem"))
    try follower.wait(for: "2 of ")
    let front = try number(inFrontOn: board)
    try board.type("n")
    try board.type("-l", "see the image")
    _ = try small.run("note", front, "apache2 is in it", "--as", "ben", "--now", SmallStore.morning)
    let start = ContinuousClock.now
    let asked = try board.wait(for: "#\(front): ben noted: apache2 is in it")
    try follower.wait(for: "#\(front): ben noted: apache2 is in it")
    #expect(start.duration(to: .now) < .seconds(1))
    #expect(asked.contains("see the image") && asked.contains("still open"))
    try board.type("Enter")
    try board.wait(for: "saved: note")

    try board.type("c")
    try board.wait(for: "How bad is it?")
    try small.signalBoard(of: "ana", SIGSTOP)
    _ = try small.run(
      "close", front, "--reason", "gone", "--as", "ben", "--now", SmallStore.morning)
    try board.type("Enter")
    try small.signalBoard(of: "ana", SIGCONT)
    try board.wait(for: "NOT SAVED, because somebody was faster")
    #expect(try small.events().filter { $0.contains("judged") }.isEmpty)
  }

  @Test func `who watches before the first market sees it begin`() throws {
    #expect(try small.run("watch", "--as", "cem").contains("No market was ever held here"))
    let follower = try TmuxSession(small.board("watch", as: "cem"))
    try follower.wait(for: "No market was ever held here")
    let lines = try TmuxSession(small.board("watch --stream", as: "dora"))
    try lines.wait(for: "No market was ever held here")
    let board = try TmuxSession(small.board())
    try follower.wait(for: "OVERNIGHT")
    try lines.wait(for: "ana has held the chair")
    try board.type(">", ">", "j")
    try lines.wait(for: "-- 2 of ")
    try board.type("c", "Enter")
    try lines.wait(for: "ana judged it: cause unknown")
    try board.type(">", ">")
    try board.wait(for: "CLOSE")
    try board.type("Enter")
    try lines.wait(for: "is over")
    try follower.wait(for: "No market goes on. The next one shows here")
    let next = try TmuxSession(small.board(as: "bo", from: "2026-11-24T09:00:00Z"))
    try follower.wait(for: "Tue 24 Nov")
    try next.type(">")
    try follower.wait(for: "REVIEW")
  }

  @Test func `what becomes damaged meanwhile is said at once on every board, and over none`() throws
  {
    let board = try TmuxSession(small.board())
    try board.wait(for: "OVERNIGHT")
    let follower = try TmuxSession(small.board(as: "bo"))
    try follower.wait(for: "ana has held the chair")
    let lines = try TmuxSession(small.board("watch --stream", as: "dora"))
    try lines.wait(for: "ana has held the chair")
    let damaged = "1 line of cy’s ledger is damaged and left out · market check --repair"
    try Data("{\"v\":1,\"id\":\"cy-77aa01:1\"\n".utf8)
      .write(to: small.store.appendingPathComponent("ledger/cy-77aa01.jsonl"))
    let start = ContinuousClock.now
    for screen in [board, follower, lines] { try screen.wait(for: damaged) }
    #expect(start.duration(to: .now) < .seconds(1))
    try board.type(">", ">")
    try board.wait(for: "TRIAGE")
    try board.type("c", "Enter")
    #expect(try board.wait(for: "saved: judge").contains(damaged))

    // A board that had the chair is a plain follower of the next day's market.
    try follower.type("T", "y")
    try board.wait(for: "bo took the chair")
    try follower.type(">", ">")
    try follower.wait(for: "CLOSE")
    try follower.type("Enter")
    try board.wait(for: "No market goes on")
    let next = try TmuxSession(small.board(as: "eva", from: "2026-11-24T09:00:00Z"))
    try next.wait(for: "OVERNIGHT")
    let screen = try board.wait(for: "Tue 24 Nov")
    #expect(screen.contains("You are watching; eva has held the chair since 09:00. [T] takes it."))
    #expect(screen.contains(damaged) && !screen.contains("market: ledger/"))
  }

  private func filesWritten() throws -> [String] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: small.store.path)
    return paths.sorted()
  }

  private func item(_ screen: String) -> Substring? {
    screen.split(separator: "\n").first { $0.contains(/\d+ of \d+/) }
  }

  private func number(inFrontOn board: TmuxSession) throws -> String {
    let line = try #require(item(try board.screen()))
    return String(try #require(line.firstMatch(of: /#(\d+)/)).1)
  }
}
