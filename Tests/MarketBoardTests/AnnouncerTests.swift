import MarketBoard
import MarketMeeting
import MarketModel
import Testing
import TextCanvas

/// What `--stream` says when.
struct AnnouncerTests {
  private var announcer = Announcer()

  private mutating func hear(_ morning: Morning, notice: Bool = true) -> [String] {
    announcer.news(of: morning.meeting, notice: notice)
  }

  @Test mutating func `what was said is not said again until it is asked for`() {
    let morning = Morning.at(.triage)
    let first = hear(morning)
    #expect(first.contains { $0.hasPrefix("-- 1 of 6") } && first.contains { $0.contains("keys:") })
    #expect(hear(morning).isEmpty)
    announcer.forget()
    let again = hear(morning)
    #expect(again.first?.hasPrefix("-- 1 of 6") == true)
    #expect(!again.contains { $0.contains("keys") })
  }

  @Test mutating func `a decision is said with how many are left`() {
    _ = hear(Morning.at(.triage))
    let said = hear(Morning.at(.triage, after: "a", "2"))
    #expect(
      said.prefix(2) == [
        "! saved: #5: ana judged it: cause known, fix can start, service down",
        "   5 left undecided",
      ])
    #expect(said.dropFirst(2).first?.hasPrefix("-- 2 of 6") == true)
  }

  @Test mutating func `of the keys only those are said that came`() {
    var morning = Morning.at(.review)
    _ = hear(morning)
    morning = morning.facing("ntp")
    #expect(hear(morning).last == "   keys, too: v verified")
    morning = morning.facing("pg_dump")
    #expect(!hear(morning).contains { $0.contains("keys") })
  }

  @Test mutating func `the time is said once a minute, and not while the clock stands`() {
    var morning = Morning.at(.triage)
    #expect(hear(morning).last == "~ 15 minutes left; 6 undecided, 2 minutes each")
    morning.wait(59)
    #expect(hear(morning).isEmpty)
    morning.wait(1)
    #expect(hear(morning) == ["~ 14 minutes left; 6 undecided, 2 minutes each"])
    morning.press("P")
    #expect(
      hear(morning) == [
        "! saved: ana: pause", "~ The clock stands with 14 minutes left; P goes on.",
      ])
    morning.wait(600)
    #expect(hear(morning, notice: false).isEmpty)
    morning.press("P")
    #expect(hear(morning).contains("~ The clock runs again with 14 minutes left."))
  }

  @Test mutating func `the nudge is said when it comes up, once`() {
    var morning = Morning.at(.triage)
    _ = hear(morning)
    morning.wait(200)
    let said = hear(morning)
    #expect(
      said.contains("~ This item has had its share of the time: decide, or p park it."))
    morning.wait(1)
    #expect(hear(morning).isEmpty)
  }

  @Test mutating func `a question is said once, and that it was left without an answer`() {
    _ = hear(Morning.at(.triage))
    #expect(hear(Morning.at(.triage, after: "d")).first == "? Dismiss: why?")
    #expect(hear(Morning.at(.triage, after: "d")).isEmpty)
    #expect(
      hear(Morning.at(.triage, after: "d", .escape)).first
        == "! Nothing was decided about: Dismiss: why?")
    let asked = Morning.at(.triage, after: "d").meeting
    #expect(
      Announcement.farewell(of: asked) == [
        "! Nothing was decided about: Dismiss: why?",
        "~ All is saved. The market goes on and its clock runs; `market meet` comes back to it.",
      ])
  }

  @Test mutating func `a filter says how many it leaves, and which`() {
    _ = hear(Morning.at(.triage))
    var morning = Morning.at(.triage, after: "/")
    #expect(hear(morning) == ["? Show only what has"])
    morning.press(.paste("nginx"), .enter)
    let said = hear(morning)
    #expect(
      said.prefix(2) == [
        "“nginx”: 1 of 6, full stop shows all", "  #6 service[nginx] fails to start (new)",
      ])
    #expect(said.dropFirst(2).first?.hasPrefix("-- 1 of 1: #6") == true)
    morning.press(.escape)
    #expect(hear(morning).first == "No filter; all 6 are shown.")
  }

  @Test func `who leaves hears whether the market goes on`() {
    #expect(
      Announcement.farewell(of: Morning.closing(.enter).meeting)
        == ["~ All is saved. The market is over."])
    #expect(
      Announcement.farewell(of: Morning.at(.triage, after: "P").meeting) == [
        "~ All is saved. The market is paused and its clock stands; `market meet` comes back to it."
      ])
    #expect(
      Announcement.farewell(of: Morning.at(.triage).followed().meeting)
        == ["~ You leave. The market goes on and its clock runs."])
  }
}
