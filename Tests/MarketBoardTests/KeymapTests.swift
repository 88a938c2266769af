import MarketBoard
import MarketMeeting
import MarketModel
import MarketTestKit
import Testing
import TextCanvas

struct KeymapTests {
  @Test(arguments: Phase.allCases)
  func `no key means two things in one phase`(phase: Phase) {
    let keys = Keymap.standard.bindings.filter { $0.phases.contains(phase) }.flatMap(\.keys)
    let twice = Dictionary(grouping: keys) { $0 }.filter { $0.value.count > 1 }.keys
    #expect(twice.isEmpty)
  }

  @Test func `no key means two things when the market is over`() {
    let keys = Keymap.standard.bindings.filter(\.onlyLooks).flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
  }

  @Test(arguments: [
    (Phase.overnight, Action.nextPhase), (.review, .move(by: 1)), (.triage, .move(by: 1)),
    (.assign, .acceptSuggestion), (.close, .nextPhase),
  ])
  func `the enter key does the usual thing of each phase`(phase: Phase, action: Action) {
    #expect(Keymap.standard.action(for: .enter, in: Morning.at(phase).meeting) == action)
  }

  @Test func `every key says what it does, shortly at the foot and whole in help`() {
    for binding in Keymap.standard.bindings {
      #expect(!English().help(for: binding.deed).isEmpty)
      #expect(
        English().help(for: binding.deed).first?.isUppercase == false,
        "\(English().help(for: binding.deed))")
      #expect(DisplayWidth.columns(of: English().help(for: binding.deed)) <= 50)
      #expect(English().hint(for: binding.deed).map(DisplayWidth.columns(of:)) ?? 0 <= 33)
    }
  }

  @Test func `arrows stand beside the letters that vi has for them`() {
    let morning = Morning.at(.review).meeting
    for (letter, arrow) in [("j", Key.down), ("k", .up), ("g", .home), ("G", .end)] as [(Key, Key)]
    {
      #expect(
        Keymap.standard.action(for: letter, in: morning)
          == Keymap.standard.action(for: arrow, in: morning))
    }
  }

  @Test func `a key of another phase is explained, and nothing happens`() {
    let morning = Morning.at(.overnight, after: "a")
    let sentence = "“accept: cause known, fix can start” works in Triage."
    #expect(morning.frame().description.contains(sentence))
    #expect(morning.meeting.prompt == nil)
  }

  @Test func `a key that is nobody's is named`() {
    #expect(Morning.at(.review, after: "X").frame().description.contains("[X] does nothing here"))
    let control = Morning.at(.review, after: .control("x"))
    #expect(control.frame().description.contains("[ctrl-x] does nothing here"))
  }

  @Test func `pasted text is never taken for keys`() {
    let morning = Morning.at(.triage, after: .paste("a1u"))
    #expect(morning.meeting.notice == nil && morning.meeting.prompt == nil)
  }

  @Test(arguments: Phase.allCases)
  func `on a board that follows, looking works and deciding says who does`(phase: Phase) {
    let meeting = Morning.at(phase).followed().meeting
    for binding in Keymap.standard.bindings
    where !binding.keys.isEmpty && binding.keys[0] != "T" {
      let looks = Keymap.standard.bindings.contains {
        $0.onlyLooks && $0.keys.contains(binding.keys[0])
      }
      let action = Keymap.standard.action(for: binding.keys[0], in: meeting)
      #expect(looks == (action != .explain(.watching(meeting.chair))), "\(binding.keys[0])")
    }
    #expect(Keymap.standard.action(for: "X", in: meeting) == .explain(.unknownKey("X")))
  }

  @Test func `a chair is taken from somebody with T and y, and with nothing else`() {
    for key in [Key.enter, .escape, "n", "T", "1"] {
      let morning = Morning.at(.triage).followed(as: .follower(wasFacilitator: false))
        .pressed("T", key)
      #expect(!morning.effects.takesChair, "\(key)")
    }
    let asked = Morning.at(.triage).followed(as: .follower(wasFacilitator: false))
    #expect(asked.pressed("T", "y").effects.takesChair)
    #expect(!asked.followed().pressed("T", "y").effects.takesChair)
    #expect(Morning.at(.triage, after: "T").frame().description.contains("hold the chair already"))
  }

  @Test func `a phase is taken back with a y, and with no key that is pressed all morning`() {
    let asked = Morning.at(.triage, after: "c", .enter, "B")
    #expect(asked.meeting.prompt?.input.needsClearYes == true)
    for key in [Key.enter, " ", "j", "B"] {
      #expect(Keymap.standard.action(for: key, in: asked.meeting) == nil, "\(key)")
    }
    #expect(Keymap.standard.action(for: "y", in: asked.meeting) == .confirm)
  }

  @Test func `when the market is over, looking works and deciding says why not`() {
    let over = Morning.at(.close, after: .enter).meeting
    #expect(over.isOver)
    for binding in Keymap.standard.bindings where !binding.keys.isEmpty {
      guard let action = Keymap.standard.action(for: binding.keys[0], in: over) else {
        Issue.record("\(binding.keys[0]) is silent")
        continue
      }
      let looks = Keymap.standard.bindings.contains {
        $0.onlyLooks && $0.keys.contains(binding.keys[0])
      }
      #expect(looks == (action != .explain(.marketIsOver)), "\(binding.keys[0])")
    }
  }
}

/// Keys while a question is open.
struct QuestionKeyTests {
  @Test func `a digit takes the answer of that number`() {
    let morning = Morning.at(.triage, after: "a", "2")
    #expect(morning.meeting.prompt == nil)
    #expect(morning.meeting.notice.map(isSaved) == true)
  }

  @Test func `a decision takes at most three keys`() {
    for keys in [
      ["a", "2"], ["b", "2", "3"], ["c", .enter], ["s", "1"], ["d", "1"],
      ["m", "1", "y"], ["m", "1", .enter],
    ]
      as [[Key]]
    {
      var morning = Morning.at(.triage)
      for key in keys { morning.press(key) }
      #expect(morning.meeting.notice.map(isSaved) == true, "\(keys)")
    }
  }

  @Test func `arrows move the mark and stop at both ends`() {
    var morning = Morning.at(.triage, after: "d")
    #expect(marked(morning) == 0)
    morning.press(.down, "j")
    #expect(marked(morning) == 2)
    morning.press(.pageDown, .down)
    #expect(marked(morning) == 3)
    morning.press(.up, "k", .pageUp, .up)
    #expect(marked(morning) == 0)
  }

  @Test func `a digit without an answer and a letter without a meaning change nothing`() {
    var morning = Morning.at(.triage, after: "d")
    morning.press("9", "0", "z", .tab, .paste("1"))
    #expect(marked(morning) == 0)
  }

  @Test func `a line is edited as in a shell`() {
    var morning = Morning.at(.triage, after: "n")
    for character in "look at wbe-01" { morning.press(.character(character)) }
    morning.press(.control("w"), .paste("web-01 \nagain"), .home, .delete, "L", .end, .backspace)
    morning.press(.left, .control("f"), .control("b"), .control("d"), .control("e"))
    #expect(line(morning) == "Look at web-01  aga")
    morning.press(.control("u"))
    #expect(line(morning) == "")
  }

  @Test func `letters that are keys elsewhere are typed`() {
    var morning = Morning.at(.triage, after: "n")
    morning.press("q", "?", "u", "1", " ", "漢")
    #expect(line(morning) == "q?u1 漢")
  }

  @Test func `escape puts the question away and decides nothing`() {
    var morning = Morning.at(.triage, after: "b", "1", .escape)
    #expect(morning.meeting.prompt == nil)
    morning.press("u")
    #expect(morning.meeting.notice.map(isSaved) == false)
  }

  @Test(arguments: [Key.escape, "n"])
  func `a merge that was only looked at is none`(key: Key) {
    var morning = Morning.at(.triage, after: "m", "1", "z", "2")
    #expect(morning.meeting.prompt != nil)
    morning.press(key)
    #expect(morning.meeting.prompt == nil && morning.meeting.notice == nil)
    #expect(!morning.effects.contains { if case .record = $0 { true } else { false } })
  }

  private func isSaved(_ notice: Notice) -> Bool {
    if case .saved = notice { true } else { false }
  }

  private func marked(_ morning: Morning) -> Int? {
    guard case .choice(_, let highlighted)? = morning.meeting.prompt?.input else { return nil }
    return highlighted
  }

  private func line(_ morning: Morning) -> String? {
    guard case .line(let line)? = morning.meeting.prompt?.input else { return nil }
    return line.text
  }
}

extension [Effect] {
  fileprivate var takesChair: Bool {
    contains { if case .takeChair = $0 { true } else { false } }
  }
}
