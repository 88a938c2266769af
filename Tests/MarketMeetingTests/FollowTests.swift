import MarketAnalysis
import MarketMeeting
import MarketModel
import MarketTestKit
import Testing

/// A board that shows what another one shows.
struct FollowTests {
  var story = MeetingStory()
  let bosChair = Chair(
    market: .tuesday, holder: Person(rawValue: "bo"), since: Day.tuesday.at("09:07"), seat: "")

  init() { story.go(to: .triage) }

  @Test(arguments: [Role.watcher, .follower(wasFacilitator: true)])
  mutating func `it decides nothing and says who does`(role: Role) {
    var meeting = story.followed(as: role)
    let actions: [Action] = [
      .judge(.unknown), .rate, .merge, .snooze, .dismiss, .park, .review(.onTrack), .start, .note,
      .verify, .close, .acceptSuggestion, .assign, .planStep, .setDate, .leaveToNobody,
      .adoptRule, .rejectRule, .undo, .redo, .pause, .nextPhase, .previousPhase,
    ]
    for action in actions {
      #expect(meeting.reduce(action) == [], "\(action)")
      #expect(meeting.notice == .refused(.watching(MeetingStory.anasChair)), "\(action)")
      #expect(meeting.prompt == nil)
    }
    #expect(meeting.reduce(.tick(Day.tuesday.at("10:00"))) == [])
    #expect(meeting.phase == .triage)
  }

  @Test mutating func `it starts where the facilitator's board stands, and goes where it goes`() {
    story.play(.move(by: 1), .show(.evidence))
    var meeting = story.followed()
    #expect((meeting.selectedID, meeting.overlay) == (story.meeting.selectedID, .evidence))
    for actions: [Action] in [
      [.cancel], [.move(by: 1)], [.judge(.unknown), .confirm], [.show(.evidence)], [.nextPhase],
      [.assign, .choose(0)], [.previousPhase],
    ] {
      for action in actions { story.play(action) }
      _ = meeting.reduce(.reloaded(story.ledger.book))
      _ = meeting.reduce(.led(to: story.meeting.place))
      #expect(meeting.place == story.meeting.place, "\(actions)")
      #expect(meeting.book == story.meeting.book)
    }
  }

  @Test mutating func `somebody may look around, and is brought along when the others go on`() {
    var meeting = story.followed()
    #expect(meeting.reduce(.move(by: 2)) == [])
    #expect(meeting.isStraying && meeting.selectedID?.number == 4)
    _ = meeting.reduce(.led(to: story.meeting.place))
    #expect(meeting.selectedID?.number == 4)
    _ = meeting.reduce(.cancel)
    #expect(!meeting.isStraying && meeting.selectedID == story.meeting.selectedID)
    _ = meeting.reduce(.move(by: 2))
    _ = meeting.reduce(.show(.help))
    story.play(.move(by: 1))
    _ = meeting.reduce(.led(to: story.meeting.place))
    #expect(!meeting.isStraying && meeting.overlay == .help)
  }

  @Test mutating func `evidence that the facilitator shows is shown, and put away with it`() {
    var meeting = story.followed()
    story.play(.show(.evidence))
    _ = meeting.reduce(.led(to: story.meeting.place))
    #expect(meeting.overlay == .evidence)
    story.play(.cancel)
    _ = meeting.reduce(.led(to: story.meeting.place))
    #expect(meeting.overlay == nil)
  }

  @Test mutating func `every move of the facilitator's board is remembered, and only moves are`() {
    let moves: [Action] = [.move(by: 1), .show(.evidence), .cancel, .nextPhase]
    for action in moves {
      #expect(story.play(action).contains(.remember(story.meeting.place)), "\(action)")
    }
    #expect(story.play(.tick(story.meeting.now), .show(.help), .undo).filter(isPlace) == [])
  }

  @Test mutating func `the nudge comes at the same time after a board was killed`() {
    story.play(.move(by: 1))
    story.wait(400)
    #expect(story.meeting.isOverdue && story.resumed().meeting.isOverdue)
    #expect(story.followed().isOverdue)
  }

  @Test mutating func `a chair is taken after a yes, a free one at once`() {
    var meeting = story.followed()
    #expect(meeting.reduce(.takeChair) == [])
    #expect(meeting.prompt?.draft == .takeover(from: MeetingStory.anasChair))
    _ = meeting.reduce(.chairPassed(to: bosChair))
    #expect(meeting.prompt?.draft == .takeover(from: bosChair))
    _ = meeting.reduce(.reloaded(story.ledger.book))
    #expect(meeting.reduce(.confirm) == [.takeChair(from: bosChair)])
    _ = meeting.reduce(.chairPassed(to: nil))
    #expect(meeting.reduce(.takeChair) == [.takeChair(from: nil)])
    _ = meeting.reduce(.seated(bosChair))
    #expect(meeting.role == .facilitator)
    #expect(meeting.reduce(.judge(.unknown)) == [] && meeting.prompt != nil)
  }

  @Test mutating func `who lost the chair decides nothing; the open question comes back with it`() {
    story.play(.note, .edit(.insert("half a sen")))
    var meeting = story.meeting
    let question = meeting.prompt
    #expect(meeting.reduce(.chairPassed(to: bosChair)) == [])
    #expect(meeting.role == .follower(wasFacilitator: true) && meeting.prompt == nil)
    #expect(meeting.reduce(.confirm) == [])
    #expect(meeting.reduce(.dismiss) == [] && meeting.prompt == nil)
    _ = meeting.reduce(.seated(MeetingStory.anasChair))
    #expect(meeting.prompt == question && meeting.notice == .chairIsOurs)
  }

  @Test mutating func `a question of what to take back comes back as it would be asked now`() {
    story.go(to: .triage)
    story.play(.judge(.unknown), .confirm, .judge(.unknown), .confirm, .undoPhase)
    var meeting = story.meeting
    guard case .consentToUndo(let asked)? = meeting.prompt?.input else {
      Issue.record("nothing is asked")
      return
    }
    _ = meeting.reduce(.chairPassed(to: bosChair))
    var ledger = story.ledger
    ledger.write(.undone(entry: asked.decisions[0].id))
    _ = meeting.reduce(.reloaded(ledger.book))
    _ = meeting.reduce(.seated(MeetingStory.anasChair))
    guard case .consentToUndo(let now)? = meeting.prompt?.input else {
      Issue.record("nothing is asked any more")
      return
    }
    #expect(now.decisions.count == asked.decisions.count - 1)
  }

  @Test mutating func `a watcher never takes the chair`() {
    var meeting = story.followed(as: .watcher)
    #expect(meeting.reduce(.takeChair) == [])
    #expect(meeting.notice == .refused(.onlyWatching))
    _ = meeting.reduce(.seated(bosChair))
    #expect(meeting.role == .watcher)
  }

  @Test mutating func `a question outlives what others say meanwhile, and says what it was`() {
    story.play(.note, .edit(.insert("look at")))
    let question = story.meeting.prompt
    story.elsewhere(.noted(problem: .number(2), text: "it is the image"))
    #expect(story.meeting.prompt == question)
    #expect(story.meeting.notice == .changedElsewhere(story.ledger.book.entries.suffix(1)))
    story.play(.confirm)
    #expect(story.problem(2)?.notes == ["it is the image", "look at"])
  }

  @Test mutating func `a decision is stale when somebody spoke about its problem, and only then`() {
    let known = story.ledger.book
    var ledger = story.ledger
    let note = ledger.write(.noted(problem: .number(3), text: "ours"), by: .ben)
    let news = ledger.book.news(since: story.meeting.book)
    #expect(news == note)
    let judged = MarketEvent.judged(
      problem: .number(3), category: .unknown, because: nil, severity: nil)
    #expect(story.meeting.overtaking([judged], by: news) == note)
    #expect(story.meeting.overtaking([.started(problem: .number(2))], by: news) == [])
    #expect(
      story.meeting.overtaking([.phaseEntered(market: .tuesday, phase: .assign)], by: news) == [])
    let merge = ledger.write(.merged(problem: .number(4), into: .number(2)), by: .ben)
    #expect(story.meeting.overtaking([.started(problem: .number(2))], by: merge) == merge)
    let closed = ledger.write(.closed(problem: .number(2), reason: "fixed"), by: .ben)
    let into = MarketEvent.merged(problem: .number(3), into: .number(2))
    #expect(story.meeting.overtaking([into], by: closed) == closed)
    let rule = ledger.write(.ruleAdopted(cookbook: "web", owner: .ana))
    let undo = ledger.write(.undone(entry: rule[0].id), by: .ben)
    #expect(story.meeting.overtaking([.undone(entry: rule[0].id)], by: undo) == undo)
    #expect(story.meeting.book == known)
  }

  @Test mutating func `a target that others closed is offered no more`() {
    story.play(.merge)
    guard case .choice(let before, _)? = story.meeting.prompt?.input else {
      Issue.record("no choice")
      return
    }
    story.play(.moveChoice(by: 1))
    story.elsewhere(.closed(problem: .number(1), reason: "gone"))
    guard case .choice(let after, let mark)? = story.meeting.prompt?.input else {
      Issue.record("no choice left")
      return
    }
    #expect(after == before.filter { $0 != .problem(.number(1)) })
    #expect(before[1] == .problem(.number(1)) || after[mark] == before[1])
  }

  private func isPlace(_ effect: Effect) -> Bool {
    if case .remember = effect { true } else { false }
  }
}
