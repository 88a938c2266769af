import MarketAnalysis
import MarketMeeting
import MarketModel
import TextCanvas

/// One problem on a card: what it is, why it is here, what is known, what was done.
///
/// The lines come in the order of what the meeting needs next: in triage what the night says, in
/// review what was done about it. A low card loses its gaps, then its last lines.
struct ProblemCard {
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }
  let problem: Problem

  func draw(on frame: inout Frame, in area: Rect) {
    guard area.width >= 12 else { return }
    let hasBorder = area.height >= 4
    if hasBorder { frame.box(area) }
    let inside = area.inset(columns: hasBorder ? 2 : 1, rows: hasBorder ? 1 : 0)
    let evidence = meeting.evidence(for: problem)
    let lines = lines(evidence, width: inside.width, height: inside.height)
    for (row, line) in lines.prefix(inside.height).enumerated() {
      line.draw(on: &frame, x: inside.x, y: inside.y + row, width: inside.width)
    }
  }

  /// Where there is room, what is said goes on under itself instead of being cut.
  private func lines(_ evidence: ProblemEvidence, width: Int, height: Int) -> [CardLine] {
    var parts = [head(evidence, width: width), facts(evidence, width: width)]
    if isNews { parts.append(message(evidence, width: width)) }
    let whole = state(evidence, width: width, limit: 2)
    let used = parts.reduce(0) { $0 + $1.count }
    parts.append(
      used + whole.count <= height ? whole : state(evidence, width: width, limit: 1))
    var spare = height - parts.reduce(0) { $0 + $1.count }
    var lines: [CardLine] = []
    for part in parts where !part.isEmpty {
      if !lines.isEmpty, spare > 0 {
        lines.append(.gap)
        spare -= 1
      }
      lines += part
    }
    return lines
  }

  private var isNews: Bool { problem.status == .new || problem.status == .regressed }

  private func head(_ evidence: ProblemEvidence, width: Int) -> [CardLine] {
    let failure = evidence.examples.first?.failure
    let place = [
      failure?.declaredAt, failure?.resourceAction.map { words.action($0) },
      evidence.environments.isEmpty ? nil : words.list(evidence.environments),
    ].compactMap { $0 }.joined(separator: " · ")
    return [.text(problem.title, .title)] + (place.isEmpty ? [] : [.text(place, .dim)])
      + clashes(width: width)
  }

  /// What was decided at the same time, as long as nobody who knew has said more; the last of it.
  private func clashes(width: Int) -> [CardLine] {
    meeting.openClashes(of: problem.id).suffix(1).flatMap { clash in
      CardLine.fields(
        words.label(.atOnce), words.sentence(for: clash, in: meeting.book), ink: .warning,
        width: width,
        limit: 2)
    }
  }

  private func facts(_ evidence: ProblemEvidence, width: Int) -> [CardLine] {
    var lines: [CardLine] = []
    // Without its night, an old sentence would read like last night's.
    let night = evidence.lastNight.flatMap { $0 == meeting.tonight?.night ? nil : $0 }
    for signal in evidence.signals {
      let reason = words.why(signal.why)
      let why = night.map { words.inNight($0, reason) } ?? reason
      lines += wrapped(words.capitalized(why), width: width, limit: isNews ? 3 : 2)
    }
    for suspect in evidence.suspects {
      lines += CardLine.fields(
        words.label(.suspect), words.words(for: suspect), width: width, limit: 2)
    }
    lines.append(.row(evidence.row, marked: problem.countermeasure?.day, words: words))
    if let rule = evidence.signals.lazy.compactMap(rule(thatBrought:)).first {
      lines.append(.field(words.label(.always), words.ruled(by: rule), .plain))
    }
    if !problem.returns.isEmpty {
      lines.append(.field(words.label(.cameBack), words.past(of: problem), .title))
    }
    return lines
  }

  private func rule(thatBrought signal: Signal) -> PlaceRule? {
    meeting.book.placeByFingerprint[signal.fingerprint].flatMap { meeting.book.placeRules[$0] }
  }

  /// **Lines** of what a signal without a failure stands on; the evidence has them all.
  private static let detailLimit = 4

  /// What the first report says, or, where nothing failed, the first of what it stands on.
  private func message(_ evidence: ProblemEvidence, width: Int) -> [CardLine] {
    guard let example = evidence.examples.first else {
      return evidence.details.prefix(Self.detailLimit).flatMap {
        wrapped(words.words(for: $0), width: width, limit: 2)
      }
    }
    var lines: [CardLine] = []
    if let errorClass = example.failure.errorClass { lines.append(.text(errorClass, .dim)) }
    // Where the output has a telling line, the rest of it is for the evidence.
    let failure = example.failure
    let firstLine = String(failure.message.prefix { !$0.isNewline })
    lines += wrapped(failure.detail == nil ? failure.message : firstLine, width: width, limit: 3)
    if let detail = failure.detail { lines += wrapped(detail, width: width, limit: 2) }
    if let knockOn = example.knockOns.first {
      let others = example.knockOns.count - 1
      let more = others > 0 ? " \(words.more(others))" : ""
      lines.append(.field(words.label(.knockOn), knockOn + more, .plain))
    }
    return lines
  }

  private func state(_ evidence: ProblemEvidence, width: Int, limit: Int) -> [CardLine] {
    var lines: [CardLine] = []
    func add(_ label: Label, _ text: String, _ ink: Ink = .plain) {
      lines += CardLine.fields(words.label(label), text, ink: ink, width: width, limit: limit)
    }
    if let countermeasure = problem.countermeasure {
      if let proof = meeting.proof(of: problem) {
        add(
          .proof, words.words(for: proof, needed: meeting.settings.nightsToVerify),
          words.ink(for: proof))
      }
      add(.done, "\(words.day(countermeasure.day)): \(countermeasure.text)")
    }
    if problem.status.isOpen, problem.status != .new {
      add(.next, words.promise(of: problem, on: meeting.day))
    }
    if let cause = problem.cause { add(.cause, cause) }
    if let category = problem.category {
      let judgement = [
        words.words(for: category, because: problem.obstacle),
        problem.severity.map(words.words(for:)),
      ].compactMap { $0 }
      add(.judged, words.list(judgement))
    }
    if !isNews, let failure = evidence.examples.first?.failure {
      add(.error, failure.detail ?? String(failure.message.prefix { !$0.isNewline }))
    }
    if let note = problem.notes.last { add(.note, note) }
    if !evidence.nodes.isEmpty { add(.nodes, words.list(evidence.nodes.map(\.rawValue))) }
    return lines
  }

  private func wrapped(_ text: String, width: Int, limit: Int) -> [CardLine] {
    TextFlow.wrapped(text.trimmedLines, to: width, lines: limit).map { .text($0, .plain) }
  }
}
