import MarketAnalysis
import MarketMeeting
import MarketModel
import MarketTestKit
import Testing
import TextCanvas

@testable import MarketBoard

/// What holds in every language: something is said of everything, and it fits where it stands.
struct LanguageTests {
  static let languages = Language.allCases
  private let day = Day(year: 2026, month: 11, dayOfMonth: 24)

  @Test(arguments: languages)
  func `everything that can be counted has a word`(language: Language) {
    let words = language.phrasebook
    expectWords(Category.allCases.map { words.words(for: $0, because: nil) }, language)
    expectWords(Obstacle.allCases.map { words.words(for: .noFixYet, because: $0) }, language)
    expectWords(Severity.allCases.map(words.words(for:)), language)
    expectWords(ProblemStatus.allCases.map(words.words(for:)), language)
    expectWords(ReviewVerdict.allCases.map(words.words(for:)), language)
    expectWords(Phase.allCases.map(words.words(for:)), language)
    expectWords(SignalKind.allCases.map(words.words(for:)), language)
    expectWords(Dismissal.allCases.map(words.words(for:)), language)
    expectWords(Closing.allCases.map(words.words(for:)), language)
    expectWords(SuggestedStep.allCases.map(words.words(for:)), language)
    expectWords(SeverityReason.allCases.map(words.words(for:)), language)
    expectWords(MinutesHeading.allCases.map(words.words(for:)), language)
    expectWords(Noun.allCases.map { words.count(3, $0) }, language)
    expectWords(Deed.allCases.map(words.help(for:)), language, mayRepeat: true)
    expectWords(Deed.allCases.map(words.shortHelp(for:)), language, mayRepeat: true)
    expectWords(KeyFold.allCases.map(words.help(for:)), language)
    expectWords(KeyGroup.allCases.map(words.title(of:)), language)
    expectWords(Self.overlays.map { words.title(of: $0, in: Morning().meeting) }, language)
    expectWords(Self.overlays.map(words.nothing(in:)), language, mayRepeat: true)
    expectWords(Deed.allCases.compactMap(words.hint(for:)), language)
    expectWords(Self.reasons.map(words.why), language)
    expectWords(Self.details.map(words.words(for:)), language)
    expectWords(Self.suspects.map(words.words(for:)), language)
    expectWords(Self.grounds.map { words.words(for: OwnerReason($0, load: 2)) }, language)
    expectWords(Self.flaws.map(words.sentence(for:)), language)
    expectWords(Self.flaws.map(words.words(for:)), language, mayRepeat: true)
  }

  /// Not empty, no two alike, and in no other language what it is in English.
  private func expectWords(_ texts: [String], _ language: Language, mayRepeat: Bool = false) {
    #expect(texts.allSatisfy { !$0.isEmpty && !$0.contains("  ") }, "\(texts)")
    #expect(mayRepeat || Set(texts).count == texts.count, "\(texts)")
    guard language != .english else { return }
    #expect(texts.allSatisfy { !Self.english.firstMatches(in: $0) }, "\(texts)")
  }

  /// Words that no German or Japanese sentence has.
  private static let english = StopList([
    "the", "of", "and", "nodes", "node", "nights", "runs", "failed", "to", "by", "is", "are",
  ])

  @Test(arguments: languages)
  func `labels, states and dates fit into their columns`(language: Language) {
    let words = language.phrasebook
    // Two headings, on either side of a line.
    for label in Label.allCases where label != .beforeAndAfter {
      expect(words.label(label), in: words.labelWidth - 1)
    }
    for status in ProblemStatus.allCases where status != .working {
      expect(words.words(for: status), in: 9)
    }
    for verdict in ReviewVerdict.allCases { expect(words.words(for: verdict), in: 9) }
    for proof in [Proof.waiting, .holding(nights: 12), .broken(night: day, nodes: 3)] {
      expect(words.brief(proof, needed: 14), in: 16)
    }
    for month in 1...12 {
      expect(words.shortDay(Day(year: 2026, month: month, dayOfMonth: 28)), in: 6)
    }
    for phase in Phase.allCases {
      for morning in [Morning.at(phase, in: language), .closing(in: language)] {
        for problem in morning.meeting.book.problems.values {
          expect(words.state(of: problem, in: morning.meeting), in: 9)
          expect(words.newsMark(of: problem, in: morning.meeting), in: 10)
        }
      }
    }
  }

  private func expect(_ text: String, in columns: Int) {
    #expect(DisplayWidth.columns(of: text) <= columns && !text.isEmpty, "\(text)")
  }

  @Test(arguments: languages)
  func `what is wrong with a store fits into a line`(language: Language) {
    let words = language.phrasebook
    for (index, flaw) in Self.flaws.enumerated() {
      expect("\(words.sentence(for: flaw)) · \(words.words(for: flaw.remedy))", in: 77)
      for other in Self.flaws[..<index] {
        // A step that was cut off is always the last.
        let mayHaveMore = flaw.remedy != .again
        let named = words.leftOut([other, flaw].map(words.words(for:)), andMore: mayHaveMore)
        expect("\(named) · \(words.words(for: .check))", in: 77)
      }
    }
  }

  @Test(arguments: [
    (Language.english, "Tue 24 Nov", "24 Nov", "1,204", "1 node", "12 nodes"),
    (.german, "Di 24. Nov.", "24.11.", "1.204", "1 Knoten", "12 Knoten"),
    (.japanese, "11月24日(火)", "11/24", "1,204", "1台", "12台"),
  ])
  func `dates and numbers are written as the language writes them`(
    language: Language, day: String, short: String, number: String, one: String, many: String
  ) {
    let words = language.phrasebook
    #expect(words.day(self.day) == day && words.shortDay(self.day) == short)
    #expect(words.grouped(1204) == number && words.grouped(7) == "7")
    #expect(words.count(1, .node) == one && words.count(12, .node) == many)
  }

  @Test(arguments: languages)
  func `a reason that every team has is told in the language`(language: Language) {
    let words = language.phrasebook
    let id = ProblemID.number(1)
    for closing in Closing.allCases {
      let event = MarketEvent.closed(problem: id, reason: closing.rawValue)
      #expect(
        words.sentence(for: event, by: .ana, in: MarketBook()).hasSuffix(words.words(for: closing)))
    }
    let own = MarketEvent.dismissed(problem: id, reason: "the lab is gone")
    #expect(words.sentence(for: own, by: .ana, in: MarketBook()).hasSuffix(": the lab is gone"))
  }

  @Test(arguments: [
    ("", Language.english), ("C", .english), ("POSIX", .english), ("de", .german),
    ("de_AT.UTF-8", .german), ("de_DE@euro", .german), ("ja_JP.eucJP", .japanese),
    ("den_XX", .english), ("fr_FR", .english),
  ])
  func `a locale begins with its language`(locale: String, language: Language) {
    #expect(Language(locale: locale) == language)
  }
}

/// Whole words to look for.
private struct StopList {
  let words: Set<Substring>

  init(_ words: [String]) { self.words = Set(words.map { $0[...] }) }

  func firstMatches(in text: String) -> Bool {
    text.split { !$0.isLetter }.contains(where: words.contains)
  }
}
