package import MarketModel

/// One kind of report. A format is one file: how to recognise it, how to read it, where that is
/// written down.
package protocol ReportFormat: Sendable {
  /// `chef.data_collector`: the tool, then which of its reports.
  static var name: String { get }

  /// Whether the document is of this kind, judged by its top-level keys. File names lie and the
  /// order of keys varies between versions; keys do not.
  static func recognizes(_ document: ReportDocument) -> Bool

  /// Turns a recognised document into a run.
  ///
  /// - Parameter file: for the one old report that says its node nowhere else.
  static func run(from document: ReportDocument, file: String) throws(ReportError) -> Run
}

/// Every format. Adding one is one file and one row.
package enum ReportFormats {
  package static let all: [any ReportFormat.Type] = [
    ChefDataCollector.self, ChefAutomateStored.self, ChefJSONFile.self, ChefReporting.self,
  ]

  /// The one format that knows the document.
  package static func format(
    of document: ReportDocument
  ) throws(ReportError) -> any ReportFormat.Type {
    let matches = all.filter { $0.recognizes(document) }
    guard let match = matches.first else { throw Stranger.error(for: document) }
    guard matches.count == 1 else { throw .ambiguous(matches.map { $0.name }) }
    return match
  }
}

/// JSON that lies where reports lie and is known to be none, or none yet. Saying what a file is
/// spares the reader of the list a look into it.
enum Stranger {
  static func error(for document: ReportDocument) -> ReportError {
    if let other = others.first(where: { $0.recognizes(document) }) { return .notARun(other.words) }
    if let later = later.first(where: { $0.recognizes(document) }) {
      return .notReadYet(later.words)
    }
    return .unknownFormat
  }

  private typealias Row = (words: String, recognizes: @Sendable (ReportDocument) -> Bool)

  private static let others: [Row] = [
    ("an action on a Chef server", { $0.says("message_type", "action") }),
    ("a Chef node's attributes", { $0.says("chef_type", "node") }),
    ("a liveness ping", { $0.says("event_type", "node_ping") }),
    ("a notification from Automate", { $0.has("automate_failure_url") }),
    ("an InSpec report", { $0.has("profiles") && ($0.has("platform") || $0.has("report_uuid")) }),
    ("a Terraform state", { $0.has("serial", "lineage") }),
  ]

  private static let later: [Row] = [
    ("an Ansible report", { $0.has("plays", "stats") || $0.has("_event") }),
    ("an Ansible event", { $0.has("event", "event_data", "counter") }),
    ("a Terraform event", { $0.has("@level", "@message", "@module") }),
    ("a Terraform plan", { $0.has("format_version", "resource_changes") }),
    ("a Puppet report", { $0.has("certname", "report_format", "resources") }),
    ("a Salt report", { $0.has("local") || $0.has("jid", "fun") }),
  ]
}
