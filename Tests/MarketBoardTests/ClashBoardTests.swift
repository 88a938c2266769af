import MarketBoard
import MarketMeeting
import MarketModel
import MarketTestKit
import Testing
import TextCanvas

/// What people decided without knowing of one another, and what they take back, as the board shows it.
struct ClashBoardTests {
  static let cy = Person(rawValue: "cy")

  /// ana closes the first item of the review; meanwhile ben, who has read nothing of it, gives it away.
  private func review() throws -> Meeting {
    var morning = Morning.at(.review, after: "x", "1", "k")
    while morning.meeting.selected?.status != .closed { morning.press("k") }
    var meeting = morning.meeting
    let id = try #require(meeting.selectedID)
    let last = try #require(meeting.book.entries.last)
    let ben = LedgerEntry(
      id: EntryID(writer: WriterID(rawValue: "ben-00beef"), sequence: 1), at: last.at,
      clock: last.clock,
      event: .assigned(problem: id, owner: Self.cy, step: nil, due: .friday), seen: [:])
    _ = meeting.reduce(.reloaded(MarketBook(meeting.book.entries + [ben])))
    return meeting
  }

  private func frame(_ meeting: Meeting, _ size: (width: Int, height: Int)) -> Frame {
    Board(meeting).frame(width: size.width, height: size.height)
  }

  @Test(arguments: BoardTests.sizes)
  func `what was decided at the same time is said once, and stays on the card`(
    size: (width: Int, height: Int)
  ) throws {
    var meeting = try review()
    try expectGolden(frame(meeting, size), "at-once-\(size.width)x\(size.height)")
    _ = meeting.reduce(.move(by: 0))
    guard size.width >= 80 else { return }
    let picture = frame(meeting, size).description
    #expect(!picture.contains("at the same time"))
    #expect(picture.contains("at once    ana closed it while ben gave it to"))
  }

  @Test func `what was decided at the same time is read out with the item`() throws {
    let meeting = try review()
    let sentence = "ana closed it while ben gave it to cy, by Fri 20 Nov: both hold"
    #expect(Announcement.item(of: meeting).contains("   at once: \(sentence)"))
    let notice = try #require(meeting.notice)
    #expect(Announcement.line(for: notice, in: meeting).contains(": \(sentence)"))
  }

  /// Two clones gave number 1 on the same morning; the second comes while the board is open.
  private func twice(_ phase: Phase) -> (before: Meeting, after: Meeting) {
    var ledger = PaperLedger()
    ledger.layOut(.nginx)
    ledger.write(.marketOpened(market: .monday, plan: .standard))
    ledger.write(.phaseEntered(market: .monday, phase: phase))
    func meeting() -> Meeting {
      Meeting(
        day: .monday, writer: .ana, settings: Settings(), nights: [], book: ledger.book,
        now: Day.monday.at("09:01"))
    }
    var before = meeting()
    let ben = LedgerEntry(
      id: EntryID(writer: .ben, sequence: 1), at: Day.monday.at("08:59"), clock: 1,
      event: .laidOut(
        problem: ProblemID(number: 1, writer: .ben), kind: .failure,
        fingerprint: Failure.postgres.fingerprint, title: "package[postgresql-15] fails",
        night: .monday), seen: [:])
    let book = MarketBook(ledger.book.entries + [ben])
    _ = before.reduce(.reloaded(book))
    let after = Meeting(
      day: .monday, writer: .ana, settings: Settings(), nights: [], book: book,
      now: Day.monday.at("09:01"))
    return (before, after)
  }

  @Test(arguments: BoardTests.sizes)
  func `problems of one number are told apart, and it is said once`(
    size: (width: Int, height: Int)
  ) throws {
    let (before, after) = twice(.triage)
    #expect(before.notice == .numbersGivenTwice([1]))
    try expectGolden(frame(before, size), "number-twice-\(size.width)x\(size.height)")
    try expectGolden(frame(after, size), "number-twice-list-\(size.width)x\(size.height)")
    let list = Announcement.phase(of: after).joined(separator: "\n")
    #expect(list.contains("#1.ana-3f9c1e service[nginx]"))
    #expect(list.contains("#1.ben-77aa01 package[postgresql-15]"))
  }

  @Test func `a number given twice is said in a sentence`() {
    let (before, _) = twice(.triage)
    #expect(
      before.notice.map { Announcement.line(for: $0, in: before) }
        == "! #1 was given twice: #1.ana-3f9c1e service[nginx] fails, "
        + "and #1.ben-77aa01 package[postgresql-15] fails")
  }
}

/// A whole phase is taken back.
struct PhaseUndoBoardTests {
  static let decided: [Key] = ["a", "2", "b", "3", "1", "c", .enter, "d", "1"]

  private func morning(_ keys: Key...) -> Morning {
    var morning = Morning.at(.triage)
    for key in Self.decided + keys { morning.press(key) }
    return morning
  }

  @Test(arguments: BoardTests.sizes)
  func `it is said what goes, and then what went`(size: (width: Int, height: Int)) throws {
    let (width, height) = size
    try expectGolden(
      morning("B").frame(width: width, height: height), "taking-back-\(width)x\(height)")
    try expectGolden(
      morning("B", "y").frame(width: width, height: height), "taken-back-\(width)x\(height)")
  }

  @Test func `it is asked line by line too`() {
    let question = Announcement.question(of: morning("B").meeting)
    #expect(question.first == "? Take back 4 decisions of Triage? y means yes, Enter means no")
    #expect(question.dropFirst().allSatisfy { $0.hasPrefix("   ") } && question.count == 5)
  }

  @Test(arguments: [Key.escape, "n"])
  func `what was only looked at stays`(key: Key) {
    let asked = morning("B", "z", key)
    #expect(asked.meeting.prompt == nil && asked.meeting.notice == nil)
  }

  @Test func `where nothing was decided the board says so`() {
    let picture = Morning.at(.review, after: "B").frame().description
    #expect(picture.contains("You have decided nothing in Review that could be undone."))
  }
}
