import MarketAnalysis
import MarketMeeting
import MarketModel
import MarketTestKit
import Testing

/// How a key becomes a decision.
struct DecisionTests {
  var story = MeetingStory()

  init() { story.go(to: .triage) }

  @Test mutating func `a decision is asked for, recorded, and only then shown`() {
    var (meeting, ledger) = (story.meeting, story.ledger)
    #expect(meeting.reduce(.judge(.unknown)) == [])
    let effects = meeting.reduce(.confirm)
    guard case .record(let event)? = effects.first, effects.count == 1 else {
      Issue.record("expected one decision, got \(effects)")
      return
    }
    #expect(meeting.book.problem(.number(2))?.status == .new)
    _ = meeting.reduce(.recorded(ledger.write(event)))
    #expect(meeting.book.problem(.number(2))?.status == .accepted)
    #expect(meeting.notice == .saved(event))
    #expect(meeting.prompt == nil)
  }

  @Test mutating func `on a full disk nothing changes but the notice`() {
    story.play(.dismiss, .choose(3), .edit(.insert("old node")))
    let before = story.meeting
    story.diskIsFull = true
    story.play(.confirm)
    #expect(story.meeting.notice == .notSaved(reason: "disk full"))
    #expect(story.meeting.book == before.book)
    #expect(story.meeting.agenda == before.agenda)
    #expect(story.meeting.prompt == before.prompt)
    #expect(story.meeting.selection == before.selection)
    story.diskIsFull = false
    story.play(.confirm)
    #expect(story.problem(2)?.closingReason == "old node")
    #expect(story.meeting.prompt == nil)
  }

  /// Typing aside: what stands in the line already can be taken with one key.
  @Test(
    arguments: [
      ([.judge(.fixCanStart), .confirm], .triage), ([.judge(.unknown), .choose(0)], .triage),
      ([.judge(.noFixYet), .choose(1), .confirm], .triage),
      ([.merge, .choose(0), .confirm], .triage),
      ([.rate, .choose(0)], .review), ([.snooze, .choose(0)], .triage),
      ([.dismiss, .choose(0)], .triage),
      ([.dismiss, .choose(3), .edit(.insert("text")), .confirm], .triage),
      ([.park, .confirm], .triage), ([.review(.onTrack)], .review), ([.review(.blocked)], .review),
      ([.start], .review), ([.close, .choose(0)], .review), ([.assign, .choose(0)], .review),
      ([.acceptSuggestion], .assign), ([.assign, .choose(0)], .assign),
      ([.planStep, .confirm], .assign), ([.setDate, .choose(0)], .assign),
      ([.setDate, .choose(Int.max), .confirm], .assign), ([.leaveToNobody, .choose(0)], .assign),
    ] as [([Action], Phase)])
  mutating func `no decision takes more than three keys`(actions: [Action], phase: Phase) {
    story.go(to: phase)
    let decisions = story.ledger.book.entries.count
    for action in actions {
      // The last choice asks for a line of text, where there is one.
      if case .choose(Int.max) = action, case .choice(let all, _)? = story.meeting.prompt?.input {
        story.play(.choose(all.count - 1))
      } else {
        story.play(action)
      }
    }
    let keys = actions.filter { if case .edit = $0 { false } else { true } }.count
    #expect(keys <= 3)
    #expect(story.ledger.book.entries.count == decisions + 1)
    #expect(story.meeting.prompt == nil)
  }

  @Test mutating func `a settled card gives way to the next, a note does not`() {
    #expect(story.front == 2)
    story.play(.note, .edit(.insert("seen")), .confirm)
    #expect(story.front == 2)
    story.play(.judge(.unknown), .confirm)
    #expect(story.front == 3)
    story.play(.move(by: 1), .dismiss, .choose(0))
    #expect(story.front == 3)
  }

  @Test mutating func `undo says what it takes back and brings the card in front`() throws {
    story.play(.judge(.unknown), .confirm, .dismiss, .choose(0))
    #expect(story.front == 4)
    story.play(.undo)
    #expect(
      story.meeting.notice
        == .undone(.dismissed(problem: .number(3), reason: Dismissal.notAProblem.rawValue)))
    #expect(story.front == 3)
    #expect(story.problem(3)?.status == .new)
    story.play(.undo)
    #expect(story.front == 2)
    story.play(.redo, .redo)
    #expect(story.problem(2)?.status == .accepted)
    #expect(story.problem(3)?.status == .dismissed)
    #expect(
      story.meeting.notice
        == .redone(.dismissed(problem: .number(3), reason: Dismissal.notAProblem.rawValue)))
    story.play(.redo)
    #expect(story.meeting.notice == .refused(.nothingToRedo))
  }

  @Test
  mutating func `a phase is taken back after it was said what goes, and one redo brings it again`()
    throws
  {
    story.play(.undoPhase)
    #expect(story.meeting.notice == .refused(.nothingDecided(.triage, others: 0)))
    story.play(.judge(.unknown), .confirm, .dismiss, .choose(0))
    story.elsewhere(.noted(problem: .number(4), text: "ben's"))
    story.play(.undoPhase)
    guard case .consentToUndo(let undo)? = story.meeting.prompt?.input else {
      Issue.record("nothing is asked")
      return
    }
    #expect((undo.decisions.count, undo.others) == (2, 1))
    story.play(.cancel)
    #expect(story.problem(2)?.status == .accepted)

    let effects = story.play(.undoPhase, .confirm)
    #expect(effects.first == .recordStep(undo.events))
    #expect(story.meeting.notice == .undoneStep(undo.decisions.map(\.event)))
    #expect(story.problem(2)?.status == .new && story.problem(3)?.status == .new)
    #expect(story.problem(4)?.notes == ["ben's"])
    #expect(story.front == 2)

    story = story.resumed()
    story.play(.redo)
    #expect(story.meeting.notice == .redoneStep(undo.decisions.map(\.event)))
    #expect(story.problem(2)?.status == .accepted && story.problem(3)?.status == .dismissed)
    story.play(.redo)
    #expect(story.meeting.notice == .refused(.nothingToRedo))
  }

  @Test mutating func `on a full disk no part of a phase is taken back`() {
    story.play(.judge(.unknown), .confirm, .dismiss, .choose(0), .undoPhase)
    let book = story.meeting.book
    story.diskIsFull = true
    story.play(.confirm)
    #expect(story.meeting.book == book)
    #expect(story.meeting.notice == .notSaved(reason: "disk full"))
  }

  @Test mutating func `undo takes back this hand's decisions alone, and survives a restart`() {
    story.play(.judge(.unknown), .confirm)
    story.elsewhere(.noted(problem: .number(3), text: "mine"))
    story = story.resumed()
    story.play(.undo)
    #expect(story.problem(2)?.status == .new)
    #expect(story.problem(3)?.notes == ["mine"])
    story.play(.undo)
    #expect(story.meeting.notice == .refused(.nothingToUndo))
  }

  @Test mutating func `a merged card takes no decision`() {
    story.play(.merge, .choose(0), .confirm, .moveToEnd(first: true), .judge(.unknown))
    #expect(story.problem(2)?.status == .merged)
    guard case .refused(.mergedAway)? = story.meeting.notice else {
      Issue.record("\(String(describing: story.meeting.notice))")
      return
    }
    #expect(story.meeting.prompt == nil)
  }

  @Test mutating func `a card that is merged elsewhere while it is asked about takes no answer`() {
    story.play(.judge(.unknown))
    story.elsewhere(.merged(problem: .number(2), into: .number(3)))
    story.play(.confirm)
    #expect(story.meeting.notice == .refused(.mergedAway(into: .number(3))))
  }

  @Test mutating func `what is never the same is not offered to be merged, nor merged`() throws {
    story.play(.merge)
    story.elsewhere(.keptApart(problem: .number(3), from: .number(2)))
    guard case .choice(let answers, _)? = story.meeting.prompt?.input,
      let index = answers.firstIndex(of: .problem(.number(3)))
    else {
      Issue.record("\(String(describing: story.meeting.prompt))")
      return
    }
    story.play(.choose(index))
    let said = try #require(story.meeting.book.separation(of: .number(2), from: .number(3)))
    #expect(story.meeting.notice == .refused(.keptApart(said)))
    #expect(story.problem(2)?.status == .new)
    story.play(.cancel, .merge)
    guard case .choice(let fewer, _)? = story.meeting.prompt?.input else { return }
    #expect(fewer == answers.filter { $0 != .problem(.number(3)) })
  }

  @Test mutating func `a card about which it was only said what is one with it is not done`() {
    story.elsewhere(
      .keptApart(problem: .number(2), from: .number(3)),
      .boundToPlaces(problem: .number(2), places: [Fingerprint(value: 1)]))
    #expect(!story.meeting.isSettled(.number(2)))
  }

  @Test mutating func `an empty or senseless answer is refused with its reason`() {
    story.play(.dismiss, .choose(3), .edit(.insert("  ")), .confirm)
    #expect(story.meeting.notice == .refused(.emptyAnswer))
    story.play(.cancel, .park, .edit(.clear), .edit(.insert(",")), .confirm)
    #expect(story.meeting.notice == .refused(.emptyAnswer))
    story.play(.cancel)
    story.go(to: .assign)
    story.play(.setDate, .moveChoice(by: 99), .confirm, .edit(.insert("!")), .confirm)
    #expect(story.meeting.notice == .refused(.notADate("2026-11-18!")))
  }

  @Test mutating func `what rests may rest until any day that is to come`() {
    story.go(to: .triage)
    let id = story.meeting.selectedID!
    story.play(.snooze, .moveChoice(by: 99), .confirm, .edit(.clear), .edit(.insert("+3w")))
    story.play(.confirm)
    #expect(story.meeting.book.problem(id)?.wake == .on(day: story.meeting.day.adding(days: 21)))
    story.go(to: .assign)
    story.play(.leaveToNobody, .moveChoice(by: 99), .confirm, .edit(.clear))
    story.play(.edit(.insert("yesterday")), .confirm)
    #expect(story.meeting.notice == .refused(.dayIsPast(story.meeting.day.adding(days: -1))))
  }

  @Test mutating func `a fix is verified only by enough clean nights`() {
    story.go(to: .review)
    story.play(.verify)
    #expect(story.meeting.notice == .refused(.noCountermeasure))
    story.elsewhere(.countermeasureTaken(problem: .number(1), text: "fix", on: .monday))
    story.play(.verify)
    #expect(story.meeting.notice == .refused(.notProvenYet(.holding(nights: 1), needed: 3)))
  }

  @Test mutating func `whoever takes over keeps the step that was planned`() {
    story.go(to: .assign)
    story.play(.assign, .choose(0))
    #expect(story.problem(1)?.owner == .ana)
    #expect(story.problem(1)?.step == "put the fix in")
    #expect(story.problem(1)?.due == .wednesday)
  }

  @Test mutating func `a topic can be parked without an item, with its people`() throws {
    story.go(to: .close)
    story.play(.park, .edit(.insert("image builds")), .confirm)
    story.play(.edit(.insert("ana, ben")), .confirm)
    let topic = try #require(story.meeting.book.parked.first)
    #expect((topic.topic, topic.problem, topic.people) == ("image builds", nil, [.ana, .ben]))
  }
}
