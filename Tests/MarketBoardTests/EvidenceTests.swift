import MarketAnalysis
import MarketBoard
import MarketMeeting
import MarketModel
import MarketTestKit
import Testing
import TextCanvas

/// What a card and its evidence say where no report says it: the suspect, and what a signal stands on.
///
/// Four nights are quiet. In the fifth a cookbook got another version on four of twelve nodes, and
/// they fail; on another the agent grows. Both the version and the node's name play tricks.
struct EvidenceTests {
  static let version = "\u{1B}[2J9\u{202E}.9"
  static let grower = "evil\u{1B}[2J\u{200B}01"

  @Test(arguments: [(80, 24), (200, 60)])
  func `the card names the suspect, and nothing of it acts on the terminal`(
    width: Int, height: Int
  ) {
    let card = Board(meeting(facing: "nginx")).frame(width: width, height: height).description
    #expect(card.contains("suspect    cookbook acme_web went from 1.0 to"))
    #expect(isHarmless(card))
  }

  @Test func `one key leads to what it stands on, line by line`() {
    let growth = meeting(facing: "eats memory")
    let evidence = Board(pressing("e", in: growth)).frame(width: 80, height: 24).description
    #expect(evidence.contains("01: grew from 100 to 800 MB in 7 hours"))
    #expect(isHarmless(evidence))
    let failure = pressing("e", in: meeting(facing: "nginx"))
    #expect(Board(failure).frame(width: 80, height: 24).description.contains("suspect    cookbook"))
  }

  @Test func `line by line it is said, too`() {
    let failure = Announcement.item(of: meeting(facing: "nginx"))
    #expect(failure.contains { $0.hasPrefix("   suspect: cookbook acme_web went from 1.0 to") })
    let growth = meeting(facing: "eats memory")
    #expect(!Announcement.item(of: growth).contains { $0.hasPrefix("   detail: ") })
    #expect(
      Announcement.overlay(of: pressing("e", in: growth)).contains {
        $0.hasPrefix("   detail: evil")
      })
  }

  @Test func `a sentence that begins with a name keeps it as it is`() {
    let growth = Board(meeting(facing: "eats memory")).frame(width: 80, height: 24).description
    #expect(growth.contains("│ evil"))
    #expect(!growth.contains("Evil"))
  }

  private func isHarmless(_ picture: String) -> Bool {
    !picture.unicodeScalars.contains { ["\u{1B}", "\u{202E}", "\u{200B}"].contains($0) }
  }

  // MARK: The morning

  private static let nights = Nights((0..<5).map(night))

  private static func night(_ index: Int) -> [RunSample] {
    var runs = (1...12).map { number -> RunSample in
      let isStruck = index == 4 && number <= 4
      var sample: RunSample = isStruck ? .failed("web-\(number)") : .ok("web-\(number)")
      sample.run.traits[Traits.cookbook + "acme_web"] = isStruck ? version : "1.0"
      return sample
    }
    for hour in 0..<8 {
      var sample = RunSample.ok(grower, at: "0\(hour):30")
      sample.run.usage = Usage(agent: index == 4 ? 100 * (hour + 1) : 100)
      runs.append(sample)
    }
    return runs
  }

  private func meeting(facing word: String) -> Meeting {
    var ledger = PaperLedger()
    let (day, nights) = (Day.friday, Self.nights)
    ledger.write(.marketOpened(market: day, plan: .standard), at: day.at("09:00"))
    ledger.write(ledger.book.layingOut(nights.analyses, by: .ana), at: day.at("09:00"))
    let meeting = Meeting(
      day: day, writer: .ana, settings: Settings(),
      nights: nights.analyses, book: ledger.book, now: day.at("09:00"))
    return at(.triage, word, in: meeting, ledger)
  }

  private func at(
    _ phase: Phase, _ word: String, in meeting: Meeting, _ ledger: PaperLedger
  ) -> Meeting {
    var (meeting, ledger) = (meeting, ledger)
    func run(_ effects: [Effect]) {
      for case .record(let event) in effects {
        run(meeting.reduce(.recorded(ledger.write([event], at: meeting.now))))
      }
    }
    while meeting.phase < phase { run(meeting.reduce(.nextPhase)) }
    for _ in meeting.items where !(meeting.selected?.title.contains(word) ?? false) {
      run(meeting.reduce(.move(by: 1)))
    }
    return meeting
  }

  private func pressing(_ key: Key, in meeting: Meeting) -> Meeting {
    var meeting = meeting
    if let action = Keymap.standard.action(for: key, in: meeting) { _ = meeting.reduce(action) }
    return meeting
  }
}
