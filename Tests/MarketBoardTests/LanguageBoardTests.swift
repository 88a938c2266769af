import MarketMeeting
import MarketModel
import MarketTestKit
import Testing
import TextCanvas

@testable import MarketBoard

/// The board in every language that is not English, which has pictures enough.
struct LanguageBoardTests {
  static let languages = Language.allCases.filter { $0 != .english }
  static let sizes: [(width: Int, height: Int)] = [(40, 10), (80, 24)]

  static let scenes: [(name: String, morning: @Sendable (Language) -> Morning)] = [
    ("overnight", { .at(.overnight, in: $0) }),
    ("review", { .at(.review, in: $0) }),
    ("review-not-held", { .at(.review, in: $0).facing("pg_dump") }),
    ("review-evidence", { .at(.review, in: $0, after: "e") }),
    ("review-help", { .at(.review, in: $0, after: "?") }),
    ("review-late", { .at(.review, in: $0).after(seconds: 300) }),
    ("triage", { .at(.triage, in: $0) }),
    ("triage-came-back", { .at(.triage, in: $0).facing("wildcard") }),
    ("triage-help", { .at(.triage, in: $0, after: "?") }),
    ("triage-severity", { .at(.triage, in: $0, after: "a") }),
    ("triage-snooze", { .at(.triage, in: $0, after: "s") }),
    ("triage-dismiss", { .at(.triage, in: $0, after: "d") }),
    ("triage-merging", { .at(.triage, in: $0).facing("設定/").pressed("m", "1") }),
    ("triage-note", { .at(.triage, in: $0, after: "n") }),
    ("triage-nudged", { .at(.triage, in: $0).after(seconds: 100) }),
    ("paused", { .at(.triage, in: $0, after: "P") }),
    ("taking-back", { .at(.triage, in: $0, after: "a", "2", "d", "1", "B") }),
    ("assign", { .assigning(in: $0) }),
    ("assign-owner", { .assigning(in: $0, "o") }),
    ("close", { .closing(in: $0) }),
    ("over", { .closing(in: $0, .enter) }),
    ("history", { .at(.review, in: $0, after: "H") }),
    ("matrix", { .at(.review, in: $0, after: "M") }),
    ("effect", { .at(.review, in: $0, after: "E") }),
    ("people", { .at(.review, in: $0, after: ":", .paste("people"), .enter) }),
    ("parked", { .closing(in: $0, "K") }),
    ("projector", { .at(.triage, in: $0, after: "Z") }),
    ("watching", { .at(.triage, in: $0).followed() }),
    (
      "chair-asked",
      { .at(.triage, in: $0).followed(as: .follower(wasFacilitator: false)).pressed("T") }
    ),
  ]

  @Test(arguments: languages, scenes.indices)
  func `the board looks as it was drawn`(language: Language, scene: Int) throws {
    let (name, morning) = Self.scenes[scene]
    for (width, height) in Self.sizes {
      try expectGolden(
        morning(language).frame(width: width, height: height),
        "\(language.rawValue)-\(name)-\(width)x\(height)")
    }
  }

  @Test(arguments: languages, scenes.indices)
  func `a box is closed in one column, and no row is wider than the board`(
    language: Language, scene: Int
  ) {
    for (width, height) in Self.sizes {
      let rows = Self.scenes[scene].morning(language).frame(width: width, height: height)
        .description.split(separator: "\n")
      let edges = rows.filter { "┐│┘".contains($0.last ?? " ") }
      #expect(Set(edges.map { DisplayWidth.columns(of: String($0)) }).count <= 1)
      #expect(rows.allSatisfy { DisplayWidth.columns(of: String($0)) <= width })
    }
  }

  /// Titles and messages are what a tool said, and English.
  @Test(arguments: languages, scenes.indices)
  func `no English is left on the board`(language: Language, scene: Int) {
    let board = Self.scenes[scene].morning(language).frame(width: 200, height: 60).description
    let words = Set(board.split { !$0.isLetter })
    #expect(words.isDisjoint(with: Self.english), "\(words.intersection(Self.english))")
  }

  private static let english: Set<Substring> = [
    "of", "nodes", "node", "nights", "night", "runs", "tonight", "nobody", "overdue",
    "suggested", "reported", "expected", "owns", "next", "times", "decided",
  ]

  @Test(arguments: languages, scenes.indices)
  func `at the reference size no hint is left out`(language: Language, scene: Int) {
    let meeting = Self.scenes[scene].morning(language).meeting
    let foot = Board(meeting).frame(width: 80, height: 24).description
    for piece in Hints(meeting: meeting).pieces {
      #expect(foot.contains("[\(piece.keys)] \(piece.words)"), "\(piece.words)")
    }
  }
}
