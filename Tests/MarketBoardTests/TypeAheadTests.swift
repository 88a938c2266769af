import MarketBoard
import MarketMeeting
import MarketModel
import MarketTestKit
import Testing
import TextCanvas

struct TypeAheadTests {
  @Test func `a key decides about what was on the screen`() {
    var ahead = TypeAhead()
    let morning = Morning.at(.triage)
    ahead.boardWasShown(morning.meeting, at: morning.meeting.now)
    let isAdmitted = ahead.admits("a", in: morning.meeting, at: morning.meeting.now)
    #expect(isAdmitted)
  }

  @Test func `a key for a card that was not painted yet is held, and all that follow it`() {
    var ahead = TypeAhead()
    let morning = Morning.at(.triage)
    ahead.boardWasShown(morning.meeting, at: morning.meeting.now)
    let next = morning.pressed("j").meeting
    let admitted = ["a", "1"].map { ahead.admits($0, in: next, at: next.now) }
    #expect(admitted == [false, false])
    #expect(ahead.description == "a 1")
    let released = ahead.release()
    #expect(released == ["a", "1"])
    #expect(ahead.held.isEmpty)
  }

  @Test func `looking about is never held, nor is the answer to a question about what was seen`() {
    var ahead = TypeAhead()
    let morning = Morning.at(.triage)
    ahead.boardWasShown(morning.meeting, at: morning.meeting.now)
    let next = morning.pressed("j").meeting
    for key: Key in ["j", "k", "e", "?", "/", "H"] {
      let isAdmitted = ahead.admits(key, in: next, at: next.now)
      #expect(isAdmitted, "\(key)")
    }
    let asked = morning.pressed("a").meeting
    let isAnswer = ahead.admits("1", in: asked, at: asked.now)
    #expect(isAnswer)
  }

  @Test func `a card that came by itself has to be there for as long as a person needs`() {
    var ahead = TypeAhead()
    let morning = Morning.at(.triage)
    ahead.boardWasShown(morning.meeting, at: morning.meeting.now)
    let next = morning.pressed("a", .enter).meeting
    ahead.boardWasShown(next, at: next.now)
    let isTooEarly = !ahead.admits("d", in: next, at: next.now.adding(seconds: 0.1))
    _ = ahead.release()
    let isInTime = ahead.admits("d", in: next, at: next.now.adding(seconds: 0.2))
    #expect(isTooEarly && isInTime)
  }

  @Test func `what is typed before the board has said that keys are held is one of them`() {
    var ahead = TypeAhead()
    let morning = Morning.at(.triage)
    ahead.boardWasShown(morning.meeting, at: morning.meeting.now)
    let next = morning.pressed("j").meeting
    _ = ahead.admits("a", in: next, at: next.now)
    #expect(!ahead.wasAnnounced)
    ahead.boardWasShown(next, at: next.now)
    #expect(ahead.wasAnnounced)
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
