import MarketAnalysis
package import MarketMeeting
import MarketModel
import TextCanvas

/// The board in plain sentences, for `--stream`: what a screen reader should say, once.
package enum Announcement {
  /// The phase that was entered, and for the phases without items what they show.
  package static func phase(of meeting: Meeting) -> [String] {
    if meeting.isOver { return recap(of: meeting) }
    let title = "== \(meeting.words.words(for: meeting.phase)) =="
    switch meeting.phase {
    case .overnight: return [title] + overnight(of: meeting)
    case .review, .triage, .assign:
      return [title] + (meeting.items.isEmpty ? nothing(in: meeting) : list(of: meeting))
    case .close: return [title] + recap(of: meeting) + adjust(of: meeting)
    }
  }

  private static func nothing(in meeting: Meeting) -> [String] {
    let key = Keymap(of: meeting).name(of: .nextPhase)
    return [spoken(meeting.words.nothing(in: meeting.phase, key), in: meeting)]
  }

  /// What the filter leaves.
  package static func filter(of meeting: Meeting) -> [String] {
    let words = meeting.words
    guard !meeting.phaseFilter.isEmpty else { return [words.allShown(meeting.items.count)] }
    let key = Keymap(of: meeting).name(of: .back)
    let head = words.filtered(
      meeting.phaseFilter, shown: meeting.shownItems.count, of: meeting.items.count, key)
    return [spoken(head, in: meeting)] + list(of: meeting)
  }

  /// The question that is open.
  package static func question(of meeting: Meeting) -> [String] {
    guard let prompt = meeting.prompt else { return [] }
    let words = meeting.words
    let question = "? \(words.question(of: prompt.draft, in: meeting))"
    switch prompt.input {
    case .line(let line):
      return [question + (line.text.isEmpty ? "" : " \(words.enterTakes(line.text))")]
    case .yes:
      let explanation = words.explanation(of: prompt.draft)
      return ["\(question) \(words.onlyYMeansYes)"]
        + (explanation.isEmpty ? [] : ["   \(explanation)"])
    case .consent(let regrouping):
      let preview = MergePreview(of: regrouping, prompt.draft, in: meeting.book, words)
      return ["\(question) \(words.enterMeansYes)"]
        + (preview?.sentences ?? []).map { "   \($0)" }
    case .consentToUndo(let undo):
      return ["\(question) \(words.onlyYMeansYes)"]
        + words.lines(of: undo, in: meeting.book).map { "   \($0)" }
    case .choice(let answers, let highlighted):
      return [question]
        + answers.enumerated().map { index, answer in
          let (answer, reason) = words.words(for: answer, in: meeting)
          let parts = [answer, reason, index == highlighted ? words.enterTakesIt : ""]
          return "  \(index + 1) " + words.list(parts.filter { !$0.isEmpty })
        }
    }
  }

  /// A decision with all that was decided, and what else happened in a line.
  package static func line(for notice: Notice, in meeting: Meeting) -> String {
    let words = meeting.words
    func told(_ event: MarketEvent) -> String { sentence(for: event, in: meeting) }
    let text =
      switch notice {
      case .saved(let event): words.saved(told(event))
      case .undone(let event): words.undone(told(event))
      case .redone(let event): words.redone(told(event))
      case .undoneStep(let events): words.undone(events.map(told).joined(separator: "; "))
      case .redoneStep(let events): words.redone(events.map(told).joined(separator: "; "))
      default: spoken(words.sentence(for: notice, in: meeting), in: meeting)
      }
    return "! \(text)"
  }

  /// `#12: ana judged it: cause unknown, noise`. Here only what this board decided is told.
  private static func sentence(for event: MarketEvent, in meeting: Meeting) -> String {
    let words = meeting.words
    let problem = event.otherProblem == nil ? event.problem : nil
    let about = problem.map { "\(words.name(of: $0, in: meeting.book)): " } ?? ""
    return about + words.sentence(for: event, by: meeting.writer.person, in: meeting.book)
  }

  /// Who decides, where this board does not.
  package static func chair(of meeting: Meeting) -> String? {
    meeting.words.chairLine(of: meeting).map { "~ \(spoken($0, in: meeting))" }
  }

  /// What is wrong with the store.
  package static func store(of meeting: Meeting) -> String? {
    meeting.words.line(forStoreOf: meeting).map { "~ \($0)" }
  }

  package static func time(of meeting: Meeting) -> String {
    "~ \(meeting.words.timeLeft(in: meeting))"
  }

  /// Whether the clock stands, and how it goes on.
  package static func clock(of meeting: Meeting) -> String {
    let words = meeting.words
    let left = words.spoken(seconds: meeting.secondsLeft)
    return meeting.record.isPaused
      ? "~ \(words.clockStands(left, Keymap(of: meeting).name(of: .pause)))"
      : "~ \(words.clockRuns(left))"
  }

  /// The item in front has had its time.
  package static func nudge(of meeting: Meeting) -> String {
    "~ \(spoken(meeting.words.nudge(Keymap(of: meeting).name(of: .park)), in: meeting))"
  }

  /// What is left when the board is left, and what is left open.
  package static func farewell(of meeting: Meeting) -> [String] {
    [leftOpen(meeting.prompt, in: meeting), "~ \(meeting.words.farewell(in: meeting))"]
      .compactMap(\.self)
  }

  /// A question that was left without an answer; `nil` where an answer would have decided nothing.
  package static func leftOpen(_ prompt: Prompt?, in meeting: Meeting) -> String? {
    guard let prompt, prompt.draft != .filter, prompt.draft != .command else { return nil }
    let question = meeting.words.question(of: prompt.draft, in: meeting)
    return "! \(meeting.words.nothingDecided(question))"
  }

  /// What can be done, each a key and two or three words.
  package static func keys(of meeting: Meeting) -> [String] {
    Hints(meeting: meeting).pieces.map { piece in
      "\(piece.key.flatMap { spoken($0, in: meeting) } ?? piece.keys) \(piece.words)"
    }
  }
}

// MARK: Phases

extension Announcement {
  static func list(of meeting: Meeting) -> [String] {
    let words = meeting.words
    return meeting.shownItems.compactMap(meeting.book.problem).map { problem in
      "  \(words.name(of: problem.id, in: meeting.book)) \(problem.title) "
        + "(\(words.state(of: problem, in: meeting)))"
        + (meeting.isSettled(problem.id) ? ", \(words.label(.settled))" : "")
    }
  }

  private static func recap(of meeting: Meeting) -> [String] {
    guard let minutes = meeting.minutes else { return [] }
    let words = meeting.words
    func line(_ problem: Problem) -> String {
      "\(words.name(of: problem.id, in: meeting.book)) \(problem.title)"
    }
    let promises = minutes.promises.map {
      "  \(line($0.problem)): \(words.promise(of: $0.problem, on: meeting.day))"
    }
    let spent = words.spoken(seconds: minutes.times.reduce(0) { $0 + $1.spent })
    return [meeting.isOver ? words.isOver(minutes.record.day, after: spent) : words.whoDoesWhat]
      + (promises.isEmpty ? ["  \(words.nobodyPromised)"] : promises)
      + minutes.parked.map { "  \(words.parked($0))" }
      + minutes.carriedOver.map { "  \(words.carriedOver([line($0)]))" }
  }

  private static func adjust(of meeting: Meeting) -> [String] {
    guard let proposal = meeting.proposals.first else { return [] }
    return [
      meeting.words.adjust,
      "  \(meeting.words.rule(proposal)) \(meeting.words.effect(of: proposal, in: meeting.book))",
    ]
  }
}

// MARK: For the ear

extension Announcement {
  /// A key as it is typed here; `nil` for one that no line can hold.
  static func spoken(_ key: Key, in meeting: Meeting) -> String? {
    switch key {
    case .enter: "Enter"
    case .escape: meeting.words.fullStop
    case .character(let character): "\(character)"
    default: nil
    }
  }

  /// A sentence of the board without what only the eye needs: brackets around a key, dots between.
  static func spoken(_ text: String, in meeting: Meeting) -> String {
    text.replacing(" · ", with: ", ")
      .replacing("[\(Key.enter)]", with: "Enter")
      .replacing("[\(Key.escape)]", with: meeting.words.fullStop)
      .replacing(/\[(\S)\]/) { String($0.output.1) }
  }
}
