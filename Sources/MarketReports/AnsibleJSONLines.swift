import Documents
package import MarketModel

/// What the callback `ansible.posix.jsonl` prints: a line for each event, as it happens.
///
/// The recap comes last, and not at all from a job that was killed.
///
/// Seen: `ansible.posix.jsonl` 2.1.0 under core 2.14 to 2.19.
///
/// Source: ansible-collections/ansible.posix `plugins/callback/jsonl.py`.
package struct AnsibleJSONLines: ReportFormat {
  package static let name = "ansible.jsonl"
  package static let standsAmongText = true

  private var job = AnsibleJob(format: Self.name)
  package private(set) var hasJustBegun = false

  package init(origin: ReportOrigin) {}

  package static func recognizes(_ document: ReportDocument) -> Bool { document.has("_event") }

  package var isAmidRun: Bool { job.isOpen }

  package mutating func note(wordsBefore words: String) { job.note(banner: words) }

  package mutating func read(
    _ document: ReportDocument, handOn: (Run) -> Void
  ) throws(ReportError) {
    hasJustBegun = false
    let time = try document.text("_timestamp").flatMap { Instant($0) }
    if document.says("_event", "v2_playbook_on_stats") {
      job.pass(time)
      for run in try job.end(AnsibleRecap.all("stats", of: document)) { handOn(run) }
    } else if document.says("_event", "v2_playbook_on_play_start") {
      try beginPlay(document, at: time, handOn: handOn)
    } else if document.kind(of: "hosts") == .object {
      job.pass(time)
      try addResults(document, at: time)
    }
  }

  package mutating func finish(handOn: (Run) -> Void) {
    if let run = job.breakOff() { handOn(run) }
  }

  /// A play of another process says that the one before it was killed.
  private mutating func beginPlay(
    _ document: ReportDocument, at time: Instant?, handOn: (Run) -> Void
  ) throws(ReportError) {
    guard var cursor = try document.value("play") else { throw .missing(key: "play") }
    do throws(DocumentError) {
      let play = try AnsiblePlay(&cursor)
      if play.id.map(AnsibleJob.process(ofPlay:)) != job.process, let run = job.breakOff() {
        hasJustBegun = true
        handOn(run)
      }
      job.beginPlay(id: play.id, name: play.name)
      job.pass(play.span.start ?? time)
    } catch { throw .document(error) }
  }

  private mutating func addResults(
    _ document: ReportDocument, at time: Instant?
  ) throws(ReportError) {
    guard var hosts = try document.value("hosts"), var task = try document.value("task") else {
      return
    }
    do throws(DocumentError) {
      try job.add(&hosts, of: try AnsibleTask(&task, ended: time))
    } catch { throw .document(error) }
  }
}
