import MarketAnalysis
import MarketMeeting
import MarketModel
import TextCanvas

/// Review: the open problems, and the one in front as a card.
struct ReviewView {
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }

  func draw(on frame: inout Frame, in area: Rect) {
    guard !meeting.items.isEmpty else {
      return Quiet(words: words.nothing(in: .review, Keymap(of: meeting).name(of: .nextPhase)))
        .draw(on: &frame, in: area)
    }
    ListAndCard(meeting: meeting).draw(on: &frame, in: area)
  }
}

/// Triage: one new problem at a time.
struct TriageView {
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }

  func draw(on frame: inout Frame, in area: Rect) {
    guard let problem = meeting.selected else {
      return Quiet(words: words.nothing(in: .triage, Keymap(of: meeting).name(of: .nextPhase)))
        .draw(on: &frame, in: area)
    }
    if area.width >= ListAndCard.wide {
      return ListAndCard(meeting: meeting).draw(on: &frame, in: area)
    }
    let (head, rest) = area.splitTop(1)
    let position = (meeting.items.firstIndex(of: problem.id) ?? 0) + 1
    var x = head.x + 1
    x +=
      frame.put(words.position(position, of: meeting.items.count), x: x, y: head.y, ink: .title) + 3
    let isBack = problem.status == .regressed || !problem.returns.isEmpty
    x +=
      frame.put(
        words.newness(of: problem, in: meeting), x: x, y: head.y, ink: isBack ? .alarm : .title)
      + 3
    frame.put(
      words.source(of: problem, in: meeting), x: x, y: head.y,
      limit: max(0, head.x + head.width - x),
      ink: .dim)
    let (card, below) = rest.splitTop(rest.height >= 24 ? 18 : rest.height)
    ProblemCard(meeting: meeting, problem: problem).draw(on: &frame, in: card)
    if below.height > 2 {
      ProblemList(meeting: meeting).draw(on: &frame, in: below.inset(columns: 1, rows: 1))
    }
  }
}

/// A list and the card of its chosen item: one above the other, or side by side where it is wide.
struct ListAndCard {
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }

  /// **Columns** from which list and card stand side by side.
  static let wide = 118
  /// **Rows** below the list from which the night stands there too.
  static let nightHeight = 12
  /// **Rows** below the card from which the evidence stands there too.
  static let evidenceHeight = 10
  /// **Rows** that a card makes use of; more would stand empty.
  static let cardHeight = 22

  func draw(on frame: inout Frame, in area: Rect) {
    if area.width >= Self.wide {
      let (left, right) = area.splitLeft(area.width * 11 / 20)
      let list = Rect(x: left.x, y: left.y, width: left.width - 2, height: left.height)
      let rows = ProblemList(meeting: meeting)
      let (top, rest) = list.splitTop(rows.height + 2)
      rows.draw(on: &frame, in: rest.height >= Self.nightHeight ? top : list)
      if rest.height >= Self.nightHeight {
        NightPanels(meeting: meeting).draw(on: &frame, in: rest)
      }
      drawCard(on: &frame, in: right)
    } else {
      let list = ProblemList(meeting: meeting)
      let (top, card) = area.splitTop(
        min(list.height, area.height < 6 ? area.height : area.height * 2 / 5))
      list.draw(on: &frame, in: top)
      drawCard(on: &frame, in: card)
    }
  }

  /// The card, and below it, where there is room, the evidence.
  func drawCard(on frame: inout Frame, in area: Rect) {
    guard let problem = meeting.selected else { return }
    let hasEvidence = area.height >= Self.cardHeight + Self.evidenceHeight
    let (card, below) = area.splitTop(hasEvidence ? Self.cardHeight : area.height)
    ProblemCard(meeting: meeting, problem: problem).draw(on: &frame, in: card)
    let inside = below.inset(columns: 2, rows: 1)
    guard !inside.isEmpty else { return }
    let lines = EvidenceView(meeting: meeting, problem: problem)
      .lines(width: inside.width, atLeast: inside.height)
    for (row, line) in lines.prefix(inside.height).enumerated() {
      line.draw(on: &frame, x: inside.x, y: inside.y + row, width: inside.width)
    }
  }
}

/// Nothing lies here, and what to do now.
struct Quiet {
  let words: String

  func draw(on frame: inout Frame, in area: Rect) {
    for (row, line) in TextFlow.wrapped(words, to: max(2, area.width - 4)).enumerated() {
      guard row + 2 < area.height || area.height <= 2 else { return }
      frame.put(line, x: area.x + 2, y: area.y + min(row + 2, max(0, area.height - 1)))
    }
  }
}
