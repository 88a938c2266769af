/// What a digest keeps of a run: enough to count it once, and for detectors to look back weeks.
package struct RunMark: Hashable, Sendable {
  /// ``idBits`` bits of a hash of tool and run id; unique among the runs of one node in one night,
  /// where a collision has a chance of 1 in 60 million for 48 runs (n² / 2³⁷).
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
  /// What it changed, in order.
  package var changes: [ChangeMark] = []
  /// Under which the night keeps what it ran with; `nil` when its report does not say.
  package var traits: Fingerprint?
  package var usage = Usage()
  package var isNoop = false

  package init(
    id: UInt64, tool: Tool, environment: String, started: Int, duration: Int, status: RunStatus,
    tally: Tally, failure: Fingerprint? = nil, tolerated: [Fingerprint] = [],
    caveats: [Fingerprint] = [], changes: [ChangeMark] = [], traits: Fingerprint? = nil,
    usage: Usage = Usage(), isNoop: Bool = false
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
    self.changes = changes
    self.traits = traits
    self.usage = usage
    self.isNoop = isNoop
  }

  init(_ run: Run, started: Instant) {
    var hash = FNV1a()
    hash.mix(run.tool.rawValue.utf8.span)
    hash.mix(0)
    hash.mix(run.runID.utf8.span)
    self.init(
      id: hash.value >> (64 - Self.idBits), tool: run.tool, environment: run.environment ?? "",
      started: Int(started.milliseconds / 1000),
      duration: (run.duration ?? 0).rounded().believed, status: run.status,
      tally: run.tally.believed, usage: run.usage.rounded, isNoop: run.isNoop)
  }

  /// The largest count, duration or memory that is believed, in whatever unit: what a digest holds
  /// must be readable, however a node lied.
  package static let countLimit = 1_000_000_000

  /// Six characters of a digest.
  package static let idBits: UInt64 = 36

  package var start: Instant { Instant(milliseconds: Int64(started) * 1000) }

  /// What two tellings of one run know together: the outcome from the fuller one, and what only one
  /// of them has (a handler tells of memory, the client of resources) from that one.
  ///
  /// Each part is the larger of two in a fixed order, so the whole is a join as well.
  static func joined(_ a: RunMark, _ b: RunMark) -> RunMark {
    if a == b { return a }
    var mark = tellsLess(a, than: b) ? b : a
    mark.changes = changesTellLess(a.changes, than: b.changes) ? b.changes : a.changes
    mark.traits = [a.traits, b.traits].compactMap { $0 }.max()
    mark.usage = Usage.joined(a.usage, b.usage)
    return mark
  }

  /// Whether `a` is the poorer telling of the same run: a mere start before an end, a report with
  /// fewer counts before one with more. Between equally full ones any fixed order will do, as long
  /// as it is the same everywhere.
  private static func tellsLess(_ a: RunMark, than b: RunMark) -> Bool {
    if a.fullness != b.fullness { return a.fullness < b.fullness }
    return a.orderKey.lexicographicallyPrecedes(b.orderKey)
  }

  private static func changesTellLess(_ a: [ChangeMark], than b: [ChangeMark]) -> Bool {
    if a.count != b.count { return a.count < b.count }
    return a.lexicographicallyPrecedes(b) { x, y in
      (x.resource.value, x.seconds, x.mentions?.value ?? 0)
        < (y.resource.value, y.seconds, y.mentions?.value ?? 0)
    }
  }

  private var fullness: Int {
    tally.fullness + (status == .incomplete ? 0 : 10)
  }

  private var orderKey: [String] {
    [
      environment, status.rawValue, String(started), String(duration), "\(tally)",
      failure?.description ?? "", tolerated.map(\.description).joined(separator: ","),
      caveats.map(\.description).joined(separator: ","), tool.rawValue, "\(isNoop)",
    ]
  }
}

extension Int {
  var believed: Int { Swift.min(Swift.max(0, self), RunMark.countLimit) }
}

extension Double {
  /// As a whole number, rounded down.
  var believed: Int { self > 0 ? Int(Swift.min(self, Double(RunMark.countLimit))) : 0 }
}

extension Tally {
  fileprivate var believed: Tally {
    Tally(
      total: total?.believed, updated: updated?.believed, failed: failed?.believed,
      skipped: skipped?.believed)
  }

  /// How many of the four counts are known.
  fileprivate var fullness: Int {
    [total, updated, failed, skipped].count { $0 != nil }
  }
}
