import MarketAnalysis
import MarketMeeting
import MarketModel
import TextCanvas

/// What the problem stands on: why it is here, the reports themselves and what they have in common, the
/// nodes, the night hour by hour, and what was decided about it.
struct EvidenceView {
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }
  let problem: Problem

  func draw(on frame: inout Frame, in area: Rect) {
    let title = "\(words.name(of: problem.id, in: meeting.book)) \(problem.title)"
    if area.width >= ListAndCard.wide {
      let width = ScrolledText.width(ofColumns: 2, in: area.width)
      ScrolledText(
        joined([reasons(width: width), reports(width: width)]),
        joined([
          hours(width: width), nodes(width: width), common(width: width), decisions(width: width),
        ]),
        for: meeting
      ).draw(under: title, on: &frame, in: area)
    } else {
      let width = ScrolledText.width(ofColumns: 1, in: area.width)
      ScrolledText(lines(width: width), for: meeting).draw(under: title, on: &frame, in: area)
    }
  }

  /// All of it in one column, or, where that does, so many lines of it: what was decided stands last, and
  /// a book of many years is long.
  func lines(width: Int, atLeast height: Int = .max) -> [CardLine] {
    let parts = [
      reasons(width: width), hours(width: width), nodes(width: width), common(width: width),
      reports(width: width),
    ]
    let lines = joined(parts)
    return lines.count >= height ? lines : joined([lines, decisions(width: width)])
  }

  private func joined(_ parts: [[CardLine]]) -> [CardLine] {
    Array(parts.filter { !$0.isEmpty }.joined(separator: [.gap]))
  }

  private var evidence: ProblemEvidence { meeting.evidence(for: problem) }

  /// What has neither a report nor a number to show has its sentence.
  private func reasons(width: Int) -> [CardLine] {
    let why = evidence.signals.filter { $0.evidence.isEmpty && $0.details.isEmpty }.flatMap {
      CardLine.fields(words.label(.why), words.why($0.why), width: width, limit: 3)
    }
    let suspects = evidence.suspects.flatMap {
      CardLine.fields(words.label(.suspect), words.words(for: $0), width: width, limit: 3)
    }
    let details = evidence.details.flatMap {
      TextFlow.wrapped(words.words(for: $0), to: max(2, width), lines: 2).map {
        CardLine.text($0, .plain)
      }
    }
    return why + suspects + details
  }

  // MARK: Reports

  /// **Lines** of a message; `market show --json` has what was kept of it.
  private static let messageLimit = 12

  private func reports(width: Int) -> [CardLine] {
    var before: String?
    return evidence.examples.flatMap { example in
      let place = example.failure.declaredAt.map { " · \($0)" } ?? ""
      let head = CardLine.text(
        "\(example.node.rawValue) · \(words.moment(example.start))\(place)", .title)
      let message = [example.failure.errorClass, example.failure.message]
        .compactMap { $0 }.joined(separator: "\n").trimmedLines
      defer { before = message }
      let knockOns = example.knockOns.map { CardLine.text("  + \($0)", .dim) }
      if message == before {
        let end = 2 + DisplayWidth.columns(of: head.text)
        return [
          .cells([
            .init(text: head.text, x: 0, ink: .title),
            .init(text: words.sameMessage, x: end, ink: .dim),
          ])
        ] + knockOns
      }
      return (before == nil ? [] : [.gap]) + [head]
        + TextFlow.wrapped(message, to: max(2, width - 2), lines: Self.messageLimit).map {
          .text("  \($0)", .plain)
        } + knockOns
    }
  }

  /// The message with holes for what varies, and what stands there in each report.
  private func common(width: Int) -> [CardLine] {
    var seen: Set<String> = []
    let texts = evidence.examples.flatMap { [$0.failure.message, $0.failure.detail] }
    let templates = texts.compactMap { $0.map { MessageTemplate(of: $0).text } }
      .filter { $0.contains("\(MessageTemplate.hole)") && seen.insert($0).inserted }
    let common = templates.enumerated().flatMap { index, template in
      CardLine.fields(
        index == 0 ? words.label(.template) : "", template.trimmedLines, width: width, limit: 4)
    }
    let varying = templates.isEmpty ? [] : evidence.examples.filter { !$0.fillings.isEmpty }
    return common
      + varying.enumerated().flatMap { index, example in
        CardLine.fields(
          index == 0 ? words.label(.varies) : "",
          "\(example.node.rawValue)  \(example.fillings.joined(separator: " · "))", ink: .dim,
          width: width, limit: 2)
      }
  }

  // MARK: Nodes, hours and decisions

  private func nodes(width: Int) -> [CardLine] {
    let newest = meeting.nights.last { night in
      evidence.nodes.contains { night.heard[$0] != nil }
    }
    let groups = Dictionary(grouping: evidence.nodes) { newest?.heard[$0] ?? "" }
    return groups.sorted { $0.key < $1.key }.flatMap { environment, nodes in
      CardLine.fields(
        environment.isEmpty ? words.label(.noEnvironmentNodes) : environment,
        words.list(nodes.map(\.rawValue)), width: width, limit: 3)
    }
  }

  /// The newest night that shows it.
  private func hours(width: Int) -> [CardLine] {
    guard let night = meeting.nights.last(where: { $0.night == evidence.lastNight }) else {
      return []
    }
    return HourChart(
      hours: night.failedByHour(problem.fingerprints), from: night.from
    ).lines(label: words.label(.hours), width: width, words)
  }

  private func decisions(width: Int) -> [CardLine] {
    HistoryView.decisions(about: problem, in: meeting, width: width)
  }
}
