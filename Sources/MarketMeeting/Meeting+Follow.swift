package import MarketModel

/// Whose keys decide.
package enum Role: Hashable, Sendable {
  /// This board's.
  case facilitator
  /// Another board's. This one shows what that one shows, and may take the chair; it may have had it
  /// before.
  case follower(wasFacilitator: Bool)
  /// Another board's, always. This one only looks.
  case watcher
  /// Nobody's board but hers: what she owns, market or not. She decides about her own without the chair.
  case owner(Person)

  /// Whether another board's keys decide.
  package var follows: Bool {
    switch self {
    case .follower, .watcher: true
    case .facilitator, .owner: false
    }
  }

  package var isOwner: Bool { if case .owner = self { true } else { false } }

  /// Whose keys decide in the next market, which somebody else has opened.
  package var inNextMarket: Role {
    self == .watcher ? .watcher : .follower(wasFacilitator: false)
  }
}

extension Meeting {
  /// Where this board stands, for boards that follow it and for the one that takes its place.
  package var place: Place {
    Place(
      market: day, phase: phase, item: selectedID, chosen: selection, since: selectedSince,
      showsEvidence: overlay == .evidence, rejectedRules: rejectedRules)
  }

  /// Whether somebody looks at another item here than the facilitator does.
  package var isStraying: Bool {
    guard role.follows, let lead, lead.phase == phase, let item = lead.item else {
      return false
    }
    return items.contains(item) && item != selectedID
  }

  /// Takes over where a board stands: at the start, or as one that follows it.
  mutating func stand(at place: Place) {
    bringInFront(place)
    if place.phase == phase {
      if let since = place.since { selectedSince = since }
      if role.follows, place.showsEvidence { layers = [Layer(.evidence)] }
    }
    rejectedRules = place.rejectedRules
    if role.follows { lead = place }
  }

  private mutating func bringInFront(_ place: Place) {
    if let chosen = place.chosen { selection = chosen }
    // What the other board had not chosen, it shows for what its book says; this one's may be older.
    if place.phase != phase || selectedID != place.item { selection[place.phase] = place.item }
  }

  /// The facilitator's board moved, and so does this one, wherever somebody was looking.
  mutating func follow(_ place: Place) -> [Effect] {
    guard role.follows, place.market == day else { return [] }
    let before = lead
    lead = place
    if (before?.phase, before?.item) != (place.phase, place.item) { bringInFront(place) }
    if let since = place.since { selectedSince = since }
    if before?.showsEvidence != place.showsEvidence, overlay == nil || overlay == .evidence {
      layers = place.showsEvidence ? [Layer(.evidence)] : []
    }
    if rejectedRules != place.rejectedRules {
      rejectedRules = place.rejectedRules
      if phase == .close { proposals = openProposals }
    }
    return []
  }
}

// MARK: The chair

extension Meeting {
  /// A chair that nobody holds is taken at once, another's only after a yes.
  mutating func askForChair() -> [Effect] {
    switch role {
    case .facilitator: return refuse(.chairIsOurs)
    case .watcher, .owner: return refuse(.onlyWatching)
    case .follower:
      guard let chair else { return [.takeChair(from: nil)] }
      ask(.takeover(from: chair))
      return []
    }
  }

  var isAskingForChair: Bool {
    if case .takeover? = prompt?.draft { true } else { false }
  }

  mutating func sit(on chair: Chair) -> [Effect] {
    guard role != .watcher, !role.isOwner else { return [] }
    (role, self.chair, lead) = (.facilitator, chair, nil)
    (notice, layers) = (.chairIsOurs, [])
    prompt = setAside.flatMap { aside in
      aside.draft.problem.map { items.contains($0) } ?? true ? aside : nil
    }
    setAside = nil
    reconsiderMerge()
    reconsiderPhaseUndo()
    return []
  }

  /// Another board has the chair now, or nobody has.
  mutating func standUp(for chair: Chair?) -> [Effect] {
    self.chair = chair
    switch (role, prompt?.draft) {
    case (.facilitator, _):
      role = .follower(wasFacilitator: true)
      (setAside, prompt) = (prompt, nil)
      lead = place
      notice = nil
    case (_, .takeover?):
      if let chair { ask(.takeover(from: chair)) } else { prompt = nil }
    default: break
    }
    return []
  }
}

// MARK: What others say

extension Meeting {
  /// What others said about the problem that a decision is about, and this board has not shown.
  package func overtaking(_ events: [MarketEvent], by news: [LedgerEntry]) -> [LedgerEntry] {
    let subjects = Set(events.flatMap { self.subjects(of: $0) })
    return news.filter { entry in
      // What has no problem is taken back once, too.
      events.contains(where: { $0.isUndo && $0 == entry.event })
        || !subjects.isDisjoint(with: self.subjects(of: entry.event))
    }
  }

  /// The problems that an event is about; of an undo, the one that it changes.
  private func subjects(of event: MarketEvent) -> [ProblemID] {
    if case .undone(let entry) = event {
      return [book.entry(entry)?.event.problem].compactMap { $0.map(root) }
    }
    return [event.problem, event.otherProblem].compactMap { $0.map(root) }
  }

  private func root(of id: ProblemID) -> ProblemID { book.problem(id)?.id ?? id }

  /// The course of the market is seen by itself, and takes with it what was said before.
  func notice(for news: [LedgerEntry]) -> Notice? {
    let said = news.filter { $0.event.isDecision || $0.event.isUndo }
    if !said.isEmpty { return .changedElsewhere(said) }
    let isUp = news.contains { $0.event == .phaseEntered(market: day, phase: .close) }
    return isUp && record.remaining(at: now) <= 0 ? .timeIsUp : nil
  }
}
