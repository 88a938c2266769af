import MarketAnalysis
import MarketMeeting
import MarketModel
import TextCanvas

/// Every problem there ever was that has some words: how it stands, whose it is, when it was last seen.
struct FoundView {
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }
  private static let (stateWidth, ownerWidth, dayWidth) = (9, 8, 9)

  func draw(on frame: inout Frame, in area: Rect) {
    guard let overlay = meeting.overlay else { return }
    let (list, rest) = area.splitTop(
      OverlayHeading.rows(in: area.height) + 1 + meeting.overlayItems.count)
    OverlayList(meeting: meeting).draw(
      under: words.title(of: overlay, in: meeting), on: &frame, in: list,
      heading: { frame, line in
        let labels: [Label] = [.problem, .state, .owner, .lastSeen]
        draw(labels.map(words.label), name: "", on: &frame, in: line, ink: .dim)
      },
      row: { frame, problem, line, ink in
        let last = meeting.evidence(for: problem).lastNight
        draw(
          [
            problem.title, words.state(of: problem, in: meeting),
            problem.owner.map { "@\($0.rawValue)" } ?? "–", last.map(words.shortDay) ?? "",
          ], name: words.name(of: problem.id, in: meeting.book), on: &frame, in: line,
          ink: ink ?? (problem.status.isOpen ? .plain : .dim))
      })
    OverlayDetail(meeting: meeting).draw(on: &frame, in: rest.splitTop(1).rest)
  }

  /// - Parameter texts: title, state, owner and day; a narrow window has no room for the last ones.
  private func draw(
    _ texts: [String], name: String, on frame: inout Frame, in line: Rect, ink: Ink
  ) {
    var x = line.x + line.width
    let fitting = [(Self.stateWidth, 30), (Self.ownerWidth, 44), (Self.dayWidth, 60)]
    let shown = zip(texts.dropFirst(), fitting).filter { line.width >= $1.1 }
    for (text, (width, _)) in shown.reversed() {
      x -= width
      frame.put(text, x: x, y: line.y, limit: width, ink: ink)
      x -= 1
    }
    let used = frame.put(
      TextFlow.rightAligned(name, to: 5), x: line.x, y: line.y, limit: max(0, x - line.x), ink: ink)
    frame.put(
      texts.first ?? "", x: line.x + used + 1, y: line.y, limit: max(0, x - line.x - used - 1),
      ink: ink)
  }
}
