import CursesTerminal
import MarketBoard
import MarketMeeting
import MarketModel

/// The board on a terminal: a key or a tick, an action, a frame.
struct BoardLoop {
  var live: LiveMeeting
  let inColor: Bool

  /// Holds the meeting until the facilitator leaves or the terminal is gone. What was decided is
  /// saved either way.
  mutating func run() throws {
    var screen = try CursesScreen(inColor: inColor)
    show(on: &screen)
    while !live.isLeaving {
      switch screen.nextEvent(waitingAtMost: patience, listeningTo: live.news) {
      case .key(let key):
        live.press(key)
        takeTypedAhead(from: &screen)
        if !live.isTold { live.tick() }
      case .resize: break
      case .news: if !live.heed() { continue }
      case .timeout: live.tick()
      case .endOfInput: return
      }
      if !live.isLeaving { show(on: &screen) }
    }
  }

  private func show(on screen: inout CursesScreen) {
    screen.show(Board(live.meeting).frame(width: screen.size.width, height: screen.size.height))
  }

  /// Takes keys that came faster than frames, so that holding a key down does not queue up pictures.
  /// Stops as soon as something was decided: the keys that follow meet a board that was painted.
  private mutating func takeTypedAhead(from screen: inout CursesScreen) {
    let decided = live.meeting.book.count
    while !live.isLeaving, live.meeting.book.count == decided {
      guard case .key(let key) = screen.nextEvent(waitingAtMost: 0) else { return }
      live.press(key)
      if live.meeting.prompt?.input.asksForYes ?? false { return }
    }
  }

  /// **Milliseconds** until the clock shows another second; for ever when no clock runs and nobody is
  /// followed.
  private var patience: Int? {
    let meeting = live.meeting
    guard !meeting.isOver else { return meeting.role == .facilitator ? nil : 1000 }
    let left = meeting.record.remaining(at: live.clock.now)
    guard left > 0, !meeting.record.isPaused else { return 1000 }
    return Int((left - left.rounded(.down)) * 1000) + 1
  }
}
