package import MarketModel

/// One kind of report. A format is one file: how to recognise it, how to read it, where that is
/// written down.
///
/// A value of the format reads one file, because some tools tell a run in many documents (a line
/// for each event) and some tell many runs in one (a document for a play of fifty hosts).
package protocol ReportFormat: Sendable {
  /// `chef.data_collector`: the tool, then which of its reports.
  static var name: String { get }

  static var syntax: ReportDocument.Syntax { get }

  /// Whether the tool may print it among other words, to be passed over without a complaint.
  static var standsAmongText: Bool { get }

  /// Whether the document is of this kind, judged by its top-level keys. File names lie and the
  /// order of keys varies between versions; keys do not.
  static func recognizes(_ document: ReportDocument) -> Bool

  /// Begins to read a file.
  init(origin: ReportOrigin)

  /// Is told what stood before the next document, if that was no document: a tool that prints its
  /// report among other words says its version there.
  mutating func note(wordsBefore words: String)

  /// Takes in the file's next document of this kind.
  ///
  /// - Parameter handOn: is given each run that is told to its end, also before an error.
  mutating func read(_ document: ReportDocument, handOn: (Run) -> Void) throws(ReportError)

  /// Hands on the runs that began and whose end did not come with the file.
  mutating func finish(handOn: (Run) -> Void)

  /// Whether a run has begun whose end is not known yet. When the file has grown, it is read again
  /// from that beginning.
  var isAmidRun: Bool { get }

  /// Whether the last document is the beginning of that run, in formats where the beginning of one
  /// is the end of the one before.
  var hasJustBegun: Bool { get }
}

extension ReportFormat {
  package static var syntax: ReportDocument.Syntax { .json }
  package static var standsAmongText: Bool { false }
  package mutating func note(wordsBefore words: String) {}
  package mutating func finish(handOn: (Run) -> Void) {}
  package var isAmidRun: Bool { false }
  package var hasJustBegun: Bool { false }
}

/// What is known of a run from the file that tells it, for reports that say too little themselves.
package struct ReportOrigin: Hashable, Sendable {
  /// Its path as it was named or found; `-` for standard input.
  package let file: String
  /// When it was written last; `nil` for what is no file.
  package let modified: Instant?

  package init(file: String, modified: Instant? = nil) {
    self.file = file
    self.modified = modified
  }
}

/// Every format. Adding one is one file and one row.
package enum ReportFormats {
  package static let all: [any ReportFormat.Type] = [
    ChefDataCollector.self, ChefAutomateStored.self, ChefJSONFile.self, ChefReporting.self,
    ChefHandlerLine.self,
    PuppetReport.self, PuppetDBReport.self, SaltReport.self, TerraformStream.self,
    AnsibleJSON.self, AnsibleJSONLines.self, AnsibleRunner.self,
  ]

  /// Which of ``all`` knows the document.
  ///
  /// - Parameter last: what the document before it in the file was. If that knows this one too, no
  ///   other is asked: a file of a million lines is of one format.
  package static func index(
    of document: ReportDocument, after last: Int? = nil
  ) throws(ReportError) -> Int {
    if let last, all[last].syntax == document.syntax, all[last].recognizes(document) {
      return last
    }
    let matches = all.indices.filter {
      all[$0].syntax == document.syntax && all[$0].recognizes(document)
    }
    guard let match = matches.first else { throw Stranger.error(for: document) }
    guard matches.count == 1 else { throw .ambiguous(matches.map { all[$0].name }) }
    return match
  }
}

/// JSON that lies where reports lie and is known to be none. Saying what a file is
/// spares the reader of the list a look into it.
enum Stranger {
  static func error(for document: ReportDocument) -> ReportError {
    if let other = others.first(where: { $0.recognizes(document) }) { return .notARun(other.words) }
    return document.syntax == .json ? .unknownFormat : .unknownYAML
  }

  private typealias Row = (words: String, recognizes: @Sendable (ReportDocument) -> Bool)

  private static let others: [Row] = [
    ("an action on a Chef server", { $0.says("message_type", "action") }),
    ("a Chef node's attributes", { $0.says("chef_type", "node") }),
    ("a liveness ping", { $0.says("event_type", "node_ping") }),
    ("a notification from Automate", { $0.has("automate_failure_url") }),
    ("an InSpec report", { $0.has("profiles") && ($0.has("platform") || $0.has("report_uuid")) }),
    ("a Terraform state", { $0.has("serial", "lineage") }),
    ("a saved Terraform plan", { $0.has("format_version", "resource_changes") }),
    ("a Terraform validation", { $0.has("format_version", "valid", "diagnostics") }),
    ("a program's log", { $0.has("@level", "@message", "@module") }),
    (
      "a summary of Puppet's last run, which names no node",
      { $0.syntax == .yaml && $0.has("version", "time") }
    ),
    ("a Puppet catalogue", { $0.has("resources", "edges", "version") }),
  ]
}
