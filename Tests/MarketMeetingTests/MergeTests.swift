import MarketAnalysis
import MarketMeeting
import MarketModel
import MarketTestKit
import Testing

/// A merge holds for all nights to come, so it is asked about with what it would have changed.
struct MergeTests {
  var story = MeetingStory()

  init() { story.go(to: .triage) }

  @Test mutating func `before it is confirmed it shows what the nights would have shown`() throws {
    let before = story.ledger.book
    try askAboutMerging(into: 3)
    let regrouping = try #require(regrouping)
    #expect(story.ledger.book == before)
    #expect(regrouping.rows.map(\.id) == [.number(2), .number(3)])
    #expect(nodes(regrouping.row(of: .number(2))?.before) == [0, 3])
    #expect(nodes(regrouping.row(of: .number(3))?.before) == [0, 2])
    #expect(nodes(regrouping.row(of: .number(3))?.after) == [0, 3])
    #expect(regrouping.row(of: .number(2))?.after == .part(of: .number(3)))
  }

  @Test mutating func `what was confirmed is what was shown`() throws {
    try askAboutMerging(into: 3)
    let shown = try #require(regrouping?.row(of: .number(3))?.after?.evidence)
    story.play(.confirm)
    #expect(story.problem(2)?.mergedInto == .number(3))
    let problem = try #require(story.problem(3))
    #expect(story.meeting.evidence(for: problem) == shown)
  }

  @Test mutating func `taken back, it leaves no trace`() throws {
    let before = story.ledger.book
    try askAboutMerging(into: 3)
    story.play(.cancel)
    #expect(story.ledger.book == before && story.meeting.book == before)
    #expect(story.meeting.prompt == nil)
  }

  @Test mutating func `what is said elsewhere meanwhile is reckoned in`() throws {
    try askAboutMerging(into: 3)
    story.elsewhere(.merged(problem: .number(4), into: .number(3)))
    #expect(nodes(regrouping?.row(of: .number(3))?.before) == [0, 3])
  }

  @Test mutating func `a target that went away meanwhile leaves the choice of another`() throws {
    try askAboutMerging(into: 3)
    story.elsewhere(.merged(problem: .number(3), into: .number(4)))
    #expect(story.meeting.prompt?.draft == .mergeTarget(of: .number(2)))
    story.elsewhere(
      .closed(problem: .number(4), reason: "gone"), .closed(problem: .number(1), reason: "gone"))
    try askAboutMerging(into: nil)
    #expect(story.meeting.notice == .refused(.noOtherProblem))
  }

  @Test mutating func `when nothing is left to merge into, the question goes away`() throws {
    try askAboutMerging(into: 3)
    story.elsewhere(
      .closed(problem: .number(1), reason: "gone"), .closed(problem: .number(3), reason: "gone"),
      .closed(problem: .number(4), reason: "gone"))
    #expect(story.meeting.prompt == nil)
  }

  private var regrouping: Regrouping? {
    guard case .consent(let regrouping)? = story.meeting.prompt?.input else { return nil }
    return regrouping
  }

  private mutating func askAboutMerging(into target: Int?) throws {
    story.play(.cancel, .merge)
    guard let target, case .choice(let answers, _)? = story.meeting.prompt?.input else { return }
    story.play(.choose(try #require(answers.firstIndex(of: .problem(.number(target))))))
  }

  private func nodes(_ standing: Regrouping.Standing?) -> [Int]? {
    standing?.evidence?.row.map(\.nodes)
  }
}
