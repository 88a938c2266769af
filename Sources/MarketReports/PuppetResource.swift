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
  /// Where the **seconds** stand that it took.
  private var evaluationTime: Cursor?
  private var moment: Cursor.Text?
  private var containment: Cursor?
  /// The first that failed.
  private var event: Event?
  /// The first that changed a property, or else the first that changed anything.
  private var success: Event?

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
      case "evaluation_time":
        evaluationTime = cursor
        try cursor.skip()
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
    case "success", ":success":
      isChanged = true
      if success == nil || (success?.property == nil && event.property != nil) { success = event }
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
      var failure = PuppetFailure(deed: try deed(event))
      failure.line = line.flatMap { Int(exactly: $0) }
      failure.couldNotRestart = couldNotRestart
      return failure
    }
  }

  var change: PuppetChange {
    get throws(DocumentError) {
      var seconds: Double?
      if var cursor = evaluationTime { seconds = try cursor.numberIfAny() }
      return PuppetChange(deed: try deed(success), duration: ChefRun.plausible(seconds))
    }
  }

  private func deed(_ event: Event?) throws(DocumentError) -> PuppetDeed {
    var deed = PuppetDeed(title: try title, time: try time)
    deed.file = try file?.string()
    deed.container = try container
    deed.property = try event?.property?.string()
    deed.desired = try event?.desired?.string()
    deed.message = try event?.message?.string()
    return deed
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
