import MarketAnalysis
import MarketMeeting
import MarketModel
import TextCanvas

/// The foot of the board: what can be done now, from the table that dispatches.
///
/// Made once for a frame: what is offered is looked up then.
struct Hints {
  private let meeting: Meeting
  private let words: any Phrasebook
  let pieces: [Piece]

  init(meeting: Meeting) {
    (self.meeting, words) = (meeting, meeting.words)
    let pieces = Offer(meeting: meeting, words: words).pieces
    self.pieces =
      meeting.look.isASCII
      ? pieces.map { Piece(keys: $0.keys.inASCII, words: $0.words, key: $0.key) } : pieces
  }

  /// A key, what it does in two or three words, and what a click on it means.
  struct Piece {
    let keys: String
    let words: String
    var key: Key?
    /// **Columns** that it takes.
    let columns: Int

    init(keys: String, words: String, key: Key? = nil) {
      (self.keys, self.words, self.key) = (keys, words, key)
      columns = DisplayWidth.columns(of: keys) + DisplayWidth.columns(of: words) + 3
    }
  }

  /// Rows that the hints would like to have in a width, at most three.
  func height(in width: Int) -> Int { min(3, rows(of: pieces, in: width).count) }

  /// What does not fit is left out from the end, but for the last: help, or the way back.
  ///
  /// - Parameter rowStep: 2 leaves a blank row between any two.
  func draw(on frame: inout Frame, in area: Rect, rowStep: Int = 1) {
    let height = (area.height + rowStep - 1) / rowStep
    var pieces = pieces
    while pieces.count > 1, rows(of: pieces, in: area.width).count > height {
      pieces.remove(at: pieces.count - 2)
    }
    for (index, line) in rows(of: pieces, in: area.width).prefix(height).enumerated() {
      let row = index * rowStep
      var x = area.x + 2
      for piece in line {
        let start = x
        x += frame.put("[\(piece.keys)]", x: x, y: area.y + row, ink: .key)
        x += frame.put(" \(piece.words)", x: x, y: area.y + row)
        if let key = piece.key {
          frame.link(
            Rect(x: start, y: area.y + row, width: x - start, height: 1), to: .key(key))
        }
        x += Self.gap
      }
    }
  }

  /// **Columns** between two hints.
  private static let gap = 3

  /// Fills rows from the left.
  private func rows(of pieces: [Piece], in width: Int) -> [[Piece]] {
    var rows: [[Piece]] = [[]]
    var used = 2
    for piece in pieces {
      if used + piece.columns > width - 1, !(rows.last?.isEmpty ?? true) {
        rows.append([])
        used = 2
      }
      rows[rows.count - 1].append(piece)
      used += piece.columns + Self.gap
    }
    return rows
  }
}

/// What can be done now.
private struct Offer {
  typealias Piece = Hints.Piece
  let meeting: Meeting
  let words: any Phrasebook

  var pieces: [Piece] {
    if let prompt = meeting.prompt {
      return words.hints(for: prompt).map { Piece(keys: $0.keys, words: $0.words) }
    }
    let keymap = Keymap(of: meeting)
    if let overlay = meeting.overlay, !overlay.showsItem { return pieces(over: overlay, keymap) }
    return keymap.bindings(in: meeting).filter(isOffered).compactMap { binding in
      guard let key = binding.keys.first, let hint = words.hint(for: binding.deed) else {
        return nil
      }
      return Piece(keys: key.description, words: hint, key: key)
    }
  }

  /// Where something lies over the board, the way about in it and back comes first.
  private func pieces(over overlay: Meeting.Overlay, _ keymap: Keymap) -> [Piece] {
    var pieces: [Piece] = []
    if overlay.isList {
      pieces.append(Piece(keys: Key.enter.description, words: words.open, key: .enter))
    }
    let deeds: [Deed] = [.down, .pageDown, .filter, .help, .back]
    for deed in deeds {
      guard let key = keymap[deed]?.keys.first else { continue }
      pieces.append(Piece(keys: key.description, words: words.shortHelp(for: deed), key: key))
    }
    return pieces
  }

  /// A key whose moment has not come is left out; pressed all the same, it says why.
  private func isOffered(_ binding: Binding) -> Bool {
    switch binding.action {
    case .adoptRule, .rejectRule: !meeting.proposals.isEmpty
    case .show(.evidence): meeting.selected != nil
    case .nextPhase where binding.deed == .nextPhase: meeting.phase != .close && !meeting.isOver
    case .move, .judge, .merge, .snooze, .dismiss, .review, .takeCountermeasure, .assign, .close,
      .acceptSuggestion, .planStep, .setDate, .leaveToNobody:
      meeting.selected != nil
    case .verify: isProven
    // In the market there are others to say first.
    case .start, .findCause, .note: meeting.role.isOwner && meeting.selected != nil
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
}

extension String {
  /// Names of keys for a terminal whose letters are ASCII: enter and the arrows would look like `>`.
  var inASCII: String {
    replacing("⏎", with: "enter").replacing("↑", with: "up").replacing("→", with: "right")
      .replacing("–", with: "-")
  }
}
