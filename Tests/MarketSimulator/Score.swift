import MarketAnalysis
import MarketModel

/// How the detectors did with one kind of problem, over all nights and seeds.
package struct Score: Hashable, Sendable {
  /// Problems that could be found.
  package private(set) var planted = 0
  package private(set) var inTime = 0
  package private(set) var named = 0
  /// Nights from the second due one on.
  package private(set) var nights = 0
  package private(set) var nightsFound = 0
  package private(set) var nightsNamed = 0
  /// Cards in a night beyond the one that each problem should have.
  package private(set) var duplicates = 0
  /// Different cards over the lives of the problems that were found.
  package private(set) var lifeCards = 0
  package private(set) var found = 0
  package private(set) var suspects = 0
  package private(set) var suspectsNamed = 0
  /// Cards of this kind, and of them those about nothing.
  package var cards = 0
  package var falseNights = 0
  /// The same, counting a card that lies there night after night once.
  package var falseCards = 0

  package init() {}

  mutating func count(_ life: Life) {
    planted += 1
    if life.isFoundInTime { inTime += 1 }
    if life.isNamed { named += 1 }
    nights += life.nightsAsked
    nightsFound += life.nightsFound
    nightsNamed += life.nightsNamed
    duplicates += life.duplicates
    if life.isFound { (found, lifeCards) = (found + 1, lifeCards + life.cards) }
    if life.hasSuspect { suspects += 1 }
    if life.hasSuspect, life.isSuspectNamed { suspectsNamed += 1 }
  }

  static func + (a: Score, b: Score) -> Score {
    var sum = a
    for path in [
      \Score.planted, \.inTime, \.named, \.nights, \.nightsFound, \.nightsNamed, \.duplicates,
      \.lifeCards, \.found, \.suspects, \.suspectsNamed, \.cards, \.falseNights, \.falseCards,
    ] as [WritableKeyPath<Score, Int>] { sum[keyPath: path] += b[keyPath: path] }
    return sum
  }

  /// Of the nights in which a problem should lie on the table, those in which it did.
  package var recall: Double { nights == 0 ? 1 : Double(nightsFound) / Double(nights) }
  package var precision: Double { cards == 0 ? 1 : 1 - Double(falseNights) / Double(cards) }
}

extension Judge {
  package var total: Score { scores.values.reduce(Score(), +) }

  /// A line for each kind, and what the columns mean.
  package var table: String {
    let rows = SignalKind.allCases.compactMap { kind in scores[kind].map { (kind.rawValue, $0) } }
    let head = Self.columns.map(\.name).joined(separator: " ")
    let lines = (rows + [("all", total)]).map { name, score in
      Self.padded(name, to: 17, left: true)
        + Self.columns.map { Self.padded($0.value(score), to: $0.name.count) }
        .joined(separator: " ")
    }
    return ([Self.padded("", to: 17, left: true) + head] + lines).joined(separator: "\n") + """

      \(nights) nights. planted: problems that could be found; in time: by their second due night;
      named: ever under their right kind; nights: due from then on, recall: with a card, rightly: with
      a right one; twice: cards too many in a night; each: different cards over a problem's life;
      suspect: named of those there are; cards: of this kind, false: about nothing (×: different ones).
      """
  }

  private static let columns: [(name: String, value: @Sendable (Score) -> String)] = [
    ("planted", { "\($0.planted)" }),
    ("in time", { "\($0.inTime)" }),
    ("named", { "\($0.named)" }),
    ("nights", { "\($0.nights)" }),
    ("recall", { hundredths($0.recall) }),
    ("rightly", { hundredths($0.nights == 0 ? 1 : Double($0.nightsNamed) / Double($0.nights)) }),
    ("twice", { "\($0.duplicates)" }),
    (" each", { $0.found == 0 ? "-" : hundredths(Double($0.lifeCards) / Double($0.found)) }),
    ("suspect", { $0.suspects == 0 ? "-" : "\($0.suspectsNamed)/\($0.suspects)" }),
    ("  cards", { "\($0.cards)" }),
    ("false", { "\($0.falseNights)" }),
    ("   ×", { "\($0.falseCards)" }),
    ("precision", { hundredths($0.precision) }),
  ]

  private static func hundredths(_ value: Double) -> String {
    let whole = Int((value * 100).rounded())
    let rest = whole % 100
    return "\(whole / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  private static func padded(_ text: String, to width: Int, left: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - text.count))
    return left ? text + blanks : blanks + text
  }
}
