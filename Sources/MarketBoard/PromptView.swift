import MarketMeeting
import MarketModel
import TextCanvas

/// The question that a key opened, over the lower part of the board.
struct PromptView {
  let prompt: Prompt
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }

  func draw(on frame: inout Frame, over area: Rect) {
    switch prompt.input {
    case .choice(let answers, let highlighted):
      let inside = panel(rows: answers.count, over: area, on: &frame)
      drawChoices(answers, highlighted, on: &frame, in: inside)
    case .line(let line):
      let inside = panel(rows: line.completion == nil ? 1 : 2, over: area, on: &frame)
      drawLine(line, on: &frame, in: inside)
      if let completion = line.completion {
        draw(completion, on: &frame, in: inside.splitTop(1).rest)
      }
    case .yes:
      let inside = panel(rows: 1, over: area, on: &frame)
      frame.put(
        words.explanation(of: prompt.draft), x: inside.x, y: inside.y,
        limit: inside.isEmpty ? 0 : inside.width)
    case .consentToUndo(let undo): drawUndo(undo, on: &frame, over: area)
    case .consent(let regrouping):
      let preview = MergePreview(
        of: regrouping, prompt.draft, in: meeting.book, words)
      let inside = panel(rows: preview?.height ?? 0, over: area, on: &frame)
      preview?.draw(on: &frame, in: inside)
    }
  }

  /// What goes, and what stays; where there is no room for all, how many more there are.
  private func drawUndo(_ undo: PhaseUndo, on frame: inout Frame, over area: Rect) {
    let lines = words.lines(of: undo, in: meeting.book)
    let inside = panel(rows: lines.count, over: area, on: &frame)
    let fits = lines.count <= inside.height
    let shown = lines.prefix(fits ? lines.count : max(0, inside.height - 1))
    for (row, line) in shown.enumerated() {
      frame.put(line, x: inside.x, y: inside.y + row, limit: inside.width)
    }
    guard !fits, inside.height > 0 else { return }
    frame.put(
      words.more(lines.count - shown.count), x: inside.x, y: inside.y + shown.count,
      limit: inside.width, ink: .dim)
  }

  /// A box with the question on it; gives the rows inside, or as many of them as there are.
  private func panel(rows: Int, over area: Rect, on frame: inout Frame) -> Rect {
    let panel = area.splitBottom(min(rows + 2, area.height)).bottom
    let width = min(panel.width, 100)
    let placed = Rect(x: panel.x, y: panel.y, width: width, height: panel.height)
    frame.fill(placed)
    frame.box(placed)
    let question = words.question(of: prompt.draft, in: meeting)
    frame.put(" \(question) ", x: placed.x + 2, y: placed.y, limit: placed.width - 4, ink: .title)
    return placed.inset(columns: 2, rows: 1)
  }

  private func drawChoices(
    _ answers: [Answer], _ highlighted: Int, on frame: inout Frame, in area: Rect
  ) {
    let top = max(0, min(highlighted - area.height / 2, answers.count - area.height))
    for (row, answer) in answers.dropFirst(top).prefix(area.height).enumerated() {
      let index = top + row
      let line = area.row(row)
      let isChosen = index == highlighted
      frame.link(line, to: .row(index))
      if isChosen { frame.fill(line, ink: .selected) }
      let key = index < 9 ? "[\(index + 1)]" : "   "
      frame.put(
        isChosen ? "›" : " ", x: line.x, y: line.y, limit: 1, ink: isChosen ? .selected : .plain)
      frame.put(key, x: line.x + 2, y: line.y, limit: 3, ink: isChosen ? .selected : .key)
      let (words, reason) = words.words(for: answer, in: meeting)
      let used = frame.put(
        words, x: line.x + 6, y: line.y, limit: max(0, line.width - 6),
        ink: isChosen ? .selected : .plain)
      let reasonX = line.x + max(28, 6 + used + 2)
      frame.put(
        reason, x: reasonX, y: line.y, limit: max(0, line.x + line.width - reasonX),
        ink: isChosen ? .selected : .dim)
    }
  }

  /// What tab goes round in, the chosen one marked; as many as fit behind it.
  private func draw(
    _ completion: EditedLine.Completion, on frame: inout Frame, in area: Rect
  ) {
    guard area.height > 0 else { return }
    var x = area.x + 2
    for (index, candidate) in completion.candidates.enumerated().dropFirst(completion.chosen) {
      let room = area.x + area.width - x
      guard room > 2 else { return }
      x +=
        frame.put(
          candidate, x: x, y: area.y, limit: room,
          ink: index == completion.chosen ? .selected : .dim) + 2
    }
  }

  /// The line scrolls so that the cursor is always seen.
  private func drawLine(_ line: EditedLine, on frame: inout Frame, in area: Rect) {
    guard area.height > 0, area.width > 4 else { return }
    frame.put("›", x: area.x, y: area.y, ink: .accent)
    let room = area.width - 3
    var before = line.characters[..<line.cursor]
    while DisplayWidth.columns(of: String(before)) > room { before = before.dropFirst() }
    let shown = String(before) + String(line.characters[line.cursor...])
    frame.put(shown, x: area.x + 2, y: area.y, limit: room)
    frame.cursor = Frame.Position(
      x: area.x + 2 + DisplayWidth.columns(of: String(before)), y: area.y)
  }
}
