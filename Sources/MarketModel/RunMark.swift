/// What a digest keeps of a run: enough to count it once, and for detectors to look back weeks.
package struct RunMark: Hashable, Sendable {
  /// 48 bits of a hash of tool and run id; unique among the runs of one node in one night, where a
  /// collision has a chance of 1 in 10¹¹ for 48 runs (n² / 2⁴⁹).
  package let id: UInt64
  package var tool: Tool
  package var environment: String
  /// **Seconds** since 1970.
  package var started: Int
  /// **Seconds**; 0 when unknown.
  package var duration: Int
  package var status: RunStatus
  package var tally: Tally
  package var failure: Fingerprint?
  package var tolerated: [Fingerprint] = []
  /// What its success has against it.
  package var caveats: [Fingerprint] = []

  package init(
    id: UInt64, tool: Tool, environment: String, started: Int, duration: Int, status: RunStatus,
    tally: Tally, failure: Fingerprint? = nil, tolerated: [Fingerprint] = [],
    caveats: [Fingerprint] = []
  ) {
    self.id = id
    self.tool = tool
    self.environment = environment
    self.started = started
    self.duration = duration
    self.status = status
    self.tally = tally
    self.failure = failure
    self.tolerated = tolerated
    self.caveats = caveats
  }

  init(_ run: Run, started: Instant) {
    var hash = FNV1a()
    hash.mix(run.tool.rawValue.utf8.span)
    hash.mix(0)
    hash.mix(run.runID.utf8.span)
    self.init(
      id: hash.value >> 16, tool: run.tool, environment: run.environment ?? "",
      started: Int(started.milliseconds / 1000), duration: Int((run.duration ?? 0).rounded()),
      status: run.status, tally: run.tally)
  }

  package var start: Instant { Instant(milliseconds: Int64(started) * 1000) }

  /// Whether `a` is the poorer telling of the same run: a mere start before an end, a report with
  /// fewer counts before one with more. Between equally full ones any fixed order will do, as long
  /// as it is the same everywhere.
  static func tellsLess(_ a: RunMark, than b: RunMark) -> Bool {
    if a == b { return false }
    if a.fullness != b.fullness { return a.fullness < b.fullness }
    return a.orderKey.lexicographicallyPrecedes(b.orderKey)
  }

  static func fuller(_ a: RunMark, _ b: RunMark) -> RunMark { tellsLess(a, than: b) ? b : a }

  private var fullness: Int {
    tally.fullness + (status == .incomplete ? 0 : 10)
  }

  private var orderKey: [String] {
    [
      environment, status.rawValue, String(started), String(duration), "\(tally)",
      failure?.description ?? "", tolerated.map(\.description).joined(separator: ","),
      caveats.map(\.description).joined(separator: ","), tool.rawValue,
    ]
  }
}

extension Tally {
  /// How many of the four counts are known.
  fileprivate var fullness: Int {
    [total, updated, failed, skipped].count { $0 != nil }
  }
}

/// One failure as it was reported, for people to read.
package struct FailureExample: Hashable, Sendable {
  package var tool: Tool
  package var node: NodeName
  package var environment: String
  package var runID: String
  /// **Seconds** since 1970.
  package var started: Int
  package var failure: Failure
  /// What failed along with it, as `service[nginx]: the first line`.
  package var knockOns: [String]

  /// **Bytes** of a message that a digest keeps: the card shows some fifteen lines.
  package static let messageLimit = 2048
  /// Knock-on failures that a digest keeps.
  package static let knockOnLimit = 8

  package init(
    tool: Tool, node: NodeName, environment: String, runID: String, started: Int,
    failure: Failure, knockOns: [String]
  ) {
    self.tool = tool
    self.node = node
    self.environment = environment
    self.runID = runID
    self.started = started
    self.failure = failure
    self.knockOns = knockOns
  }

  init(_ failure: Failure, of run: Run, started: Instant, knockOns: [Failure]) {
    var kept = failure
    kept.message = failure.message.clipped(toBytes: Self.messageLimit)
    kept.detail = failure.detail?.clipped(toBytes: Self.messageLimit)
    self.init(
      tool: run.tool, node: run.node, environment: run.environment ?? "", runID: run.runID,
      started: Int(started.milliseconds / 1000), failure: kept,
      knockOns: knockOns.prefix(Self.knockOnLimit).map { knockOn in
        let line = knockOn.message.prefix { !$0.isNewline }
        return "\(knockOn.resource(in: run.tool) ?? "run"): \(line)".clipped(toBytes: 256)
      })
  }

  package var start: Instant { Instant(milliseconds: Int64(started) * 1000) }

  func isEarlier(than run: Run, started moment: Instant) -> Bool {
    (started, node, runID) < (Int(moment.milliseconds / 1000), run.node, run.runID)
  }

  func isSameRun(as other: FailureExample) -> Bool {
    (started, node, runID) == (other.started, other.node, other.runID)
  }

  /// Earlier first; of two tellings of one run, the longer first.
  static func precedes(_ a: FailureExample, _ b: FailureExample) -> Bool {
    if a == b { return false }
    if !a.isSameRun(as: b) { return (a.started, a.node, a.runID) < (b.started, b.node, b.runID) }
    let (x, y) = (a.telling, b.telling)
    return x.count != y.count ? x.count > y.count : x.lexicographicallyPrecedes(y)
  }

  private var telling: String {
    "\(failure)\u{0}\(knockOns)\u{0}\(environment)\u{0}\(tool)"
  }
}

extension String {
  /// The text cut at a character so that it has at most `limit` bytes, with `…` where it was cut.
  package func clipped(toBytes limit: Int) -> String {
    guard utf8.count > limit else { return self }
    var end = utf8.index(startIndex, offsetBy: limit - 3)
    while end > startIndex, String.Index(end, within: self) == nil { end = utf8.index(before: end) }
    return self[..<end] + "…"
  }
}

/// Which night a run belongs to.
///
/// The rule looks at the run alone, never at when it was gathered, so a late report finds its own
/// night and reading in another order changes nothing.
package struct NightCalendar: Hashable, Sendable {
  /// **Seconds** after midnight UTC at which one night ends and the next begins: when the market
  /// is held.
  package let endsAt: Int

  package init(endsAt: Int) { self.endsAt = endsAt }

  /// 09:00 UTC.
  package static let standard = NightCalendar(endsAt: 9 * 3600)

  /// The day on whose morning the run is looked at.
  package func night(of started: Instant) -> Day {
    started.adding(seconds: 86_400 - Double(endsAt)).day
  }

  package func start(of night: Day) -> Instant { end(of: night.adding(days: -1)) }
  package func end(of night: Day) -> Instant { night.start.adding(seconds: Double(endsAt)) }
}
