import MarketModel

/// Finds agents that eat memory run after run, and says when there will be none left.
///
/// For each node the memory is followed as long as none is set free: through the runs of tonight
/// where there are ``leastPoints``, else through two a night. The agent's own memory is looked at
/// if the report tells it (the handler in Data/handlers), and what is left of the machine's. It
/// grows if pairs of values rise far more often than they fall (Kendall), by a slope (Theil and
/// Sen) that uses up ``leastShare`` of the machine within what was seen. What is left of the
/// machine shrinks on every machine after a start, because the kernel keeps files in it, and
/// follows the day: there what most nodes did at that hour is taken off, and the slope must be
/// beyond what most nodes have, must not level off, and must have used up more than the machine
/// used on half of its nights.
///
/// - Wrong when: something else on the machine grows; reports without the handler cannot tell. Salt,
///   Ansible without facts, Puppet and Terraform tell of no memory at all, and have no such signal.
/// - Complexity: O(n²) in the values of each node, of which there are at most ``mostPoints``.
package enum GrowthDetector: Detector {
  /// Values without which there is no trend.
  static let leastPoints = 7
  /// Values that are looked at, spread over all there are.
  private static let mostPoints = 24
  /// Kendall's deviations: 1 in some 30,000 nodes by chance.
  private static let rising = 4.0
  /// The same with fewer than twelve values: of seven all pairs must rise.
  private static let fewRising = 2.9
  /// The share of the machine's memory that was used up meanwhile.
  private static let leastShare = 0.05
  /// **MB** that an agent grew meanwhile: a third of what Chef's client holds when it starts.
  private static let leastAgentGrowth = 40.0
  /// How much of the slope of its earlier half the later half of a leak has.
  private static let steadiness = 0.65
  /// **Days** to the limit beyond which nobody needs to know.
  private static let farthest = 45.0

  package static func signals(in window: NightWindow) -> [Signal] {
    let day = DailyCourse(of: window)
    let courses = window.nodes.flatMap { node in
      [true, false].compactMap { Course(of: node, isOfAgent: $0, besides: day, in: window) }
    }
    let usual = Usual(of: courses.filter { !$0.isOfAgent }.map(\.share))
    var groups: [Subject: [Course]] = [:]
    let eaten = Set(courses.filter { $0.isOfAgent && $0.isGrowing }.map(\.node.node))
    for course in courses where course.isGrowing {
      // What the agent eats the machine lacks.
      if !course.isOfAgent, eaten.contains(course.node.node) { continue }
      guard course.isOfAgent || course.share > usual.limit else { continue }
      groups[Subject(tool: course.node.tool, isOfAgent: course.isOfAgent), default: []]
        .append(course)
    }
    return groups.map { subject, courses in signal(of: subject, courses, in: window) }
      .sorted { ($0.first, $0.fingerprint) < ($1.first, $1.fingerprint) }
  }

  /// How much of the machine a day uses up on most nodes.
  private struct Usual {
    /// What is beyond what most nodes do: four times their median distance.
    let limit: Double

    init(of shares: [Double]) {
      guard shares.count >= 10, let median = shares.median,
        let spread = shares.map({ abs($0 - median) }).median
      else {
        limit = 0
        return
      }
      limit = max(0, median) + 4 * spread
    }
  }

  private struct Subject: Hashable {
    let tool: Tool
    let isOfAgent: Bool
  }

  private static func signal(
    of subject: Subject, _ courses: [Course], in window: NightWindow
  ) -> Signal {
    let all = courses.sorted { ($0.daysLeft, $0.node.node) < ($1.daysLeft, $1.node.node) }
    let worst = all[0]
    let runs = all.flatMap(\.node.runs)
    return Signal(
      kind: .growth,
      fingerprint: Fingerprint(
        kind: "growth", subject: "\(subject.tool.rawValue)/\(subject.isOfAgent)"),
      title: subject.isOfAgent
        ? "the \(subject.tool.rawValue) agent eats memory"
        : "memory runs out on nodes of \(subject.tool.rawValue)",
      why: .growth(worst.node.node, worst.growth, nodes: all.count), tool: subject.tool,
      nodes: all.map(\.node.node).sorted(),
      environments: Set(all.map(\.node.environment)).filter { !$0.isEmpty }.sorted(),
      runs: runs.count, first: runs.map(\.start).min() ?? worst.node.runs[0].start,
      last: runs.map(\.start).max() ?? worst.node.runs[0].start,
      details: all.prefix(Signal.detailLimit).map { .growth($0.node.node, $0.growth) })
  }

  /// The memory of one node over time.
  private struct Course {
    let node: NodeRuns
    /// Whether it is the agent's own.
    let isOfAgent: Bool
    /// **MB** used, over **seconds**.
    private let trend: Trend
    /// **MB a second.**
    private let slope: Double
    /// **MB** at which there is no more.
    private let limit: Int
    /// **MB** that were used in the nights before, as a rule; 0 where none tells.
    private let before: Double

    init?(
      of node: NodeRuns, isOfAgent: Bool, besides day: DailyCourse, in window: NightWindow
    ) {
      let total = node.runs.map(\.usage.total).max() ?? 0
      let used = { (start: Instant, usage: Usage) -> Point? in
        let time = Double(start.milliseconds) / 1000
        if isOfAgent { return usage.agent > 0 ? (time, Double(usage.agent)) : nil }
        guard usage.free > 0, total > 0 else { return nil }
        return (time, Double(total - usage.free) - day.share(at: start) * Double(total))
      }
      var points = node.runs.compactMap { used($0.start, $0.usage) }
      if points.count < GrowthDetector.leastPoints {
        points =
          node.past.flatMap(\.usages).compactMap { used($0.start, $0.usage) }
          + points
      }
      points = Self.spread(Self.longestRise(points))
      guard points.count >= GrowthDetector.leastPoints else { return nil }
      self.node = node
      self.isOfAgent = isOfAgent
      trend = Trend(points: points)
      slope = trend.slope
      limit = total
      let past = node.past.compactMap { night in
        night.usages.last.flatMap { used($0.start, $0.usage)?.value }
      }
      // Before a week is known, what was highest may be usual.
      before = (past.count < 7 ? past.max() : past.median) ?? 0
    }

    private typealias Point = (time: Double, value: Double)

    /// The longest stretch of values in which no memory was set free: that is a fall by a fifth
    /// that took back more than half of what it had grown. Of equals the last.
    private static func longestRise(_ points: [Point]) -> [Point] {
      var longest = points[..<min(1, points.count)]
      var start = 0
      var (lowest, highest) = (Double.infinity, -Double.infinity)
      for (index, point) in points.enumerated() {
        if index > start, highest - point.value > 0.5 * (highest - lowest),
          highest - point.value > 0.2 * highest
        {
          start = index
          (lowest, highest) = (point.value, point.value)
        }
        lowest = min(lowest, point.value)
        highest = max(highest, point.value)
        if index + 1 - start >= longest.count { longest = points[start...index] }
      }
      return Array(longest)
    }

    private static func spread(
      _ points: [Point]
    ) -> [Point] {
      let most = GrowthDetector.mostPoints
      guard points.count > most else { return points }
      return (0..<most).map { points[$0 * (points.count - 1) / (most - 1)] }
    }

    /// **Seconds** that were looked at.
    private var span: Double { trend.points[trend.points.count - 1].time - trend.points[0].time }
    private var now: Double { trend.points[trend.points.count - 1].value }

    /// The share of the machine that a day uses up.
    var share: Double { limit > 0 ? slope * 86_400 / Double(limit) : 0 }

    var daysLeft: Double {
      guard limit > 0, slope > 0 else { return .infinity }
      return max(0, (Double(limit) - now) / slope / 86_400)
    }

    var isGrowing: Bool {
      let needed =
        trend.points.count >= 12 ? GrowthDetector.rising : GrowthDetector.fewRising
      guard slope > 0, trend.rising >= needed else { return false }
      let grown = min(slope * span, now - trend.points[0].value)
      if isOfAgent { return grown >= GrowthDetector.leastAgentGrowth }
      return grown >= GrowthDetector.leastShare * Double(limit)
        && daysLeft <= GrowthDetector.farthest && now > before && !isLevellingOff
    }

    /// Whether the later half grew much less than the earlier: a cache of files that fills after a
    /// start.
    private var isLevellingOff: Bool {
      let half = trend.points.count / 2
      let (early, late) = (
        Trend(points: Array(trend.points[..<half])), Trend(points: Array(trend.points[half...]))
      )
      return late.slope < GrowthDetector.steadiness * early.slope
    }

    var growth: Reason.Growth {
      let last = node.runs.last { $0.usage.collecting > 0 }?.usage
      return Reason.Growth(
        from: Int(trend.points[0].value), to: Int(now), time: Reason.Length(hours: span / 3600, 48),
        left: daysLeft.isFinite ? Reason.Length(hours: daysLeft * 24, 48) : nil, limit: limit,
        collecting: isOfAgent ? last.map { ($0.collecting + 50) / 100 } : nil)
    }
  }
}

extension Reason.Length {
  /// In hours below so many of them, else in days.
  fileprivate init(hours: Double, _ limit: Double) {
    self =
      hours < limit ? .hours(Int(hours.rounded())) : .days(Int((hours / 24).rounded()))
  }
}

/// How much of their memory most nodes use more or less at an hour than over the night.
struct DailyCourse {
  private var shares: [Int: Double] = [:]

  /// Nodes without which an hour says nothing.
  private static let least = 10

  init(of window: NightWindow) {
    var hours: [Int: [Double]] = [:]
    for node in window.nodes {
      let used = node.runs.compactMap { run -> (hour: Int, share: Double)? in
        guard run.usage.free > 0, run.usage.total > 0 else { return nil }
        return (
          Self.hour(of: run.start), 1 - Double(run.usage.free) / Double(run.usage.total)
        )
      }
      guard used.count >= GrowthDetector.leastPoints, let usual = used.map(\.share).median else {
        continue
      }
      for (hour, share) in used { hours[hour, default: []].append(share - usual) }
    }
    shares = hours.filter { $0.value.count >= Self.least }.mapValues { $0.median ?? 0 }
  }

  func share(at moment: Instant) -> Double { shares[Self.hour(of: moment)] ?? 0 }

  private static func hour(of moment: Instant) -> Int { moment.secondOfDay / 3600 }
}
