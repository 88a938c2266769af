import Documents
package import MarketModel

/// What Salt says after it has brought minions into their states: `--out=json` of `salt-call` and
/// `salt`, the same job looked up later, and the events of the bus, one line each.
///
/// A run is one minion. The outermost object is a map of minions, or `local`, to returns; a return
/// may be wrapped in what is known of its job. On the bus only returns of states are runs; the start
/// of a job begins one on each minion, and all else is passed over.
///
/// Seen: Salt 3008.3, masterless and with a master.
///
/// Source: saltstack/salt `salt/state.py`, `salt/modules/state.py`, `salt/cli/salt.py`,
/// `salt/runners/jobs.py`.
package struct SaltReport: ReportFormat {
  package static let name = "salt.state"

  private let origin: ReportOrigin

  package init(origin: ReportOrigin) { self.origin = origin }

  package static func recognizes(_ document: ReportDocument) -> Bool {
    if document.has("_stamp") || document.has("jid", "fun") { return !document.has("message_type") }
    if document.has("data", "outputter") { return true }
    if document.has("local") { return true }
    return document.contains { name, value in SaltReturn.isLikely(name: name, value: value) }
      && !document.contains { _, value in isNoReturn(value) }
  }

  /// No state and no failure to run states is told by a number or by nothing: a record that only
  /// quotes Salt's words has such members beside them.
  private static func isNoReturn(_ value: JSONCursor) -> Bool {
    var value = value
    let kind = try? value.kind()
    return kind == .number || kind == .null
  }

  package func read(_ document: ReportDocument, handOn: (Run) -> Void) throws(ReportError) {
    let isEvent = document.has("_stamp")
    if isEvent || document.has("jid", "fun") {
      return try readEvent(document, isOnBus: isEvent, handOn: handOn)
    }
    let map = document.has("outputter") ? try document.value("data") : document.cursor
    guard var map else { throw .wrong(key: "data", should: "an object") }
    let others: Int
    do {
      others = try readMap(&map, of: SaltJob(), nesting: 0, handOn: handOn)
    } catch { throw .document(error) }
    guard others == 0 else { throw Self.noStates }
  }

  private static let noStates = ReportError.notARun(
    "what a Salt function returned that runs no states")

  /// Reads what each minion returned, and counts those that are no runs.
  private func readMap(
    _ cursor: inout JSONCursor, of job: SaltJob, nesting: Int, handOn: (Run) -> Void
  ) throws(DocumentError) -> Int {
    var others = 0
    try cursor.enterObject()
    while let key = try cursor.nextKey() {
      let name = try key.string()
      let returned = try SaltReturn(&cursor, named: name, of: job)
      others += try readReturn(returned, nesting: nesting, handOn: handOn)
    }
    return others
  }

  private func readReturn(
    _ returned: SaltReturn, nesting: Int, handOn: (Run) -> Void
  ) throws(DocumentError) -> Int {
    if case .map(var inner) = returned.content {
      guard nesting < Self.nestingLimit else { return 1 }
      return try readMap(&inner, of: returned.job, nesting: nesting + 1, handOn: handOn)
    }
    guard let run = returned.run(origin: origin) else { return 1 }
    handOn(run)
    return 0
  }

  /// Maps in maps: a job has minions, an orchestration's return a map of one master.
  private static let nestingLimit = 3

  private func readEvent(
    _ document: ReportDocument, isOnBus: Bool, handOn: (Run) -> Void
  ) throws(ReportError) {
    let job = try SaltJob(from: document)
    guard job.runsStates else {
      if isOnBus { return }
      throw Self.noStates
    }
    let minion = document.kind(of: "id") == .string ? try document.text("id") : nil
    if var cursor = try document.value("return") {
      let others: Int
      do {
        let returned = try SaltReturn(&cursor, named: minion ?? SaltReturn.local, of: job)
        others = try readReturn(returned, nesting: 0, handOn: handOn)
      } catch { throw .document(error) }
      guard others == 0 || isOnBus else { throw Self.noStates }
    } else if document.kind(of: "minions") == .array {
      for minion in try document.node("minions")?.elements?.prefix(Self.minionLimit) ?? [] {
        if let name = minion.string, !name.isEmpty { handOn(job.start(on: name)) }
      }
    } else if !isOnBus {
      throw .missing(key: "return")
    }
  }

  /// Minions of one job. The largest known masters have some 30,000.
  private static let minionLimit = 100_000
}
