import CursesTerminal
import MarketBoard
import MarketMeeting
import MarketModel
import TextCanvas

/// The board on a terminal: a key or a tick, an action, a frame.
struct BoardLoop {
  var live: LiveMeeting
  let inColor: Bool
  private var frame = Frame(width: 0, height: 0)
  private var typeAhead = TypeAhead()
  private var mouseIsOn = false
  /// The question on the picture that was seen.
  private var shownQuestion: Draft?

  init(live: LiveMeeting, inColor: Bool) { (self.live, self.inColor) = (live, inColor) }

  /// Holds the meeting until the facilitator leaves or the terminal is gone. What was decided is
  /// saved either way.
  mutating func run() throws {
    var screen = try CursesScreen(inColor: inColor)
    if !screen.speaksUTF8 { live.showInASCII() }
    show(on: &screen)
    while !live.isLeaving {
      switch screen.nextEvent(waitingAtMost: patience, listeningTo: live.news) {
      case .key(let key):
        take(key)
        takeTypedAhead(from: &screen)
        if !live.isTold { live.tick() }
      case .resize: break
      case .news: if !live.heed() { continue }
      case .timeout: live.tick()
      case .endOfInput: return
      }
      editText(on: &screen)
      if !live.isLeaving { show(on: &screen) }
    }
  }

  private mutating func show(on screen: inout CursesScreen) {
    if mouseIsOn != live.meeting.look.usesMouse {
      mouseIsOn = live.meeting.look.usesMouse
      screen.setMouse(mouseIsOn)
    }
    frame = Board(live.meeting).frame(width: screen.size.width, height: screen.size.height)
    screen.show(frame)
    if let limit = frame.scrollLimit { live.limitScroll(to: limit) }
    typeAhead.boardWasShown(live.meeting)
    shownQuestion = live.meeting.prompt?.draft
  }
}

// MARK: Keys

extension BoardLoop {
  /// Takes keys that came faster than frames, so that holding a key down does not queue up pictures.
  private mutating func takeTypedAhead(from screen: inout CursesScreen) {
    while !live.isLeaving, live.textToEdit == nil {
      guard case .key(let key) = screen.nextEvent(waitingAtMost: 0) else { return }
      take(key)
      if live.meeting.prompt?.input.asksForYes ?? false { return }
    }
  }

  private mutating func take(_ pressed: Key) {
    guard let key = meaning(of: pressed) else { return }
    switch typeAhead.verdict(on: key, in: live.meeting, at: live.clock.now) {
    case .take: live.press(key)
    case .hold: live.perform(.hold(typeAhead.heldKeys))
    case .release(let keys): for key in keys { live.press(key) }
    case .drop: live.perform(.drop)
    }
  }

  /// A click means what it meant on the picture that was seen: the key that was pointed at, which is
  /// taken as if it were typed, or a row, as long as the question that had it is the one that is open.
  private mutating func meaning(of key: Key) -> Key? {
    guard case .click(let x, let y) = key else { return key }
    switch frame.link(atX: x, y: y) {
    case .key(let key): return key
    case .row(let row) where live.meeting.prompt?.draft == shownQuestion: live.perform(.pick(row))
    case .row, nil: break
    }
    return nil
  }

  /// **Milliseconds** until the clock shows another second; for ever when no clock runs and nobody is
  /// followed.
  private var patience: Int? {
    let meeting = live.meeting
    guard !meeting.role.isOwner else { return nil }
    guard !meeting.isOver else { return meeting.role == .facilitator ? nil : 1000 }
    let left = meeting.record.remaining(at: live.clock.now)
    guard left > 0, !meeting.record.isPaused else { return 1000 }
    return Int((left - left.rounded(.down)) * 1000) + 1
  }
}

// MARK: The person's own editor

extension BoardLoop {
  /// Lends the terminal to `$VISUAL`, `$EDITOR` or vi, and takes the text that was left there.
  private mutating func editText(on screen: inout CursesScreen) {
    guard let text = live.textToEdit else { return }
    live.textToEdit = nil
    do throws(EditorFlaw) {
      let edited = try screen.lend { () throws(EditorFlaw) in try EditorSession.edit(text) }
      live.perform(.edit(.replace(edited)))
    } catch {
      live.perform(.explain(.noEditor(error)))
    }
  }
}
