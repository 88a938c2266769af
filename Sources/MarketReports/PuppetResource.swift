import Documents
import MarketModel

/// One resource, its texts not yet decoded: of hundreds only the few that changed or failed are.
struct PuppetResource<Cursor: DocumentCursor> {
  private(set) var isSkipped = false
  private(set) var isFailed = false
  private(set) var isChanged = false
  private(set) var hasNoop = false
  /// Somebody had changed it since Puppet's last run.
  private(set) var isCorrective = false
  private var couldNotRestart = false
  private var reference: Cursor.Text?
  private var type: Cursor.Text?
  private var name: Cursor.Text?
  private var file: Cursor.Text?
  private var line: Double?
  private var moment: Cursor.Text?
  private var containment: Cursor?
  /// The first that failed.
  private var event: Event?

  private struct Event {
    var status: Cursor.Text?
    var property: Cursor.Text?
    var desired: Cursor.Text?
    var message: Cursor.Text?
    var isCorrective = false

    mutating func read(_ key: Cursor.Text, _ cursor: inout Cursor) throws(DocumentError) {
      switch key {
      case "status": status = try cursor.textIfAny()
      case "property": property = try cursor.textIfAny()
      case "desired_value", "new_value": desired = try cursor.textIfAny()
      case "message": message = try cursor.textIfAny()
      case "corrective_change": isCorrective = try cursor.isTrue()
      default: try cursor.skip()
      }
    }
  }

  /// - Parameter reference: what it is called where it stands: `Service[nginx]`.
  init(_ cursor: inout Cursor, reference: Cursor.Text?) throws(DocumentError) {
    self.reference = reference
    var own = Event()
    try cursor.enterObject()
    while let key = try cursor.nextKey() {
      switch key {
      case "resource_type": type = try cursor.textIfAny()
      case "title", "resource_title": name = try cursor.textIfAny()
      case "resource": self.reference = try cursor.textIfAny() ?? self.reference
      case "file": file = try cursor.textIfAny()
      case "line": line = try cursor.numberIfAny()
      case "time", "timestamp": moment = try cursor.textIfAny()
      case "skipped": isSkipped = try cursor.isTrue()
      case "failed": isFailed = try cursor.isTrue() || isFailed
      case "changed": isChanged = try cursor.isTrue() || isChanged
      case "corrective_change": isCorrective = try cursor.isTrue() || isCorrective
      case "failed_to_restart":
        couldNotRestart = try cursor.isTrue()
        isFailed = isFailed || couldNotRestart
      case "containment_path":
        containment = try cursor.kind() == .array ? cursor : nil
        try cursor.skip()
      case "events": try readEvents(&cursor)
      default: try own.read(key, &cursor)
      }
    }
    try note(own)
  }

  private mutating func readEvents(_ cursor: inout Cursor) throws(DocumentError) {
    guard try cursor.kind() == .array else { return try cursor.skip() }
    try cursor.enterArray()
    while try cursor.nextElement() {
      guard try cursor.kind() == .object else {
        try cursor.skip()
        continue
      }
      var event = Event()
      try cursor.enterObject()
      while let key = try cursor.nextKey() { try event.read(key, &cursor) }
      try note(event)
    }
  }

  private mutating func note(_ event: Event) throws(DocumentError) {
    isCorrective = isCorrective || event.isCorrective
    guard let status = event.status else { return }
    switch status {
    case "success", ":success": isChanged = true
    case "noop", ":noop": hasNoop = true
    case "skipped", ":skipped": isSkipped = true
    case "failure", ":failure":
      isFailed = true
      if self.event == nil { self.event = event }
    default: break
    }
  }
}

extension PuppetResource {
  var isNoteworthy: Bool { isSkipped || isFailed || isChanged || isCorrective }

  var time: Instant? {
    get throws(DocumentError) {
      try moment.flatMap { (text) throws(DocumentError) in Instant(try text.string()) }
    }
  }

  /// `Service[nginx]`
  var title: String {
    get throws(DocumentError) {
      if let type, let name { return "\(try type.string())[\(try name.string())]" }
      return try reference?.string() ?? "?[]"
    }
  }

  var isPuppetsOwn: Bool {
    get throws(DocumentError) {
      guard file == nil else { return false }
      switch try title {
      case "Filebucket[puppet]", "Schedule[puppet]", "Schedule[hourly]", "Schedule[daily]",
        "Schedule[weekly]", "Schedule[monthly]", "Schedule[never]":
        return true
      default: return false
      }
    }
  }

  var failure: PuppetFailure {
    get throws(DocumentError) {
      var failure = PuppetFailure(title: try title, time: try time)
      failure.file = try file?.string()
      failure.line = line.flatMap { Int(exactly: $0) }
      failure.container = try container
      failure.property = try event?.property?.string()
      failure.desired = try event?.desired?.string()
      failure.message = try event?.message?.string()
      failure.couldNotRestart = couldNotRestart
      return failure
    }
  }

  /// The class or defined type it stands in.
  private var container: String? {
    get throws(DocumentError) {
      guard var cursor = containment else { return nil }
      var path: [String] = []
      try cursor.enterArray()
      while try cursor.nextElement() { path.append(try cursor.textIfAny()?.string() ?? "") }
      return path.dropLast().last
    }
  }
}

/// What a report says about a resource that failed.
struct PuppetFailure {
  let title: String
  let time: Instant?
  var file: String?
  var line: Int?
  var container: String?
  var property: String?
  var desired: String?
  var message: String?
  var couldNotRestart = false

  /// - Parameter logs: where a command's output stands, and in old reports the message.
  func failure(logs: PuppetLogs) -> Failure {
    let (type, name) = PuppetMessage.parts(of: title)
    let logged = logs.errors.first { $0.isFrom(title) }
    let root = PuppetMessage.root(of: message ?? logged?.message ?? "")
    var failure = Failure(resourceType: type, resourceName: name, action: action, message: root)
    failure.declaration =
      (file ?? logged?.file).map { PuppetMessage.declaration(file: $0, container: container) }
      ?? container.flatMap { $0.contains("[") ? nil : $0 }
    failure.line = failure.declaration == nil ? nil : line ?? logged?.line
    let outputs = logs.outputs.filter { $0.isFrom(title) }.map(\.message)
    failure.message = root.keepingEnds(limit: Failure.messageLimit)
    failure.detail = PuppetMessage.tellingLine(of: failure.message, outputs: outputs)
    return failure
  }

  /// What Puppet was about to do, in a word.
  private var action: String? {
    if couldNotRestart { return "restart" }
    guard let property = property.map(PuppetMessage.symbol) else { return nil }
    switch (property, desired.map(PuppetMessage.symbol)) {
    case ("returns", _): return "run"
    case ("ensure", "running"): return "start"
    case ("ensure", "stopped"): return "stop"
    case ("ensure", "absent"), ("ensure", "purged"): return "remove"
    case ("ensure", _): return title.hasPrefix("Package[") ? "install" : "create"
    default: return "set \(property)"
    }
  }
}
