package import MarketModel

/// How a detector fared at past markets: what became of the cards that it laid on the table.
///
/// It follows from the book, so taking a dismissal back restores the detector. What was judged or
/// worked on was worth a card; what was dismissed was not, even if it came back since and nobody
/// has looked at it again. What lies there still, or was only put off, says nothing yet. What was
/// merged counts as what it was merged into: who merges nine cards and dismisses the one has
/// dismissed ten.
package struct DetectorRecord: Hashable, Sendable {
  package let kind: SignalKind
  package private(set) var accepted = 0
  package private(set) var dismissed = 0
  package private(set) var undecided = 0

  package var laidOut: Int { accepted + dismissed + undecided }
  package var decided: Int { accepted + dismissed }
  /// Which share of the cards is worth one.
  package var worth: Rate { Rate(count: accepted, of: decided) }

  /// Whether what it finds is kept off the table.
  ///
  /// It is when fewer than ``worthwhile`` of its cards are accepted, with confidence: when nothing
  /// was ever accepted, that takes 16 dismissals. Failures of runs are never kept off.
  package var isNoisy: Bool {
    guard kind != .failure, kind != .newNode else { return false }
    return worth.interval.upperBound < Self.worthwhile
  }

  /// The share of cards, 0...1, below which a detector wastes the market's time.
  package static let worthwhile = 0.2

  init(of kind: SignalKind, _ fates: [Fate: Int]) {
    self.kind = kind
    for (fate, cards) in fates { count(fate, cards) }
  }

  /// One for each kind that ever laid a card, in the order of kinds.
  ///
  /// - Complexity: O(problems at hand).
  package static func all(in book: MarketBook) -> [DetectorRecord] {
    let fates = book.fates
    return SignalKind.allCases.compactMap { kind in
      let ofKind = fates.filter { $0.key.kind == kind }
      return ofKind.isEmpty ? nil : DetectorRecord(of: kind, ofKind)
    }
  }

  package static func noisyKinds(in book: MarketBook) -> Set<SignalKind> {
    Set(all(in: book).filter(\.isNoisy).map(\.kind))
  }

  private mutating func count(_ fate: Fate, _ cards: Int) {
    switch fate.status {
    case .dismissed: dismissed += cards
    case .regressed where fate.returnedFrom == .dismissed: dismissed += cards
    case .accepted, .working, .proving, .verified, .closed, .merged: accepted += cards
    case .new, .snoozed, .regressed:
      if fate.isJudged { accepted += cards } else { undecided += cards }
    }
  }
}

/// What a night shows and the table does not, because its detectors waste the market's time.
package struct AlsoSeen: Hashable, Sendable {
  /// Widest reach first.
  package let signals: [Signal]
  package let records: [DetectorRecord]

  /// - Complexity: O(problems at hand + signals of the night).
  package init(in night: NightAnalysis?, beside book: MarketBook) {
    let noisy = DetectorRecord.all(in: book).filter(\.isNoisy)
    let kinds = Set(noisy.map(\.kind))
    let signals = (night?.signals ?? []).filter {
      kinds.contains($0.kind) && book.problem(of: $0) == nil
    }
    let shown = Set(signals.map(\.kind))
    records = noisy.filter { shown.contains($0.kind) }
    self.signals = signals.sorted {
      ($0.nodes.count, $1.fingerprint) > ($1.nodes.count, $0.fingerprint)
    }
  }
}
