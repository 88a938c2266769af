import MarketBoard
import MarketMeeting
import MarketModel
import MarketTestKit
import Testing
import TextCanvas

/// Every picture of the board, at four sizes.
struct BoardTests {
  static let sizes: [(width: Int, height: Int)] = [
    (20, 5), (40, 10), (80, 24), (120, 40), (200, 60),
  ]
  static let oddSizes: [(width: Int, height: Int)] = [
    (0, 0), (1, 1), (7, 3), (12, 4), (80, 1), (3, 40), (300, 100),
  ]

  /// What was pressed, and what it is called.
  static let scenes: [(name: String, morning: Morning)] = [
    ("overnight", .at(.overnight)),
    ("overnight-help", .at(.overnight, after: "?")),
    ("review", .at(.review)),
    ("review-held", .at(.review).facing("ntp")),
    ("review-not-held", .at(.review).facing("pg_dump")),
    ("review-help", .at(.review, after: "?")),
    ("review-evidence", .at(.review, after: "e")),
    ("review-late", .at(.review).after(seconds: 300)),
    ("triage", .at(.triage)),
    ("triage-nudged", .at(.triage).after(seconds: 100)),
    ("paused", .at(.triage, after: "P")),
    ("time-is-up", .at(.triage).after(seconds: 900)),
    ("triage-wide-letters", .at(.triage).facing("設定/")),
    ("triage-hostile", .at(.triage).facing("owned")),
    ("triage-hostile-evidence", .at(.triage).facing("owned").pressed("e")),
    ("triage-came-back", .at(.triage).facing("wildcard")),
    ("triage-severity", .at(.triage, after: "a")),
    ("triage-merge", .at(.triage, after: "m")),
    ("triage-merging", .at(.triage).facing("設定/").pressed("m", "1")),
    ("triage-merging-hostile", .at(.triage, after: "m", "7")),
    ("triage-note", .at(.triage, after: "n", .paste("設定 is written by two recipes"))),
    ("assign", .assigning()),
    ("assign-owner", .assigning("o")),
    ("close", .closing()),
    ("over", .closing(.enter)),
    ("watching", .at(.triage).followed()),
    ("watching-deciding-key", .at(.triage).followed().pressed("a")),
    ("watching-astray", .at(.triage).followed().pressed("j")),
    ("watching-help", .at(.triage).followed(as: .follower(wasFacilitator: false)).pressed("?")),
    ("watching-over", .closing(.enter).followed()),
    ("chair-held", .at(.review).followed(as: .follower(wasFacilitator: false))),
    ("chair-asked", .at(.triage).followed(as: .follower(wasFacilitator: false)).pressed("T")),
    ("chair-taken", .at(.triage, after: "n", .paste("see the image")).displaced()),
    ("chair-free", .at(.triage).followed(as: .follower(wasFacilitator: false), chair: nil)),
    ("review-history", .at(.review, after: "H")),
    ("review-history-held", .at(.review).facing("ntp").pressed("H")),
    ("review-matrix", .at(.review, after: "M", "j")),
    ("review-effect", .at(.review, after: "E")),
    ("review-people", .at(.review).commanded("people")),
    ("review-unread", .at(.review).commanded("unread")),
    ("close-parked", .closing("K")),
    ("review-found", .at(.review).commanded("search acme")),
    ("review-nothing-found", .at(.review).commanded("search zebra")),
    ("triage-help", .at(.triage, after: "?")),
    ("triage-evidence", .at(.triage).facing("nginx").pressed("e", "j", "j")),
    ("assign-help", .assigning("?")),
    ("over-help", .closing(.enter, "?")),
    ("changed-elsewhere", .at(.triage, after: "n", .paste("see the")).overheard()),
  ]

  @Test(arguments: scenes.indices, sizes)
  func `the board looks as it was drawn`(scene: Int, size: (width: Int, height: Int)) throws {
    let (name, morning) = Self.scenes[scene]
    try expectGolden(
      morning.frame(width: size.width, height: size.height), "\(name)-\(size.width)x\(size.height)")
  }

  @Test(arguments: ["overnight", "review", "triage-severity", "close", "watching", "chair-taken"])
  func `what matters stands out`(name: String) throws {
    let morning = try #require(Self.scenes.first { $0.name == name }).morning
    try expectGolden(text: morning.frame().inks, "\(name)-80x24-inks")
  }

  @Test(arguments: scenes.indices, oddSizes)
  func `no size is too small or too large`(scene: Int, size: (width: Int, height: Int)) {
    let frame = Self.scenes[scene].morning.frame(width: size.width, height: size.height)
    #expect((frame.width, frame.height) == size)
  }

  @Test func `a team's first morning says how to begin`() throws {
    try expectGolden(Board(Morning.first).frame(width: 80, height: 24), "first-morning-80x24")
  }

  @Test(arguments: scenes.indices)
  func `at the reference size nothing that can be done is left out`(scene: Int) {
    let (name, morning) = Self.scenes[scene]
    let picture = morning.frame().description
    if morning.meeting.prompt == nil { #expect(picture.contains("[?]"), "\(name)") }
    if morning.meeting.overlay == .help { expectAllKeys(of: morning, in: picture) }
  }
}

/// Each key that works is named, and what it does is said whole, be it together with others.
func expectAllKeys(of morning: Morning, in picture: String) {
  let words = picture.split(whereSeparator: \.isWhitespace)
  for binding in Keymap.standard.bindings(in: morning.meeting) {
    let key = binding.keys.first?.description ?? ":\(binding.deed.rawValue)"
    #expect(words.contains { $0 == key }, "\(key)")
    let said =
      [English().help(for: binding.deed)]
      + (KeyFold(of: binding.deed).map { [English().help(for: $0)] } ?? [])
    #expect(said.contains { picture.contains($0) }, "\(said)")
  }
}

extension Morning {
  /// Goes down the list until the title of the item in front has a word in it.
  func facing(_ word: String) -> Morning {
    var morning = self
    for _ in meeting.items where morning.meeting.selected?.title.contains(word) != true {
      morning.press("j")
    }
    return morning
  }

  func after(seconds: Double) -> Morning {
    var morning = self
    morning.wait(seconds)
    return morning
  }

  func pressed(_ keys: Key...) -> Morning {
    var morning = self
    for key in keys { morning.press(key) }
    return morning
  }

  /// Something was said in the command line.
  func commanded(_ line: String) -> Morning { pressed(":", .paste(line), .enter) }

  /// Triage is done, and something has to be given to somebody.
  static func assigning(in language: Language = .english, _ keys: Key...) -> Morning {
    var morning = Morning.at(.triage, in: language, after: "a", "2", "b", "3", "1", "c", .enter)
    morning.press(">")
    for key in keys { morning.press(key) }
    return morning
  }

  /// Some of it has an owner, a topic is parked, and the market is at its end.
  static func closing(in language: Language = .english, _ keys: Key...) -> Morning {
    var morning = Morning.assigning(in: language, "o", "3", .enter)
    morning.press("p", .control("u"), .paste("ana ben"), .enter, ">")
    for key in keys { morning.press(key) }
    return morning
  }
}
