package import MarketMeeting
package import MarketModel
package import TextCanvas

/// A deed, the keys that do it, and where. One row, four uses: dispatch, the hints at the foot of the
/// board, help, and the command line.
package struct Binding: Sendable {
  package let deed: Deed
  /// Empty for what has only its name in the command line.
  package internal(set) var keys: [Key]
  package let action: Action
  /// The phases in which it works. Elsewhere the board says so instead of doing nothing.
  package let phases: Set<Phase>
  /// Whether it only looks, and so works when the market is over.
  package let onlyLooks: Bool
  /// Whether it is there for a board that follows another.
  package let isForFollowers: Bool
  /// Whether an owner can do it to what is hers, outside of a market.
  package let isForOwners: Bool

  init(
    _ deed: Deed, _ keys: Key..., does action: Action, in phases: Phase..., onlyLooks: Bool = false,
    isForFollowers: Bool = false, isForOwners: Bool = false
  ) {
    self.deed = deed
    self.keys = keys
    self.action = action
    self.phases = phases.isEmpty ? Set(Phase.allCases) : Set(phases)
    self.onlyLooks = onlyLooks
    self.isForFollowers = isForFollowers
    self.isForOwners = isForOwners
  }

  /// Whether it works in every phase.
  package var isCommon: Bool { phases.count == Phase.allCases.count }
}

/// Every key of the board while no question is open.
package struct Keymap: Sendable {
  package internal(set) var bindings: [Binding]

  /// As the board comes.
  package static let standard = Keymap(bindings: [
    // Overnight
    Binding(.beginReview, .enter, does: .nextPhase, in: .overnight),

    // Review
    Binding(.onTrack, "t", does: .review(.onTrack), in: .review),
    Binding(.blocked, "b", does: .review(.blocked), in: .review),
    Binding(.countermeasure, "c", does: .takeCountermeasure, in: .review, isForOwners: true),
    Binding(.handOver, "h", does: .assign, in: .review),
    Binding(.verify, "v", does: .verify, in: .review),
    Binding(.close, "x", does: .close, in: .review),
    Binding(.start, "w", does: .start, in: .review, isForOwners: true),
    Binding(.rate, "i", does: .rate, in: .review),
    Binding(.cause, "r", does: .findCause, in: .review, isForOwners: true),

    // Triage
    Binding(.fixCanStart, "a", does: .judge(.fixCanStart), in: .triage),
    Binding(.noFixYet, "b", does: .judge(.noFixYet), in: .triage),
    Binding(.causeUnknown, "c", does: .judge(.unknown), in: .triage),
    Binding(.merge, "m", does: .merge, in: .triage),
    Binding(.snooze, "s", does: .snooze, in: .review, .triage),
    Binding(.dismiss, "d", does: .dismiss, in: .triage),

    // Assign
    Binding(.asSuggested, .enter, does: .acceptSuggestion, in: .assign),
    Binding(.owner, "o", does: .assign, in: .assign),
    Binding(.step, "n", does: .planStep, in: .assign, isForOwners: true),
    Binding(.date, "t", does: .setDate, in: .assign, isForOwners: true),
    Binding(.nobody, "x", does: .leaveToNobody, in: .assign),

    // Close
    Binding(.adoptRule, "y", does: .adoptRule, in: .close),
    Binding(.rejectRule, "n", does: .rejectRule, in: .close),
    Binding(.endMarket, .enter, does: .nextPhase, in: .close),

    // Everywhere: deciding
    Binding(.note, "n", does: .note, in: .review, .triage, isForOwners: true),
    Binding(.park, "p", does: .park),
    Binding(.undo, "u", does: .undo, isForOwners: true),
    Binding(.redo, "U", does: .redo, isForOwners: true),
    Binding(.undoPhase, "B", does: .undoPhase, in: .review, .triage, .assign, .close),

    // Everywhere: looking
    Binding(.nextItem, .enter, does: .move(by: 1), in: .review, .triage, onlyLooks: true),
    Binding(.down, "j", .down, .wheel(by: 1), does: .move(by: 1), onlyLooks: true),
    Binding(.up, "k", .up, .wheel(by: -1), does: .move(by: -1), onlyLooks: true),
    Binding(.pageDown, .pageDown, .control("f"), does: .move(by: page), onlyLooks: true),
    Binding(.pageUp, .pageUp, .control("b"), does: .move(by: -page), onlyLooks: true),
    Binding(.first, "g", .home, does: .moveToEnd(first: true), onlyLooks: true),
    Binding(.last, "G", .end, does: .moveToEnd(first: false), onlyLooks: true),
    Binding(.evidence, "e", does: .show(.evidence), onlyLooks: true),
    Binding(.history, "H", does: .show(.history), onlyLooks: true),
    Binding(.matrix, "M", does: .show(.matrix), onlyLooks: true),
    Binding(.filter, "/", does: .filter, onlyLooks: true),
    Binding(.nextPhase, ">", .right, .tab, does: .nextPhase),
    Binding(.previousPhase, "<", .left, .backtab, does: .previousPhase),
    Binding(.pause, "P", does: .pause),
    Binding(.takeChair, "T", does: .takeChair, isForFollowers: true),
    Binding(.effect, "E", does: .show(.effect), onlyLooks: true),
    Binding(.parked, "K", does: .show(.parked), onlyLooks: true),
    Binding(.people, does: .show(.people), onlyLooks: true),
    Binding(.unread, does: .show(.unread), onlyLooks: true),
    Binding(.search, does: .show(.found("")), onlyLooks: true),
    Binding(.goto, does: .explain(.emptyAnswer), onlyLooks: true),
    Binding(.projector, "Z", does: .toggleProjector, onlyLooks: true),
    Binding(.mouse, does: .toggleMouse, onlyLooks: true),
    Binding(.command, ":", does: .command, onlyLooks: true),
    Binding(.help, "?", does: .show(.help), onlyLooks: true),
    Binding(.back, .escape, does: .cancel, onlyLooks: true),
    Binding(.leave, "q", does: .leave, onlyLooks: true),
  ])

  /// **Rows** that a page key goes on by: less than the smallest list at 80×24 shows, so that no row
  /// is passed over unseen.
  private static let page = 8

  package subscript(deed: Deed) -> Binding? { bindings.first { $0.deed == deed } }

  /// The first key of a deed as it is written in a sentence; its name in the command line where it has
  /// no key.
  package func name(of deed: Deed) -> String {
    self[deed]?.keys.first?.description ?? ":\(deed.rawValue)"
  }

  /// What works in a meeting now, while no question is open.
  package func bindings(in meeting: Meeting) -> [Binding] {
    bindings.filter { $0.works(in: meeting) }
  }
}

extension Binding {
  package func works(in meeting: Meeting) -> Bool {
    guard !meeting.isOver else { return onlyLooks }
    return switch meeting.role {
    case .facilitator: phases.contains(meeting.phase) && !isForFollowers
    case .follower: onlyLooks || isForFollowers
    case .watcher: onlyLooks
    case .owner: onlyLooks || isForOwners
    }
  }
}

extension Key: ExpressibleByExtendedGraphemeClusterLiteral {
  package init(extendedGraphemeClusterLiteral character: Character) { self = .character(character) }
}
