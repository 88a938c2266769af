import Documents
package import MarketModel

/// The bodies of Chef's old Reporting protocol, as a proxy or `failed-reporting-data.json` keeps
/// them.
///
/// The node and the run's id stand in the request's address alone, so they are taken from the
/// file's name if it was named after it: `…_nodes_web-01_runs_8f14….json`, or folders of the same
/// words.
///
/// Seen: protocol 0.1.0, clients 16 and 18.
///
/// Source: chef/chef `lib/chef/resource_reporter.rb`.
package struct ChefReporting: ReportFormat {
  package static let name = "chef.reporting"

  private let address: Address?

  package init(origin: ReportOrigin) { address = Address(origin.file) }

  package static func recognizes(_ document: ReportDocument) -> Bool {
    let isStart = document.says("action", "start") && document.has("run_id")
    let isEnd = document.says("action", "end") && document.has("total_res_count")
    return (isStart || isEnd) && !document.has("message_type")
  }

  package func read(_ document: ReportDocument, handOn: (Run) -> Void) throws(ReportError) {
    guard let address else { throw .missing(key: "node") }
    handOn(try Self.run(from: document, at: address))
  }

  private static func run(
    from document: ReportDocument, at address: Address
  ) throws(ReportError) -> Run {
    let hasEnded = document.says("action", "end")
    let ownID = try document.text("run_id") ?? ""
    guard let id = ownID.isEmpty ? address.runID : ownID else { throw .missing(key: "run_id") }
    let started = try ChefRun.start(of: document)
    var run = Run(
      tool: .chef, format: name, node: NodeName(rawValue: address.node), runID: id,
      status: hasEnded ? try status(document) : .incomplete)
    run.started = started
    guard hasEnded else { return run }

    run.duration = ChefRun.duration(from: started, to: try ChefRun.time("end_time", of: document))
    run.tally.total = try document.text("total_res_count").flatMap { Int($0) }
    run.environment = try environment(document)
    if run.status == .success {
      // Without a status of their own, the resources that are listed are those that changed.
      if var cursor = try document.value("resources") {
        run.changes = try changes(&cursor)
        run.tally.updated = run.changes.count
      }
    } else {
      run.failure = try failure(document)
    }
    return run
  }

  private static func status(_ document: ReportDocument) throws(ReportError) -> RunStatus {
    switch try document.text("status") {
    case "success": return .success
    case "failure": return .failure
    default: throw .wrong(key: "status", should: "success or failure")
    }
  }

  /// The name of the run list, which is JSON inside a text.
  private static func environment(_ document: ReportDocument) throws(ReportError) -> String? {
    guard document.kind(of: "expanded_run_list") == .string,
      let json = try document.text("expanded_run_list")
    else { return nil }
    return (try? DocumentNode(json: Array(json.utf8)))?["id"]?.string
  }

  /// They name their cookbook, and no recipe. Its version is no trait of the run: only the cookbooks
  /// of what changed are here, so two runs of the same code would tell of other ones.
  private static func changes(_ cursor: inout JSONCursor) throws(ReportError) -> [Change] {
    do throws(DocumentError) {
      return try cursor.node().elements?.prefix(ReportLimits.resources).map { resource in
        var change = Change(
          title: "\(resource["type"]?.string ?? "?")[\(resource["name"]?.string ?? "")]",
          declaration: resource["cookbook_name"]?.string, action: resource["result"]?.string)
        change.duration = resource["duration"]?.string.flatMap { Int($0) }
          .flatMap { ChefRun.plausible(Double($0) / 1000) }
        if let delta = resource["delta"]?.string { change.mentions = HostNames.added(in: delta) }
        return change
      } ?? []
    } catch { throw .document(error) }
  }

  /// `class` is the exception as Ruby inspects it: `#<NoMethodError: …>`.
  private static func failure(_ document: ReportDocument) throws(ReportError) -> Failure? {
    guard document.kind(of: "data") == .object, var cursor = try document.value("data") else {
      return nil
    }
    let exception: DocumentNode?
    do { exception = try cursor.node()["exception"] } catch { throw .document(error) }
    guard let message = exception?["message"]?.string else { return nil }
    let inspected = exception?["class"]?.string?.drop { $0 == "#" || $0 == "<" }
    let errorClass = inspected?.prefix { $0.isLetter || $0.isNumber || "_:".contains($0) }
    return ChefRun.failure(
      message: message,
      errorClass: errorClass.map { String($0.hasSuffix(":") ? $0.dropLast() : $0) })
  }

  /// What a file name keeps of `/organizations/ORG/reports/nodes/NODE/runs/RUN_ID`.
  private struct Address {
    let node: String
    let runID: String?

    init?(_ file: String) {
      let bytes = Array(file.utf8)[...]
      guard let nodes = Self.end(of: "nodes", in: bytes), nodes < bytes.endIndex,
        let runs = Self.end(of: "runs", in: bytes[nodes...]), runs - 5 > nodes + 1
      else { return nil }
      node = String(decoding: bytes[(nodes + 1)..<(runs - 5)], as: UTF8.self)
      let id = bytes[runs...].prefix { $0 != UInt8(ascii: ".") }.dropFirst()
      runID = id.isEmpty ? nil : String(decoding: id, as: UTF8.self)
    }

    /// The end of the last such word that begins a folder or follows an underscore.
    private static func end(of word: String, in bytes: ArraySlice<UInt8>) -> Int? {
      ["/", "_"].compactMap { bytes.lastIndex(of: Array("\($0)\(word)".utf8)) }.max()
        .map { $0 + 1 + word.utf8.count }
    }
  }
}
