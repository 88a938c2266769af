package import ArgumentParser
import Documents
import Glibc
import MarketBoard
import MarketLedger
import MarketModel

/// `market import FILE`: unite the store with a document of `market export`.
package struct ImportCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take in what a document of `market export` holds and this store lacks.",
    discussion: """
      Nothing that is here is changed or lost: ledgers only grow, nights are united, a market.yml that \
      is here stays. Importing again changes nothing. The document is read to its end first; if \
      anything is wrong with it, nothing is imported. Exit status: 0 done, 65 the document can't be \
      used, 73 something could not be saved.
      """)

  @Argument(help: "The document, or '-' for standard input.", completion: .file())
  var file: String

  @OptionGroup var global: GlobalOptions

  package init() {}

  package func run() throws {
    let document: StoreDocument
    do throws(ImportError) { document = try StoreDocument(try WholeFile.bytes(of: file)) } catch {
      var complaints = Console.complaints
      complaints.explain(error)
      throw ExitCode(ExitStatus.badInput)
    }
    try global.makeNamedStore()
    let (store, _) = try global.openStore()
    let imported = StoreImport(document, into: store)
    if global.json { print(imported) } else if !global.quiet { report(imported) }
    complain(about: imported, document.unknown)
    if !imported.failures.isEmpty { throw ExitCode(ExitStatus.notSaved) }
  }

  private func report(_ imported: StoreImport) {
    var parts: [String] = []
    func add(_ count: Int, _ what: String) {
      if count > 0 { parts.append(english.count(count, what)) }
    }
    let decisions = imported.decisions.values.reduce(0, +)
    if decisions > 0 {
      parts.append(
        english.count(decisions, "decision") + " of "
          + english.count(imported.decisions.count, "hand"))
    }
    add(imported.newDigests, "digest")
    if imported.grownDigests > 0 { parts.append("more of \(imported.grownDigests) known here") }
    if imported.minutes > 0 { parts.append("minutes of \(imported.minutes)") }
    parts += imported.files
    var output = Console.output
    output.line(
      imported.isEmpty ? "Nothing of it was new." : "Imported: \(parts.joined(separator: ", ")).")
    output.flush()
  }

  private func complain(about imported: StoreImport, _ unknown: [String]) {
    var complaints = Console.complaints
    for name in imported.kept {
      complaints.line("market: \(name) is another one here, so ours stayed")
      complaints.line("  → unite them by hand; theirs stands in the document, under `files`")
    }
    if !unknown.isEmpty {
      complaints.line(
        "market: not imported, since only a newer market knows it: "
          + unknown.joined(separator: ", "))
      complaints.line("  → update this market, then import again; it will take what is missing")
    }
    for failure in imported.failures { complaints.explain(failure) }
    complaints.flush()
  }

  private func print(_ imported: StoreImport) {
    var json = JSONWriter()
    json.object { json in
      json.member("schema", 1)
      json.key("decisions")
      json.object { json in
        for (writer, count) in imported.decisions.sorted(by: { $0.key < $1.key }) {
          json.member(writer.rawValue, count)
        }
      }
      json.member("new_digests", imported.newDigests)
      json.member("grown_digests", imported.grownDigests)
      json.member("minutes", imported.minutes)
      json.member("files", imported.files)
      json.member("kept", imported.kept)
      json.member("failures", imported.failures.map(\.message))
    }
    var output = Console.output
    output.line(json)
    output.flush()
  }
}

/// A file that is wanted whole.
private enum WholeFile {
  /// - Parameter path: `-` for standard input.
  /// - Throws: ``ImportError/overlong(bytes:)`` as soon as there is too much of it.
  static func bytes(of path: String) throws(ImportError) -> [UInt8] {
    let file = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .unreadable(file: path, errno: errno) }
    defer { if file != STDIN_FILENO { close(file) } }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = unsafe block.withUnsafeMutableBytes {
        unsafe read(file, $0.baseAddress, $0.count)
      }
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw .unreadable(file: path, errno: errno)
      }
      bytes += block[..<count]
      guard bytes.count <= StoreDocument.limit else { throw .overlong(bytes: bytes.count) }
    }
  }
}
