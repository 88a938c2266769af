import MarketAnalysis
import MarketMeeting
import MarketModel
import TextCanvas

/// The foot of the board: what can be done now, from the table that dispatches.
struct Hints {
  let meeting: Meeting

  var pieces: [(keys: String, words: String)] {
    if let prompt = meeting.prompt { return Wording.hints(for: prompt.input) }
    return Keymap.bindings.compactMap { binding in
      guard binding.phases.contains(meeting.phase) || meeting.isOver,
        !meeting.isOver || binding.onlyLooks, let hint = binding.hint, isOffered(binding)
      else { return nil }
      return (binding.keys[0].description, hint)
    }
  }

  /// A key whose moment has not come is left out; pressed all the same, it says why.
  private func isOffered(_ binding: Binding) -> Bool {
    switch binding.action {
    case .adoptRule, .rejectRule: !meeting.proposals.isEmpty
    case .show(.evidence): meeting.selected != nil
    case .nextPhase where binding.keys.contains(">"): meeting.phase != .close && !meeting.isOver
    case .move, .judge, .merge, .snooze, .dismiss, .review, .takeCountermeasure, .assign, .close,
      .acceptSuggestion, .planStep, .setDate, .leaveToNobody:
      meeting.selected != nil
    case .verify: isProven
    case .undo: meeting.book.lastDecision(by: meeting.writer) != nil
    default: true
    }
  }

  private var isProven: Bool {
    guard let problem = meeting.selected, let proof = meeting.proof(of: problem),
      case .holding(let held) = proof
    else { return false }
    return held >= meeting.settings.nightsToVerify
  }

  /// Rows that the hints take up in a width.
  func height(in width: Int) -> Int { layout(in: width).count }

  func draw(on frame: inout Frame, in area: Rect) {
    for (row, line) in layout(in: area.width).prefix(area.height).enumerated() {
      var x = area.x + 2
      for piece in line {
        x += frame.put("[\(piece.keys)]", x: x, y: area.y + row, ink: .key)
        x += frame.put(" \(piece.words)", x: x, y: area.y + row) + 3
      }
    }
  }

  /// Fills rows from the left; at most three.
  private func layout(in width: Int) -> [[(keys: String, words: String)]] {
    var rows: [[(keys: String, words: String)]] = [[]]
    var used = 2
    for piece in pieces {
      let columns = DisplayWidth.columns(of: piece.keys + piece.words) + 3
      if used + columns > width - 1, !(rows.last?.isEmpty ?? true) {
        guard rows.count < 3 else { break }
        rows.append([])
        used = 2
      }
      rows[rows.count - 1].append(piece)
      used += columns + 3
    }
    return rows
  }
}
