package import ArgumentParser
import Documents
import MarketLedger
import MarketModel
import MarketReports
import Redaction

/// `market inspect PATH...`: what the reports say, before anything is made of it.
package struct InspectCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Say what run reports hold, a line for each run; write nothing.",
    discussion: """
      Reads files and folders, or '-' for standard input. What can't be read is named on standard \
      error. Secrets are hidden, as they are when gathered; --redactions says which and where, with \
      the kinds that the store's market.yml adds, where there is a store. Exit status: 0 done, 65 \
      something could not be read (only with --strict).
      """)

  @Argument(
    help: ArgumentHelp("Report files, folders of them, or '-'.", valueName: "path"),
    completion: .file())
  var paths: [String]

  @Flag(help: "Fail when anything can't be read.")
  var strict = false

  @Flag(help: "Say instead what is hidden: file, node, text, kind, and the words around it.")
  var redactions = false

  @OptionGroup var global: GlobalOptions

  package init() {}

  package func run() throws {
    let redactor = try self.redactor()
    if redactions {
      var printer = RedactionsPrinter(redactor, isJSON: global.json)
      read(with: ReportReader(redactor: nil)) { printer.print($0, of: $1) }
      printer.finish()
    } else {
      var printer = InspectPrinter(isJSON: global.json)
      read(with: ReportReader(redactor: redactor)) { printer.print($0, of: $1) }
      let isClean = printer.finish()
      if strict, !isClean { throw ExitCode(ExitStatus.badInput) }
    }
  }

  /// As the store's market.yml has it; as it is built in where nobody named a store and there is none.
  private func redactor() throws -> Redactor {
    guard global.store != nil || MarketStore.exists(at: global.storePath) else { return Redactor() }
    return try OpenedStore(global).redactor
  }

  private func read(
    with reader: consuming ReportReader, _ give: (ReportReader.Finding, String) -> Void
  ) {
    var reader = reader
    let (files, unlisted) = ReportFile.all(in: paths)
    for file in files {
      switch file.open() {
      case .failed(let unread): give(.unread(unread), unread.file)
      case .opened(let opened):
        _ = reader.read(
          descriptor: opened.descriptor, origin: opened.origin, size: opened.size
        ) { give($0, file.name) }
      }
    }
    for unread in unlisted { give(.unread(unread), unread.file) }
  }
}

/// Prints what a reader finds, as it comes.
private struct InspectPrinter {
  private let isJSON: Bool
  private var output = Console.output
  private var complaints = Console.complaints
  private var writer = JSONWriter()
  private var runs = 0
  private var unreadFiles: Set<String> = []

  init(isJSON: Bool) { self.isJSON = isJSON }

  mutating func print(_ finding: ReportReader.Finding, of file: String) {
    switch finding {
    case .run(let run):
      runs += 1
      if isJSON { printJSON { $0.write(run, of: file) } } else { output.line(run.sentence) }
    case .unread(let unread):
      unreadFiles.insert(unread.file)
      if isJSON { printJSON { $0.write(unread) } }
      complaints.line(unread.sentence)
    }
  }

  /// The last word; `true` when everything could be read.
  mutating func finish() -> Bool {
    output.flush()
    let skipped = unreadFiles.isEmpty ? "" : ", \(files(unreadFiles.count)) skipped"
    complaints.line("\(runs == 1 ? "1 run" : "\(runs) runs") read\(skipped)")
    complaints.flush()
    return unreadFiles.isEmpty
  }

  private func files(_ count: Int) -> String { count == 1 ? "1 file" : "\(count) files" }

  private mutating func printJSON(_ write: (inout JSONWriter) -> Void) {
    writer.removeAll()
    write(&writer)
    output.line(writer)
  }
}

extension Unread {
  /// `web.jsonl:4711: is empty`, as `market gather` says it too.
  var sentence: String { "\(file):\(offset): \(reason)" }
}

extension Run {
  fileprivate var sentence: String {
    let time = started?.iso8601 ?? "no time"
    let place = environment.map { " (\($0))" } ?? ""
    var words = "\(time)  \(status.rawValue)  \(node.rawValue)\(place)"
    if let total = tally.total { words += "  \(total) resources" }
    if let updated = tally.updated, updated > 0 { words += ", \(updated) updated" }
    if let failure {
      let at = [failure.resource(in: tool), failure.declaredAt].compactMap { $0 }
        .joined(separator: " at ")
      let text = failure.message.prefix { !$0.isNewline }
      words += "  \(at.isEmpty ? "" : "\(at): ")\(failure.detail ?? String(text))"
    }
    return words
  }
}

extension JSONWriter {
  /// The fields and their order are what other programs rely on; a change needs a new schema
  /// number, and one more at the end does not.
  fileprivate mutating func write(_ run: Run, of file: String) {
    object { json in
      json.member("schema", 1)
      json.member("tool", run.tool.rawValue)
      json.member("format", run.format)
      json.member("file", file)
      json.member("node", run.node.rawValue)
      json.member("environment", run.environment)
      json.member("run_id", run.runID)
      json.member("status", run.status.rawValue)
      json.member("started", run.started?.iso8601)
      json.member("duration_s", run.duration)
      json.key("resources")
      json.object { json in
        json.member("total", run.tally.total)
        json.member("updated", run.tally.updated)
        json.member("failed", run.tally.failed)
        json.member("skipped", run.tally.skipped)
      }
      json.key("failure")
      if let failure = run.failure {
        json.write(failure, of: run)
      } else {
        json.null()
      }
      json.member("updated", run.changes.map(\.title))
      json.member("noop", run.isNoop)
      json.key("caveats")
      json.array { json in
        for caveat in run.caveats {
          json.object { json in
            json.member("kind", caveat.kind.rawValue)
            json.member("message", caveat.message)
          }
        }
      }
      if run.usage.isKnown { json.write(run.usage) }
    }
  }

  /// What is known of it.
  private mutating func write(_ usage: Usage) {
    key("usage")
    object { json in
      for (name, value) in [
        ("agent_mb", usage.agent), ("free_mb", usage.free), ("total_mb", usage.total),
        ("gc_ms", usage.collecting),
      ] where value > 0 {
        json.member(name, value)
      }
    }
  }

  private mutating func write(_ failure: Failure, of run: Run) {
    object { json in
      json.member("resource", failure.resource(in: run.tool))
      json.member("declared_at", failure.declaredAt)
      json.member("class", run.exceptionClass ?? failure.errorClass)
      json.member("message", failure.message)
    }
  }

  fileprivate mutating func write(_ unread: Unread) {
    object { json in
      json.member("schema", 1)
      json.member("file", unread.file)
      json.key("unread")
      json.object { json in
        json.member("reason", unread.reason)
        json.member("offset", unread.offset)
      }
    }
  }
}
