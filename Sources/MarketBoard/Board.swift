package import MarketMeeting
import MarketModel
package import TextCanvas

/// Draws a meeting. A pure function of the meeting and the size: no state, nothing remembered, so a
/// resize is just the next frame.
///
/// 80×24 is the reference: header and time on top, the phase's own picture in the middle, and at the
/// foot what just happened and what can be done now. Less room drops what matters least; more room
/// puts the list beside the card.
package struct Board {
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }

  package init(_ meeting: Meeting) { self.meeting = meeting }

  package func frame(width: Int, height: Int) -> Frame {
    var frame = Frame(width: width, height: height)
    guard width > 0, height > 0 else { return frame }
    if meeting.look.isForProjector, meeting.layers.isEmpty, height >= Self.lowestProjector {
      drawForProjector(on: &frame)
      return frame
    }
    let (top, rest) = frame.bounds.splitTop(height < 10 ? 1 : height < 16 ? 2 : 3)
    let hints = Hints(meeting: meeting)
    let notice = noticeLines(width: width, isLow: height < 16)
    // A low screen has no row to spare for a notice; it lies over the hints.
    let noticeRows = height < 16 ? 0 : max(1, notice.count)
    let footHeight = min(rest.height / 3, hints.height(in: width) + noticeRows)
    let (body, foot) = rest.splitBottom(footHeight)
    Header(meeting: meeting).draw(on: &frame, in: top)
    let inside = body.inset(columns: width >= 60 ? 1 : 0)
    drawBody(on: &frame, in: inside)
    for (row, line) in notice.enumerated() where row < foot.height {
      frame.put(line.text, x: 2, y: foot.y + row, limit: width - 3, ink: line.ink)
    }
    hints.draw(on: &frame, in: foot.splitTop(max(noticeRows, notice.count)).rest)
    drawQuestion(on: &frame, over: inside)
    return frame
  }

  /// **Rows** from which the wall gets its own picture; a lower window is nobody's wall.
  private static let lowestProjector = 12

  private func drawForProjector(on frame: inout Frame) {
    let isTall = frame.height >= 24
    let view = ProjectorView(meeting: meeting)
    let hints = Hints(meeting: meeting)
    let (top, rest) = frame.bounds.splitTop(isTall ? 4 : 2)
    let (body, foot) = rest.splitBottom(isTall ? 6 : 4)
    view.drawHeading(on: &frame, in: top.row(0))
    Header(meeting: meeting).drawBar(on: &frame, in: top.row(isTall ? 2 : 1))
    view.draw(on: &frame, in: body)
    if let line = noticeLines(width: frame.width, isLow: false).last {
      frame.put(line.text, x: 3, y: foot.y, limit: max(0, frame.width - 4), ink: line.ink)
    }
    hints.draw(on: &frame, in: foot.splitTop(1).rest, rowStep: isTall ? 2 : 1)
    drawQuestion(on: &frame, over: body)
  }

  private func drawBody(on frame: inout Frame, in area: Rect) {
    if let layer = meeting.layers.last { return draw(layer, on: &frame, in: area) }
    if case .owner(let person) = meeting.role, meeting.items.isEmpty {
      return Quiet(words: words.ownsNothing(person)).draw(on: &frame, in: area)
    }
    if meeting.isOver { return CloseView(meeting: meeting).draw(on: &frame, in: area) }
    switch meeting.phase {
    case .overnight: OvernightView(meeting: meeting).draw(on: &frame, in: area)
    case .review: ReviewView(meeting: meeting).draw(on: &frame, in: area)
    case .triage: TriageView(meeting: meeting).draw(on: &frame, in: area)
    case .assign: AssignView(meeting: meeting).draw(on: &frame, in: area)
    case .close: CloseView(meeting: meeting).draw(on: &frame, in: area)
    }
  }

  /// What lies over the board.
  private func draw(_ layer: Layer, on frame: inout Frame, in area: Rect) {
    switch layer.overlay {
    case .help: HelpOverlay(meeting: meeting).draw(on: &frame, in: area)
    case .evidence:
      if let problem = meeting.selected {
        EvidenceView(meeting: meeting, problem: problem).draw(on: &frame, in: area)
      }
    case .history: HistoryView(meeting: meeting).draw(on: &frame, in: area)
    case .people: PeopleView(meeting: meeting).draw(on: &frame, in: area)
    case .unread: UnreadView(meeting: meeting).draw(on: &frame, in: area)
    case .parked: ParkedView(meeting: meeting).draw(on: &frame, in: area)
    case .matrix: MatrixView(meeting: meeting).draw(on: &frame, in: area)
    case .effect: EffectView(meeting: meeting).draw(on: &frame, in: area)
    case .found: FoundView(meeting: meeting).draw(on: &frame, in: area)
    }
  }

  /// What just happened, in at most two lines, and above it what stands there all morning: what is
  /// wrong with the store, and who decides, where this board does not.
  private func noticeLines(width: Int, isLow: Bool) -> [(text: String, ink: Ink)] {
    var lines: [(text: String, ink: Ink)] = []
    if let store = words.line(forStoreOf: meeting), !isLow || isQuiet {
      let ink: Ink = meeting.hasSeenRemarks ? .dim : .warning
      lines.append((TextFlow.clipped(store, to: width - 3), ink))
    }
    if meeting.role.follows, let chair = words.chairLine(of: meeting),
      !(isLow && meeting.notice != nil),
      !saysWhoDecides
    {
      lines.append((chair, words.chairInk(of: meeting)))
    }
    if let looking = lookingFor { lines.append((looking, .accent)) }
    if let (text, ink) = noticeText {
      lines += TextFlow.wrapped(text, to: width - 3, lines: 2).map { ($0, ink) }
    }
    return lines
  }

  /// Whether a line may lie over the hints of a low screen: nobody needs a key at this moment.
  private var isQuiet: Bool {
    meeting.notice == nil && meeting.prompt == nil && meeting.overlay == nil
      && (meeting.phase == .overnight || meeting.isOver)
  }

  /// What is filtered by, or the number that is being typed.
  private var lookingFor: String? {
    if let count = meeting.count { return "\(count)…" }
    guard !meeting.filter.isEmpty, meeting.prompt?.draft != .filter else { return nil }
    let key = Keymap(of: meeting).name(of: .back)
    guard let layer = meeting.layers.last else {
      return words.filtered(
        meeting.filter, shown: meeting.shownItems.count, of: meeting.items.count, key)
    }
    let shown = layer.overlay.isList ? meeting.overlayItems.count : nil
    return words.filtered(layer.filter, shown: shown, of: meeting.overlayCount, key)
  }

  private var saysWhoDecides: Bool {
    if case .refused(.watching) = meeting.notice { true } else { false }
  }

  private var noticeText: (String, Ink)? {
    if let notice = meeting.notice, !isPause(notice) {
      return (words.sentence(for: notice, in: meeting), words.ink(for: notice))
    }
    if meeting.record.isPaused {
      return (words.paused(Keymap(of: meeting).name(of: .pause)), .warning)
    }
    if meeting.isOverdue { return (words.nudge(Keymap(of: meeting).name(of: .park)), .warning) }
    return nil
  }

  /// A pause says itself what is saved, for as long as it lasts.
  private func isPause(_ notice: Notice) -> Bool {
    if case .saved(.marketPaused) = notice { true } else { false }
  }

  private func drawQuestion(on frame: inout Frame, over area: Rect) {
    guard let prompt = meeting.prompt else { return }
    PromptView(prompt: prompt, meeting: meeting).draw(on: &frame, over: area)
  }
}
