import Glibc
import MarketBoard
import MarketMeeting
import MarketModel
import TextCanvas

/// The market over plain lines: what lies on the table is said once, a line in is an answer.
///
/// For screen readers, serial consoles and scripts. A line is a key or a name, and what it needs: `a 2`,
/// `hand-over ana`, `n wait for the vendor`; an empty line is the enter key. The same keys lead to the
/// same decisions as on the board, because they go through the same table.
struct StreamLoop {
  var live: LiveMeeting
  private var console = Console.output
  private var input = LineInput()
  private var announcer = Announcer()
  /// What of the last line came to nothing.
  private var unused: Substring = ""

  private var words: any Phrasebook { live.meeting.words }

  init(live: LiveMeeting) { self.live = live }

  mutating func run() {
    sayNews(notice: true)
    while !live.isLeaving {
      switch input.next(waitingAtMost: 1000, listeningTo: live.news) {
      case .line(let line):
        live.perform(.tick(live.clock.now))
        sayNews(notice: obey(line))
        sayUnused()
        lookAround()
      case .timeout: lookAround()
      case .end:
        // Who only looks needs no keyboard, and goes on without one until it is stopped.
        guard live.meeting.role == .watcher else { return sayFarewell() }
        input.ignoreKeyboard()
      }
    }
    sayFarewell()
  }

  /// Says what others did meanwhile, and the time once a minute.
  private mutating func lookAround() {
    let noticed = live.meeting.notice
    live.tick()
    sayNews(notice: live.meeting.notice != noticed)
  }

  private mutating func sayNews(notice: Bool) {
    guard !live.isLeaving else { return }
    say(announcer.news(of: live.meeting, notice: notice))
    // Said is said: nothing lies over anything here.
    while live.meeting.overlay != nil { live.perform(.cancel) }
  }

  /// A line that was refused is known to have done nothing.
  private mutating func sayUnused() {
    if case .refused = live.meeting.notice { unused = "" }
    if !unused.isEmpty { say(["! \(words.notUsed(String(unused)))"]) }
    unused = ""
  }

  private mutating func sayFarewell() { say(Announcement.farewell(of: live.meeting)) }

  private mutating func say(_ lines: [String]) {
    for line in lines { console.line(line) }
    console.flush()
  }

  /// - Returns: whether something was done that the meeting may note.
  private mutating func obey(_ line: String) -> Bool {
    var rest = line[...].trimmed
    var isDone = false
    if live.meeting.prompt == nil {
      let typed = TypedLine(line, in: live.meeting)
      rest = typed.rest
      switch typed.meaning {
      case .act(let action):
        live.perform(action)
        isDone = true
      case .again:
        live.perform(.cancel)
        announcer.forget()
      case .time: say([announcer.tellTime(of: live.meeting)])
      case .unknown(let word):
        say(["! \(words.notUnderstood(word, Keymap(of: live.meeting).name(of: .help)))"])
        return false
      }
      if rest.isEmpty { return isDone }
    }
    while let prompt = live.meeting.prompt {
      switch TypedAnswer(rest, to: prompt, in: live.meeting) {
      case .act(let actions, let left):
        for action in actions { live.perform(action) }
        (isDone, rest) = (true, left)
      case .again:
        announcer.forget()
        return isDone
      case .refused(let sentence):
        say(["? \(sentence)"])
        return isDone
      }
      if rest.isEmpty { return isDone }
    }
    unused = rest
    return isDone
  }
}

/// Lines from standard input, with a time-out so that the clock goes on while nobody types.
struct LineInput {
  enum Event {
    case line(String)
    case timeout
    case end
  }

  private var pending: [UInt8] = []
  private var isAtEnd = false
  private var keyboard = STDIN_FILENO
  /// **Bytes.** A longer line is nobody's answer; it is cut there.
  private static let lineLimit = 4096

  /// - Parameter descriptor: What else ends the waiting when it can be read; -1 for nothing.
  mutating func next(
    waitingAtMost milliseconds: Int32, listeningTo descriptor: Int32 = -1
  ) -> Event {
    while true {
      if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        let line = pending[..<end].prefix(Self.lineLimit)
        pending.removeSubrange(...end)
        return .line(String(decoding: line.filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self))
      }
      if isAtEnd {
        guard !pending.isEmpty else { return .end }
        pending.append(UInt8(ascii: "\n"))
        continue
      }
      var sources = [keyboard, descriptor].map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      let ready = unsafe poll(&sources, nfds_t(sources.count), milliseconds)
      if ready < 0 { continue }
      guard sources[0].revents != 0 else { return .timeout }
      fill()
    }
  }

  /// From now on there are only time-outs.
  mutating func ignoreKeyboard() { (keyboard, isAtEnd) = (-1, false) }

  private mutating func fill() {
    var block = [UInt8](repeating: 0, count: 4096)
    let count = unsafe read(STDIN_FILENO, &block, block.count)
    if count > 0 {
      pending += block[..<count]
      if pending.count > 16 * Self.lineLimit, !pending.contains(UInt8(ascii: "\n")) {
        pending.removeSubrange(Self.lineLimit...)
      }
    } else if count == 0 || errno != EINTR {
      isAtEnd = true
    }
  }
}
