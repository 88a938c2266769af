package import MarketMeeting
package import MarketModel
package import TextCanvas

/// Keys that were typed before what they would decide about could be seen.
///
/// A key that decides about an item does so only if that item was on the screen when the key was typed.
/// Whoever types ahead (`a1` and then `a1` for a card that is not painted yet) loses nothing: from the
/// first such key on all are held, the board says which, `y` takes them and any other key drops them.
/// Keys that only look, that move the market on or take something back, and answers to a question about
/// an item that was seen are never held.
///
/// A key that is held down is typed again by the keyboard, and each time after the next card was painted,
/// but sooner than anybody can have read it. It decides once, or twice where the keyboard waits long
/// before it repeats.
package struct TypeAhead: Sendable {
  /// **Seconds** within which a keyboard repeats a key that is held down, usually 0.03; below what a
  /// person needs to take in a picture.
  ///
  /// Source: Thorpe, Fize and Marlot, *Speed of processing in the human visual system*, Nature 381
  /// (1996): 0.15 to tell whether a picture shows an animal.
  package static let repeatTime = 0.15

  package enum Verdict: Equatable, Sendable {
    case take
    /// It is held; the board has to say so.
    case hold
    /// Those that were held are meant.
    case release([Key])
    case drop
  }

  private var shown: Front?
  private var last: (key: Key, at: Instant, front: Front)?
  private var held: [Key] = []
  /// Whether the board has said that they are held; before that, what is typed is one of them.
  private var wasAnnounced = false

  package init() {}

  /// What a deciding key is about.
  private struct Front: Equatable {
    let phase: Phase
    let item: ProblemID?

    init(of meeting: Meeting) { (phase, item) = (meeting.phase, meeting.selectedID) }
  }

  /// The board as it is now is on the screen.
  package mutating func boardWasShown(_ meeting: Meeting) {
    wasAnnounced = !held.isEmpty
    shown = Front(of: meeting)
  }

  package mutating func verdict(on key: Key, in meeting: Meeting, at now: Instant) -> Verdict {
    let front = Front(of: meeting)
    let before = last
    last = (key, now, front)
    let isRepeated =
      before.map { $0.key == key && now < $0.at.adding(seconds: Self.repeatTime) } ?? false
    if !held.isEmpty {
      guard wasAnnounced, !isRepeated else { return hold(key, isRepeated: isRepeated) }
      let keys = held
      held = []
      if key == "y" { return .release(keys) }
      if key == .escape { return .drop }
    }
    guard decides(key, in: meeting) else { return .take }
    let isUnread = isRepeated && before?.front != front
    return front == shown && !isUnread ? .take : hold(key, isRepeated: isRepeated)
  }

  /// A line of the command line may decide, whatever it says.
  private func decides(_ key: Key, in meeting: Meeting) -> Bool {
    guard let prompt = meeting.prompt else {
      return Keymap(of: meeting).decidesAboutItem(key, in: meeting)
    }
    return prompt.draft == .command && key == .enter
  }

  private mutating func hold(_ key: Key, isRepeated: Bool) -> Verdict {
    if !isRepeated || held.isEmpty { held.append(key) }
    return .hold
  }

  /// As people write them: `a 1 ⏎`.
  package var heldKeys: String { held.map(\.description).joined(separator: " ") }
}

extension Keymap {
  /// Whether a key, outside of a question, decides about the item in front or ends the market.
  func decidesAboutItem(_ key: Key, in meeting: Meeting) -> Bool {
    guard case .found(let binding) = look(up: key, in: meeting), !binding.onlyLooks else {
      return false
    }
    switch binding.deed {
    case .nextPhase, .previousPhase, .pause, .takeChair, .undo, .redo, .undoPhase: return false
    default: return true
    }
  }
}
