import Documents
import MarketModel

/// What a report of Puppet tells, whoever wrote it, and the run that follows from it.
struct PuppetRun {
  let format: String
  let node: NodeName
  let started: Instant
  private var id: String?
  private(set) var status: Bool?
  private var environment: String?
  private var isNoop: Bool?
  private var cachedOnFailure = false
  private var traits = Traits()
  /// **Seconds.**
  var duration: Double?
  var logs = PuppetLogs()
  var metrics = PuppetMetrics()
  var resources = PuppetResources()

  init(format: String, node: NodeName, started: Instant) {
    self.format = format
    self.node = node
    self.started = started
  }

  /// Notes the members that have the same name in all of Puppet's reports.
  mutating func note(_ document: ReportDocument) throws(ReportError) {
    id = try document.text("transaction_uuid")
    switch try document.text("status").map({ PuppetMessage.symbol($0) }) {
    case nil: status = nil
    case "failed": status = false
    case "changed", "unchanged": status = true
    default: throw .wrong(key: "status", should: "failed, changed or unchanged")
    }
    if document.kind(of: "environment") == .string {
      environment = PuppetMessage.symbol(try document.text("environment") ?? "")
    }
    isNoop = try document.node("noop")?.bool
    cachedOnFailure = document.says("cached_catalog_status", "on_failure")
    if let version = try Self.word("puppet_version", of: document) {
      traits[Traits.agent] = "puppet \(version)"
    }
    traits["code_id"] = try Self.word("code_id", of: document)
    // By default the version is the time at which the catalogue was compiled.
    if let version = try Self.word("configuration_version", of: document),
      !version.allSatisfy(\.isNumber), Instant(version) == nil
    {
      traits["configuration_version"] = version
    }
  }

  /// A text, which YAML may have taken for something else.
  private static func word(
    _ key: StaticString, of document: ReportDocument
  ) throws(ReportError) -> String? {
    document.kind(of: key) == .string ? try document.text(key) : nil
  }

  static func node(
    _ key: StaticString, of document: ReportDocument
  ) throws(ReportError) -> NodeName {
    guard let name = try document.text(key) else { throw .missing(key: "\(key)") }
    guard !name.isEmpty else { throw .wrong(key: "\(key)", should: "a name") }
    return NodeName(rawValue: name)
  }

  static func start(
    _ key: StaticString, of document: ReportDocument
  ) throws(ReportError) -> Instant {
    guard let text = try document.text(key) else { throw .missing(key: "\(key)") }
    guard let time = Instant(text) else { throw .wrong(key: "\(key)", should: "a time") }
    return time
  }
}

extension PuppetRun {
  var run: Run {
    var run = Run(
      tool: .puppet, format: format, node: node, runID: runID,
      status: hasFailed ? .failure : .success)
    run.environment = environment
    run.started = started
    run.duration = ChefRun.plausible(duration)
    run.tally = tally
    run.changes = resources.changes(logs: logs)
    run.traits = traits
    run.isNoop = isNoop ?? resources.isNoop
    if hasFailed {
      let failed = resources.failures(logs: logs)
      let isOutside = failed.isEmpty || logs.errors.contains { $0.isDependencyCycle }
      let causes = (isOutside ? logs.failure(on: node).map { [$0] } ?? [] : []) + failed
      run.failure = causes.first
      run.knockOns = Array(causes.dropFirst())
    } else {
      run.caveats = caveats
    }
    return run
  }

  /// Puppet's own id, which PuppetDB has too. Puppet 2 gave none.
  private var runID: String {
    if let id, !id.isEmpty { return id }
    return "\(node.rawValue) \(started.iso8601)"
  }

  /// A resource that could not be restarted makes a run failed, also for versions of Puppet that
  /// called it changed. A run without a status is judged by its resources, or without any by its
  /// log.
  private var hasFailed: Bool {
    if status == false || resources.hasFailures { return true }
    guard status == nil else { return false }
    return metrics.failed ?? 0 > 0 || (tally.total ?? 0 == 0 && !logs.errors.isEmpty)
  }

  /// The metrics first: they count resources that the report may leave out
  /// (`exclude_unchanged_resources`, and always in PuppetDB).
  private var tally: Tally {
    Tally(
      total: metrics.total ?? resources.total,
      updated: metrics.changed ?? resources.changedCount,
      failed: metrics.failed ?? resources.failedCount,
      skipped: metrics.skipped ?? resources.skippedCount)
  }

  private var caveats: [Caveat] {
    var caveats: [Caveat] = []
    var errors = logs.errors[...]
    if cachedOnFailure {
      let cause = errors.first { $0.isAboutCatalogue } ?? errors.first
      caveats.append(Caveat(.cachedCatalogue, message: cause?.firstLine ?? ""))
      errors = errors.filter { !$0.isAboutCatalogue }[...]
    }
    if let error = errors.first { caveats.append(Caveat(.errorLogged, message: error.firstLine)) }
    if let first = resources.drifted.first {
      let more = resources.drifted.count - 1
      caveats.append(Caveat(.drifted, message: first + (more > 0 ? " and \(more) more" : "")))
    }
    if tally.total == 0 || resources.holdOnlyPuppetsOwn(of: tally.total) {
      caveats.append(Caveat(.noResources, message: ""))
    }
    return caveats
  }
}
