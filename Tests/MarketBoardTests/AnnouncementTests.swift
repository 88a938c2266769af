import MarketBoard
import MarketMeeting
import MarketModel
import MarketTestKit
import Testing
import TextCanvas

/// What `--stream` says.
struct AnnouncementTests {
  @Test(arguments: Phase.allCases)
  func `a phase is announced with what lies on it`(phase: Phase) throws {
    try expectGolden(
      text: text(Announcement.phase(of: meeting(in: phase))), "stream-\(phase)")
  }

  @Test func `an item is announced with all that its card says`() throws {
    for (name, morning) in [
      ("held", Morning.at(.review).facing("ntp")), ("hostile", .at(.triage).facing("owned")),
      ("came-back", .at(.triage).facing("wildcard")), ("assign", .assigning()),
    ] {
      try expectGolden(
        text: text(Announcement.item(of: morning.meeting)), "stream-item-\(name)")
    }
  }

  @Test func `what lies over the board is told in lines`() throws {
    for (name, morning) in [
      ("evidence", Morning.at(.triage).facing("nginx").pressed("e")),
      ("history", .at(.review, after: "H")), ("matrix", .at(.review, after: "M")),
      ("effect", .at(.review, after: "E")), ("parked", .closing("K")),
      ("people", .at(.review).pressed(":", .paste("people"), .enter)),
      ("found", .at(.review).pressed(":", .paste("search nginx"), .enter)),
    ] {
      try expectGolden(
        text: text(Announcement.overlay(of: morning.meeting)), "stream-over-\(name)")
    }
    #expect(Announcement.overlay(of: Morning().meeting).isEmpty)
  }

  @Test(arguments: Language.allCases.filter { $0 != .english })
  func `every language can be heard`(language: Language) throws {
    var announcer = Announcer()
    var lines: [String] = []
    var morning = Morning.at(.triage, in: language)
    lines += announcer.news(of: morning.meeting, notice: true)
    for keys in [["a"], ["2"], ["P"], ["P"], ["s"]] as [[Key]] {
      for key in keys { morning.press(key) }
      lines += announcer.news(of: morning.meeting, notice: true)
    }
    lines += Announcement.farewell(of: morning.meeting)
    try expectGolden(text: text(lines), "stream-\(language.rawValue)")
  }

  @Test func `a question is announced with its answers, the usual one marked`() throws {
    let choice = Morning.at(.triage, after: "a").meeting
    try expectGolden(text: text(Announcement.question(of: choice)), "stream-question")
    let line = Morning.assigning("n").meeting
    #expect(
      Announcement.question(of: line) == ["? What is the next step? Enter takes: put the fix in"])
    #expect(Announcement.question(of: Morning().meeting).isEmpty)
  }

  @Test func `a merge is asked about with what it would have changed`() throws {
    let meeting = Morning.at(.triage).facing("設定/").pressed("m", "1").meeting
    try expectGolden(text: text(Announcement.question(of: meeting)), "stream-merge")
  }

  @Test func `help is every key of the phase`() {
    let help = Announcement.overlay(of: Morning.at(.close, after: "?").meeting)
    #expect(help.contains("  Enter or end-market: end the market, write the minutes"))
    #expect(help.contains("  > or next-phase: next phase"))
    #expect(!help.contains { $0.contains("triage") })
  }

  @Test func `a market that is over is its recap, and no item`() throws {
    let over = Morning.closing(.enter).meeting
    try expectGolden(text: text(Announcement.phase(of: over)), "stream-over")
    #expect(Announcement.item(of: over).isEmpty)
  }

  @Test func `the time is said with the pace`() {
    #expect(
      Announcement.time(of: Morning.at(.triage).meeting)
        == "~ 15 minutes left; 6 undecided, 2 minutes each")
    let paused = Morning.at(.triage, after: "P").meeting
    #expect(Announcement.time(of: paused) == "~ 15 minutes left; paused")
  }

  @Test func `what happened is one line`() throws {
    let saved = Morning.at(.triage, after: "a", "2").meeting
    let notice = try #require(saved.notice)
    #expect(
      Announcement.line(for: notice, in: saved)
        == "! saved: #5: ana judged it: cause known, fix can start, service down")
  }

  private func meeting(in phase: Phase) -> Meeting {
    phase == .close ? Morning.closing().meeting : Morning.at(phase).meeting
  }

  /// As ``Console`` would print it: no text is trusted.
  private func text(_ lines: [String]) -> String {
    lines.map { VisibleText.cleaned($0) + "\n" }.joined()
  }
}
