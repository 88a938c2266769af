import Documents
package import MarketModel

/// The same report as PuppetDB keeps it and gives it out again.
///
/// One or a list of them, as exported, as sent to PuppetDB (wire formats 5 to 8) or as queried
/// (version 4), where the long lists are wrapped in `{"href": …, "data": […]}`. It lists the
/// resources that something happened to; how many there were stands in the metrics alone.
///
/// Source: puppetlabs/puppetdb `documentation/api/wire_format/report_format_v8.markdown`,
/// `documentation/api/query/v4/reports.markdown`.
package struct PuppetDBReport: ReportFormat {
  package static let name = "puppetdb.report.json"

  package init(origin: ReportOrigin) {}

  package static func recognizes(_ document: ReportDocument) -> Bool {
    document.has("certname", "report_format")
      && (document.has("start_time") || document.has("resources")
        || document.has("transaction_uuid"))
  }

  package func read(_ document: ReportDocument, handOn: (Run) -> Void) throws(ReportError) {
    var told = PuppetRun(
      format: Self.name, node: try PuppetRun.node("certname", of: document),
      started: try PuppetRun.start("start_time", of: document))
    try told.note(document)
    guard told.status != nil else { throw .missing(key: "status") }
    if let end = try document.text("end_time").flatMap({ Instant($0) }) {
      told.duration = end.seconds(since: told.started)
    }
    try Self.list("resources", of: document) { (cursor) throws(DocumentError) in
      try told.resources.read(&cursor)
    }
    try Self.list("resource_events", of: document) { (cursor) throws(DocumentError) in
      try told.resources.read(&cursor)
    }
    try told.resources.refuseTooMany()
    try Self.list("metrics", of: document) { (cursor) throws(DocumentError) in
      try told.metrics.read(&cursor)
    }
    try Self.list("logs", of: document) { (cursor) throws(DocumentError) in
      try told.logs.read(&cursor)
    }
    handOn(told.run)
  }

  /// Lends a cursor at the list, out of its wrapper; a wrapper may hold a link alone.
  private static func list(
    _ key: StaticString, of document: ReportDocument,
    _ body: (inout JSONCursor) throws(DocumentError) -> Void
  ) throws(ReportError) {
    guard var cursor = try document.value(key) else { return }
    do throws(DocumentError) {
      switch try cursor.kind() {
      case .array: return try body(&cursor)
      case .object:
        try cursor.enterObject()
        while let member = try cursor.nextKey() {
          if member == "data", try cursor.kind() == .array { return try body(&cursor) }
          try cursor.skip()
        }
        return
      default: break
      }
    } catch { throw .document(error) }
    throw .wrong(key: "\(key)", should: "a list")
  }
}
