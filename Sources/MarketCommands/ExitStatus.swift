import ArgumentParser
import Glibc
import MarketLedger
import MarketModel

/// What the process ends with. 64, wrong usage, is also the parser's.
///
/// Source: sysexits.h
enum ExitStatus {
  static let failed: Int32 = 1
  /// What was typed could never be right.
  static let wrongUsage: Int32 = 64
  /// Input could not be read, and `--strict` asked to be told.
  static let badInput: Int32 = 65
  /// A decision or a digest could not be saved.
  static let notSaved: Int32 = 73

  /// All of them, for the manual.
  static let meanings: [(status: Int32, meaning: String)] = [
    (0, "Done."),
    (failed, "Not done; what went wrong, where, and what to do is said on standard error."),
    (wrongUsage, "What was typed could never be right: an unknown command or option, say."),
    (
      badInput,
      "Some input could not be read. `market gather` and `market inspect` end so with `--strict` only."
    ),
    (notSaved, "A decision, a night or what came with a sync could not be written."),
  ]

  static func of(_ error: any AdvisingError) -> Int32 {
    if let error = error as? DecisionError, error.isWrongUsage { return wrongUsage }
    if error is UnknownVerb { return wrongUsage }
    switch error as? StoreError {
    case .notSaved, .overlong, .damaged: return notSaved
    case .cannotOpen, .cannotRead, .notRegular, .noStore, .badSetting, nil: return failed
    }
  }
}

extension MarketCommand {
  /// Runs the command line and ends the process. What went wrong is said on standard error: what,
  /// where, and what to do.
  package static func runAndExit() async -> Never {
    // A reader that went away is then an error of `write`, which ``Console`` knows what to do about.
    _ = signal(SIGPIPE, SIG_IGN)
    do {
      if let unknown = UnknownVerb(in: CommandLine.arguments.dropFirst()) { throw unknown }
      var command = try parseAsRoot()
      if var waiting = command as? any AsyncParsableCommand {
        try await waiting.run()
      } else {
        try command.run()
      }
      exit()
    } catch let error as any AdvisingError {
      var complaints = Console.complaints
      complaints.explain(error)
      Glibc.exit(ExitStatus.of(error))
    } catch {
      exit(withError: error)
    }
  }
}

extension Console {
  /// What went wrong, where, and on a second line what to do about it.
  mutating func explain(_ error: any AdvisingError) {
    line("market: " + (error.place.map { "\($0): " } ?? "") + error.problem)
    line("  → " + error.remedy)
    flush()
  }
}
