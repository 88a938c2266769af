import Documents
package import MarketModel

/// What the handler `Chef::Handler::JsonFile` writes after a run, and `failed-run-data.json`.
///
/// Resources have no status here: those that changed are listed again, the one that failed is known
/// only from the exception's words, and nothing says what was skipped.
///
/// Seen: client 18.11, both from `JsonFile` and from `ErrorReport`.
///
/// Source: chef/chef `lib/chef/handler/json_file.rb`, `lib/chef/run_status.rb` (`to_h`).
package struct ChefJSONFile: ReportFormat {
  package static let name = "chef.json_file"

  package init(origin: ReportOrigin) {}

  package static func recognizes(_ document: ReportDocument) -> Bool {
    document.has("node", "success", "all_resources") && !document.has("message_type")
  }

  package func read(_ document: ReportDocument, handOn: (Run) -> Void) throws(ReportError) {
    handOn(try Self.run(from: document))
  }

  private static func run(from document: ReportDocument) throws(ReportError) -> Run {
    let name = try ChefRun.text("name", in: "node", of: document)
    guard document.kind(of: "success") == .bool else {
      throw .wrong(key: "success", should: "true or false")
    }
    let hasFailed = try document.isFalse("success")
    guard let id = try document.text("run_id"), !id.isEmpty else { throw .missing(key: "run_id") }

    var run = Run(
      tool: .chef, format: Self.name, node: try ChefRun.node(name, key: "node.name"), runID: id,
      status: hasFailed ? .failure : .success)
    let started = try ChefRun.start(of: document)
    run.started = started
    run.environment = try ChefRun.text("chef_environment", in: "node", of: document)
    try ChefNode.note(of: document, in: &run)
    run.duration = ChefRun.plausible(try document.number("elapsed_time"))
    let resources = try resources("all_resources", of: document)
    run.tally.total = resources?.count
    run.doubtIfEmpty()
    if let updated = try self.resources("updated_resources", of: document) {
      run.changes = updated.map {
        Change(
          title: $0.title, declaration: $0.declaration, action: $0.action, duration: $0.duration)
      }
      run.tally.updated = updated.count
    }
    if hasFailed, let exception = try document.text("exception") {
      run.failure = failure(exception)
      // The exception names the resource, not what it was to do; without that, the two kinds of
      // report would tell one failure as two.
      let failed = resources?.first { $0.title == run.failure?.resource }
      run.failure?.action = failed?.action
    }
    return run
  }

  /// `CLASS: MESSAGE`
  private static func failure(_ exception: String) -> Failure {
    let bytes = Array(exception.utf8)[...]
    guard let colon = bytes.firstIndex(of: Array(": ".utf8)) else {
      return ChefRun.failure(message: exception, errorClass: nil)
    }
    return ChefRun.failure(
      message: String(decoding: bytes[(colon + 2)...], as: UTF8.self),
      errorClass: String(decoding: bytes[..<colon], as: UTF8.self))
  }

  private struct Resource {
    var type: String?
    var name: String?
    /// The first of its actions; a client runs them in that order.
    var action: String?
    var cookbook: String?
    var recipe: String?
    /// **Seconds.**
    var duration: Double?

    var declaration: String? {
      cookbook.map { cookbook in recipe.map { "\(cookbook)::\($0)" } ?? cookbook }
    }

    var title: String { "\(type ?? "?")[\(name ?? "")]" }
  }

  private static func resources(
    _ key: StaticString, of document: ReportDocument
  ) throws(ReportError) -> [Resource]? {
    guard var cursor = try document.value(key) else { return nil }
    guard document.kind(of: key) == .array else { throw .wrong(key: "\(key)", should: "a list") }
    var resources: [Resource] = []
    do throws(DocumentError) {
      try cursor.enterArray()
      while try cursor.nextElement(), resources.count <= ReportLimits.resources {
        resources.append(try resource(&cursor))
      }
    } catch { throw .document(error) }
    guard resources.count <= ReportLimits.resources else { throw .tooManyResources }
    return resources
  }

  /// `json_class` is null for custom resources, so the declared type is the one to name.
  private static func resource(_ cursor: inout JSONCursor) throws(DocumentError) -> Resource {
    var resource = Resource()
    guard try cursor.kind() == .object else {
      try cursor.skip()
      return resource
    }
    try cursor.enterObject()
    while let key = try cursor.nextKey() {
      guard key == "instance_vars", try cursor.kind() == .object else {
        try cursor.skip()
        continue
      }
      try cursor.enterObject()
      while let variable = try cursor.nextKey() {
        switch variable {
        case "declared_type": resource.type = try cursor.textIfAny()?.string()
        case "name": resource.name = try cursor.textIfAny()?.string()
        case "action": resource.action = try firstText(&cursor)
        case "cookbook_name": resource.cookbook = try cursor.textIfAny()?.string()
        case "recipe_name": resource.recipe = try cursor.textIfAny()?.string()
        case "elapsed_time": resource.duration = try number(&cursor)
        default: try cursor.skip()
        }
      }
    }
    return resource
  }

  private static func number(_ cursor: inout JSONCursor) throws(DocumentError) -> Double? {
    guard try cursor.kind() == .number else {
      try cursor.skip()
      return nil
    }
    return ChefRun.plausible(try cursor.double())
  }

  private static func firstText(_ cursor: inout JSONCursor) throws(DocumentError) -> String? {
    guard try cursor.kind() == .array else { return try cursor.textIfAny()?.string() }
    var first: String?
    try cursor.enterArray()
    while try cursor.nextElement() {
      let text = try cursor.textIfAny()?.string()
      first = first ?? text
    }
    return first
  }
}

extension ReportDocument {
  fileprivate func isFalse(_ key: StaticString) throws(ReportError) -> Bool {
    guard var cursor = try value(key) else { return false }
    do { return try !cursor.bool() } catch { throw .document(error) }
  }
}
