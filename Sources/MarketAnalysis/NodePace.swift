import MarketModel

/// How long the runs of a node take and took.
struct NodePace {
  let node: NodeRuns
  /// They are runs that failed.
  let isFailing: Bool
  /// **Seconds.**
  let (now, was): (Int, Int)
  /// Times as long as before, without what made the fleet slower.
  let ratio: Double
  /// The nights of its own say so.
  let isProven: Bool
  /// Of tonight, of all that is recent and of the older nights, those that are slow.
  private let tonight, recent, older: Rate
  /// How probable it is that so many nodes like it are slow together.
  private(set) var odds = 1.0

  /// Times as long as before, of nodes together and of one for itself: a node alone is half as long
  /// again by chance now and then, as in the demonstration, where nothing is slow.
  private static let (factor, factorAlone) = (1.5, 2.0)
  /// **Seconds** of loss that somebody minds.
  private static let least = 10.0

  var isSlow: Bool { tonight.count > 0 }

  /// The nodes whose runs are slow.
  ///
  /// - Complexity: O(nodes × nights).
  static func slow(in window: NightWindow, besides fleet: FleetPace) -> [NodeName: NodePace] {
    var kin: [String: [NodePace]] = [:]
    for node in window.nodes {
      guard let pace = NodePace(of: node, in: window, besides: fleet) else { continue }
      kin["\(node.place)/\(node.node.kin)", default: []].append(pace)
    }
    var slow: [NodeName: NodePace] = [:]
    for paces in kin.values {
      let odds = min(chance(of: \.tonight, paces), chance(of: \.recent, paces))
      for var pace in paces where pace.isSlow && (pace.isProven || odds <= SlowDetector.odds) {
        pace.odds = odds
        slow[pace.node.node] = pace
      }
    }
    return slow
  }

  /// That of all nights that are slow so many are recent.
  private static func chance(of recent: KeyPath<NodePace, Rate>, _ paces: [NodePace]) -> Double {
    func sum(_ part: KeyPath<NodePace, Rate>) -> (hits: Int, of: Int) {
      paces.reduce(into: (0, 0)) { sum, pace in
        sum.0 += pace[keyPath: part].count
        sum.1 += pace[keyPath: part].of
      }
    }
    let (now, before) = (sum(recent), sum(\.older))
    return Odds.drawing(
      atLeast: now.hits, of: now.of, among: now.hits + before.hits, of: now.of + before.of)
  }

  /// A median of a night, without and with what made the fleet slower.
  private typealias Night = (seconds: Int, own: Double, runs: Int)

  /// The runs that were good; where none was, those that failed against those that failed alike.
  private init?(of node: NodeRuns, in window: NightWindow, besides fleet: FleetPace) {
    func nights(_ tell: (NodeNight) -> (seconds: Int, runs: Int)?) -> [Night] {
      zip(window.past, fleet.past).compactMap { night, pace in
        night.nodes[node.node].flatMap(tell).map { seconds, runs in
          (seconds, Double(seconds) / pace, runs)
        }
      }
    }
    let good = node.durations
    let (now, runs, past): (Int, Int, [Night])
    if let median = good.median {
      (now, runs) = (median, good.count)
      past = nights { $0.duration > 0 ? ($0.duration, $0.successes) : nil }
    } else if let failing = RunColumns(node.runs).failing {
      (now, runs) = (failing.duration, node.runs.count)
      past = nights { night in
        night.failing.flatMap {
          $0.failure == failing.failure ? ($0.duration, night.outcomes.count) : nil
        }
      }
    } else {
      return nil
    }
    self.init(
      of: node, isFailing: good.isEmpty, (now, Double(now) / fleet.tonight, runs), after: past)
  }

  private init?(of node: NodeRuns, isFailing: Bool, _ now: Night, after past: [Night]) {
    var nights = past[...]
    var recent = [now]
    while recent.reduce(0, { $0 + $1.runs }) < SlowDetector.recent, let night = nights.popLast() {
      recent.append(night)
    }
    let older = nights.older
    guard nights.count >= SlowDetector.leastNights, let was = older.map(\.seconds).median,
      let usual = older.map(\.own).median,
      let spread = older.map({ abs($0.own - usual) }).median
    else { return nil }
    func isSlow(_ night: Night) -> Bool {
      night.own >= max(Self.factor * usual, usual + Self.least) && night.own > usual + 3 * spread
    }
    func rate(_ nights: some Collection<Night>) -> Rate {
      Rate(count: nights.count(where: isSlow), of: nights.count)
    }
    self.node = node
    self.isFailing = isFailing
    (self.now, self.was, ratio) = (now.seconds, was, now.own / usual)
    (tonight, self.recent, self.older) = (rate([now]), rate(recent), rate(older))
    isProven =
      recent.allSatisfy { isSlow($0) && $0.own >= Self.factorAlone * usual }
      && recent.reduce(0) { $0 + $1.runs } >= SlowDetector.recent
  }
}

extension NodeRuns {
  /// Tool and environment.
  var place: String { "\(tool.rawValue)/\(environment)" }
}

extension NodeName {
  /// The name with each word cut at its first digit: `web-prod-*` of `web-prod-01`.
  var kin: String {
    var kin = ""
    var isCut = false
    for character in rawValue.unicodeScalars {
      let isDigit = ("0"..."9").contains(character)
      if isDigit, !isCut { kin += "*" }
      isCut = isDigit || isCut && character.properties.isAlphabetic
      if !isCut { kin.unicodeScalars.append(character) }
    }
    return kin
  }
}
