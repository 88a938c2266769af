import MarketAnalysis
import MarketMeeting
import MarketModel
import TextCanvas

/// Everything that was decided about one problem, the newest last; above it how it stands.
struct HistoryView {
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }

  func draw(on frame: inout Frame, in area: Rect) {
    guard let problem = meeting.shownProblem else {
      return Quiet(words: words.nothing(in: .history)).draw(on: &frame, in: area)
    }
    let name = words.name(of: problem.id, in: meeting.book)
    let width = ScrolledText.width(ofColumns: 1, in: area.width)
    ScrolledText(lines(of: problem, width: width), for: meeting)
      .draw(under: "\(name) \(problem.title)", on: &frame, in: area)
  }

  private func lines(of problem: Problem, width: Int) -> [CardLine] {
    var lines = [
      CardLine.row(
        meeting.evidence(for: problem).row, marked: problem.countermeasure?.day, words: words),
      .field(words.label(.state), words.state(of: problem, in: meeting), .title),
    ]
    // What rests is promised by nobody, and never overdue.
    if problem.status.isOpen {
      lines.append(
        .field(words.label(.next), words.promise(of: problem, on: meeting.day), .plain))
    }
    if let proof = meeting.proof(of: problem) {
      lines.append(
        .field(
          words.label(.proof), words.words(for: proof, needed: meeting.settings.nightsToVerify),
          words.ink(for: proof)))
    }
    return lines + [.gap] + Self.decisions(about: problem, in: meeting, width: width)
  }

  /// A day for each decision, and what was decided, whole.
  ///
  /// - Parameter height: no more **rows** than these, of the newest.
  static func decisions(
    about problem: Problem, in meeting: Meeting, width: Int, height: Int = .max
  ) -> [CardLine] {
    let words = meeting.words
    let decisions = meeting.book.history(of: problem.id).map { entry in
      let said = words.sentence(for: entry, in: meeting.book, meeting.remarks)
      return (day: entry.at.day, lines: TextFlow.wrapped(said, to: max(2, width - labelWidth)))
    }
    var rows = 0
    let shown = decisions.reversed().prefix { decision in
      rows += decision.lines.count
      return rows <= height
    }.reversed()
    var day: Day?
    return shown.flatMap { decision in
      let label = decision.day == day ? "" : words.shortDay(decision.day)
      day = decision.day
      return decision.lines.enumerated().map {
        CardLine.field($0 == 0 ? label : "", $1, .plain)
      }
    }
  }

  private static let labelWidth = CardLine.labelWidth
}
