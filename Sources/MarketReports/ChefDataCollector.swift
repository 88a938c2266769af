import Documents
package import MarketModel

/// Chef Infra Client's messages to a data collector: one when a run starts, one when it has ended.
///
/// Written to a server or, one line each, to files (`data_collector.output_locations`). A run that
/// is killed leaves only its start.
///
/// Seen: message versions 1.0.0 and 1.1.0, clients 12.11 to 18.11.
///
/// Source: chef/chef `lib/chef/data_collector/run_start_message.rb`, `run_end_message.rb`.
package struct ChefDataCollector: ReportFormat {
  package static let name = "chef.data_collector"

  package init(origin: ReportOrigin) {}

  package static func recognizes(_ document: ReportDocument) -> Bool {
    document.says("message_type", "run_converge") || document.says("message_type", "run_start")
  }

  package func read(_ document: ReportDocument, handOn: (Run) -> Void) throws(ReportError) {
    let hasEnded = document.says("message_type", "run_converge")
    handOn(try ChefConverge.run(from: document, format: Self.name, hasEnded: hasEnded))
  }
}

/// The same run as Chef Automate keeps it and gives it out again.
///
/// Source: chef/automate `components/ingest-service`, as in its examples.
package struct ChefAutomateStored: ReportFormat {
  package static let name = "chef.automate.stored"

  package init(origin: ReportOrigin) {}

  package static func recognizes(_ document: ReportDocument) -> Bool {
    document.has("resources", "run_id", "status", "entity_uuid") && !document.has("message_type")
  }

  package func read(_ document: ReportDocument, handOn: (Run) -> Void) throws(ReportError) {
    handOn(try ChefConverge.run(from: document, format: Self.name, hasEnded: true))
  }
}

/// A converge, as both of them tell it.
private enum ChefConverge {
  static func run(
    from document: ReportDocument, format: String, hasEnded: Bool
  ) throws(ReportError) -> Run {
    var run = Run(
      tool: .chef, format: format, node: try node(document), runID: try runID(document),
      status: hasEnded ? try status(document) : .incomplete)
    let started = try ChefRun.start(of: document)
    run.started = started
    guard hasEnded else { return run }

    run.duration = ChefRun.duration(from: started, to: try ChefRun.time("end_time", of: document))
    run.environment = try environment(document)
    try ChefNode.note(of: document, in: &run)
    try ChefCookbooks.note(of: document, in: &run)
    let (errorClass, message, hint) = try error(document)
    run.exceptionClass = errorClass
    if var cursor = try document.value("resources") {
      guard document.kind(of: "resources") == .array else {
        throw .wrong(key: "resources", should: "a list")
      }
      let list = cursor
      let resources = try ChefResources(&cursor, message: message, errorClass: errorClass)
      try check(list, of: resources.tally, in: document)
      run.tally = resources.tally
      run.changes = resources.changes
      run.tolerated = resources.tolerated
      run.failure = resources.failures.first
      run.knockOns = Array(resources.failures.dropFirst())
      run.doubtIfEmpty()
    }
    if run.status == .failure, run.failure == nil, let message {
      var failure = ChefRun.failure(message: message, errorClass: errorClass)
      if failure.detail == nil { failure.detail = hint }
      run.failure = failure
    }
    return run
  }

  /// Looks closer where the list is not as long as the report says. Most of it was only stepped over,
  /// and damage in there may have hidden resources. When there is none, the list is right: edited and
  /// old reports do count otherwise.
  private static func check(
    _ list: JSONCursor, of tally: Tally, in document: ReportDocument
  ) throws(ReportError) {
    guard document.kind(of: "total_resource_count") == .number,
      try document.number("total_resource_count") != tally.total.map(Double.init)
    else { return }
    var list = list
    do throws(DocumentError) { try list.check() } catch { throw .document(error) }
  }

  private static func node(_ document: ReportDocument) throws(ReportError) -> NodeName {
    if let name = try document.text("node_name") {
      return try ChefRun.node(name, key: "node_name")
    }
    return try ChefRun.node(ChefRun.text("name", in: "node", of: document), key: "node_name")
  }

  private static func runID(_ document: ReportDocument) throws(ReportError) -> String {
    guard let id = try document.text("run_id"), !id.isEmpty else { throw .missing(key: "run_id") }
    return id
  }

  private static func status(_ document: ReportDocument) throws(ReportError) -> RunStatus {
    switch try document.text("status") {
    case "success": return .success
    case "failure": return .failure
    case nil: throw .missing(key: "status")
    default: throw .wrong(key: "status", should: "success or failure")
    }
  }

  /// The node's own word first: a run that failed before the node was loaded has none, and under a
  /// policy the run list's name is no environment.
  private static func environment(_ document: ReportDocument) throws(ReportError) -> String? {
    if let own = try ChefRun.text("chef_environment", in: "node", of: document) { return own }
    if document.kind(of: "environment") == .string { return try document.text("environment") }
    if document.kind(of: "policy_group") == .string { return try document.text("policy_group") }
    let list = try ChefRun.text("id", in: "expanded_run_list", of: document)
    return list == "_policy_node" ? nil : list
  }

  /// The run's exception, and the line under "Missing Cookbooks:" that says in words what
  /// `412 "Precondition Failed"` does not.
  private static func error(
    _ document: ReportDocument
  ) throws(ReportError) -> (class: String?, message: String?, hint: String?) {
    guard document.kind(of: "error") == .object, var cursor = try document.value("error") else {
      return (nil, nil, nil)
    }
    var found: (class: String?, message: String?, hint: String?)
    do throws(DocumentError) {
      try cursor.enterObject()
      while let key = try cursor.nextKey() {
        switch key {
        case "class": found.class = try cursor.textIfAny()?.string()
        case "message": found.message = try cursor.textIfAny()?.string()
        case "description": found.hint = try missingCookbooks(&cursor)
        default: try cursor.skip()
        }
      }
    } catch { throw .document(error) }
    return found
  }

  private static func missingCookbooks(
    _ cursor: inout JSONCursor
  ) throws(DocumentError) -> String? {
    let sections = try cursor.node()["sections"]?.elements ?? []
    let text = sections.lazy.compactMap { $0["Missing Cookbooks:"]?.string }.first
    return text?.split(whereSeparator: \.isNewline).first.map(String.init)
  }
}
