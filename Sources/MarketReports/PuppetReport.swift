import Documents
package import MarketModel

/// The report that Puppet stores of each run (`reports = store`, and `last_run_report.yaml`).
///
/// Ruby writes it as YAML. The order of its keys and how much of it is tagged differ between
/// versions; the names of the keys do not.
///
/// Seen: those of Puppet 2.6, which has no format number, and of 7.23, format 12. What lies between
/// is read as Puppet's source has it.
///
/// Source: puppetlabs/puppet `lib/puppet/transaction/report.rb`, `lib/puppet/reports/store.rb`.
package struct PuppetReport: ReportFormat {
  package static let name = "puppet.report.yaml"

  package static var syntax: ReportDocument.Syntax { .yaml }

  package init(origin: ReportOrigin) {}

  package static func recognizes(_ document: ReportDocument) -> Bool {
    document.has("logs") && (document.has("host") || document.has("metrics"))
  }

  package func read(_ document: ReportDocument, handOn: (Run) -> Void) throws(ReportError) {
    try Self.refuseCutOff(document)
    var told = PuppetRun(
      format: Self.name, node: try PuppetRun.node("host", of: document),
      started: try PuppetRun.start("time", of: document))
    try told.note(document)
    if document.has("report_format"), told.status == nil { throw .missing(key: "status") }

    let logs = try document.yamlValue("logs", .array, should: "a list")
    let metrics = try document.yamlValue("metrics", .object, should: "a mapping")
    let statuses = try document.yamlValue("resource_statuses", .object, should: "a mapping")
    do throws(DocumentError) {
      if var logs { try told.logs.read(&logs) }
      if var metrics { try told.metrics.read(byCategory: &metrics) }
      if var statuses { try told.resources.read(byReference: &statuses) }
    } catch { throw .document(error) }
    try told.resources.refuseTooMany()
    told.duration = told.metrics.totalTime ?? told.logs.last?.seconds(since: told.started)
    handOn(told.run)
  }

  /// A report that was cut off between two lines is YAML, and would read as a run without failures.
  /// No version of Puppet ends one with any of these.
  private static func refuseCutOff(_ document: ReportDocument) throws(ReportError) {
    guard let last = document.keys.last,
      ["logs", "metrics", "resource_statuses"].contains(last)
    else { return }
    throw .document(DocumentError(.cutOff, at: 0))
  }
}

extension ReportDocument {
  /// A cursor at the member's value, `nil` when it is absent or null.
  fileprivate func yamlValue(
    _ key: StaticString, _ kind: JSONCursor.Kind, should: String
  ) throws(ReportError) -> YAMLCursor? {
    guard let value = try yamlValue(key) else { return nil }
    guard value.kind() == kind else { throw .wrong(key: "\(key)", should: should) }
    return value
  }
}
