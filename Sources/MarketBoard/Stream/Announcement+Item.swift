import MarketAnalysis
package import MarketMeeting
import MarketModel
import TextCanvas

/// The item in front: all that its card says.
extension Announcement {
  package static func item(of meeting: Meeting) -> [String] {
    guard !meeting.isOver, let problem = meeting.selected, let id = meeting.selectedID,
      let index = meeting.shownItems.firstIndex(of: id)
    else { return [] }
    let card = Card(meeting: meeting, problem: problem)
    let words = meeting.words
    let tool = card.evidence.signals.first?.tool.rawValue
    let state = [words.state(of: problem, in: meeting), words.words(for: problem.kind), tool]
    let head =
      "-- \(words.position(index + 1, of: meeting.shownItems.count)): "
      + "\(words.name(of: id, in: meeting.book)) \(problem.title) "
      + "(\(words.list(state.compactMap(\.self))))"
    return [head] + card.lines.map { "   \($0)" } + suggestion(in: meeting)
  }

  /// What the empty line decides in assign: who, what, by when, and why this one.
  private static func suggestion(in meeting: Meeting) -> [String] {
    guard meeting.phase == .assign, meeting.role == .facilitator,
      case .assigned(let id, let owner, let step?, let due?)? = meeting.suggestedAssignment
    else { return [] }
    let words = meeting.words
    let reason = meeting.ownerSuggestions(of: id).first { $0.value == owner }?.reason
    let text = words.suggestion(owner, step, by: due)
    return ["   \(words.enterAccepts(text, because: reason.map { words.words(for: $0) }))"]
  }

  /// What the card leaves out: the rest of the nodes, of the details and of the reports.
  static func evidence(of meeting: Meeting) -> [String] {
    guard let problem = meeting.selected else { return [] }
    let lines = Card(meeting: meeting, problem: problem).evidenceLines
    return (lines.isEmpty ? [meeting.words.cardSaidAll] : lines).map { "   \($0)" }
  }
}

private struct Card {
  let meeting: Meeting
  let problem: Problem
  let evidence: ProblemEvidence
  private var words: any Phrasebook { meeting.words }
  /// **Nodes** that are named at once; the evidence names all.
  private static let nodeLimit = 8

  init(meeting: Meeting, problem: Problem) {
    (self.meeting, self.problem) = (meeting, problem)
    evidence = meeting.evidence(for: problem)
  }

  private func line(_ label: Label, _ text: String?) -> [String] {
    text.map { ["\(words.label(label)): \($0)"] } ?? []
  }

  var lines: [String] {
    meeting.openClashes(of: problem.id).flatMap {
      line(.atOnce, words.sentence(for: $0, in: meeting.book))
    } + night + report + state
  }

  private var night: [String] {
    let failure = evidence.examples.first?.failure
    let place = [
      failure?.declaredAt, failure?.resourceAction.map { words.action($0) },
      evidence.environments.isEmpty ? nil : words.list(evidence.environments),
    ].compactMap(\.self)
    // Without its night, an old sentence would sound like last night's.
    let old = evidence.lastNight.flatMap { $0 == meeting.tonight?.night ? nil : $0 }
    let seen = words.seen(in: evidence.nightsSeen.count, of: evidence.row.count)
    let rule = evidence.signals.lazy.compactMap { signal in
      meeting.book.placeByFingerprint[signal.fingerprint].flatMap { meeting.book.placeRules[$0] }
    }.first
    return line(.places, place.isEmpty ? nil : words.list(place))
      + evidence.signals.flatMap { signal in
        let why = words.why(signal.why)
        return line(.why, old.map { words.inNight($0, why) } ?? why)
      } + evidence.suspects.flatMap { line(.suspect, words.words(for: $0)) }
      + line(.seen, words.list([seen, words.tonight(evidence.nodesTonight)]))
      + line(.nodes, nodes) + line(.always, rule.map { words.ruled(by: $0) })
      + line(.cameBack, problem.returns.isEmpty ? nil : words.past(of: problem))
  }

  private var nodes: String? {
    let names = evidence.nodes.map(\.rawValue)
    guard !names.isEmpty else { return nil }
    let others = names.count - Self.nodeLimit
    return words.list(
      Array(names.prefix(Self.nodeLimit)) + (others > 0 ? [words.more(others)] : []))
  }

  private var report: [String] {
    guard let example = evidence.examples.first else { return [] }
    return said(by: example)
      + line(.knockOn, example.knockOns.isEmpty ? nil : words.list(example.knockOns))
  }

  private func said(by example: FailureExample) -> [String] {
    let message = String(example.failure.message.prefix { !$0.isNewline })
    return line(
      .says, [example.failure.errorClass, message].compactMap(\.self).joined(separator: ": "))
      + line(.output, example.failure.detail)
  }

  private var state: [String] {
    let judgement = problem.category.map { category in
      words.list(
        [words.words(for: category, because: problem.obstacle)]
          + [problem.severity.map(words.words(for:))].compactMap(\.self))
    }
    let proof = meeting.proof(of: problem).map {
      words.words(for: $0, needed: meeting.settings.nightsToVerify)
    }
    return line(.done, problem.countermeasure.map { "\(words.day($0.day)): \($0.text)" })
      + line(.proof, proof) + line(.cause, problem.cause) + line(.judged, judgement)
      + line(.note, problem.notes.last)
      + line(.next, words.promise(of: problem, on: meeting.day))
  }

  /// Only what the card has not said.
  var evidenceLines: [String] {
    let names = evidence.nodes.map(\.rawValue)
    let nodes = line(.nodes, names.count > Self.nodeLimit ? words.list(names) : nil)
    var before = evidence.examples.first?.failure.message
    let reports = evidence.examples.enumerated().flatMap { index, example in
      let head = "\(example.node.rawValue), \(words.moment(example.start))"
      defer { before = example.failure.message }
      // The first line is said, and the one that tells most.
      let rest = example.failure.message.split(whereSeparator: \.isNewline).dropFirst()
        .map(String.init).filter { line in
          !(example.failure.detail.map { line.contains($0) } ?? false)
        }
      if index == 0 { return [head] + rest }
      if example.failure.message == before { return ["\(head): \(words.sameMessage)"] }
      return [head] + said(by: example) + rest
    }
    return nodes + evidence.details.flatMap { line(.detail, words.words(for: $0)) } + reports
  }
}
