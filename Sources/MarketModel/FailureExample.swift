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
