import Documents
package import MarketModel

/// What `terraform plan`, `apply`, `destroy` and `refresh` say with `-json`, and OpenTofu's: a line
/// for each thing that happens.
///
/// A run is a workspace, which no line names: see ``NamelessNode``. A line about the version begins
/// a run, and nothing ends it but the next one or the end of the file.
///
/// Seen: Terraform 1.11.4 with interface version 1.2.
///
/// Source: hashicorp/terraform `internal/command/views/json/message_types.go`, `json_view.go`.
package struct TerraformStream: ReportFormat {
  package static let name = "terraform.ui"

  private let node: NodeName
  private var run: TerraformRun?
  /// `terraform test` tells of no workspace: passed over up to the next line about a version.
  private var isTest = false

  package private(set) var hasJustBegun = false

  package init(origin: ReportOrigin) {
    node = NamelessNode.name(for: origin.file, of: .terraform)
  }

  package static func recognizes(_ document: ReportDocument) -> Bool {
    document.says("@module", "terraform.ui") || document.says("@module", "tofu.ui")
  }

  package var isAmidRun: Bool { run != nil }

  package mutating func read(
    _ document: ReportDocument, handOn: (Run) -> Void
  ) throws(ReportError) {
    hasJustBegun = false
    guard var cursor = try document.value("type") else { throw .missing(key: "type") }
    guard document.kind(of: "type") == .string else { throw .wrong(key: "type", should: "a text") }
    let type: JSONText
    do { type = try cursor.text() } catch { throw .document(error) }
    if type == "version" {
      finish(handOn: handOn)
      isTest = false
    }
    guard !isTest else { return }
    guard !type.isOfTest else {
      run = nil
      isTest = true
      throw .notARun("a Terraform test")
    }
    hasJustBegun = run == nil
    // A file whose first lines are gone tells what is left.
    if run == nil { run = try TerraformRun(from: document) }
    if type == "version" { try run?.takeVersion(document) }
    try run?.take(document, type: type)
  }

  package mutating func finish(handOn: (Run) -> Void) {
    if let run { handOn(run.told(of: node)) }
    run = nil
  }
}

extension JSONText {
  fileprivate var isOfTest: Bool {
    self == "test_abstract" || self == "test_file" || self == "test_run" || self == "test_summary"
  }
}
