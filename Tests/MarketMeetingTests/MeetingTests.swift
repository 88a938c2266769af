import MarketAnalysis
import MarketMeeting
import MarketModel
import MarketTestKit
import Testing

/// The clock, the course of a market, and the other terminals.
struct MeetingTests {
  var story = MeetingStory()

  @Test mutating func `at zero the clock runs into Close by itself, and only once`() {
    let plan = Double(MarketPlan.standard.duration)
    #expect(story.wait(plan - 1) == [])
    let close = Effect.record(.phaseEntered(market: .tuesday, phase: .close))
    #expect(story.wait(1) == [close, .remember(story.meeting.place), .ring])
    #expect(story.meeting.phase == .close)
    #expect(story.meeting.notice == .timeIsUp)
    #expect(story.wait(1) == [])
  }

  @Test mutating func `time that is up cannot be extended`() {
    story.wait(900)
    story.play(.previousPhase)
    #expect((story.meeting.phase, story.meeting.notice) == (.close, .timeIsUp))
    story.elsewhere(.marketOpened(market: .tuesday, plan: MarketPlan(budgets: [9999])))
    #expect(story.meeting.record.plan == .standard)
    #expect(story.meeting.record.remaining(at: story.meeting.now) == 0)
  }

  @Test mutating func `a question that is open at zero is closed without an answer`() {
    story.go(to: .triage)
    story.play(.judge(.unknown))
    story.wait(900)
    #expect(story.meeting.prompt == nil)
    #expect(story.problem(2)?.status == .new)
  }

  @Test mutating func `a pause freezes the clock and all decisions`() {
    story.go(to: .triage)
    story.wait(100)
    story.play(.pause)
    #expect(story.wait(5000) == [])
    #expect(story.meeting.record.remaining(at: story.meeting.now) == 800)
    for action in [Action.judge(.unknown), .nextPhase, .previousPhase, .park] {
      #expect(story.play(action) == [])
      #expect(story.meeting.notice == .refused(.marketIsPaused))
    }
    story.play(.pause)
    #expect(story.wait(100) == [])
    #expect(story.meeting.record.remaining(at: story.meeting.now) == 700)
    #expect(story.wait(700).contains(.ring))
  }

  @Test mutating func `an answer is not taken while another terminal pauses the market`() {
    story.go(to: .triage)
    story.play(.judge(.unknown))
    story.elsewhere(.marketPaused(market: .tuesday))
    story.play(.confirm)
    #expect(story.meeting.notice == .refused(.marketIsPaused))
    #expect(story.meeting.prompt != nil)
  }

  @Test mutating func `a market that is over refuses every decision with a reason`() {
    story.go(to: .close)
    #expect(story.play(.nextPhase).contains(.writeMinutes))
    let decisions: [Action] = [
      .judge(.unknown), .merge, .park, .undo, .redo, .pause, .nextPhase, .previousPhase,
      .adoptRule, .acceptSuggestion,
    ]
    for action in decisions {
      #expect(story.play(action) == [])
      #expect(story.meeting.notice == .refused(.marketIsOver))
    }
    #expect(story.wait(5000) == [])
    #expect(story.play(.leave) == [.quit])
  }

  @Test mutating func `a market that was never opened behaves like one that is over`() {
    var meeting = Meeting(
      day: .friday, writer: .ana, settings: Settings(), nights: [],
      book: MarketBook(), now: Day.friday.at("09:00"))
    #expect(meeting.isOver)
    #expect(meeting.reduce(.nextPhase) == [])
    #expect(meeting.reduce(.tick(Day.friday.at("12:00"))) == [])
    #expect(meeting.notice == .refused(.marketIsOver))
  }

  @Test mutating func `a phase begins at its first open item, wherever the last one ended`() {
    story.go(to: .triage)
    story.play(.judge(.unknown), .confirm, .judge(.unknown), .confirm)
    #expect(story.front == 4)
    story.play(.nextPhase)
    #expect(story.meeting.phase == .assign)
    #expect(story.front == 2)
  }

  @Test mutating func `a killed board comes back at the same item with the clock right`() {
    story.go(to: .review)
    story.play(.review(.onTrack))
    story.go(to: .triage)
    story.play(.move(by: 1))
    story.wait(100)
    var again = story.resumed()
    #expect((again.front, again.meeting.phase) == (story.front, .triage))
    #expect(again.meeting.agenda == story.meeting.agenda)
    #expect(again.meeting.record == story.meeting.record)
    again.go(to: .review)
    #expect(again.front == 1)
  }

  @Test mutating func `a reviewed item that stayed in front is remembered`() {
    story.elsewhere(
      .laidOut(
        problem: .number(9), kind: .failure, fingerprint: Failure.unrelated(9).fingerprint,
        title: "late", night: .tuesday))
    story.go(to: .triage)
    story.play(.note, .edit(.insert("look again")), .confirm)
    story.elsewhere(.judged(problem: .number(2), category: .unknown, because: nil, severity: nil))
    #expect(story.front == 2)
    #expect(story.resumed().front == 2)
  }

  @Test mutating func `other terminals change the list and the item in front stays`() {
    story.go(to: .triage)
    story.play(.move(by: 1))
    story.elsewhere(.dismissed(problem: .number(2), reason: "harmless"))
    #expect(story.front == 3)
    #expect(story.meeting.notice == .changedElsewhere(story.ledger.book.entries.suffix(1)))
    story.elsewhere(.dismissed(problem: .number(3), reason: "harmless"))
    #expect(story.front == 3)
    #expect(story.meeting.isSettled(.number(3)))
  }

  @Test mutating func `a phase that another terminal enters closes the open question`() {
    story.go(to: .triage)
    story.play(.judge(.unknown))
    story.elsewhere(.phaseEntered(market: .tuesday, phase: .assign), by: .ana)
    #expect((story.meeting.prompt, story.meeting.phase) == (nil, .assign))
    story.play(.assign)
    story.elsewhere(.marketClosed(market: .tuesday))
    #expect(story.meeting.prompt == nil)
    story.play(.confirm)
    #expect(story.meeting.notice == .refused(.marketIsOver))
  }

  @Test mutating func `a phase without items says that nothing is in front`() {
    story.play(.judge(.unknown))
    #expect(story.meeting.notice == .refused(.nothingSelected))
  }

  @Test mutating func `help lies over the board until the same key or escape`() {
    story.play(.show(.help))
    #expect(story.meeting.overlay == .help)
    story.play(.show(.help))
    #expect(story.meeting.overlay == nil)
    story.play(.show(.evidence), .cancel)
    #expect(story.meeting.overlay == nil)
  }
}

struct PaceTests {
  var story = MeetingStory()

  @Test mutating func `the pace is what later phases do not need, by item`() {
    story.go(to: .triage)
    story.wait(60)
    let pace = story.meeting.pace
    #expect((pace.left, pace.seconds) == (3, 900 - 60 - 240))
    #expect(pace.secondsPerItem == 200)
  }

  @Test mutating func `what will not be reached at this pace stands below the line`() {
    story.go(to: .triage)
    #expect(story.meeting.outOfReach.isEmpty)
    story.wait(400)
    story.play(.judge(.unknown), .confirm)
    #expect(story.meeting.pace.reachable == 0)
    #expect(story.meeting.outOfReach == [.number(3), .number(4)])
    story.play(.judge(.unknown), .confirm)
    #expect(story.meeting.pace.reachable == 1)
    #expect(story.meeting.outOfReach.isEmpty)
  }

  @Test mutating func `an item in front for half as much again as its share is nudged`() {
    story.go(to: .triage)
    story.wait(150)
    #expect(!story.meeting.isOverdue)
    story.wait(1)
    #expect(story.meeting.isOverdue)
    story.play(.judge(.unknown), .confirm)
    #expect(!story.meeting.isOverdue)
  }

  @Test mutating func `a pause does not count towards the nudge`() {
    story.go(to: .triage)
    story.play(.pause)
    story.wait(1000)
    #expect(!story.meeting.isOverdue)
    story.play(.pause)
    story.wait(150)
    #expect(!story.meeting.isOverdue)
  }

  @Test mutating func `an item that comes in front by itself has its whole share`() {
    story.go(to: .assign)
    story.wait(600)
    story.elsewhere(.closed(problem: .number(1), reason: "fixed"))
    story.elsewhere(.judged(problem: .number(2), category: .unknown, because: nil, severity: nil))
    #expect(story.front == 2)
    #expect(!story.meeting.isOverdue)
  }

  @Test mutating func `nothing is left where nothing lies on the table`() {
    #expect((story.meeting.pace.left, story.meeting.pace.secondsPerItem) == (0, 0))
    #expect(!story.meeting.isOverdue && story.meeting.outOfReach.isEmpty)
  }
}
