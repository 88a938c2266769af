import MarketModel

/// Finds agents that eat memory run after run, and says when there will be none left.
///
/// For each node the memory is followed since it was last set free: through the runs of tonight where
/// there are ``leastPoints``, else through two a night. The agent's own memory is used if the
/// report tells it (the handler in Data/handlers), else what is left of the machine's. It grows if pairs
/// of values rise far more often than they fall (Kendall), by a slope (Theil and Sen) that uses up
/// ``leastShare`` of the machine within what was seen. What is left of the machine shrinks on every
/// machine after a start, because the kernel keeps files in it: there the slope must also be three
/// times as steep as that of nine of ten other nodes.
///
/// - Wrong when: something else on the machine grows; reports without the handler cannot tell. Salt,
///   Ansible without facts, Puppet and Terraform tell of no memory at all, and have no such signal.
/// - Complexity: O(n²) in the values of each node, of which there are at most ``mostPoints``.
package enum GrowthDetector: Detector {
  /// Values without which there is no trend.
  static let leastPoints = 7
  /// Values that are looked at, spread over all there are.
  private static let mostPoints = 24
  /// Kendall's deviations: 1 in some 50,000 nodes by chance.
  private static let rising = 4.0
  /// The same of the few nodes for which there are not so many values: all pairs but one.
  private static let fewRising = 2.9
  /// The share of the machine's memory that was used up meanwhile.
  private static let leastShare = 0.05
  /// **Days** to the limit beyond which nobody needs to know.
  private static let farthest = 45.0

  package static func signals(in window: NightWindow) -> [Signal] {
    let courses = window.nodes.compactMap { Course(of: $0, in: window) }
    let usual = Dictionary(grouping: courses.filter { !$0.isOfAgent }) { $0.node.tool }
      .mapValues { courses -> Double in
        let slopes = courses.map(\.share).sorted()
        return slopes.isEmpty ? 0 : slopes[slopes.count * 9 / 10 - (slopes.count < 10 ? 0 : 1)]
      }
    var groups: [Subject: [Course]] = [:]
    for course in courses where course.isGrowing {
      guard
        course.isOfAgent || course.share > 3 * Swift.max(0, usual[course.node.tool] ?? 0)
          || courses.count < 10
      else { continue }
      groups[Subject(tool: course.node.tool, isOfAgent: course.isOfAgent), default: []]
        .append(course)
    }
    return groups.map { subject, courses in signal(of: subject, courses, in: window) }
      .sorted { ($0.first, $0.fingerprint) < ($1.first, $1.fingerprint) }
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
    let others = all.count == 1 ? "" : "; \(all.count) nodes in all"
    return Signal(
      kind: .growth,
      fingerprint: Fingerprint(
        kind: "growth", subject: "\(subject.tool.rawValue)/\(subject.isOfAgent)"),
      title: subject.isOfAgent
        ? "the \(subject.tool.rawValue) agent eats memory"
        : "memory runs out on nodes of \(subject.tool.rawValue)",
      why: "\(worst.node.node.rawValue) \(worst.words)\(others)", tool: subject.tool,
      nodes: all.map(\.node.node).sorted(),
      environments: Set(all.map(\.node.environment)).filter { !$0.isEmpty }.sorted(),
      runs: runs.count, first: runs.map(\.start).min() ?? worst.node.runs[0].start,
      last: runs.map(\.start).max() ?? worst.node.runs[0].start,
      details: all.prefix(Signal.detailLimit).map { "\($0.node.node.rawValue): \($0.words)" })
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

    init?(of node: NodeRuns, in window: NightWindow) {
      let total = node.runs.map(\.usage.total).max() ?? 0
      let isOfAgent = node.runs.contains { $0.usage.agent > 0 }
      let used = { (usage: Usage) -> Double? in
        if isOfAgent { return usage.agent > 0 ? Double(usage.agent) : nil }
        return usage.free > 0 && total > 0 ? Double(total - usage.free) : nil
      }
      var points = node.runs.compactMap { run in
        used(run.usage).map { (time: Self.seconds(run.start), value: $0) }
      }
      if points.count < GrowthDetector.leastPoints {
        points =
          window.past(of: node.node).flatMap(\.usages).compactMap { start, usage in
            used(usage).map { (time: Self.seconds(start), value: $0) }
          } + points
      }
      points = Self.spread(Self.sinceRelease(points))
      guard points.count >= GrowthDetector.leastPoints else { return nil }
      self.node = node
      self.isOfAgent = isOfAgent
      trend = Trend(points: points)
      slope = trend.slope
      limit = total
    }

    private static func seconds(_ moment: Instant) -> Double { Double(moment.milliseconds) / 1000 }

    /// The values since memory was last set free: since the last fall of more than half of all that it
    /// had grown before.
    private static func sinceRelease(
      _ points: [(time: Double, value: Double)]
    ) -> [(time: Double, value: Double)] {
      var start = 0
      var (lowest, highest) = (Double.infinity, -Double.infinity)
      for (index, point) in points.enumerated() {
        if index > start, highest - point.value > 0.5 * (highest - lowest),
          highest - point.value > 0.1 * highest
        {
          start = index
          (lowest, highest) = (point.value, point.value)
        }
        lowest = min(lowest, point.value)
        highest = max(highest, point.value)
      }
      return Array(points[start...])
    }

    private static func spread(
      _ points: [(time: Double, value: Double)]
    ) -> [(time: Double, value: Double)] {
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
      let grown = slope * span
      if isOfAgent { return grown >= 0.25 * trend.points[0].value && grown >= 50 }
      return grown >= GrowthDetector.leastShare * Double(limit)
        && daysLeft <= GrowthDetector.farthest
    }

    /// `grew from 375 to 1155 MB in 10 hours, which leaves 2 days to the limit of 8000 MB`
    var words: String {
      let hours = span / 3600
      let time =
        hours < 48 ? "\(Int(hours.rounded())) hours" : "\(Int((hours / 24).rounded())) days"
      let (from, to) = (Int(trend.points[0].value), Int(now))
      guard daysLeft.isFinite else { return "grew from \(from) to \(to) MB in \(time)" }
      let left =
        daysLeft < 2 ? "\(Int((daysLeft * 24).rounded())) hours" : "\(Int(daysLeft.rounded())) days"
      return
        "grew from \(from) to \(to) MB in \(time), which leaves \(left) to the limit of \(limit) MB"
    }
  }
}
