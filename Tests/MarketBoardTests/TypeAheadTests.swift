import MarketBoard
import MarketMeeting
import MarketModel
import MarketTestKit
import Testing
import TextCanvas

struct TypeAheadTests {
  private var ahead = TypeAhead()
  private let morning = Morning.at(.triage)

  init() { ahead.boardWasShown(morning.meeting) }

  /// What becomes of keys that come so many seconds one after the other, while nothing is painted.
  private mutating func verdicts(
    on keys: Key..., in meeting: Meeting, every seconds: Double = 1
  ) -> [TypeAhead.Verdict] {
    keys.enumerated().map { index, key in
      ahead.verdict(on: key, in: meeting, at: meeting.now.adding(seconds: seconds * Double(index)))
    }
  }

  @Test mutating func `a key decides about what was on the screen`() {
    let verdicts = verdicts(on: "a", in: morning.meeting)
    #expect(verdicts == [.take])
  }

  @Test mutating func `a key for a card that was not painted yet is held, and all that follow it`()
  {
    let next = morning.pressed("j").meeting
    let early = verdicts(on: "a", "1", "j", in: next)
    #expect(early == [.hold, .hold, .hold] && ahead.heldKeys == "a 1 j")
    ahead.boardWasShown(next)
    let word = verdicts(on: "y", in: next)
    #expect(word == [.release(["a", "1", "j"])] && ahead.heldKeys.isEmpty)
  }

  @Test mutating func `any other key drops what was held, and does what it does`() {
    let next = morning.pressed("j").meeting
    _ = verdicts(on: "a", in: next)
    ahead.boardWasShown(next)
    let verdicts = verdicts(on: .escape, "d", in: next)
    #expect(verdicts == [.drop, .take])
  }

  @Test mutating func `what only looks, goes on or takes back is never held`() {
    let next = morning.pressed("j").meeting
    for key: Key in ["j", "k", "e", "?", "/", "H", ">", "<", "u", .wheel(by: 1)] {
      let verdicts = verdicts(on: key, in: next)
      #expect(verdicts == [.take], "\(key)")
    }
  }

  @Test mutating func `a line of the command line decides about what was seen, as a key does`() {
    let asked = morning.pressed("j", ":", .paste("dismiss")).meeting
    let verdicts = verdicts(on: .enter, in: asked)
    #expect(verdicts == [.hold])
  }

  @Test mutating func `the answer to a question about what was seen is never held`() {
    let verdicts = verdicts(on: "1", in: morning.pressed("j", "a").meeting)
    #expect(verdicts == [.take])
  }

  @Test mutating func `a key that is held down decides once, however often it is painted between`()
  {
    var meeting = morning.meeting
    var taken = 0
    for step in 0..<20 {
      let at = morning.meeting.now.adding(seconds: 0.03 * Double(step))
      if ahead.verdict(on: "a", in: meeting, at: at) == .take { taken += 1 }
      meeting = morning.pressed("j").meeting
      ahead.boardWasShown(meeting)
    }
    #expect(taken == 1 && ahead.heldKeys == "a")
  }

  @Test func `the board says which keys it holds`() {
    var morning = Morning.at(.triage)
    morning.take(.hold("a 1"))
    #expect(morning.frame().description.contains("Typed before this was shown: a 1."))
  }
}

struct RemappingTests {
  @Test func `a deed gets other keys, and whatever had them gives them up`() {
    let (keymap, complaints) = Keymap.remapped(by: [
      KeyChoice(deed: "fix-can-start", keys: ["f", "F5"]),
      KeyChoice(deed: "no-fix-yet", keys: ["a"]),
    ])
    #expect(complaints.isEmpty)
    #expect(keymap[.fixCanStart]?.keys == ["f", .function(5)])
    #expect(keymap[.noFixYet]?.keys == ["a"])
    #expect(keymap[.blocked]?.keys == ["b"], "that is another phase")
  }

  @Test func `two deeds that want one key are a conflict, and the first keeps it`() {
    let (keymap, complaints) = Keymap.remapped(by: [
      KeyChoice(deed: "merge", keys: ["f"]), KeyChoice(deed: "dismiss", keys: ["f"]),
    ])
    #expect(complaints.map(\.reason) == ["[f] is wanted by `merge` and by `dismiss`"])
    #expect(keymap[.merge]?.keys == ["f"] && keymap[.dismiss]?.keys == ["d"])
  }

  @Test func `a deed whose last key was taken is named, and still has its name`() {
    let (keymap, complaints) = Keymap.remapped(by: [KeyChoice(deed: "merge", keys: ["d"])])
    #expect(complaints.map(\.deed) == ["dismiss"])
    #expect(keymap.name(of: .dismiss) == ":dismiss")
  }

  @Test(arguments: ["ctrl-c", "7", "escape", "hyper-x", "ab", ""])
  func `what is no key, or belongs to the terminal, can't be chosen`(name: String) {
    let (keymap, complaints) = Keymap.remapped(by: [KeyChoice(deed: "merge", keys: [name])])
    #expect(complaints.count == 1 && keymap[.merge]?.keys == ["m"], "\(name)")
  }

  @Test func `what the board does not do is named`() {
    let (_, complaints) = Keymap.remapped(by: [KeyChoice(deed: "make-coffee", keys: ["c"])])
    #expect(complaints.map(\.reason) == ["`make-coffee` is nothing that the board does"])
  }
}

struct ASCIITests {
  @Test func `where there is only ASCII, enter has a name and is not taken for another key`() {
    var morning = Morning.at(.triage)
    morning.showInASCII()
    let picture = morning.frame().description
    #expect(picture.contains("[enter] next") && picture.contains("[>] next phase"))
    morning.press("?")
    #expect(morning.frame().description.contains("enter j k"))
  }
}
