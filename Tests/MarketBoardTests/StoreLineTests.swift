import MarketBoard
import MarketMeeting
import MarketModel
import MarketTestKit
import Testing
import TextCanvas

/// The one line that says what is wrong with the store, and what to do.
struct StoreLineTests {
  private static let bo = Person(rawValue: "bo")
  private static let cy = Person(rawValue: "cy")

  private static func remarks(_ change: (inout StoreRemarks) -> Void) -> StoreRemarks {
    var remarks = StoreRemarks()
    change(&remarks)
    return remarks
  }

  /// A note of ben's that a newer version wrote.
  private static func newer(_ count: Int) -> MarketBook {
    var ledger = PaperLedger()
    for _ in 0..<count { ledger.write(.unknown(kind: "voted", json: "{}")) }
    return ledger.book
  }

  /// ana took back two notes at once, and one line of it is there.
  private static var cutOff: MarketBook {
    var ledger = PaperLedger()
    let id = ledger.layOut(.nginx)
    let notes = ledger.write(.noted(problem: id, text: "1"), .noted(problem: id, text: "2"))
    ledger.write(
      step: notes.reversed().map { .undone(entry: $0.id) }, at: Day.monday.at("09:12"))
    return MarketBook(ledger.book.entries.dropLast())
  }

  @Test(arguments: [
    (
      remarks { $0.damagedLines = [bo: 2] }, newer(0),
      "2 lines of bo’s ledger are damaged and left out · market check --repair"
    ),
    (
      remarks { $0.damagedLines = [bo: 2, cy: 1] }, newer(0),
      "3 lines of 2 ledgers are damaged and left out · market check --repair"
    ),
    (
      remarks { $0.missingDecisions = [bo: 1] }, newer(0),
      "1 decision of bo’s ledger is missing · market check"
    ),
    (
      remarks { $0.doubledDecisions = [bo: 1] }, newer(0),
      "1 number of bo’s ledger stands for two decisions · market check"
    ),
    (
      remarks { $0.damagedDigests = 1 }, newer(0),
      "1 digest of nights is damaged and left out · market check --repair"
    ),
    (
      remarks { $0.strangeFiles = 2 }, newer(0),
      "2 files in the store can't be read and are left out · market check --repair"
    ),
    (
      remarks { _ in }, newer(3),
      "3 decisions are of a newer version of market and not shown · update market"
    ),
    (
      remarks { $0.newerDigests = 1 }, newer(0),
      "1 digest is of a newer version of market and half read · update market"
    ),
    (
      remarks { _ in }, cutOff,
      "ana’s last undo was cut off (1 of 2 lines): none of it counts · do it again"
    ),
    (
      remarks {
        $0.damagedLines = [bo: 1]
        $0.damagedDigests = 1
      }, newer(0),
      "left out: 1 damaged line, 1 damaged digest · market check --repair"
    ),
    (
      remarks {
        $0.damagedLines = [bo: 12]
        $0.newerDigests = 1
      }, newer(30),
      "left out: 12 damaged lines, 30 newer decisions and more · market check"
    ),
  ])
  func `it says what happened and what to do, and fits`(
    remarks: StoreRemarks, book: MarketBook, line: String
  ) {
    #expect(English().line(for: remarks, in: book) == line)
    #expect(DisplayWidth.columns(of: line) <= 77)
  }

  @Test func `a sound store has none`() {
    #expect(English().line(for: StoreRemarks(), in: Self.newer(0)) == nil)
    #expect(Announcement.store(of: Morning().meeting) == nil)
  }

  @Test func `counts that a hostile ledger claims trap nobody`() {
    let all = Self.remarks { $0.missingDecisions = [Self.bo: .max, Self.cy: .max] }
    #expect(English().line(for: all, in: MarketBook())?.hasSuffix("· market check") == true)
  }

  static let scenes: [(name: String, morning: Morning)] = [
    ("damaged-overnight", damaged(.at(.overnight))),
    ("damaged-triage", damaged(.at(.triage))),
    ("damaged-triage-saved", damaged(.at(.triage, after: "a", "2"))),
    ("damaged-help", damaged(.at(.triage, after: "?"))),
    (
      "damaged-chair-taken",
      damaged(Morning.at(.triage, after: "n", .paste("see the image")).displaced())
    ),
    ("damaged-over", damaged(.closing(.enter))),
  ]

  private static func damaged(_ morning: Morning) -> Morning {
    morning.remarked(remarks { $0.damagedLines = [bo: 2] })
  }

  @Test(arguments: scenes.indices, BoardTests.sizes)
  func `the board shows it as it was drawn`(
    scene: Int, size: (width: Int, height: Int)
  ) throws {
    let (name, morning) = Self.scenes[scene]
    try expectGolden(
      morning.frame(width: size.width, height: size.height), "\(name)-\(size.width)x\(size.height)")
  }

  @Test(arguments: scenes.indices)
  func `at the reference size it stays all morning and hides nothing`(scene: Int) {
    let (name, morning) = Self.scenes[scene]
    let picture = morning.frame().description
    #expect(picture.contains("2 lines of bo’s ledger are damaged and left out"), "\(name)")
    #expect(picture.contains("[?]"), "\(name)")
    if morning.meeting.overlay == .help { expectAllKeys(of: morning, in: picture) }
  }

  @Test(arguments: BoardTests.scenes.indices, BoardTests.oddSizes)
  func `no size is too small for it`(scene: Int, size: (width: Int, height: Int)) {
    let morning = Self.damaged(BoardTests.scenes[scene].morning)
    let frame = morning.frame(width: size.width, height: size.height)
    #expect((frame.width, frame.height) == size)
  }

  @Test func `it stands out until a key is pressed, and is quiet from then on`() throws {
    let new = Self.damaged(.at(.triage))
    try expectGolden(text: new.frame().inks, "damaged-triage-80x24-inks")
    try expectGolden(text: new.pressed("j", "k").frame().inks, "damaged-triage-seen-80x24-inks")
  }

  @Test(arguments: [Phase.review, .triage, .assign])
  func `on a low screen it never lies over the keys of a phase that decides`(phase: Phase) {
    let (sound, flawed) = (Morning.at(phase), Self.damaged(.at(phase)))
    #expect(flawed.frame(width: 40, height: 10) == sound.frame(width: 40, height: 10))
  }

  @Test func `who listens hears it`() {
    #expect(
      Announcement.store(of: Self.damaged(.at(.review)).meeting)
        == "~ 2 lines of bo’s ledger are damaged and left out · market check --repair")
  }

  @Test func `a decision in somebody else's file says whose file it is`() throws {
    var remarks = StoreRemarks()
    remarks.accounts = [.ana: "bo"]
    let morning = Morning.at(.review).facing("pg_dump").remarked(remarks)
    let problem = try #require(morning.meeting.selected)
    let history = morning.meeting.book.history(of: problem.id)
    let sentences = history.map { English().sentence(for: $0, in: morning.meeting.book, remarks) }
    #expect(sentences.contains { $0.hasPrefix("ana (file of unix user bo) took it over") })
    #expect(sentences.contains { $0.hasPrefix("first seen") && $0.hasSuffix("unix user bo)") })
    let picture = morning.pressed("e").frame(width: 200, height: 60).description
    #expect(picture.contains("ana (file of unix user bo)"))
  }
}

extension Morning {
  /// The market after something was found out about the store.
  func remarked(_ remarks: StoreRemarks) -> Morning {
    var other = self
    other.take(.remarked(remarks))
    return other
  }
}
