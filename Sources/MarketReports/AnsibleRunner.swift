import Documents
package import MarketModel

/// The events of ansible-runner and AWX: as `ansible-runner run -j` prints them, the files of
/// `job_events` one after the other, or pages of AWX's `/api/v2/jobs/N/job_events/`.
///
/// The best that Ansible has: it says which failures were ignored, and when a play was ended because
/// it ran out of hosts.
///
/// Seen: ansible-runner 2.4 under core 2.19.
///
/// Source: ansible/ansible-runner `src/ansible_runner/display_callback/callback/awx_display.py`.
package struct AnsibleRunner: ReportFormat {
  package static let name = "ansible.runner"
  package static let standsAmongText = true

  private var job = AnsibleJob(format: Self.name)
  /// The id of what is being played, of which every event says it.
  private var id: String?
  package private(set) var hasJustBegun = false

  package init(origin: ReportOrigin) {}

  package static func recognizes(_ document: ReportDocument) -> Bool {
    document.has("event", "event_data", "counter") || isPage(document)
  }

  /// Whether it is a page of AWX's list of events.
  private static func isPage(_ document: ReportDocument) -> Bool {
    guard document.has("count", "results"), var cursor = try? document.value("results"),
      (try? cursor.kind()) == .array, (try? cursor.enterArray()) != nil,
      (try? cursor.nextElement()) == true, let first = try? ReportDocument(&cursor)
    else { return false }
    return first.has("event", "event_data", "counter")
  }

  package var isAmidRun: Bool { job.isOpen }

  package mutating func read(
    _ document: ReportDocument, handOn: (Run) -> Void
  ) throws(ReportError) {
    hasJustBegun = false
    guard !document.has("event_data") else { return try readEvent(document, handOn: handOn) }
    guard var cursor = try document.value("results") else { return }
    do throws(DocumentError) { try cursor.enterArray() } catch { throw .document(error) }
    while try cursor.nextReport(inList: true) {
      try readEvent(try ReportDocument(&cursor), handOn: handOn)
    }
  }

  private mutating func readEvent(
    _ document: ReportDocument, handOn: (Run) -> Void
  ) throws(ReportError) {
    guard document.kind(of: "event_data") == .object, var cursor = try document.value("event_data")
    else { return }
    let time = try document.text("created").flatMap { Instant($0) }
    let event = try document.text("event")
    if event == "verbose", document.kind(of: "stdout") == .string,
      let words = try document.text("stdout")
    {
      job.note(banner: words)
    }
    var recaps: [(host: String, recap: AnsibleRecap)]?
    do throws(DocumentError) {
      let data = try AnsibleEventData(&cursor)
      if let next = data.id, next != id {
        if let run = job.breakOff(id: id) {
          hasJustBegun = true
          handOn(run)
        }
        id = next
      }
      if event == "playbook_on_stats" { recaps = try data.recaps() }
      try take(event ?? "", data, at: time)
    } catch { throw .document(error) }
    if let recaps {
      for run in try job.end(recaps, id: id) { handOn(run) }
    }
  }

  private mutating func take(
    _ event: String, _ data: AnsibleEventData, at time: Instant?
  ) throws(DocumentError) {
    let outcome: AnsibleResult.Outcome
    switch event {
    case "playbook_on_play_start":
      job.beginPlay(id: data.play, name: data.playName ?? "?", process: data.process)
      return job.pass(time)
    case "playbook_on_no_hosts_remaining": return job.runOutOfHosts()
    case "playbook_on_stats": return job.pass(time)
    case "runner_on_ok": outcome = .ok
    case "runner_on_failed": outcome = .failed
    case "runner_on_unreachable": outcome = .unreachable
    case "runner_on_skipped": outcome = .skipped
    default: return
    }
    job.pass(time)
    guard let host = data.host, !host.isEmpty else { return }
    let result = try data.result().settled(as: outcome)
    try job.add(result, of: data.task, on: host, isIgnored: data.isIgnored)
  }

  package mutating func finish(handOn: (Run) -> Void) {
    if let run = job.breakOff(id: id) { handOn(run) }
  }
}

/// What all events have in `event_data`.
private struct AnsibleEventData {
  /// One process of Ansible; its first playbook's id, and that of all the others.
  private(set) var process: String?
  private var playbook: String?
  private(set) var play: String?
  private(set) var playName: String?
  private(set) var host: String?
  private(set) var isIgnored = false
  private var taskName: String?
  private var role: String?
  /// With its collection: `acme.base.web`.
  private var fullRole: String?
  private var action: String?
  private var path: String?
  private var duration: Double?
  private var outcome: JSONCursor?
  private var counts: [(path: WritableKeyPath<AnsibleRecap, Int>, cursor: JSONCursor)] = []

  init(_ cursor: inout JSONCursor) throws(DocumentError) {
    try cursor.enterObject()
    while let key = try cursor.nextKey() {
      switch key {
      case "playbook_uuid": process = try cursor.textIfAny()?.string()
      case "playbook": playbook = try cursor.textIfAny()?.string()
      case "play_uuid": play = try cursor.textIfAny()?.string()
      case "play": playName = try cursor.textIfAny()?.string()
      case "host": host = try cursor.textIfAny()?.string()
      case "ignore_errors": isIgnored = try cursor.boolIfAny() ?? false
      case "task": taskName = try cursor.textIfAny()?.string()
      case "role": role = try cursor.textIfAny()?.string()
      case "resolved_role": fullRole = try cursor.textIfAny()?.string()
      case "task_action": action = try cursor.textIfAny()?.string()
      case "task_path": path = try cursor.textIfAny()?.string()
      case "duration": duration = ChefRun.plausible(try cursor.numberIfAny())
      case "res": outcome = try cursor.skipped()
      case "ok": counts.append((\.ok, try cursor.skipped()))
      case "changed": counts.append((\.changed, try cursor.skipped()))
      case "failures": counts.append((\.failures, try cursor.skipped()))
      case "rescued": counts.append((\.rescued, try cursor.skipped()))
      case "skipped": counts.append((\.skipped, try cursor.skipped()))
      case "dark": counts.append((\.unreachable, try cursor.skipped()))
      default: try cursor.skip()
      }
    }
    // A play that is begun again for its next batch has a count behind its id.
    play = play.map { String($0.prefix { $0 != "_" }) }
  }

  /// Of this playbook of the process.
  var id: String? { process.map { id in playbook.map { "\(id)/\($0)" } ?? id } }

  var task: AnsibleTask {
    let name = taskName ?? "?"
    var task = AnsibleTask(
      name: (fullRole ?? role).map { "\($0) : \(name)" } ?? name, action: action, path: path)
    task.duration = duration
    return task
  }

  func result() throws(DocumentError) -> AnsibleResult {
    guard var cursor = outcome, try cursor.kind() == .object else { return AnsibleResult() }
    return try AnsibleResult(&cursor)
  }

  /// `{"ok": {"web-01": 3}, "dark": {"db-01": 1}, …}`; a host that is not in a map has none of it.
  func recaps() throws(DocumentError) -> [(host: String, recap: AnsibleRecap)] {
    var recaps: [String: AnsibleRecap] = [:]
    for (path, cursor) in counts {
      try cursor.forEachCount { host, count in
        recaps[host, default: AnsibleRecap()][keyPath: path] = count
      }
    }
    return recaps.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

extension JSONCursor {
  /// The members that are counts, with their names.
  fileprivate func forEachCount(
    _ body: (String, Int) -> Void
  ) throws(DocumentError) {
    var cursor = self
    guard try cursor.kind() == .object else { return }
    try cursor.enterObject()
    while let key = try cursor.nextKey() {
      if let count = try cursor.intIfAny(), key.count > 0, 0...ReportLimits.resources ~= count {
        body(try key.string(), count)
      }
    }
  }
}
