import MarketBoard
import MarketMeeting
import MarketModel
import Testing
import TextCanvas

/// What a line of `--stream` means.
struct TypedLineTests {
  private static let triage = Morning.at(.triage).meeting

  @Test(arguments: [
    ("a 2", Action.judge(.fixCanStart), "2"),
    ("n wait for the vendor", .note, "wait for the vendor"),
    ("", .move(by: 1), ""), (" e ", .show(.evidence), ""), ("/ nginx", .filter, "nginx"),
    ("/nginx", .filter, "nginx"), (": history 6", .command, "history 6"),
  ])
  func `a key stands alone or before a blank`(line: String, action: Action, rest: String) {
    let typed = TypedLine(line, in: Self.triage)
    #expect(typed.meaning == .act(action))
    #expect(typed.rest == rest)
  }

  @Test(arguments: [
    ("help", Action.show(.help), ""), ("people", .show(.people), ""), ("undo", .undo, ""),
    ("search nginx", .show(.found("nginx")), ""), ("history 6", .goTo(6), ""), ("#6", .goTo(6), ""),
    (":history 6", .goTo(6), ""), ("snooze fri", .snooze, "fri"), ("6", .goTo(6), ""),
    ("next-item", .move(by: 1), ""), ("up", .move(by: -1), ""), ("dismiss no", .dismiss, "no"),
    ("history twelve", .show(.history), "twelve"),
  ])
  func `a longer word is a name, as in the command line`(
    line: String, action: Action, rest: String
  ) {
    let typed = TypedLine(line, in: Self.triage)
    #expect(typed.meaning == .act(.run(action)))
    #expect(typed.rest == rest)
  }

  @Test(arguments: ["elp", "nginx", "a2", "5j", "ext 1", ":frobnicate"])
  func `a word that is no name does nothing`(line: String) {
    let word = line.split { $0 == " " || $0 == ":" }[0]
    #expect(TypedLine(line, in: Self.triage).meaning == .unknown(String(word)))
  }

  @Test func `the time and what is in front can be heard again`() {
    #expect(TypedLine("time", in: Self.triage).meaning == .time)
    #expect(TypedLine(":time", in: Self.triage).meaning == .time)
    #expect(TypedLine(".", in: Self.triage).meaning == .again)
  }

  // MARK: Answers

  @Test(arguments: [
    ("2", 1, ""), ("service down", 1, ""), ("SERVICE", 1, ""), ("no", 4, ""), ("was now", 3, "now"),
    ("cluster  wrong 3", 2, "3"),
  ])
  func `an answer is its number, or enough of its words`(text: String, index: Int, rest: String)
    throws
  {
    let asked = Morning.at(.triage, after: "a").meeting
    let answer = TypedAnswer(text[...], to: try #require(asked.prompt), in: asked)
    #expect(answer == .act([.choose(index)], rest: rest[...]))
  }

  @Test(arguments: ["s", "x", "6", "0", "-1", "#4", "seven down"])
  func `what is no answer decides nothing`(text: String) throws {
    let asked = Morning.at(.triage, after: "a").meeting
    guard case .refused(let why) = TypedAnswer(text[...], to: try #require(asked.prompt), in: asked)
    else {
      Issue.record("taken")
      return
    }
    #expect(why.hasPrefix("“\(text.split(separator: " ")[0])” is no answer here"))
  }

  @Test func `words that begin several answers are asked for more`() throws {
    let asked = Morning.at(.triage, after: "s").meeting
    let answer = TypedAnswer("until", to: try #require(asked.prompt), in: asked)
    guard case .refused(let why) = answer else {
      Issue.record("taken")
      return
    }
    #expect(why == "“until” could be 1 or 2 or 3 or 4; say a number or a little more.")
  }

  @Test func `a number with a # is the problem's, without one the place in the list`() throws {
    let asked = Morning.at(.triage, after: "m").meeting
    let prompt = try #require(asked.prompt)
    guard case .choice(let answers, _) = prompt.input else {
      Issue.record("no choice")
      return
    }
    let index = try #require(
      answers.firstIndex { if case .problem(let id) = $0 { id.number == 6 } else { false } })
    #expect(TypedAnswer("#6 y", to: prompt, in: asked) == .act([.choose(index)], rest: "y"))
    #expect(TypedAnswer("1", to: prompt, in: asked) == .act([.choose(0)], rest: ""))
    guard case .refused = TypedAnswer("#66", to: prompt, in: asked) else {
      Issue.record("taken")
      return
    }
  }

  @Test(arguments: [("fri", "2026-11-27"), ("+2w", "2026-12-07"), ("2026-12-01", "2026-12-01")])
  func `any day may be said where days are listed`(text: String, day: String) throws {
    var morning = Morning.at(.triage, after: "s")
    let answer = TypedAnswer(
      text[...], to: try #require(morning.meeting.prompt), in: morning.meeting)
    guard case .act(let actions, _) = answer else {
      Issue.record("refused")
      return
    }
    let id = try #require(morning.meeting.selectedID)
    for action in actions { morning.take(action) }
    #expect(morning.meeting.book.problem(id)?.wake == .on(day: try #require(Day(day))))
  }

  @Test func `whoever is known may be named without being listed`() throws {
    var morning = Morning.assigning("o")
    let answer = TypedAnswer("mika", to: try #require(morning.meeting.prompt), in: morning.meeting)
    guard case .act(let actions, _) = answer else {
      Issue.record("refused")
      return
    }
    let id = try #require(morning.meeting.selectedID)
    for action in actions { morning.take(action) }
    #expect(morning.meeting.book.problem(id)?.owner?.rawValue == "mika")
  }

  @Test func `to take back a phase needs a y`() throws {
    let asked = Morning.at(.triage, after: "a", "2", "B").meeting
    let prompt = try #require(asked.prompt)
    #expect(TypedAnswer("", to: prompt, in: asked) == .act([.cancel], rest: ""))
    #expect(TypedAnswer("y", to: prompt, in: asked) == .act([.confirm], rest: ""))
    #expect(TypedAnswer("?", to: prompt, in: asked) == .again)
  }
}
