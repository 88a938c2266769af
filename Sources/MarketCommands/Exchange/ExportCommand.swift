package import ArgumentParser
import Glibc
import MarketLedger
import MarketModel

/// `market export`: the whole store as one document.
package struct ExportCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the whole store as one JSON document, for a backup or another program.",
    discussion: """
      Writes every decision and every night byte for byte, the minutes and market.yml to standard \
      output: market export >store.json. Equal stores give equal bytes. The format is described in \
      Sources/MarketLedger/StoreExport.swift. Exit status: 0 done, 1 something is damaged and was left \
      out; all else was written.
      """)

  @OptionGroup var global: GlobalOptions

  package init() {}

  package func run() throws {
    guard isatty(STDOUT_FILENO) == 0 else {
      throw ValidationError("the document would fill the screen; write: market export >store.json")
    }
    let (store, _) = try global.openStore()
    var output = Console.output
    let export = try StoreExport(of: store) { output.document($0) }
    output.flush()
    var complaints = Console.complaints
    for damage in export.leftOut {
      complaints.line("market: left out: \(damage.place ?? damage.file): \(damage.problem)")
    }
    if !export.leftOut.isEmpty {
      complaints.line("  → all the rest was written; what to do about it: market check")
    }
    if export.size > StoreDocument.limit {
      complaints.line(
        "market: \(export.size) bytes are more than `market import` reads (\(StoreDocument.limit))")
      complaints.line("  → keep it for other programs; to copy the store, copy its folder")
    }
    complaints.flush()
    if !export.leftOut.isEmpty { throw ExitCode(ExitStatus.failed) }
  }
}
