package import MarketMeeting
package import MarketModel
package import TextCanvas

/// Keys that were typed before what they would decide about could be seen.
///
/// A key decides only about an item that was on the screen for as long as a person needs to take it in.
/// Whoever types ahead (`a1` and then `a1` for a card that is not painted yet) loses nothing: from the
/// first such key on all are held, the board says which, `y` takes them and escape drops them. Keys
/// that only look, and answers to a question about an item that was seen, are never held.
package struct TypeAhead: Sendable {
  /// **Seconds**, the shortest in which a person answers a picture that she did not expect; simple visual
  /// reactions take 0.2 to 0.25.
  ///
  /// Source: Thorpe, Fize and Marlot, *Speed of processing in the human visual system*, Nature 381
  /// (1996): 0.15 to decide whether a picture shows an animal.
  package static let reactionTime = 0.15

  private var shown: Front?
  private var shownAt: Instant?
  package private(set) var held: [Key] = []
  /// Whether the board has said that they are held; before that, what is typed is one of them.
  package private(set) var wasAnnounced = false

  package init() {}

  /// What a deciding key is about.
  private struct Front: Equatable {
    let phase: Phase
    let item: ProblemID?
  }

  private static func front(of meeting: Meeting) -> Front {
    Front(phase: meeting.phase, item: meeting.selectedID)
  }

  /// The board as it is now is on the screen.
  package mutating func boardWasShown(_ meeting: Meeting, at now: Instant) {
    if !held.isEmpty { wasAnnounced = true }
    let front = Self.front(of: meeting)
    guard front != shown else { return }
    // What the board opens with nobody waits for.
    if shown != nil { shownAt = now }
    shown = front
  }

  /// Whether a key may be taken now; else it is held.
  package mutating func admits(_ key: Key, in meeting: Meeting, at now: Instant) -> Bool {
    guard held.isEmpty else {
      held.append(key)
      return false
    }
    guard meeting.prompt == nil, Keymap(of: meeting).decides(key, in: meeting),
      !wasSeen(meeting, at: now)
    else { return true }
    held.append(key)
    return false
  }

  private func wasSeen(_ meeting: Meeting, at now: Instant) -> Bool {
    guard Self.front(of: meeting) == shown else { return false }
    guard let shownAt else { return true }
    return shownAt.adding(seconds: Self.reactionTime) <= now
  }

  /// The held keys, which are held no more.
  package mutating func release() -> [Key] {
    defer { (held, wasAnnounced) = ([], false) }
    return held
  }

  /// As people write them: `a 1 ⏎`.
  package var description: String { held.map(\.description).joined(separator: " ") }
}

extension Keymap {
  /// Whether a key, outside of a question, would do more than look.
  package func decides(_ key: Key, in meeting: Meeting) -> Bool {
    switch look(up: key, in: meeting) {
    case .found(let action):
      !bindings.contains { $0.keys.contains(key) && $0.onlyLooks && $0.action == action }
    case .wrongPhase, .unbound: false
    }
  }
}
