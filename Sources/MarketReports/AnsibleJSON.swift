import Documents
package import MarketModel

/// What the callback `ansible.posix.json` prints when a playbook has ended: plays, their tasks, what
/// each did on each host, and the recap.
///
/// Whether a failure was ignored or rescued it does not say; the recap's counts do. A second playbook
/// of the same process repeats the first and goes on counting.
///
/// Seen: `json` of Ansible 2.9, `ansible.posix.json` 2.1.0 under core 2.14 to 2.19.
///
/// Source: ansible-collections/ansible.posix `plugins/callback/json.py`.
package struct AnsibleJSON: ReportFormat {
  package static let name = "ansible.json"
  package static let standsAmongText = true

  private let origin: ReportOrigin
  private var job = AnsibleJob(format: Self.name)
  /// How many plays the process had told in its document before.
  private var playsTold = 0

  package init(origin: ReportOrigin) { self.origin = origin }

  package static func recognizes(_ document: ReportDocument) -> Bool {
    document.has("plays", "stats")
  }

  package mutating func note(wordsBefore words: String) { job.note(banner: words) }

  package mutating func read(
    _ document: ReportDocument, handOn: (Run) -> Void
  ) throws(ReportError) {
    let recaps = try AnsibleRecap.all("stats", of: document)
    guard var cursor = try document.value("plays") else { throw .missing(key: "plays") }
    guard document.kind(of: "plays") == .array else { throw .wrong(key: "plays", should: "a list") }
    var count = 0
    do throws(DocumentError) {
      try cursor.enterArray()
      while try cursor.nextElement() {
        try readPlay(&cursor, after: count)
        count += 1
      }
    } catch {
      job = AnsibleJob(format: Self.name)
      throw .document(error)
    }
    playsTold = count
    // Before 2.8 the callback wrote no times.
    if job.started == nil { job.pass(origin.modified) }
    for run in try job.end(recaps) { handOn(run) }
  }

  /// - Parameter count: the plays before it in the document.
  private mutating func readPlay(
    _ cursor: inout JSONCursor, after count: Int
  ) throws(DocumentError) {
    var play = AnsiblePlay()
    var tasks: JSONCursor?
    try cursor.enterObject()
    while let key = try cursor.nextKey() {
      switch key {
      case "play": play = try AnsiblePlay(&cursor)
      case "tasks": tasks = try cursor.skipped()
      default: try cursor.skip()
      }
    }
    let process = play.id.map(AnsibleJob.process(ofPlay:))
    if count < playsTold, process != nil, process == job.process { return }
    job.beginPlay(id: play.id, name: play.name)
    job.pass(play.span.start)
    job.pass(play.span.end)
    guard var tasks else { return }
    try tasks.enterArray()
    while try tasks.nextElement() { try readTask(&tasks) }
  }

  /// The results stand before the task that they are of.
  private mutating func readTask(_ cursor: inout JSONCursor) throws(DocumentError) {
    var task = AnsibleTask(name: "?", path: nil)
    var hosts: JSONCursor?
    try cursor.enterObject()
    while let key = try cursor.nextKey() {
      switch key {
      case "task": task = try AnsibleTask(&cursor)
      case "hosts": hosts = try cursor.skipped()
      default: try cursor.skip()
      }
    }
    if var hosts { try job.add(&hosts, of: task) }
  }
}

/// `{"duration": {"start", "end"}, "id", "name", "path"}`
struct AnsiblePlay {
  private(set) var id: String?
  private(set) var name = "?"
  private(set) var span = AnsibleSpan()

  init() {}

  init(_ cursor: inout JSONCursor) throws(DocumentError) {
    try cursor.enterObject()
    while let key = try cursor.nextKey() {
      switch key {
      case "id": id = try cursor.textIfAny()?.string()
      case "name": name = try cursor.textIfAny()?.string() ?? name
      case "duration": span = try AnsibleSpan(&cursor)
      default: try cursor.skip()
      }
    }
  }

}

/// `{"start": "2026-11-22T16:22:27.038842Z", "end": …}`
struct AnsibleSpan {
  private(set) var start: Instant?
  var end: Instant?

  init() {}

  init(_ cursor: inout JSONCursor) throws(DocumentError) {
    try cursor.members { key, cursor throws(DocumentError) in
      switch key {
      case "start": start = try cursor.instantIfAny()
      case "end": end = try cursor.instantIfAny()
      default: try cursor.skip()
      }
    }
  }

  /// **Seconds.**
  var duration: Double? { start.flatMap { ChefRun.duration(from: $0, to: end) } }
}

extension AnsibleTask {
  /// `{"duration": {…}, "id", "name", "path"}`
  ///
  /// Its duration is that on all of its hosts, unless an end is given: by default they wait for the
  /// slowest of them, so it is how long the task kept each.
  init(_ cursor: inout JSONCursor, ended: Instant? = nil) throws(DocumentError) {
    var name: String?
    var path: String?
    var span = AnsibleSpan()
    try cursor.enterObject()
    while let key = try cursor.nextKey() {
      switch key {
      case "name": name = try cursor.textIfAny()?.string()
      case "path": path = try cursor.textIfAny()?.string()
      case "duration": span = try AnsibleSpan(&cursor)
      default: try cursor.skip()
      }
    }
    self.init(name: name ?? "?", path: path)
    if let ended { span.end = ended }
    duration = span.duration
  }
}

extension AnsibleJob {
  /// `{"web-01": {"changed": true, …}, …}`
  mutating func add(_ hosts: inout JSONCursor, of task: AnsibleTask) throws(DocumentError) {
    try hosts.enterObject()
    while let host = try hosts.nextKey() {
      let name = try host.string()
      guard try hosts.kind() == .object, !name.isEmpty else {
        try hosts.skip()
        continue
      }
      try add(try AnsibleResult(&hosts), of: task, on: name)
    }
  }
}

extension JSONCursor {
  /// The next value if it is a time, `nil` for anything else.
  mutating func instantIfAny() throws(DocumentError) -> Instant? {
    try textIfAny().flatMap { text throws(DocumentError) in Instant(try text.string()) }
  }
}
