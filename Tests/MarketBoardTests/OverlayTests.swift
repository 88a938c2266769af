import MarketAnalysis
import MarketBoard
import MarketMeeting
import MarketModel
import MarketTestKit
import Testing
import TextCanvas

/// What lies over the board scrolls, filters, and can be clicked.
struct OverlayTests {
  @Test func `a text says how far it goes on, and shows its end when somebody is there`() throws {
    let evidence = Morning.at(.review, after: "e")
    let frame = evidence.frame(width: 80, height: 20)
    let limit = try #require(frame.scrollLimit)
    #expect(limit > 0)
    #expect(frame.description.contains("lines 1–"))
    let last = evidence.pressed("G").frame(width: 80, height: 20)
    #expect(last.scrollLimit == limit)
    #expect(last.description.contains("ana noted: ticket 4711 is open"))
    #expect(!frame.description.contains("ana noted: ticket 4711 is open"))
    #expect(evidence.frame(width: 80, height: 60).scrollLimit == 0)
  }

  @Test func `a board without anything over it scrolls nothing`() {
    for phase in Phase.allCases {
      #expect(Morning.at(phase).frame(width: 200, height: 60).scrollLimit == nil)
    }
  }

  @Test(arguments: ["M", "E"] as [Key])
  func `every row of a list that is seen can be clicked`(key: Key) {
    let morning = Morning.at(.review, after: key, "j")
    let frame = morning.frame()
    let rows = frame.links.compactMap { link -> Int? in
      if case .row(let row) = link.target { row } else { nil }
    }
    #expect(rows == Array(morning.meeting.overlayItems.indices))
    for link in frame.links {
      guard case .row(let row) = link.target else { continue }
      let isMarked = frame[link.rect.x, link.rect.y].glyph != .blank
      #expect(isMarked == (row == 1))
    }
  }

  @Test func `the marked row is always seen`() {
    var morning = Morning.at(.review, after: "M")
    for _ in morning.meeting.overlayItems {
      for (width, height) in [(80, 24), (40, 8), (20, 5)] {
        #expect(morning.frame(width: width, height: height).description.contains("›"))
      }
      morning.press("j")
    }
  }

  @Test func `lines without the words that are looked for are left out`() {
    let all = Morning.at(.review).commanded("people")
    let some = all.pressed("/", .paste("BEN open"), .enter)
    let picture = some.frame().description
    #expect(picture.contains("1 open · 1 overdue"))
    #expect(!picture.contains("mika") && !picture.contains("postgresql"))
    let none = all.pressed("/", .paste("zebra"), .enter).frame().description
    #expect(none.contains("Nothing here has “zebra”."))
  }

  @Test func `the row that is marked has its card below it where there is room`() {
    let list = Morning.at(.review).commanded("search postgres")
    #expect(list.frame(width: 120, height: 40).description.contains("4 nodes tonight"))
    #expect(list.frame(width: 120, height: 40).description.contains("ana noted: ticket 4711"))
    #expect(!list.frame(width: 80, height: 14).description.contains("4 nodes tonight"))
  }

  @Test func `the evidence says what the messages have in common, and what varies`() {
    let picture = Morning.at(.triage).facing("nginx").pressed("e").frame(width: 120, height: 40)
      .description
    #expect(picture.contains("by hour    ·················▁▇·····  7 runs failed"))
    #expect(picture.contains("           09 12 15 18 21 00 03 06"))
  }

  @Test func `a list that lies over the board follows what others decide meanwhile`() throws {
    var meeting = Morning.at(.review).pressed("M", "G").meeting
    let closed = try #require(meeting.overlayItems.last)
    let last = try #require(meeting.book.entries.last)
    let entry = LedgerEntry(
      id: EntryID(writer: WriterID(rawValue: "ben-00beef"), sequence: 1), at: last.at,
      clock: last.clock + 1, event: .closed(problem: closed, reason: "fixed"), seen: [:])
    _ = meeting.reduce(.reloaded(MarketBook(meeting.book.entries + [entry])))
    #expect(!meeting.overlayItems.contains(closed))
    #expect(meeting.layers.last?.row == meeting.overlayItems.count - 1)
  }

  @Test(arguments: Language.allCases, Phase.allCases)
  func `help shows all keys of a phase at once at the reference size`(
    language: Language, phase: Phase
  ) {
    #expect(Morning.at(phase, in: language, after: "?").frame().scrollLimit == 0)
  }

  @Test func `what could not be read says where and why, and acts on no terminal`() {
    var night = NightDigest(.tuesday, .ok("web-1"))
    night.add(Unread(file: "chef/\u{1B}[2Jx.json", offset: 1204, reason: "ends inside an object"))
    var ledger = PaperLedger()
    ledger.write(.marketOpened(market: .tuesday, plan: .standard), at: Day.tuesday.at("09:00"))
    var meeting = Meeting(
      day: .tuesday, writer: .ana, settings: Settings(), nights: NightAnalysis.of([night]),
      book: ledger.book, now: Day.tuesday.at("09:00"))
    _ = meeting.reduce(.show(.unread))
    let picture = Board(meeting).frame(width: 80, height: 24).description
    #expect(picture.contains("chef/␛[2Jx.json at byte 1,204\n    ends inside an object"))
    #expect(!picture.contains("\u{1B}"))
  }
}
