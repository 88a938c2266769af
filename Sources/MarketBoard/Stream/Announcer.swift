package import MarketMeeting
import MarketModel

/// What `--stream` says and when: each thing once, when it is new.
package struct Announcer: Sendable {
  private var said: Said?
  private var timeSaid: (at: Instant, left: Int)?
  /// **Seconds** between two times that nobody asked for.
  private static let timeStep = 60.0

  package init() {}

  /// What is new since the last time: a phase, an item, a question, what happened.
  ///
  /// - Parameter notice: whether what the meeting notes was not said yet.
  package mutating func news(of meeting: Meeting, notice: Bool) -> [String] {
    let before = said
    let now = Said(meeting, after: before)
    said = now
    let isNewPhase = now.phase != before?.phase || now.isOver != before?.isOver
    var lines: [String] = []
    if now.store != before?.store { lines += [now.store].compactMap(\.self) }
    if notice, let text = meeting.notice {
      lines.append(Announcement.line(for: text, in: meeting))
    }
    if now.question == nil, !meeting.hasAnswered {
      lines += [Announcement.leftOpen(before?.question, in: meeting)].compactMap(\.self)
    }
    if isNewPhase {
      lines += Announcement.phase(of: meeting)
    } else {
      if now.isPaused != before?.isPaused { lines.append(Announcement.clock(of: meeting)) }
      if now.left != before?.left { lines.append("   \(meeting.words.undecided(now.left))") }
      if now.filter != before?.filter { lines += Announcement.filter(of: meeting) }
    }
    lines += Announcement.overlay(of: meeting)
    if isNewPhase || now.item != before?.item { lines += Announcement.item(of: meeting) }
    if !meeting.isOver { lines += keys(now, isNewPhase ? nil : before, meeting) }
    if now.nudged != nil, now.nudged != before?.nudged {
      lines.append(Announcement.nudge(of: meeting))
    }
    if now.chair != before?.chair { lines += [now.chair].compactMap(\.self) }
    if now.question.map({ !$0.asksLike(before?.question) }) ?? false {
      lines += Announcement.question(of: meeting)
    }
    if timeIsDue(in: meeting) { lines.append(tellTime(of: meeting)) }
    return lines
  }

  /// All keys in a new phase, later those that came to it.
  private func keys(_ now: Said, _ before: Said?, _ meeting: Meeting) -> [String] {
    let new = now.keys.filter { !(before?.keys.contains($0) ?? false) }
    guard !new.isEmpty else { return [] }
    let label = before == nil ? meeting.words.label(.keys) : meeting.words.keysToo
    return ["   \(label): \(meeting.words.list(new))"]
  }

  /// What is in front, or the question that is open, is news once more.
  package mutating func forget() {
    said?.question = nil
    if said?.item == nil { said?.phase = nil }
    said?.item = nil
  }

  // MARK: The time

  package mutating func tellTime(of meeting: Meeting) -> String {
    timeSaid = (meeting.now, meeting.secondsLeft)
    return Announcement.time(of: meeting)
  }

  /// A clock that stands is not told again and again.
  private func timeIsDue(in meeting: Meeting) -> Bool {
    guard !meeting.isOver, !meeting.role.isOwner else { return false }
    guard let timeSaid else { return true }
    return !meeting.record.isPaused && meeting.secondsLeft != timeSaid.left
      && meeting.now.seconds(since: timeSaid.at) >= Self.timeStep
  }
}

/// What was said last.
private struct Said: Sendable {
  var phase: Phase?
  let isOver: Bool
  let isPaused: Bool
  var item: ProblemID?
  let left: Int
  let filter: String
  let keys: [String]
  let nudged: ProblemID?
  let chair: String?
  let store: String?
  var question: Prompt?

  /// A question that is open hides the keys, and a filter that is being typed is none yet.
  init(_ meeting: Meeting, after before: Said?) {
    phase = meeting.phase
    isOver = meeting.isOver
    isPaused = meeting.record.isPaused
    item = meeting.selectedID
    left = meeting.items.count { !meeting.isSettled($0) }
    let isFree = meeting.prompt == nil && meeting.overlay == nil
    filter = isFree ? meeting.phaseFilter : before?.filter ?? ""
    keys = isFree ? Announcement.keys(of: meeting) : before?.keys ?? []
    nudged = meeting.isOverdue ? meeting.selectedID : nil
    chair = Announcement.chair(of: meeting)
    store = Announcement.store(of: meeting)
    question = meeting.prompt
  }
}

extension Prompt {
  /// Whether it is the question that was said: a line that is typed in vain does not make another.
  fileprivate func asksLike(_ other: Prompt?) -> Bool {
    guard let other, draft == other.draft else { return false }
    switch (input, other.input) {
    case (.choice(let answers, _), .choice(let others, _)): return answers == others
    default: return true
    }
  }
}

extension Meeting {
  /// Whether what was noted last is what an answer led to.
  fileprivate var hasAnswered: Bool {
    switch notice {
    case .saved, .undone, .redone, .undoneStep, .redoneStep, .chairIsOurs: true
    default: false
    }
  }
}
