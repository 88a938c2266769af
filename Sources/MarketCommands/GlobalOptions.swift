package import ArgumentParser
import Glibc
package import MarketLedger
package import MarketModel

/// The options that every verb takes, and how a store, a hand and a clock are found from them.
package struct GlobalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The store's folder. Else $MARKET_STORE, else the nearest .market/ upward, else "
        + "~/.local/share/morning-market.", valueName: "folder"), completion: .directory)
  package var store: String?

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "Who you are, by the short name. Else the roster entry of your login name.",
      valueName: "name"), completion: .custom(Completions.people))
  package var name: String?

  @Option(
    name: .customLong("now"),
    help: ArgumentHelp("Take this for the time: 2026-11-23T09:00:00Z.", valueName: "time"))
  package var fixedNow: Instant?

  @Flag(help: "Print JSON for programs.")
  package var json = false

  @Flag(help: "Use no colour, as does $NO_COLOR.")
  package var noColor = false

  @Flag(help: "Say only what went wrong.")
  package var quiet = false

  package init() {}
}

extension GlobalOptions {
  /// The time: `--now`, or the clock of this machine.
  package var now: Instant {
    if let fixedNow { return fixedNow }
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// Source: no-color.org: any value that is not empty.
  package var usesColor: Bool { !noColor && (environment("NO_COLOR") ?? "").isEmpty }

  /// Where the store is, whether there is one or not.
  package var storePath: String {
    if let store { return store }
    if let named = environment("MARKET_STORE"), !named.isEmpty { return named }
    return nearestStore() ?? sharedStorePath
  }

  /// Opens the store for whoever is meant: `--as`, else the roster entry of the login name, else the
  /// login name.
  ///
  /// - Throws: ``StoreError/noStore(at:)`` when there is none, with the command that makes one.
  package func openStore() throws -> (store: MarketStore, settings: SettingsFile) {
    let store = try MarketStore(at: storePath)
    let settings = try store.settings()
    store.person = person(in: settings.settings.roster)
    return (store, settings)
  }

  /// A store that was named and is not there yet is made, so that cron needs one line. Nothing is
  /// made where something else lies, nor where nobody said `--store`.
  package func makeNamedStore() throws {
    guard let path = store, MarketStore.isVacant(at: path) else { return }
    try MarketStore.create(at: path)
    guard !quiet else { return }
    var complaints = Console.complaints
    complaints.line("\(path) is a new store.")
    complaints.flush()
  }

  private func person(in roster: [RosterEntry]) -> Person {
    if let name { return Person(sanitizing: name) }
    let login = loginName()
    let entry = roster.first { $0.logins.contains(login) }
    return entry?.person ?? Person(sanitizing: login)
  }

  /// The nearest `.market/` from the working directory upward.
  private func nearestStore() -> String? {
    guard let here = workingDirectory() else { return nil }
    var folder = here[...]
    while true {
      let candidate = "\(folder)/.market"
      if MarketStore.exists(at: candidate) { return candidate }
      guard let slash = folder.lastIndex(of: "/") else { return nil }
      folder = folder[..<slash]
    }
  }

  /// Source: XDG Base Directory Specification 0.8.
  private var sharedStorePath: String {
    let data = environment("XDG_DATA_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
    return (data ?? "\(environment("HOME") ?? "")/.local/share") + "/morning-market"
  }
}

extension Instant: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}

private func environment(_ name: String) -> String? {
  unsafe getenv(name).map { unsafe String(cString: $0) }
}

private func workingDirectory() -> String? {
  guard let path = unsafe getcwd(nil, 0) else { return nil }
  defer { unsafe free(path) }
  return unsafe String(cString: path)
}

/// The name of the user this process runs as, whatever the environment claims.
private func loginName() -> String {
  guard let entry = unsafe getpwuid(getuid()), let name = unsafe entry.pointee.pw_name else {
    return String(getuid())
  }
  return unsafe String(cString: name)
}
