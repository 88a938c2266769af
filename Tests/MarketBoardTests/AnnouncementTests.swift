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
      ("came-back", .at(.triage).facing("wildcard")),
      ("evidence", .at(.triage).facing("nginx").pressed("e")),
    ] {
      try expectGolden(
        text: text(Announcement.item(of: morning.meeting)), "stream-item-\(name)")
    }
  }

  @Test func `a question is announced with its answers, the usual one marked`() throws {
    let choice = Morning.at(.triage, after: "a").meeting
    try expectGolden(text: text(Announcement.question(of: choice)), "stream-question")
    let line = Morning.assigning("n").meeting
    #expect(Announcement.question(of: line) == ["? What is the next step? [put the fix in]"])
    #expect(Announcement.question(of: Morning().meeting).isEmpty)
  }

  @Test func `a merge is asked about with what it would have changed`() throws {
    let meeting = Morning.at(.triage).facing("設定/").pressed("m", "1").meeting
    try expectGolden(text: text(Announcement.question(of: meeting)), "stream-merge")
  }

  @Test func `help is every key of the phase`() {
    let help = Announcement.item(of: Morning.at(.close, after: "?").meeting)
    #expect(help.contains("  ⏎: end the market, write the minutes"))
    #expect(help.contains("  > → tab: next phase"))
    #expect(!help.contains { $0.contains("triage") })
  }

  @Test func `a market that is over is its recap, and no item`() throws {
    let over = Morning.closing(.enter).meeting
    try expectGolden(text: text(Announcement.phase(of: over)), "stream-over")
    #expect(Announcement.item(of: over).isEmpty)
  }

  @Test func `the time is said with the pace`() {
    #expect(Announcement.time(of: Morning.at(.triage).meeting) == "~ 14:58 left; 6 left, 1:49 each")
    let paused = Morning.at(.triage, after: "P").meeting
    #expect(Announcement.time(of: paused) == "~ 14:57 left; paused")
  }

  @Test func `what happened is one line`() throws {
    let saved = Morning.at(.triage, after: "a", "2").meeting
    let notice = try #require(saved.notice)
    #expect(
      Announcement.line(for: notice, in: saved) == "! saved: judge #5: cause known, fix can start")
  }

  private func meeting(in phase: Phase) -> Meeting {
    phase == .close ? Morning.closing().meeting : Morning.at(phase).meeting
  }

  /// As ``Console`` would print it: no text is trusted.
  private func text(_ lines: [String]) -> String {
    lines.map { VisibleText.cleaned($0) + "\n" }.joined()
  }
}
