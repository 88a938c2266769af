import MarketAnalysis
import MarketMeeting
import MarketModel
import MarketTestKit
import Testing

/// Whatever is pressed, in whatever order.
struct RandomMeetingTests {
  @Test(arguments: 1...30)
  func `no sequence of keys traps, and the ledger alone tells what happened`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var story = MeetingStory()
    for _ in 0..<200 {
      story.diskIsFull = Int.random(in: 0..<20, using: &random) == 0
      story.play(action(&random, now: story.meeting.now))
      #expect(story.meeting.book == story.ledger.book)
      #expect(story.meeting.selectedID.map(story.meeting.items.contains) ?? true)
      if story.meeting.isOver { #expect(story.meeting.prompt == nil) }
    }
    #expect(MarketBook(story.ledger.book.entries.shuffled(using: &random)) == story.meeting.book)
    #expect(story.resumed().meeting.agenda == story.meeting.agenda)
  }

  @Test(arguments: 1...30)
  func `taking everything back restores every problem`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var story = MeetingStory()
    let before = story.meeting.book.problems
    for _ in 0..<200 where story.meeting.phase < .close {
      story.play(action(&random, now: story.meeting.now))
    }
    story.play(.cancel)
    while !story.meeting.isOver, story.meeting.notice != .refused(.nothingToUndo) {
      story.play(.undo)
    }
    #expect(story.meeting.book.problems == before)
    #expect(story.meeting.book.parked.isEmpty && story.meeting.book.ownerRules.isEmpty)
  }

  private func action(_ random: inout SeededGenerator, now: Instant) -> Action {
    let small = Int.random(in: -2...4, using: &random)
    let actions: [Action] = [
      .tick(now.adding(seconds: Double(small + 2))), .move(by: small),
      .moveToEnd(first: small > 0), .pause, .pause, .show(.help), .cancel,
      .judge(Category.allCases[abs(small) % 3]), .judge(.noFixYet), .rate, .merge, .merge, .snooze,
      .dismiss, .park, .review(.onTrack), .start, .findCause, .takeCountermeasure, .note, .verify,
      .close, .acceptSuggestion, .assign, .planStep, .setDate, .leaveToNobody, .adoptRule,
      .rejectRule, .undo, .redo, .undoPhase, .edit(.insert("2026-11-2\(abs(small))")),
      .edit(.deleteBackward),
      .moveChoice(by: small),
    ]
    // Half of the keys answer, so that questions come to an end; few change the phase.
    switch Int.random(in: 0..<40, using: &random) {
    case 0: return .nextPhase
    case 1: return .previousPhase
    case 2..<12: return .confirm
    case 12..<20: return .choose(small)
    default: return actions.randomElement(using: &random) ?? .cancel
    }
  }
}
