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

  init(live: LiveMeeting) { self.live = live }

  mutating func run() {
    announce()
    while !live.isLeaving {
      switch input.next(waitingAtMost: 1000) {
      case .line(let line):
        live.tick()
        obey(line)
        announce()
      case .timeout:
        live.tick()
        if live.meeting.phase != announced?.phase || announced?.isOver != live.meeting.isOver {
          announce()
        }
      case .end: return
      }
    }
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
        Int(word).map { $0 - 1 } ?? Wording.index(of: String(word), in: answers, live.meeting)
      guard let index, answers.indices.contains(index) else {
        console.line("? \(Wording.noSuchAnswer(String(word), answers.count))")
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
    case .consent, .consentToUndo:
      let word = rest
      rest = ""
      switch word.lowercased() {
      case "", "y", "yes": live.perform(.confirm)
      case ".", "n", "no": live.perform(.cancel)
      default: console.line("? \(Wording.noYesOrNo(String(word)))")
      }
    }
  }

  /// Says what is new since the last time: a phase, an item, a question, what happened.
  private mutating func announce() {
    let now = Announced(live.meeting)
    if let notice = live.meeting.notice {
      console.line(Announcement.line(for: notice, in: live.meeting))
    }
    if now.phase != announced?.phase || now.isOver != announced?.isOver {
      for line in Announcement.phase(of: live.meeting) { console.line(line) }
    }
    if now.item != announced?.item || now.overlay != announced?.overlay {
      for line in Announcement.item(of: live.meeting) { console.line(line) }
    }
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

  init(_ meeting: Meeting) {
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
  /// **Bytes.** A longer line is nobody's answer; it is cut there.
  private static let lineLimit = 4096

  mutating func next(waitingAtMost milliseconds: Int32) -> Event {
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
      var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      let ready = unsafe poll(&descriptor, 1, milliseconds)
      if ready == 0 { return .timeout }
      if ready < 0 { continue }
      fill()
    }
  }

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
