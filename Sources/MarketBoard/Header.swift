import MarketMeeting
import MarketModel
import TextCanvas

/// Where the market stands: the day, the phases, the time that is left, and the pace.
struct Header {
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }
  /// **Columns** of `12 left, 0:59 each`, kept free so that the bar has one length all morning.
  private static let usualPace = 18

  func draw(on frame: inout Frame, in area: Rect) {
    if case .owner(let person) = meeting.role {
      drawTitle(of: person, on: &frame, in: area.row(0))
      return frame.rule(x: 1, y: area.y + 1, width: area.height > 1 ? area.width - 2 : 0)
    }
    drawTitle(on: &frame, in: area.row(0))
    if area.height > 1 { drawTime(on: &frame, in: area.row(1)) }
  }

  /// An owner's board has no clock and no phases.
  private func drawTitle(of person: Person, on frame: inout Frame, in line: Rect) {
    let overdue = meeting.items.count { id in
      (meeting.book.problem(id)?.due).map { $0 < meeting.day } ?? false
    }
    let text = words.ownership(of: person, open: meeting.items.count, overdue: overdue)
    let day = words.day(meeting.day)
    let dayX = line.width - DisplayWidth.columns(of: day) - 1
    frame.put(text, x: 1, y: line.y, limit: max(0, dayX - 2), ink: .title)
    frame.put(day, x: dayX, y: line.y, ink: .dim)
  }

  private func drawTitle(on frame: inout Frame, in line: Rect) {
    let clock = words.clock(of: meeting)
    let clockX = line.width - DisplayWidth.columns(of: clock) - 1
    frame.put(clock, x: clockX, y: line.y, ink: clockInk)
    var x = 1
    let name =
      line.width < 28
      ? "" : line.width < 40 ? "\(words.shortMarketName)  " : "\(words.marketName)  "
    x += frame.put(name, x: x, y: line.y, limit: max(0, clockX - x), ink: .title)
    if line.width >= 76 {
      x += frame.put(
        "\(words.day(meeting.day))  ", x: x, y: line.y, limit: clockX - x, ink: .dim)
    }
    drawPhases(on: &frame, from: x, to: clockX - 1, y: line.y)
  }

  /// All five phases where they fit, else the one at hand.
  private func drawPhases(on frame: inout Frame, from x: Int, to end: Int, y: Int) {
    let shown = end - x >= 42 ? Phase.allCases : [meeting.phase]
    var x = x
    for phase in shown {
      let isNow = phase == meeting.phase && !meeting.isOver
      let word = words.words(for: phase)
      x += frame.put(
        " \(isNow ? word.uppercased() : word) ", x: x, y: y, limit: max(0, end - x),
        ink: isNow ? .accent : .dim)
    }
  }

  private func drawTime(on frame: inout Frame, in line: Rect) {
    let pace = words.pace(of: meeting)
    let paceX = line.width - DisplayWidth.columns(of: pace) - 1
    let usualX = line.width >= 60 ? line.width - Self.usualPace - 1 : paceX
    drawBar(on: &frame, in: Rect(x: line.x, y: line.y, width: min(paceX, usualX) - 1, height: 1))
    frame.put(pace, x: paceX, y: line.y, ink: meeting.record.isPaused ? .warning : .dim)
  }

  /// A bar over the whole market, one part for each phase as wide as its budget.
  func drawBar(on frame: inout Frame, in line: Rect) {
    let width = line.width - 2
    guard width > 10 else { return }
    let record = meeting.record
    let share = record.elapsed(at: meeting.now) / Double(max(1, record.plan.duration))
    frame.bar(x: 1, y: line.y, width: width, share: share)
    var budget = 0
    for phase in Phase.allCases.dropLast() {
      budget += record.plan.budget(of: phase)
      let x = 1 + Int(Double(width) * Double(budget) / Double(max(1, record.plan.duration)))
      frame.put("┃", x: x, y: line.y, ink: .rule)
    }
  }

  private var clockInk: Ink {
    guard !meeting.isOver else { return .dim }
    let left = meeting.record.remaining(at: meeting.now)
    return left <= 0 ? .alarm : left < 60 || meeting.record.isPaused ? .warning : .title
  }
}
