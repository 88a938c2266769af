import MarketAnalysis
import MarketMeeting
import MarketModel
import MarketTestKit
import Testing

/// A whole morning, from the first tick to the minutes.
struct MeetingStoryTests {
  var story = MeetingStory()

  init() {
    story.wait(60)
    story.play(.nextPhase)  // Review
    story.wait(30)
    story.play(.review(.onTrack))
    story.play(.nextPhase)  // Triage
    story.wait(90)
    story.play(.judge(.fixCanStart), .choose(Severity.serviceDown.rank))
    story.wait(30)
    story.play(.dismiss, .choose(1))
    story.play(.undo)
    story.play(.park, .edit(.insert(", ben")), .confirm)
    story.play(.nextPhase)  // Assign
    story.wait(60)
    story.play(.acceptSuggestion)
    story.play(.pause)
    story.wait(500)
    story.play(.pause)
    story.play(.nextPhase)  // Close
    story.wait(30)
    story.play(.adoptRule, .nextPhase)
  }

  @Test func `the book holds what was decided and nothing else`() throws {
    let first = try #require(story.problem(2))
    #expect((first.status, first.category) == (.accepted, .fixCanStart))
    #expect((first.severity, first.owner) == (.serviceDown, .ana))
    #expect((first.step, first.due) == ("put the fix in", .wednesday))
    #expect(story.problem(3)?.status == .new)
    #expect(story.problem(4)?.status == .new)
    #expect(story.problem(1)?.verdict == .onTrack)
    #expect(story.meeting.book.ownerRules == ["acme_web": .ana])
    #expect(story.meeting.book == story.ledger.book)
    #expect(story.effects.last == .writeMinutes)
  }

  @Test func `the minutes say the same`() throws {
    let minutes = try #require(written(of: story))
    #expect(minutes.triaged.map(\.id.number) == [2, 3])
    #expect(minutes.reviewed.map(\.id.number) == [1])
    #expect(minutes.carriedOver.map(\.id.number) == [4])
    #expect(minutes.promises.map(\.owner) == [.ana, .ben])
    #expect(minutes.promises.map(\.problem.id.number) == [2, 1])
    #expect(minutes.parked.map(\.people) == [[.ana, .ben]])
    #expect(minutes.adoptedRules.map(\.cookbook) == ["acme_web"])
    #expect(minutes.times.map(\.spent) == [60, 30, 120, 60, 30])
    #expect(minutes.times.map(\.budget) == MarketPlan.standard.budgets)
    #expect(minutes.record.pauses.count == 1)
    #expect(minutes.night?.night == .tuesday)
  }

  @Test mutating func `minutes of a past market do not change afterwards`() throws {
    let before = try #require(written(of: story))
    story.elsewhere(
      .assigned(problem: .number(2), owner: .ben, step: nil, due: nil),
      .closed(problem: .number(1), reason: "fixed"),
      .unparked(topic: try #require(before.parked.first).id),
      .ruleAdopted(cookbook: "acme_db", owner: .ben))
    #expect(written(of: story) == before)
  }

  @Test mutating func `an owner is in the minutes though the market did not reach the problem`()
    throws
  {
    var quick = MeetingStory()
    quick.go(to: .close)
    quick.play(.nextPhase)
    let minutes = try #require(written(of: quick))
    #expect(minutes.carriedOver.map(\.id.number).sorted() == [1, 2, 3, 4])
    #expect(minutes.promises.map(\.owner) == [.ben])
  }

  @Test func `a day without a market has no minutes`() {
    #expect(Minutes(of: .friday, in: story.meeting.book, nights: []) == nil)
  }

  private func written(of story: MeetingStory) -> Minutes? {
    Minutes(of: .tuesday, in: story.meeting.book, nights: MeetingStory.nights.analyses)
  }
}

struct RuleProposalTests {
  var story = MeetingStory()

  @Test
  mutating func `what was given by hand is proposed as a rule, with what it would have named`() {
    give(2, to: .ana)
    story.go(to: .close)
    #expect(story.meeting.proposals.map(\.cookbook) == ["acme_web"])
    #expect(story.meeting.proposals.map(\.owner) == [.ana])
    #expect(story.meeting.proposals.map(\.wouldHaveNamed) == [[.number(2)]])
  }

  @Test mutating func `a rejected rule does not come back when another is adopted`() {
    give(2, to: .ana)
    give(3, to: .ben)
    story.go(to: .close)
    #expect(story.meeting.proposals.map(\.cookbook) == ["acme_db", "acme_web"])
    story.play(.rejectRule, .adoptRule)
    #expect(story.meeting.proposals.isEmpty)
    #expect(story.meeting.book.ownerRules == ["acme_web": .ana])
    story.play(.adoptRule)
    #expect(story.meeting.notice == .refused(.noProposal))
  }

  @Test mutating func `an adopted rule that is taken back is proposed again`() {
    give(2, to: .ana)
    story.go(to: .close)
    story.play(.adoptRule)
    #expect(story.meeting.proposals.isEmpty)
    story.play(.undo)
    #expect(story.meeting.proposals.map(\.cookbook) == ["acme_web"])
  }

  @Test mutating func `what an earlier market gave is not proposed`() {
    story.go(to: .close)
    #expect(story.meeting.proposals.isEmpty)
  }

  @Test mutating func `what a rule of the team names is not proposed`() {
    give(2, to: .ana)
    var settings = Settings()
    settings.ownership = [
      OwnershipRule(cookbook: nil, resourceType: "service", environment: nil, owner: .ben)
    ]
    let proposals = RuleProposal.proposals(
      after: .tuesday, book: story.meeting.book, settings: settings,
      nights: MeetingStory.nights.analyses)
    #expect(proposals.isEmpty)
  }

  private mutating func give(_ number: Int, to owner: Person) {
    story.elsewhere(
      .judged(problem: .number(number), category: .unknown, because: nil, severity: nil),
      .assigned(problem: .number(number), owner: owner, step: "look", due: .wednesday), by: .ana)
  }
}
