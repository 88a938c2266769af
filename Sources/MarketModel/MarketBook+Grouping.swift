/// Who said that all that fails at a place is one problem, and when.
package struct PlaceRule: Hashable, Sendable {
  /// The problem that it was said of. It may have been merged since: ``MarketBook/root(of:)``.
  package let problem: ProblemID
  package let entry: EntryID
  package let at: Instant

  package var by: Person { entry.writer.person }
}

/// Two problems that are never the same: who said so, and when.
package struct Separation: Hashable, Sendable {
  package let problem: ProblemID
  package let other: ProblemID
  package let entry: EntryID
  package let at: Instant

  package var by: Person { entry.writer.person }
}

// Which problem recognises what. Merged problems hang on the one they were merged into, as a tree: each
// knows what it recognised itself, together with what hangs on it, and the root knows all of it. A
// fingerprint belongs to one root. Hence parting is the exact inverse of merging: the branch takes along
// what it knows, and those above forget it.

extension MarketBook {
  /// The problem that a problem is part of in the end; itself when it was not merged.
  package func root(of id: ProblemID) -> ProblemID { balance.root(of: id) }

  /// The problems that were merged into a problem, directly, and hang there still.
  package func merged(into id: ProblemID) -> [Problem] {
    problems.atHand.values.filter { $0.mergedInto == id }.sorted { $0.id < $1.id }
  }

  /// Who said that two problems, or what was merged into them, are never the same.
  package func separation(of id: ProblemID, from other: ProblemID) -> Separation? {
    balance.separation(of: id, from: other)
  }

  /// The problem to which a failure belongs: the one that knows it, else the one that owns its
  /// place.
  ///
  /// What is known comes first, so a split and a problem of its own beat what is said of a place.
  package func problem(recognising fingerprint: Fingerprint, at place: Fingerprint?) -> Problem? {
    if let id = problemByFingerprint[fingerprint] { return problems[id] }
    return place.flatMap { placeRules[$0] }.flatMap { problems[root(of: $0.problem)] }
  }
}

extension Balance {
  func root(of id: ProblemID) -> ProblemID { lineage(of: id).last ?? id }

  func separation(of id: ProblemID, from other: ProblemID) -> Separation? {
    let pair: Set = [root(of: id), root(of: other)]
    guard pair.count == 2 else { return nil }
    return separations.first { [root(of: $0.problem), root(of: $0.other)] == pair }
  }

  /// The problem, then the one it was merged into, and so on. It ends, because only roots are
  /// merged, and into other roots.
  private func lineage(of id: ProblemID) -> [ProblemID] {
    var lineage = [aliases[id] ?? id]
    while let above = lineage.last.flatMap({ problems[$0]?.mergedInto }) {
      lineage.append(above)
    }
    return lineage
  }

  mutating func regroup(by entry: LedgerEntry) {
    let id = entry.event.problem.map { aliases[$0] ?? $0 }
    let other = entry.event.otherProblem.map { aliases[$0] ?? $0 }
    guard let id, let problem = problems[id] else { return }
    switch entry.event {
    case .merged:
      if let other { merge(problem, into: other, at: entry.at) }
    case .parted:
      if problem.mergedInto == other { part(problem) }
    case .split(_, let new, let kind, let fingerprints, let title, let night):
      split(
        problem, fingerprints: fingerprints,
        into: Problem(id: new, kind: kind, fingerprints: [], title: title, night: night))
    case .joined(_, let fingerprint, let place, _):
      guard placeRules[place]?.problem == id, problemByFingerprint[fingerprint] == nil else {
        return
      }
      for id in lineage(of: id) { problems[id]?.recognise([fingerprint]) }
      problemByFingerprint[fingerprint] = root(of: id)
      placeByFingerprint[fingerprint] = place
    case .keptApart:
      guard let other, other != id, problems[other] != nil else { return }
      separations.append(
        Separation(problem: id, other: other, entry: entry.id, at: entry.at))
    case .boundToPlaces(_, let places):
      let rule = PlaceRule(problem: id, entry: entry.id, at: entry.at)
      for place in places where placeRules[place] == nil { placeRules[place] = rule }
    default: break
    }
  }

  private mutating func merge(_ absorbed: Problem, into target: ProblemID, at moment: Instant) {
    guard absorbed.id != target, absorbed.status != .merged, let goal = problems[target],
      goal.status != .merged, separation(of: absorbed.id, from: target) == nil
    else { return }
    problems[target]?.recognise(absorbed.fingerprints)
    problems[absorbed.id]?.apply(.merged(problem: absorbed.id, into: target), at: moment)
    for fingerprint in absorbed.fingerprints { problemByFingerprint[fingerprint] = target }
  }

  private mutating func part(_ problem: Problem) {
    for above in lineage(of: problem.id).dropFirst() {
      problems[above]?.forget(problem.fingerprints)
    }
    problems[problem.id]?.part()
    for fingerprint in problem.fingerprints { problemByFingerprint[fingerprint] = problem.id }
  }

  /// Something has to stay behind, and no problem is made twice.
  private mutating func split(
    _ problem: Problem, fingerprints: [Fingerprint], into new: Problem
  ) {
    let moving = problem.fingerprints.filter(fingerprints.contains)
    guard problem.status != .merged, !moving.isEmpty,
      moving.count < problem.fingerprints.count, problems[new.id] == nil, aliases[new.id] == nil
    else { return }
    let hanging = problems.atHand.keys.filter { root(of: $0) == problem.id }
    for id in Set(hanging).union([problem.id]) {
      problems[id]?.forget(moving)
    }
    var new = new
    new.recognise(moving)
    problems[new.id] = new
    number(new.id)
    for fingerprint in moving {
      problemByFingerprint[fingerprint] = new.id
      placeByFingerprint[fingerprint] = nil
    }
  }
}
