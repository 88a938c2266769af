package import MarketAnalysis
package import MarketMeeting
package import MarketModel

/// What is said around what lies over the board.
extension English {
  package func title(of overlay: Meeting.Overlay, in meeting: Meeting) -> String {
    switch overlay {
    case .help: helpTitle(in: meeting.isOver ? nil : meeting.phase)
    case .evidence: "Evidence"
    case .history: "All that was decided"
    case .people: "Who has how much"
    case .unread:
      meeting.tonight.map { "Not read, night to \(day($0.night))" } ?? "Not read"
    case .parked: "Parked"
    case .matrix: "Nodes hit, problems by nights"
    case .effect: "What the countermeasures did"
    case .found(let words): words.isEmpty ? "All problems ever" : "Problems with “\(words)”"
    }
  }

  package func nothing(in overlay: Meeting.Overlay) -> String {
    switch overlay {
    case .unread: "Everything that was gathered of this night could be read."
    case .parked: "Nothing is parked."
    case .people: "Nobody is named yet."
    case .matrix: "No problem is open."
    case .effect: "No countermeasure was taken yet."
    case .found(let words):
      words.isEmpty ? "No problem was ever seen." : "No problem ever had these words."
    case .help, .evidence, .history: "Nothing is in front."
    }
  }

  package func lines(_ shown: ClosedRange<Int>, of count: Int) -> String {
    "lines \(grouped(shown.lowerBound))–\(grouped(shown.upperBound)) of \(grouped(count))"
  }

  package func wayBack(_ key: String) -> String { "[\(key)] back" }

  package func help(for fold: KeyFold) -> String {
    switch fold {
    case .items: "next item, item before"
    case .pages: "a page on, a page back"
    case .ends: "first, last; 12G: #12"
    case .phases: "next phase, phase before"
    case .undo: "undo, redo my decision"
    case .look: "projector; mouse on, off"
    case .help: "this list; back"
    }
  }

  package func title(of group: KeyGroup) -> String {
    switch group {
    case .market: "In every phase"
    case .look: "Look"
    case .board: "The board"
    }
  }

  package func brief(_ proof: Proof, needed: Int) -> String {
    switch proof {
    case .waiting: "not seen yet"
    case .holding(let nights): "held \(nights) of \(needed)"
    case .broken(let night, _): "broke \(shortDay(night))"
    }
  }

  package func words(for load: Workload) -> String {
    var parts = ["\(load.open) open"]
    if load.overdue > 0 { parts.append("\(load.overdue) overdue") }
    if load.dueToday > 0 { parts.append("\(load.dueToday) due today") }
    return parts.joined(separator: " · ")
  }

  package func place(of unread: Unread) -> String {
    unread.offset == 0 ? unread.file : "\(unread.file) at byte \(grouped(unread.offset))"
  }

  package func failed(_ runs: Int) -> String { "\(count(runs, .run)) failed" }

  package var failingNodes: String { "Nodes that failed, by nights" }

  package var failingRuns: String { "Runs that failed, by the hour they started, UTC" }

  package var sameMessage: String { "said the same" }
}
