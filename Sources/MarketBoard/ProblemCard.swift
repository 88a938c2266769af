import MarketAnalysis
import MarketMeeting
import MarketModel
import TextCanvas

/// One problem on a card: what it is, why it is here, what is known, what was done.
///
/// The lines come in the order of what a meeting needs; a low card loses its last ones.
struct ProblemCard {
  let meeting: Meeting
  let problem: Problem

  func draw(on frame: inout Frame, in area: Rect) {
    guard area.height >= 3, area.width >= 12 else { return }
    frame.box(area)
    let inside = area.inset(columns: 2, rows: 1)
    let evidence = meeting.evidence(for: problem)
    var y = inside.y
    for line in lines(evidence, width: inside.width) {
      guard y < inside.y + inside.height else { return }
      line.draw(on: &frame, x: inside.x, y: y, width: inside.width)
      y += 1
    }
  }

  private func lines(_ evidence: ProblemEvidence, width: Int) -> [CardLine] {
    var lines = head(evidence, width: width)
    lines.append(.gap)
    lines += facts(evidence, width: width)
    // A new problem is judged by what it says, an old one by what was promised.
    let isNews = problem.status == .new || problem.status == .regressed
    let (message, state) = (message(evidence, width: width), state(evidence))
    return lines + (isNews ? message + state : state + message)
  }

  private func head(_ evidence: ProblemEvidence, width: Int) -> [CardLine] {
    let failure = evidence.examples.first?.failure
    let place = [
      failure?.declaredAt, failure?.action.map { "action \($0)" },
      evidence.environments.isEmpty ? nil : evidence.environments.joined(separator: ", "),
    ].compactMap { $0 }.joined(separator: " · ")
    return [.text(problem.title, .title), .text(place, .dim)]
  }

  private func facts(_ evidence: ProblemEvidence, width: Int) -> [CardLine] {
    var lines: [CardLine] = []
    // Without its night, an old sentence would read like last night's.
    let night = evidence.lastNight.flatMap { $0 == meeting.tonight?.night ? nil : $0 }
    for signal in evidence.signals {
      let why = night.map { "in the night to \(Wording.day($0)): \(signal.why)" } ?? signal.why
      lines += wrapped(Wording.capitalized(why), width: width, limit: 2)
    }
    lines.append(.row(evidence.row, marked: problem.countermeasure?.day))
    if !problem.returns.isEmpty {
      lines.append(.field("came back", Wording.past(of: problem), .warning))
    }
    return lines
  }

  private func message(_ evidence: ProblemEvidence, width: Int) -> [CardLine] {
    guard let example = evidence.examples.first else { return [] }
    var lines: [CardLine] = [.gap]
    if let errorClass = example.failure.errorClass { lines.append(.text(errorClass, .dim)) }
    // Where the output has a telling line, the rest of it is for the evidence.
    let failure = example.failure
    let firstLine = String(failure.message.prefix { !$0.isNewline })
    lines += wrapped(failure.detail == nil ? failure.message : firstLine, width: width, limit: 3)
    if let detail = failure.detail { lines += wrapped(detail, width: width, limit: 2) }
    if let knockOn = example.knockOns.first {
      let more = example.knockOns.count > 1 ? " and \(example.knockOns.count - 1) more" : ""
      lines.append(.field("knock-on", knockOn + more, .plain))
    }
    return lines
  }

  private func state(_ evidence: ProblemEvidence) -> [CardLine] {
    var lines: [CardLine] = [.gap]
    if let category = problem.category {
      let severity = problem.severity.map { ", \(Wording.words(for: $0))" } ?? ""
      lines.append(
        .field(
          "judged", Wording.words(for: category, because: problem.obstacle) + severity, .plain))
    }
    if problem.status != .new { lines.append(.field("next", Wording.promise(of: problem), .plain)) }
    if let cause = problem.cause { lines.append(.field("cause", cause, .plain)) }
    if let countermeasure = problem.countermeasure {
      lines.append(
        .field("done", "\(Wording.day(countermeasure.day)): \(countermeasure.text)", .plain))
      if let proof = meeting.proof(of: problem) {
        lines.append(
          .field(
            "proof", Wording.words(for: proof, needed: meeting.settings.nightsToVerify),
            Wording.ink(for: proof)))
      }
    }
    lines.append(.field("nodes", Wording.list(evidence.nodes.map(\.rawValue)), .plain))
    if let note = problem.notes.last { lines.append(.field("note", note, .plain)) }
    return lines
  }

  private func wrapped(_ text: String, width: Int, limit: Int) -> [CardLine] {
    TextFlow.wrapped(text.trimmedLines, to: width, lines: limit).map { .text($0, .plain) }
  }
}

/// One line of a card.
enum CardLine {
  case gap
  case text(String, Ink)
  /// A label and what it says, in two columns.
  case field(String, String, Ink)
  /// A Paynter row: nodes hit a night, the countermeasure's night marked.
  case row([ProblemEvidence.Square], marked: Day?)

  static let labelWidth = 11

  func draw(on frame: inout Frame, x: Int, y: Int, width: Int) {
    switch self {
    case .gap: break
    case .text(let text, let ink): frame.put(text, x: x, y: y, limit: width, ink: ink)
    case .field(let label, let text, let ink):
      frame.put(label, x: x, y: y, limit: min(Self.labelWidth, width), ink: .dim)
      frame.put(
        text, x: x + Self.labelWidth, y: y, limit: max(0, width - Self.labelWidth), ink: ink)
    case .row(let squares, let marked):
      drawRow(squares, marked, on: &frame, x: x, y: y, width: width)
    }
  }

  private func drawRow(
    _ squares: [ProblemEvidence.Square], _ marked: Day?, on frame: inout Frame, x: Int, y: Int,
    width: Int
  ) {
    let shown = squares.suffix(max(1, min(28, width - Self.labelWidth - 20)))
    frame.put(
      "\(shown.count) nights", x: x, y: y, limit: min(Self.labelWidth, width), ink: .dim)
    let chart = Sparkline.text(shown.map(\.nodes))
    var at = x + Self.labelWidth
    at += frame.put(chart, x: at, y: y, limit: max(0, width - Self.labelWidth), ink: .bar)
    if let marked, let index = shown.firstIndex(where: { $0.night > marked }) {
      frame.put(
        "│", x: x + Self.labelWidth + index - shown.startIndex, y: y,
        limit: shown[index].nodes == 0 ? 1 : 0, ink: .good)
    }
    let tonight = squares.last?.nodes ?? 0
    let words =
      tonight == 0 ? "clean tonight" : tonight == 1 ? "1 node tonight" : "\(tonight) nodes tonight"
    frame.put("  \(words)", x: at, y: y, limit: max(0, x + width - at), ink: .dim)
  }
}

extension String {
  /// Without blank lines and blanks at the ends, so that a card wastes no line.
  var trimmedLines: String {
    split(whereSeparator: \.isNewline)
      .filter { line in line.contains { !$0.isWhitespace } }
      .joined(separator: "\n")
  }
}
