package import MarketModel

/// What would have been different in the nights at hand, had a regrouping been said before them.
///
/// What is one problem is said for all nights to come, and these nights are all there is to judge it
/// by. It has every problem whose failures change, and those it was asked about.
package struct Regrouping: Hashable, Sendable {
  /// In the order of the problems' ids.
  package let rows: [Row]

  /// One problem. A standing of `nil` says that it was not there at all.
  package struct Row: Hashable, Sendable {
    /// As the book before calls it; the book after, when it was not there before.
    package let id: ProblemID
    package let title: String
    package let before: Standing?
    package let after: Standing?
  }

  package enum Standing: Hashable, Sendable {
    /// A problem of its own, and what the nights say about it.
    case own(ProblemEvidence)
    case part(of: ProblemID)
  }

  /// The problems of one moment.
  package struct Table: Sendable {
    package let book: MarketBook
    /// Problems that only the nights have shown yet: another moment may call them otherwise, or call
    /// others so.
    package let unnumbered: Set<ProblemID>

    package init(_ book: MarketBook, unnumbered: Set<ProblemID> = []) {
      self.book = book
      self.unnumbered = unnumbered
    }
  }

  /// - Parameter subjects: The problems that have a row even if nothing changes.
  /// - Complexity: O(problems), and O(signals of all nights) for each row.
  package init(
    from before: Table, to after: Table, about subjects: Set<ProblemID>, in nights: [NightAnalysis]
  ) {
    var rows: [Row] = []
    var shown: Set<ProblemID> = []
    for problem in before.book.problems.values where problem.status != .merged {
      guard let now = after.counterpart(of: problem, in: before) else { continue }
      let isAnother =
        now.status != .merged && now.fingerprints.first != problem.fingerprints.first
        && before.unnumbered.contains(problem.id)
      if !isAnother { shown.insert(now.id) }
      let isSame = now.status != .merged && Set(now.fingerprints) == Set(problem.fingerprints)
      guard !isSame || subjects.contains(problem.id) else { continue }
      rows.append(
        Row(
          id: problem.id, title: problem.title, before: before.standing(of: problem, in: nights),
          after: isAnother ? .part(of: now.id) : after.standing(of: now, in: nights)))
    }
    for problem in after.book.problems.values
    where problem.status != .merged && !shown.contains(problem.id) {
      let past =
        before.unnumbered.contains(problem.id) ? nil : before.book.problems[problem.id]
      rows.append(
        Row(
          id: problem.id, title: problem.title,
          before: past.map { before.standing(of: $0, in: nights) },
          after: after.standing(of: problem, in: nights)))
    }
    self.rows = rows.sorted { $0.id < $1.id }
  }

  package var isDifferent: Bool { rows.contains(where: \.isDifferent) }

  package func row(of id: ProblemID) -> Row? { rows.first { $0.id == id } }
}

extension Regrouping.Row {
  /// Whether it would have hit another number of nodes in any night at hand.
  package var isDifferent: Bool {
    guard case .own(let was)? = before, case .own(let would)? = after else {
      return before != after
    }
    return was.row.map(\.nodes) != would.row.map(\.nodes)
  }
}

extension Regrouping.Standing {
  /// What the nights say about a problem of its own.
  package var evidence: ProblemEvidence? {
    if case .own(let evidence) = self { evidence } else { nil }
  }
}

extension Regrouping.Table {
  /// What became of a problem of an earlier moment. One without a number is known by its fingerprint.
  fileprivate func counterpart(of problem: Problem, in earlier: Self) -> Problem? {
    guard earlier.unnumbered.contains(problem.id) else { return book.problem(problem.id) }
    guard let fingerprint = problem.fingerprints.first else { return nil }
    let all = book.problems.values.filter { $0.fingerprints.contains(fingerprint) }
    // What was merged comes before what it was merged into.
    return all.first { $0.status == .merged } ?? all.first
  }

  fileprivate func standing(
    of problem: Problem, in nights: [NightAnalysis]
  ) -> Regrouping.Standing {
    problem.mergedInto.map { .part(of: book.root(of: $0)) }
      ?? .own(ProblemEvidence(of: problem.fingerprints, in: nights))
  }
}

extension MarketBook {
  /// The entries that would record some events, had somebody decided them just now.
  package func supposing(_ events: [MarketEvent], at moment: Instant) -> [LedgerEntry] {
    events.enumerated().map { index, event in
      LedgerEntry(
        id: EntryID(writer: .nobody, sequence: index + 1), at: moment, clock: nextClock + index,
        event: event)
    }
  }
}

extension WriterID {
  /// Stands for whoever will say what nobody has said yet.
  package static let nobody = WriterID(rawValue: "nobody")
}
