import MarketAnalysis
import MarketMeeting
import MarketModel
import TextCanvas

/// What the problem stands on: the reports themselves, the nodes, and what was said about it.
struct EvidenceView {
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }
  let problem: Problem

  func draw(on frame: inout Frame, in area: Rect) {
    let evidence = meeting.evidence(for: problem)
    var lines = TableOfLines(area: area)
    let name = words.name(of: problem.id, in: meeting.book)
    lines.put("\(name) \(problem.title)", ink: .title, on: &frame)
    for group in nodesByEnvironment(evidence) {
      lines.put(
        mark: group.environment, words.list(group.nodes), right: "", ink: .dim, on: &frame)
    }
    // What has neither a report nor a number to show has its sentence.
    for signal in evidence.signals where signal.evidence.isEmpty && signal.details.isEmpty {
      lines.put(wrapped: words.why(signal.why), mark: words.label(.why), limit: 3, on: &frame)
    }
    for suspect in evidence.suspects {
      lines.put(
        wrapped: words.words(for: suspect), mark: words.label(.suspect), limit: 3, on: &frame)
    }
    if !evidence.details.isEmpty { lines.skip() }
    for detail in evidence.details {
      lines.put(wrapped: words.words(for: detail), limit: 2, on: &frame)
    }
    for example in evidence.examples {
      lines.skip()
      let place = example.failure.declaredAt.map { " · \($0)" } ?? ""
      lines.put(
        "\(example.node.rawValue) · \(words.moment(example.start))\(place)", ink: .title,
        on: &frame)
      let message = message(of: example.failure, isShort: area.height < Self.tall)
      for line in TextFlow.wrapped(message, to: max(2, area.width - 4), lines: 8) {
        lines.put("  \(line)", on: &frame)
      }
      for knockOn in example.knockOns { lines.put("  + \(knockOn)", ink: .dim, on: &frame) }
    }
    lines.skip()
    for entry in meeting.book.history(of: problem.id).suffix(max(0, area.height - lines.used)) {
      lines.put(
        mark: words.shortDay(entry.at.day),
        words.sentence(for: entry, in: meeting.book, meeting.remarks), right: "", ink: .dim,
        on: &frame)
    }
  }

  /// **Rows** from which a whole message is shown.
  private static let tall = 26

  /// All the tool said, or, where there is little room, its first line and the telling line of the
  /// command's output.
  private func message(of failure: Failure, isShort: Bool) -> String {
    let firstLine = String(failure.message.prefix { !$0.isNewline })
    let text = isShort && failure.detail != nil ? firstLine : failure.message
    return [failure.errorClass, text, isShort ? failure.detail : nil]
      .compactMap { $0 }.joined(separator: "\n").trimmedLines
  }

  private func nodesByEnvironment(
    _ evidence: ProblemEvidence
  ) -> [(environment: String, nodes: [String])] {
    let newest = meeting.nights.last { night in
      evidence.nodes.contains { night.heard[$0] != nil }
    }
    let groups = Dictionary(grouping: evidence.nodes) { node in
      newest?.heard[node] ?? ""
    }
    return groups.sorted { $0.key < $1.key }.map {
      ($0.key.isEmpty ? words.label(.noEnvironmentNodes) : $0.key, $0.value.map(\.rawValue))
    }
  }
}
