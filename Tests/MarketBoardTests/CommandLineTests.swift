import MarketBoard
import MarketMeeting
import MarketModel
import MarketTestKit
import Testing
import TextCanvas

struct CommandLineTests {
  @Test(arguments: Keymap.standard.bindings.map(\.deed))
  func `everything that a key does can be said by its name`(deed: Deed) {
    let name = deed.rawValue
    #expect(name.allSatisfy { $0.isLowercase || $0 == "-" }, "\(name)")
    for binding in Keymap.standard.bindings where binding.deed == deed {
      guard ![.command, .up, .down, .back].contains(deed), !binding.isForFollowers else { continue }
      let phase = binding.phases.sorted()[0]
      let action = Keymap.standard.action(saying: name, in: Morning.at(phase).meeting)
      #expect(action == .run(binding.action) || deed == .note || deed == .search, "\(name)")
    }
  }

  @Test func `no two deeds have one name in one phase`() {
    for phase in Phase.allCases {
      let deeds = Keymap.standard.bindings.filter { $0.phases.contains(phase) }.map(\.deed)
      #expect(Set(deeds).count == deeds.count, "\(phase)")
    }
  }

  @Test func `a name may be cut short as long as it is one thing only`() {
    let morning = Morning.at(.triage)
    #expect(morning.pressed(":", .paste("snoo"), .enter).meeting.prompt?.draft.isWake == true)
    let several = morning.pressed(":", .paste("ne"), .enter).frame().description
    #expect(several.contains("“ne” could be next-item, next-phase; type a little more."))
    let none = morning.pressed(":", .paste("frobnicate"), .enter).frame().description
    #expect(none.contains("There is no command “frobnicate”"))
  }

  @Test func `a command of another phase is explained, as its key is`() {
    let asked = Morning.at(.overnight).pressed(":", .paste("merge"), .enter)
    #expect(asked.frame().description.contains("works in Triage"))
  }

  @Test func `a number goes to the problem that has it, on the table or not`() {
    let morning = Morning.at(.triage)
    let last = morning.meeting.items.last!
    #expect(morning.pressed(":", .paste("#\(last.number)"), .enter).meeting.selectedID == last)
    #expect(morning.pressed(.character("\(last.number)".last!), "G").meeting.selectedID == last)
    let elsewhere = morning.pressed(":", .paste("1"), .enter).meeting
    #expect(elsewhere.overlay == .history && elsewhere.shownProblem?.id.number == 1)
    let nobody = morning.pressed(":", .paste("4711"), .enter)
    #expect(nobody.frame().description.contains("There is no problem #4711."))
  }

  @Test func `tab completes commands, people, and what was said before`() {
    let command = Morning.at(.review).pressed(":", .paste("his"), .tab)
    #expect(command.meeting.prompt?.line == "history")
    let several = Morning.at(.review).pressed(":", .paste("p"), .tab, .tab)
    #expect(several.meeting.prompt?.line == "page-up")
    #expect(several.frame().description.contains("page-up"))
    let person = Morning.at(.triage).pressed("p", .control("u"), .paste("ben, mi"), .tab)
    #expect(person.meeting.prompt?.line == "ben, mika")
  }

  @Test func `what was said before is called up with the arrows`() {
    let said = Morning.at(.triage).pressed(":", .paste("people"), .enter, .escape, ":", .up)
    #expect(said.meeting.prompt?.line == "people")
    #expect(said.pressed(.down).meeting.prompt?.line == "")
    let step = Morning.assigning("n").pressed(.up)
    #expect(step.meeting.prompt?.line != Morning.assigning("n").meeting.prompt?.line)
  }

  @Test func `a board that follows says who decides, in the command line too`() {
    let asked = Morning.at(.triage).followed().pressed(":", .paste("merge"), .enter)
    #expect(asked.frame().description.contains("ana holds the chair"))
  }
}

struct FilterTests {
  @Test func `a filter shows only what has all its words, as they are typed`() {
    let morning = Morning.at(.triage)
    let typed = morning.pressed("/", .paste("web service"))
    #expect(typed.meeting.shownItems.count < morning.meeting.items.count)
    #expect(!typed.meeting.shownItems.isEmpty)
    #expect(typed.meeting.selectedID.map(typed.meeting.shownItems.contains) == true)
    let kept = typed.pressed(.enter)
    #expect(kept.meeting.prompt == nil && kept.meeting.filter == "web service")
    #expect(kept.frame().description.contains("shows all"))
    #expect(kept.pressed(.escape).meeting.shownItems == morning.meeting.items)
  }

  @Test func `a filter hides and decides nothing`() {
    let morning = Morning.at(.triage)
    let filtered = morning.pressed("/", .paste("nginx"), .enter)
    #expect(filtered.meeting.pace.left == morning.meeting.pace.left)
    #expect(filtered.meeting.items == morning.meeting.items)
  }

  @Test func `a filter that nothing has says so and goes`() {
    let filtered = Morning.at(.triage).pressed("/", .paste("no such thing"), .enter)
    #expect(filtered.frame().description.contains("Nothing here has “no such thing”."))
    #expect(filtered.meeting.filter.isEmpty)
  }

  @Test func `who follows may filter what she sees`() {
    let follower = Morning.at(.triage).followed().pressed("/", .paste("nginx"), .enter)
    #expect(follower.meeting.shownItems.count == 1 && follower.meeting.notice == nil)
  }

  @Test func `the next phase begins with all its items`() {
    let next = Morning.at(.triage).pressed("/", .paste("nginx"), .enter, ">")
    #expect(next.meeting.filter.isEmpty)
  }
}

struct CountTests {
  @Test func `a number before a key goes so far`() {
    let morning = Morning.at(.review)
    #expect(morning.pressed("2", "j").meeting.selectedID == morning.meeting.items[2])
    #expect(morning.pressed("2", "j", "1", "k").meeting.selectedID == morning.meeting.items[1])
    #expect(morning.pressed("1", "0", "0", "j").meeting.selectedID == morning.meeting.items.last)
  }

  @Test func `a number that is being typed is shown, and escape drops it`() {
    let typed = Morning.at(.review).pressed("1", "2")
    #expect(typed.frame().description.contains("12…"))
    #expect(typed.pressed(.escape).meeting.count == nil)
  }
}

extension Draft {
  fileprivate var isWake: Bool { if case .wake = self { true } else { false } }
}

extension Prompt {
  /// What is typed so far.
  fileprivate var line: String? { if case .line(let line) = input { line.text } else { nil } }
}
