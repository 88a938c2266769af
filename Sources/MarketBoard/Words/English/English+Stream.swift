package import MarketMeeting
package import MarketModel

/// What is only ever heard.
extension English {
  package func spoken(seconds: Int) -> String {
    seconds < 90
      ? count(seconds, "second") : count(Int((Double(seconds) / 60).rounded()), "minute")
  }

  package func timeLeft(in meeting: Meeting) -> String {
    if meeting.isOver { return "The market is over" }
    let left = meeting.secondsLeft
    let time = left == 0 ? "Time is up" : "\(spoken(seconds: left)) left"
    if meeting.record.isPaused { return "\(time); paused" }
    switch meeting.phase {
    case .overnight, .close:
      let planned = spoken(seconds: meeting.record.plan.budget(of: meeting.phase))
      return "\(time); \(planned) planned for \(words(for: meeting.phase))"
    case .review, .triage, .assign:
      let pace = meeting.pace
      if pace.left == 0 { return "\(time); all \(meeting.items.count) decided" }
      let each = spoken(seconds: Int(pace.secondsPerItem))
      return "\(time); \(pace.left) undecided, \(each) each"
    }
  }

  package func saved(_ sentence: String) -> String { "saved: \(sentence)" }
  package func undone(_ sentence: String) -> String { "undone: \(sentence)" }
  package func redone(_ sentence: String) -> String { "again: \(sentence)" }

  package func trend(before: Int?, middle: Int, of nights: Int) -> String {
    (before.map { "\(grouped($0)) the night before; " } ?? "")
      + "\(grouped(middle)) in the middle of \(count(nights, .night))"
  }

  package func undecided(_ count: Int) -> String {
    count == 0 ? "nothing is left undecided" : "\(count) left undecided"
  }

  package var enterTakesIt: String { "Enter takes it" }
  package func enterTakes(_ text: String) -> String { "Enter takes: \(text)" }
  package var enterMeansYes: String { "Enter means yes" }
  package var onlyYMeansYes: String { "y means yes, Enter means no" }

  package func enterAccepts(_ suggestion: String, because reason: String?) -> String {
    "Enter accepts \(suggestion)" + (reason.map { "; because: \($0)" } ?? "")
  }

  package func severalAnswers(_ word: String, _ numbers: [String]) -> String {
    "“\(word)” could be \(numbers.joined(separator: " or ")); say a number or a little more."
  }

  package func notUnderstood(_ word: String, _ key: String) -> String {
    "“\(word)” was not understood and nothing was done; \(key) says the keys."
  }

  package func notUsed(_ rest: String) -> String { "not used: “\(rest)”" }

  package func nothingDecided(_ question: String) -> String {
    "Nothing was decided about: \(question)"
  }

  package func farewell(in meeting: Meeting) -> String {
    if meeting.isOver { return "All is saved. The market is over." }
    let clock =
      meeting.record.isPaused ? "is paused and its clock stands" : "goes on and its clock runs"
    guard !meeting.role.follows else { return "You leave. The market \(clock)." }
    return "All is saved. The market \(clock); `market meet` comes back to it."
  }

  package func clockStands(_ left: String, _ key: String) -> String {
    "The clock stands with \(left) left; \(key) goes on."
  }
  package func clockRuns(_ left: String) -> String { "The clock runs again with \(left) left." }

  package var keysToo: String { "keys, too" }
  package var helpForTime: String { "the time that is left" }
  package var or: String { "or" }
  package var fullStop: String { "full stop" }
  package func allShown(_ count: Int) -> String { "No filter; all \(count) are shown." }

  package func isOver(_ day: Day, after time: String) -> String {
    "The market of \(self.day(day)) is over after \(time)."
  }

  package func nodesByNight(_ nights: [String]) -> String {
    "The newest night first: \(list(nights))"
  }
  package func seen(in nights: Int, of all: Int) -> String {
    "in \(share(nights, of: all)) nights"
  }
  package var cardSaidAll: String { "The card has said all there is." }
  package var notHeard: String { "unknown" }
}
