import Documents
package import MarketModel

/// What our own handler for Chef (`Data/handlers/morning_market_handler.rb`) appends for each run: the
/// client's memory and garbage collection, of which no other report tells.
///
/// It has the run's id, so that a run which the data collector or `JsonFile` tells too is one run. It
/// counts no resources although it could, and names no version: of two tellings of one run the fuller
/// has the word on its outcome, and that must not be this one.
///
/// Source: `Data/handlers/morning_market_handler.rb`.
package struct ChefHandlerLine: ReportFormat {
  package static let name = "chef.morning_market"

  package init(origin: ReportOrigin) {}

  package static func recognizes(_ document: ReportDocument) -> Bool {
    document.kind(of: "morning_market") == .number
  }

  package func read(_ document: ReportDocument, handOn: (Run) -> Void) throws(ReportError) {
    handOn(try Self.run(from: document))
  }

  private static func run(from document: ReportDocument) throws(ReportError) -> Run {
    guard let id = try document.text("run_id"), !id.isEmpty else { throw .missing(key: "run_id") }
    guard let success = try document.node("success") else { throw .missing(key: "success") }
    guard let succeeded = success.bool else {
      throw .wrong(key: "success", should: "true or false")
    }
    var run = Run(
      tool: .chef, format: name, node: try ChefRun.node(document.text("node"), key: "node"),
      runID: id, status: succeeded ? .success : .failure)
    run.started = try ChefRun.start(of: document)
    run.duration = ChefRun.plausible(try document.number("elapsed_time"))
    run.environment = try document.text("environment")
    run.isNoop = try document.node("why_run")?.bool ?? false
    let (memory, garbage) = (try document.node("memory"), try document.node("gc"))
    run.usage = Usage(
      agent: megabytes(memory?["rss_kb"]), free: megabytes(memory?["available_kb"]),
      total: megabytes(memory?["total_kb"]), collecting: milliseconds(garbage?["run_ms"]))
    return run
  }

  /// Of kB. What a page holds is something, so less than 1 MB is told as one.
  private static func megabytes(_ node: DocumentNode?) -> Int {
    guard let kilobytes = node?.int, 1...(ReportLimits.megabytes << 10) ~= kilobytes else {
      return 0
    }
    return max(1, kilobytes >> 10)
  }

  private static func milliseconds(_ node: DocumentNode?) -> Int {
    guard let count = node?.int, 0...Int(ReportLimits.duration * 1000) ~= count else { return 0 }
    return count
  }
}
