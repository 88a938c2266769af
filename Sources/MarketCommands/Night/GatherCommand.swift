package import ArgumentParser
import Documents
import Glibc
import MarketBoard
import MarketLedger
import MarketModel
import MarketReports

/// `market gather PATH...`: read run reports into their nights.
package struct GatherCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "gather", abstract: "Read run reports into the nights they belong to.",
    discussion: """
      Reads files and folders, or '-' for standard input: reports of Chef, Puppet, Ansible, Salt \
      and Terraform, packed or not. Reading the same again changes nothing, and \
      only what is new is opened. What can't be read is named on standard error and kept with the \
      night. Exit status: 0 done, 65 something could not be read (only with --strict), 73 a night \
      could not be saved.
      """)

  @Argument(
    help: ArgumentHelp("Report files, folders of them, or '-'.", valueName: "path"),
    completion: .file())
  var paths: [String]

  @Flag(help: "Fail when anything can't be read.")
  var strict = false

  @Option(
    help: ArgumentHelp(
      "Whose reports these are, where several machines gather; this machine's name when left out.",
      valueName: "name"))
  var source: String?

  @OptionGroup var global: GlobalOptions

  package init() {}

  package func run() throws {
    try global.makeNamedStore()
    let opened = try OpenedStore(global)
    let intake = Intake(
      store: opened.store, settings: opened.settings, redactor: opened.redactor,
      source: source ?? hostName(), now: global.now)
    let progress = ProgressLine(isWanted: !global.quiet)
    let gathered = try intake.gather(paths, progress: progress.listener)
    progress.clear()
    report(gathered)
    if strict, !gathered.unread.isEmpty { throw ExitCode(ExitStatus.badInput) }
  }

  private func report(_ gathered: Gathered) {
    var complaints = Console.complaints
    for unread in gathered.unread { complaints.line(unread.sentence) }
    if !global.quiet { complaints.line(gathered.count) }
    complaints.flush()

    var output = Console.output
    if global.json {
      var json = JSONWriter()
      json.value(gathered)
      output.line(json)
    } else if !global.quiet {
      for line in gathered.lines { output.line(line) }
    }
    output.flush()
  }
}

/// The name of this machine.
private func hostName() -> String {
  // POSIX allows 255 bytes; where a name is cut off, no zero ends it.
  let name = unsafe [CChar](unsafeUninitializedCapacity: 256) { buffer, count in
    unsafe buffer.initialize(repeating: 0)
    count = unsafe gethostname(buffer.baseAddress!, 255) == 0 ? 256 : 0
  }
  let bytes = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
  return bytes.isEmpty ? "localhost" : String(decoding: bytes, as: UTF8.self)
}
