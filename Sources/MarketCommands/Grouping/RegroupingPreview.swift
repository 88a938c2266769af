import Documents
import MarketAnalysis
import MarketBoard
import MarketModel
import TextCanvas

/// What would have been different in the nights at hand: nodes a night, before and after, for each
/// problem that a regrouping concerns.
struct RegroupingPreview {
  let before: Morning
  let after: Morning
  let rows: [Row]

  /// One problem, before and after. A standing of `nil` says that it was not there at all.
  struct Row {
    let name: String
    let title: String
    let before: Standing?
    let after: Standing?
  }

  enum Standing: Equatable {
    /// Nodes hit in each night.
    case own([Int])
    case part(of: String)
  }

  /// - Parameter subjects: the problems that are shown even if nothing changes, as they were typed.
  init(before: Morning, _ entries: [LedgerEntry], about subjects: [String]) {
    self.init(before: before, after: before.adding(entries), about: subjects)
  }

  /// As if somebody had said it just now.
  init(before: Morning, _ events: [MarketEvent], about subjects: [String]) {
    let entries = events.enumerated().map { index, event in
      LedgerEntry(
        id: EntryID(writer: Morning.nobody, sequence: index + 1), at: before.now,
        clock: before.recorded.nextClock + index, event: event)
    }
    self.init(before: before, after: before.adding(entries), about: subjects)
  }

  private init(before: Morning, after: Morning, about subjects: [String]) {
    (self.before, self.after) = (before, after)
    let subjects = subjects.compactMap { try? before.problem(named: $0).id }
    var rows: [(id: ProblemID, row: Row)] = []
    var shown: Set<ProblemID> = []
    for problem in before.book.problems.values where problem.status != .merged {
      guard let now = after.counterpart(of: problem, in: before) else { continue }
      let isAnother =
        now.status != .merged && now.fingerprints.first != problem.fingerprints.first
        && before.isUnnumbered(problem.id)
      if !isAnother { shown.insert(now.id) }
      let isSame = now.status != .merged && Set(now.fingerprints) == Set(problem.fingerprints)
      guard !isSame || subjects.contains(problem.id) else { continue }
      rows.append(
        (
          problem.id,
          Row(
            name: before.name(of: problem.id), title: problem.title,
            before: before.standing(of: problem),
            after: isAnother ? .part(of: after.name(of: now.id)) : after.standing(of: now))
        ))
    }
    for problem in after.book.problems.values
    where problem.status != .merged && !shown.contains(problem.id) {
      let past = before.recorded.problems[problem.id]
      rows.append(
        (
          problem.id,
          Row(
            name: after.name(of: problem.id), title: problem.title,
            before: past.map(before.standing(of:)), after: after.standing(of: problem))
        ))
    }
    self.rows = rows.sorted { $0.id < $1.id }.map(\.row)
  }

  /// What people call a problem from now on, and the handle that it had before.
  func name(of id: ProblemID, typed text: String) -> String {
    let earlier = (try? before.problem(named: text).id).flatMap {
      before.isUnnumbered($0) ? before.name(of: $0) : nil
    }
    return after.name(of: id) + (earlier.map { " (\($0))" } ?? "")
  }

  /// What people call a problem that was there before.
  func name(typed text: String) -> String {
    (try? before.problem(named: text).id).map(before.name(of:)) ?? text
  }

  var isDifferent: Bool { rows.contains { $0.before != $0.after } }

  /// Problems that the lines name; `--json` has them all.
  private static let shownRows = 8

  /// Rows under one heading of nights.
  var lines: [String] {
    guard !before.nights.isEmpty else { return ["  no night is at hand"] }
    return [PaynterRow.row("night", PaynterRow.days(before.nights.map(\.night)))]
      + rows.prefix(Self.shownRows).flatMap { row in
        [TextLayout.line("  \(row.name) \(row.title)")]
          + (row.before == row.after
            ? [Self.line("as it was", row.after)]
            : [Self.line("before", row.before), Self.line("after", row.after)])
      }
      + (rows.count > Self.shownRows
        ? ["  and \(Wording.count(rows.count - Self.shownRows, "problem")) more"] : [])
      + (isDifferent ? [] : ["  no night at hand would have been different"])
  }

  private static func line(_ name: String, _ standing: Standing?) -> String {
    switch standing {
    case .own(let nodes): PaynterRow.row(name, PaynterRow.counts(nodes))
    case .part(let other): TextLayout.line("  \(TextFlow.padded(name, to: 10))part of \(other)")
    case nil: TextLayout.line("  \(TextFlow.padded(name, to: 10))not there")
    }
  }

  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("schema", 1)
      json.member("dry_run", true)
      json.member("different", isDifferent)
      json.member("nights", before.nights.map(\.night.description))
      json.key("problems")
      json.array { json in
        for row in rows {
          json.object { json in
            json.member("name", row.name)
            json.member("title", row.title)
            row.before.write(as: "before", to: &json)
            row.after.write(as: "after", to: &json)
          }
        }
      }
    }
  }
}

extension RegroupingPreview.Standing? {
  fileprivate func write(as name: String, to json: inout JSONWriter) {
    switch self {
    case .own(let nodes): json.member(name, nodes)
    case .part(let other):
      json.key(name)
      json.object { $0.member("part_of", other) }
    case nil:
      json.key(name)
      json.null()
    }
  }
}

extension Morning {
  /// What became of a problem of an earlier moment. One without a number is known by its fingerprint.
  fileprivate func counterpart(of problem: Problem, in earlier: Morning) -> Problem? {
    guard earlier.isUnnumbered(problem.id) else { return book.problem(problem.id) }
    guard let fingerprint = problem.fingerprints.first else { return nil }
    let all = book.problems.values.filter { $0.fingerprints.contains(fingerprint) }
    // What was merged comes before what it was merged into.
    return all.first { $0.status == .merged } ?? all.first
  }

  fileprivate func standing(of problem: Problem) -> RegroupingPreview.Standing {
    problem.mergedInto.map { .part(of: name(of: book.root(of: $0))) }
      ?? .own(evidence(for: problem).row.map(\.nodes))
  }
}
