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
      .field(words.label(.next), words.promise(of: problem, on: meeting.day), .plain),
    ]
    if let proof = meeting.proof(of: problem) {
      lines.append(
        .field(
          words.label(.proof), words.words(for: proof, needed: meeting.settings.nightsToVerify),
          words.ink(for: proof)))
    }
    return lines + [.gap] + Self.decisions(about: problem, in: meeting, width: width)
  }

  /// A day for each decision, and what was decided, whole.
  static func decisions(
    about problem: Problem, in meeting: Meeting, width: Int
  ) -> [CardLine] {
    let words = meeting.words
    var day: Day?
    return meeting.book.history(of: problem.id).flatMap { entry in
      let label = entry.at.day == day ? "" : words.shortDay(entry.at.day)
      day = entry.at.day
      return CardLine.fields(
        label, words.sentence(for: entry, in: meeting.book, meeting.remarks), width: width,
        limit: .max)
    }
  }
}
