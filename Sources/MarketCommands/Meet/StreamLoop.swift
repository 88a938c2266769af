import Glibc
import MarketBoard
import MarketMeeting
import MarketModel
import TextCanvas

/// The market over plain lines: what lies on the table is said once, a line in is an answer.
///
/// For screen readers, serial consoles and scripts. A line is a key and what it needs:
/// `a 2`, `h ana`, `n wait for the vendor`; an empty line is the enter key, `.` is escape. The same
/// keys lead to the same decisions as on the board, because they go through the same table.
struct StreamLoop {
  var live: LiveMeeting
  private var console = Console.output
  private var input = LineInput()
  private var announced: Announced?
  private var minuteAnnounced: Int?

  private var words: any Phrasebook { live.meeting.words }

  init(live: LiveMeeting) { self.live = live }

  mutating func run() {
    announce()
    while !live.isLeaving {
      switch input.next(waitingAtMost: 1000, listeningTo: live.news) {
      case .line(let line):
        live.perform(.tick(live.clock.now))
        obey(line)
        announce()
        lookAround()
      case .timeout: lookAround()
      case .end:
        // Who only looks needs no keyboard, and goes on without one until it is stopped.
        guard live.meeting.role == .watcher else { return }
        input.ignoreKeyboard()
      }
    }
  }

  /// Says what others did meanwhile.
  private mutating func lookAround() {
    let noticed = live.meeting.notice
    live.tick()
    let hasNews = live.meeting.notice != noticed
    if Announced(live.meeting) != announced {
      announce(notice: hasNews)
    } else if live.meeting.role.follows {
      if hasNews { sayNotice() }
      announceTime()
      console.flush()
    }
  }

  private mutating func sayNotice() {
    guard let notice = live.meeting.notice else { return }
    console.line(Announcement.line(for: notice, in: live.meeting))
  }

  private mutating func obey(_ line: String) {
    var rest = line[...].trimmed
    if live.meeting.prompt == nil {
      live.press(StreamKeys.key(takenFrom: &rest))
    }
    while live.meeting.prompt != nil, !rest.isEmpty || line.isEmpty {
      answer(&rest)
      if rest.isEmpty { return }
    }
  }

  /// Answers the open question with the first word, or with the whole rest when it asks for a text.
  private mutating func answer(_ rest: inout Substring) {
    guard let prompt = live.meeting.prompt else { return }
    switch prompt.input {
    case .choice(let answers, _):
      guard !rest.isEmpty else { return live.perform(.confirm) }
      let word = rest.prefix { !$0.isWhitespace }
      rest = rest.dropFirst(word.count).trimmed
      if word == "." { return live.perform(.cancel) }
      let index =
        Int(word).map { $0 - 1 } ?? words.index(of: String(word), in: answers, live.meeting)
      guard let index, answers.indices.contains(index) else {
        console.line("? \(words.noSuchAnswer(String(word), answers.count))")
        rest = ""
        return
      }
      live.perform(.choose(index))
    case .line:
      let text = rest
      rest = ""
      if text == "." { return live.perform(.cancel) }
      if !text.isEmpty {
        live.perform(.edit(.clear))
        live.perform(.edit(.insert(String(text))))
      }
      live.perform(.confirm)
    case .consent, .consentToUndo, .yes:
      let word = rest
      rest = ""
      switch word.lowercased() {
      case "" where prompt.input.needsClearYes: live.perform(.cancel)
      case "", "y", "yes": live.perform(.confirm)
      case ".", "n", "no": live.perform(.cancel)
      default: console.line("? \(words.noYesOrNo(String(word)))")
      }
    }
  }

  /// Says what is new since the last time: a phase, an item, a question, what happened.
  private mutating func announce(notice: Bool = true) {
    let now = Announced(live.meeting)
    if let store = now.store, store != announced?.store { console.line(store) }
    if notice { sayNotice() }
    if now.phase != announced?.phase || now.isOver != announced?.isOver {
      for line in Announcement.phase(of: live.meeting) { console.line(line) }
    }
    if now.item != announced?.item || now.overlay != announced?.overlay {
      for line in Announcement.item(of: live.meeting) { console.line(line) }
    }
    if let chair = now.chair, chair != announced?.chair { console.line(chair) }
    for line in Announcement.question(of: live.meeting) { console.line(line) }
    announceTime()
    // Said is said: help lies over nothing here.
    if live.meeting.overlay == .help { live.perform(.cancel) }
    announced = Announced(live.meeting)
    console.flush()
  }

  /// At most once a minute.
  private mutating func announceTime() {
    let minute = Int(live.meeting.record.remaining(at: live.meeting.now)) / 60
    guard minute != minuteAnnounced, !live.meeting.isOver else { return }
    minuteAnnounced = minute
    console.line(Announcement.time(of: live.meeting))
  }
}

/// What was said last, so that nothing is said twice.
private struct Announced: Equatable {
  let phase: Phase
  let isOver: Bool
  let item: ProblemID?
  let overlay: Meeting.Overlay?
  let chair: String?
  let store: String?

  init(_ meeting: Meeting) {
    store = Announcement.store(of: meeting)
    chair = Announcement.chair(of: meeting)
    phase = meeting.phase
    isOver = meeting.isOver
    item = meeting.selectedID
    overlay = meeting.overlay
  }
}

/// The key that a line begins with.
private enum StreamKeys {
  static func key(takenFrom line: inout Substring) -> Key {
    guard let first = line.first else { return .enter }
    line = line.dropFirst().trimmed
    return first == "." ? .escape : .character(first)
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

extension Substring {
  var trimmed: Substring {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return self[first...last]
  }
}
