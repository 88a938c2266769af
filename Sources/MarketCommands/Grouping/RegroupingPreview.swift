import Documents
import MarketAnalysis
import MarketBoard
import MarketModel
import TextCanvas

/// A ``Regrouping`` in the words of the command line: nodes a night, before and after, for each
/// problem that it concerns.
struct RegroupingPreview {
  let before: Morning
  let after: Morning
  let regrouping: Regrouping

  /// - Parameter subjects: the problems that are shown even if nothing changes, as they were typed.
  init(before: Morning, _ entries: [LedgerEntry], about subjects: [String]) {
    self.before = before
    after = before.adding(entries)
    regrouping = Regrouping(
      from: before.table, to: after.table,
      about: Set(subjects.compactMap { try? before.problem(named: $0).id }), in: before.nights)
  }

  /// As if somebody had said it just now.
  init(before: Morning, _ events: [MarketEvent], about subjects: [String]) {
    self.init(
      before: before, before.recorded.supposing(events, at: before.now), about: subjects)
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

  /// Problems that the lines name; `--json` has them all.
  private static let shownRows = 8

  /// Rows under one heading of nights.
  var lines: [String] {
    guard !before.nights.isEmpty else { return ["  no night is at hand"] }
    return [PaynterRow.row("night", PaynterRow.days(before.nights.map(\.night)))]
      + regrouping.rows.prefix(Self.shownRows).flatMap { row in
        [TextLayout.line("  \(name(of: row)) \(row.title)")]
          + (row.isDifferent
            ? [line("before", row.before, in: before), line("after", row.after, in: after)]
            : [line("as it was", row.after, in: after)])
      }
      + (regrouping.rows.count > Self.shownRows
        ? ["  and \(english.count(regrouping.rows.count - Self.shownRows, "problem")) more"] : [])
      + (regrouping.isDifferent ? [] : ["  no night at hand would have been different"])
  }

  private func name(of row: Regrouping.Row) -> String {
    (row.before == nil ? after : before).name(of: row.id)
  }

  private func line(
    _ name: String, _ standing: Regrouping.Standing?, in morning: Morning
  ) -> String {
    switch standing {
    case .own(let evidence):
      PaynterRow.row(name, PaynterRow.counts(evidence.row.map(\.nodes)))
    case .part(let other):
      TextLayout.line(
        "  \(TextFlow.padded(name, to: 10))part of \(morning.name(of: other))")
    case nil: TextLayout.line("  \(TextFlow.padded(name, to: 10))not there")
    }
  }

  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("schema", 1)
      json.member("dry_run", true)
      json.member("different", regrouping.isDifferent)
      json.member("nights", before.nights.map(\.night.description))
      json.key("problems")
      json.array { json in
        for row in regrouping.rows {
          json.object { json in
            json.member("name", name(of: row))
            json.member("title", row.title)
            write(row.before, as: "before", in: before, to: &json)
            write(row.after, as: "after", in: after, to: &json)
          }
        }
      }
    }
  }

  private func write(
    _ standing: Regrouping.Standing?, as name: String, in morning: Morning,
    to json: inout JSONWriter
  ) {
    switch standing {
    case .own(let evidence): json.member(name, evidence.row.map(\.nodes))
    case .part(let other):
      json.key(name)
      json.object { $0.member("part_of", morning.name(of: other)) }
    case nil:
      json.key(name)
      json.null()
    }
  }
}
