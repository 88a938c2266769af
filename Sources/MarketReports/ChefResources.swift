import Documents
import MarketModel

/// The resources of a converge: what they add up to, and those that failed.
///
/// Their order is that in which they ended, so of nested ones the innermost comes first, and the
/// first that failed is the first cause. The list is trusted over the counts beside it, which
/// differ in real reports.
struct ChefResources {
  private(set) var tally = Tally(total: 0, updated: 0, failed: 0, skipped: 0)
  private(set) var changes: [Change] = []
  private(set) var failures: [Failure] = []
  private(set) var tolerated: [Failure] = []

  /// What most resources of a node say that was converged before.
  private static let upToDate = JSONMember("status", "up-to-date")

  /// - Parameter message: the run's exception, which alone says in which line a resource stands.
  init(
    _ cursor: inout JSONCursor, message: String?, errorClass: String?
  ) throws(ReportError) {
    var count = 0
    do throws(DocumentError) {
      try cursor.enterArray()
      while try cursor.nextElement() {
        guard try cursor.kind() == .object else {
          try cursor.skip()
          continue
        }
        let passed = cursor.skipElements(saying: Self.upToDate)
        count += max(1, passed)
        if passed == 0 {
          let resource = try ChefResource(&cursor)
          try note(resource, message: message, errorClass: errorClass)
        }
        guard count <= ReportLimits.resources else { break }
      }
    } catch { throw .document(error) }
    guard count <= ReportLimits.resources else { throw .tooManyResources }
    tally.total = count
  }

  private mutating func note(
    _ resource: ChefResource, message: String?, errorClass: String?
  ) throws(DocumentError) {
    switch resource.status {
    case .updated:
      tally.updated = (tally.updated ?? 0) + 1
      changes.append(try resource.change())
    case .skipped: tally.skipped = (tally.skipped ?? 0) + 1
    case .failed where resource.isTolerated:
      tolerated.append(try resource.failure(message: message, errorClass: nil).finished())
    case .failed:
      tally.failed = (tally.failed ?? 0) + 1
      var failure = try resource.failure(message: message, errorClass: errorClass)
      // What ended the run has the last word on why; knock-on failures speak for themselves.
      if failures.isEmpty, let message { failure.message = ChefMessage(message).root }
      failures.append(failure.finished())
    case .other: break
    }
  }
}

/// One resource, its texts not yet decoded: of a hundred only the few that changed are.
private struct ChefResource {
  enum Status { case updated, skipped, failed, other }

  private(set) var status = Status.other
  private(set) var isTolerated = false
  private var type: JSONText?
  private var name: JSONText?
  private var action: JSONText?
  private var cookbook: JSONText?
  private var recipe: JSONText?
  private var message: JSONText?
  private var error: JSONCursor?
  private var duration: JSONText?
  private var delta: JSONText?
  private var after: JSONCursor?

  init(_ cursor: inout JSONCursor) throws(DocumentError) {
    try cursor.enterObject()
    while let key = try cursor.nextKey() {
      switch key {
      case "type": type = try cursor.textIfAny()
      case "name": name = try cursor.textIfAny()
      case "result": action = try cursor.textIfAny()
      case "status": status = try Self.status(&cursor)
      case "cookbook_name": cookbook = try cursor.textIfAny()
      case "recipe_name": recipe = try cursor.textIfAny()
      case "error_message": message = try cursor.textIfAny()
      case "duration": duration = try cursor.textIfAny()
      case "delta": delta = try cursor.textIfAny()
      case "after": after = try cursor.skipped()
      case "ignore_failure": isTolerated = try Self.tolerance(&cursor)
      case "error":
        error = try cursor.kind() == .object ? cursor : nil
        try cursor.skip()
      default: try cursor.skip()
      }
    }
  }

  private static func status(_ cursor: inout JSONCursor) throws(DocumentError) -> Status {
    switch try cursor.textIfAny() {
    case .some("updated"): .updated
    case .some("skipped"): .skipped
    case .some("failed"): .failed
    default: .other
    }
  }

  /// `true`, `"quiet"`, and in edited fixtures `"true"`.
  private static func tolerance(_ cursor: inout JSONCursor) throws(DocumentError) -> Bool {
    if try cursor.kind() == .bool { return try cursor.bool() }
    let word = try cursor.textIfAny()
    return word.map { $0 == "quiet" || $0 == "true" } ?? false
  }

  func title() throws(DocumentError) -> String {
    "\(try type?.string() ?? "?")[\(try name?.string() ?? "")]"
  }

  func change() throws(DocumentError) -> Change {
    var change = Change(title: try title(), action: try action?.string())
    change.declaration = try cookbook?.string().joined(to: recipe?.string())
    if let milliseconds = try duration?.string().milliseconds {
      change.duration = milliseconds / 1000
    }
    // A file that was not there before has no delta; what its template was given says as much.
    if let delta {
      change.mentions = HostNames.added(in: try delta.string())
    } else if let after {
      change.mentions = try ChefVariables.machines(in: after)
    }
    return change
  }

  /// - Parameter errorClass: the run's own, for clients before 16.4, which name none here.
  func failure(message whole: String?, errorClass: String?) throws(DocumentError) -> Failure {
    let (ownClass, ownMessage) = try errorMembers()
    let text = try message?.string() ?? ownMessage ?? whole ?? ""
    let told = ChefMessage(text, errorClass: ownClass)
    let around = ChefMessage(whole ?? "", errorClass: errorClass)
    var failure = Failure(
      resourceType: try type?.string() ?? "?", resourceName: try name?.string(),
      action: try action?.string(), errorClass: told.errorClass ?? around.errorClass,
      message: told.root)
    let place = try ChefMessage.place(of: title(), in: whole ?? "")
    let written = try cookbook?.string().joined(to: recipe?.string())
    failure.declaration = written ?? place?.declaration
    if place?.declaration == written || recipe == nil {
      failure.declaration = place?.declaration ?? written
      failure.line = place?.line
    }
    return failure
  }

  private func errorMembers() throws(DocumentError) -> (class: String?, message: String?) {
    guard var cursor = error else { return (nil, nil) }
    var found: (class: String?, message: String?)
    try cursor.enterObject()
    while let key = try cursor.nextKey() {
      switch key {
      case "class": found.class = try cursor.textIfAny()?.string()
      case "message": found.message = try cursor.textIfAny()?.string()
      default: try cursor.skip()
      }
    }
    return found
  }
}

extension String {
  /// The whole number of the text, as Chef writes a duration; `nil` for what no resource takes.
  fileprivate var milliseconds: Double? {
    Int(self).flatMap { 0...Int(ReportLimits.duration * 1000) ~= $0 ? Double($0) : nil }
  }

  /// `cookbook::recipe`, or the cookbook alone.
  fileprivate func joined(to recipe: String?) -> String {
    recipe.map { "\(self)::\($0)" } ?? self
  }
}
