import MarketModel

/// Knows failures that come and go: the same node, with the same code, fails and then does not.
///
/// A stretch of failures on a node that ends in a success heals; one after which the node ran with
/// other ``Traits`` was mended and does not count. It takes ``least`` stretches that heal, over as
/// many nights as the same failure has shown in within ``nights``, so that a tool that runs once a
/// night is judged, too. The rate is that of the runs of the nodes it hit, with Wilson's interval.
///
/// - Wrong when: somebody mends it again and again by hand; it is then flaky all the same. Of a night
///   that is past only its last traits are known, so what was mended within it counts as healed.
/// - Complexity: O(runs of the nodes hit, tonight and in ``nights``).
enum FlakyReading: FailureReading {
  /// Stretches that heal. Two may be an accident and its echo.
  private static let least = 3
  /// **Nights** before this one that are looked at.
  private static let nights = 14
  /// A share of runs above which something is broken and works now and then.
  private static let highest = 0.6

  static func read(_ groups: [FailureGroup], in window: NightWindow) -> [Signal] {
    let timeline = Timeline(of: window)
    return groups.compactMap { group in
      let course = Course(of: group, in: window, nights: nights)
      guard course.healed >= least, 2 * course.healed > course.stretches,
        course.rate.share <= highest, course.isRecurring || !timeline.isOneBurst(group.hits)
      else { return nil }
      return group.signal(
        .flaky, ending: " now and then",
        why: .flaky(
          group.hits.share(of: window.tonight), times: course.healed, course.rate), in: window)
    }
  }

  /// How a failure came and went on the nodes that it hit.
  private struct Course {
    private(set) var stretches = 0
    private(set) var healed = 0
    private(set) var rate = Rate(count: 0, of: 0)
    /// It came back to a node, or showed in several nights.
    private(set) var isRecurring = false

    init(of group: FailureGroup, in window: NightWindow, nights: Int) {
      var (failed, all, hitNights) = (0, 0, 0)
      let past = window.past.suffix(nights)
      var nodes = Set(group.hits.nodes)
      for night in past {
        let hit = group.fingerprints.flatMap { night.failed[$0] ?? [] }
        nodes.formUnion(hit)
        if !hit.isEmpty { hitNights += 1 }
      }
      for node in nodes {
        for sequence in Self.sequences(of: group.fingerprints, on: node, past, window) {
          count(sequence)
          failed += sequence.count { $0 }
          all += sequence.count
        }
      }
      rate = Rate(count: failed, of: all)
      if hitNights >= FlakyReading.least { isRecurring = true }
    }

    /// The course on one node, cut where it ran with other code from one night to the next.
    private static func sequences(
      of failures: [Fingerprint], on node: NodeName, _ past: ArraySlice<PastNight>,
      _ window: NightWindow
    ) -> [[Bool]] {
      var sequences: [[Bool]] = [[]]
      var traits: Fingerprint?
      func add(_ sequence: [Bool], from first: Fingerprint?, to last: Fingerprint?) {
        if traits != nil, first != nil, traits != first { sequences.append([]) }
        sequences[sequences.count - 1] += sequence
        traits = last ?? traits
      }
      for night in past {
        guard let node = night.nodes[node] else { continue }
        add(node.outcomes.sequence(of: failures), from: node.traits, to: node.traits)
      }
      let runs = window.node(node)?.runs ?? []
      add(
        sequence(of: failures, in: runs), from: runs.first?.traits,
        to: runs.last { $0.traits != nil }?.traits)
      return sequences
    }

    /// Failures and the successes after them that had the same code.
    private static func sequence(of failures: [Fingerprint], in runs: [RunMark]) -> [Bool] {
      var sequence: [Bool] = []
      var failing: RunMark?
      for run in runs {
        if let failure = run.failure, failures.contains(failure) {
          sequence.append(true)
          failing = run
        } else if run.isPlainSuccess {
          if let before = failing, before.traits != nil, run.traits != nil,
            before.traits != run.traits
          {
            // Mended: what was before says nothing about what is now.
            sequence.removeAll()
          }
          failing = nil
          sequence.append(false)
        }
      }
      return sequence
    }

    private mutating func count(_ sequence: [Bool]) {
      var own = 0
      for (place, hasFailed) in sequence.enumerated() where hasFailed {
        if place == 0 || !sequence[place - 1] {
          stretches += 1
          own += 1
        }
        if place + 1 < sequence.count, !sequence[place + 1] { healed += 1 }
      }
      if own >= 2 { isRecurring = true }
    }
  }
}

/// When the runs of a night started, to tell what is a burst among them.
struct Timeline {
  private let starts: [Int64]

  init(of window: NightWindow) {
    starts = window.nodes.flatMap { $0.runs.map(\.start.milliseconds) }.sorted()
  }

  /// The share of all runs that started in a stretch of time.
  func share(from first: Instant, to last: Instant) -> Double {
    guard !starts.isEmpty else { return 1 }
    let from = starts.firstPlace { $0 >= first.milliseconds }
    let to = starts.firstPlace { $0 > last.milliseconds }
    return Double(to - from) / Double(starts.count)
  }

  /// Whether that many nodes were hit within a time that chance would not have chosen.
  func isOneBurst(_ hits: RunHits) -> Bool {
    hits.nodes.count > 2
      && Odds.gathering(hits.runs, in: share(from: hits.first, to: hits.last)) < Self.chance
  }

  private static let chance = 0.001
}

extension [Int64] {
  /// Where the first element stands from which on all are as wanted.
  fileprivate func firstPlace(where isWanted: (Int64) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isWanted(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
