import MarketAnalysis
import MarketMeeting
import MarketModel
import TextCanvas

/// The foot of the board: what can be done now, from the table that dispatches.
struct Hints {
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }

  var pieces: [(keys: String, words: String)] {
    if let prompt = meeting.prompt { return words.hints(for: prompt.input) }
    return Keymap(of: meeting).bindings(in: meeting).filter(isOffered).compactMap { binding in
      guard let key = binding.keys.first, let hint = words.hint(for: binding.deed) else {
        return nil
      }
      return (key.description, hint)
    }
  }

  /// A key whose moment has not come is left out; pressed all the same, it says why.
  private func isOffered(_ binding: Binding) -> Bool {
    if let overlay = meeting.overlay, !overlay.showsItem, !binding.onlyLooks { return false }
    return switch binding.action {
    case .adoptRule, .rejectRule: !meeting.proposals.isEmpty
    case .show(.evidence): meeting.selected != nil
    case .nextPhase where binding.deed == .nextPhase: meeting.phase != .close && !meeting.isOver
    case .move, .judge, .merge, .snooze, .dismiss, .review, .takeCountermeasure, .assign, .close,
      .acceptSuggestion, .planStep, .setDate, .leaveToNobody:
      meeting.selected != nil
    case .verify: isProven
    case .undo: meeting.book.mayUndo(by: meeting.writer)
    default: true
    }
  }

  private var isProven: Bool {
    guard let problem = meeting.selected, let proof = meeting.proof(of: problem),
      case .holding(let held) = proof
    else { return false }
    return held >= meeting.settings.nightsToVerify
  }

  /// Rows that the hints would like to have in a width, at most three.
  func height(in width: Int) -> Int { min(3, rows(of: pieces, in: width).count) }

  /// What does not fit is left out from the end, but for the last: help, or the way back.
  func draw(on frame: inout Frame, in area: Rect) {
    var pieces = pieces
    while pieces.count > 1, rows(of: pieces, in: area.width).count > area.height {
      pieces.remove(at: pieces.count - 2)
    }
    for (row, line) in rows(of: pieces, in: area.width).prefix(area.height).enumerated() {
      var x = area.x + 2
      for piece in line {
        x += frame.put("[\(piece.keys)]", x: x, y: area.y + row, ink: .key)
        x += frame.put(" \(piece.words)", x: x, y: area.y + row) + 3
      }
    }
  }

  /// Fills rows from the left.
  private func rows(
    of pieces: [(keys: String, words: String)], in width: Int
  ) -> [[(keys: String, words: String)]] {
    var rows: [[(keys: String, words: String)]] = [[]]
    var used = 2
    for piece in pieces {
      let columns = DisplayWidth.columns(of: piece.keys + piece.words) + 3
      if used + columns > width - 1, !(rows.last?.isEmpty ?? true) {
        rows.append([])
        used = 2
      }
      rows[rows.count - 1].append(piece)
      used += columns + 3
    }
    return rows
  }
}
