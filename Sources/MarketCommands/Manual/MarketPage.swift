import ArgumentParser
import Documents
import MarketBoard
import MarketModel
import TextCanvas

/// market(1): every verb from the parser's tables, every key from the board's, every exit status from
/// ``ExitStatus``, and prose about the rest.
enum MarketPage {
  static func page() throws(DocumentError) -> ManualPage {
    let market = try VerbOutline.market()
    let everywhere = try VerbOutline.everywhere()
    var page = ManualPage(
      "MARKET", section: 1, name: market.name, summary: "hold the morning market of a platform team"
    )
    page.heading("SYNOPSIS")
    page.macro("Nm")
    page.macro("Op", .value("command"))
    page.macro("Op", .value("argument ..."))
    page.macro("Nm")
    page.macro("Cm", .word("help"))
    page.macro("Op", .value("command"))
    page.heading("DESCRIPTION")
    for (index, paragraph) in description.enumerated() {
      if index > 0 { page.macro("Pp") }
      page.text(paragraph)
    }
    page.heading("COMMANDS")
    page.text(
      "Without a command: `\(market.name) \(MarketCommand.defaultVerb)`. Where a problem is asked "
        + "for, its number does, `12`, or the handle of what nobody laid on the table yet, "
        + "`new-3f9c2a`. A day is written \(DayPhrase.forms).")
    let taken = Set(everywhere.flatMap(\.names))
    for group in MarketCommand.configuration.groupedSubcommands {
      page.subheading("\(group.name) commands")
      page.list { page in
        for type in group.subcommands {
          let configuration = type.configuration
          let outline = market.verbs.first { $0.name == configuration.commandName }
          guard let outline else { continue }
          page.verb(outline, without: taken, usage: configuration.usage)
        }
      }
    }
    page.heading("OPTIONS")
    page.text("Every command takes these; those that have nothing to do with them pass them over.")
    page.list { $0.words(everywhere) }
    BoardChapter.write(to: &page)
    page.heading("ENVIRONMENT")
    page.list { page in
      for (name, meaning) in environment {
        page.item(.plain("Ev"), .word(name), meaning: meaning)
      }
    }
    page.heading("FILES")
    page.list { page in
      for (path, meaning) in files { page.item(.plain("Pa"), .word(path), meaning: meaning) }
    }
    page.heading("EXIT STATUS")
    page.list { page in
      for (status, meaning) in ExitStatus.meanings {
        page.item(.word(String(status)), meaning: meaning)
      }
    }
    page.heading("EXAMPLES")
    for (index, (purpose, commands)) in examples.enumerated() {
      if index > 0 { page.macro("Pp") }
      page.text(purpose)
      page.example(commands)
    }
    page.heading("SEE ALSO")
    page.macro("Xr", .plain("git 1 ,"))
    page.macro("Xr", .plain("market.yml 5"))
    return page
  }
}

extension MarketCommand {
  static var defaultVerb: String {
    configuration.defaultSubcommand?.configuration.commandName ?? ""
  }
}

// MARK: A verb

extension ManualPage {
  /// A verb with its arguments and options; one that only has verbs below it gives way to them.
  fileprivate mutating func verb(
    _ verb: VerbOutline, without taken: Set<String>, usage: String? = nil,
    after parents: String = ""
  ) {
    let name = parents + verb.name
    guard verb.verbs.isEmpty else {
      for below in verb.verbs { self.verb(below, without: taken, after: name + " ") }
      return
    }
    let own = verb.words.filter { taken.isDisjoint(with: $0.names) && !$0.names.contains("--help") }
    macro("It", [.command(name)] + (usage.map(Self.parts) ?? own.flatMap(\.usage)))
    text(verb.abstract)
    for paragraph in (verb.discussion ?? "").split(separator: "\n\n") {
      macro("Pp")
      text(String(paragraph))
    }
    guard !own.isEmpty else { return }
    macro("Pp")
    list(isCompact: true) { $0.words(own) }
  }

  /// What a verb says itself of its usage, `market merge <id> into <other> [--yes]`, without its name.
  private static func parts(of usage: String) -> [Part] {
    usage.split(separator: " ").dropFirst(2).flatMap { word -> [Part] in
      let bare = String(word.filter { !"<>[]".contains($0) })
      return switch word.first {
      case "<": [.value(bare)]
      case "[": [.plain("Oo"), .flag(bare), .plain("Oc")]
      default: [.command(bare)]
      }
    }
  }

  fileprivate mutating func words(_ words: [VerbOutline.Word]) {
    for word in words {
      macro("It", word.title)
      text((word.meaning ?? "") + (word.preset.map { " When left out: `\($0)`." } ?? ""))
    }
  }
}

extension VerbOutline.Word {
  /// As in a line of usage.
  fileprivate var usage: [ManualPage.Part] {
    let dots = isRepeating ? " ..." : ""
    let parts: [ManualPage.Part] =
      switch kind {
      case .positional: [.value(value + dots)]
      case .option: names.prefix(1).map { .flag($0) } + [.value(value + dots)]
      case .flag: names.prefix(1).map { .flag($0) }
      }
    return isOptional ? [.plain("Oo")] + parts + [.plain("Oc")] : parts
  }

  /// All names, for the list.
  fileprivate var title: [ManualPage.Part] {
    let names = names.enumerated().flatMap { index, name in
      (index > 0 ? [ManualPage.Part.plain(",")] : []) + [.flag(name)]
    }
    return kind == .flag ? names : names + [.value(value)]
  }
}

// MARK: Prose

extension MarketPage {
  static let description = [
    """
    Every morning, before work begins, a team looks at the rejects of the night: the failed and \
    wasteful runs of Chef, Puppet, Ansible, Salt and Terraform. It reviews what is being worked on, \
    triages what is new, gives every problem an owner and a next step, and is done in fifteen \
    minutes. `market` gathers the reports of the runs, shows the board of that meeting in a \
    terminal, and keeps what was decided.
    """,
    """
    The morning has four steps. At night, or before the market, `market gather` reads the reports \
    into the store. One person holds the market with `market meet`, and others follow with \
    `market watch`. Owners look up what they promised with `market mine`, and say what they did \
    with `market cause`, `market countermeasure` and the like. The nights that follow show whether \
    it held.
    """,
    """
    The store is a folder. Whoever may write to it takes part, and copies of it are united with \
    `market sync`. Every decision is on disk before it is shown; none is ever changed, and each \
    can be taken back.
    """,
  ]

  static let environment = [
    ("MARKET_STORE", "The store, where `--store` does not say."),
    (
      "MARKET_DATA",
      "The folder that `market demo` takes the made-up company from. When not set: "
        + "`../share/morning-market` beside the program, else `Data` above it."
    ),
    ("NO_COLOR", "When set to anything, the board uses no colour, as with `--no-color`."),
    ("COLUMNS", "How wide printed text may be, where that is not the terminal's width."),
    ("TERM", "The kind of terminal, for the board. Any that ncurses knows."),
    (
      "LANG",
      "The locale of the terminal, with `LC_ALL` and `LC_CTYPE`. The board wants one with UTF-8; "
        + "all times are UTC and all dates in English whatever it says."
    ),
    ("TMPDIR", "Where `market demo` lays its throw-away store. When not set: `/tmp`."),
    (
      "XDG_DATA_HOME",
      "Where the store is looked for last, in `morning-market`. When not set: `~/.local/share`."
    ),
    ("HOME", "The home folder, for the place above."),
    (
      "SSH_AUTH_SOCK",
      "With `http_proxy` and the like, handed on to git by `market sync`. No variable that "
        + "begins with `GIT_` is."
    ),
  ]

  static let files = [
    (
      ".market",
      "The store, in the working directory or the nearest folder above it; else "
        + "`~/.local/share/morning-market`."
    ),
    ("market.yml", "In the store: what a team may set, and need not. See `market.yml`(5)."),
    ("ledger/WRITER.jsonl", "What one writer decided, a line for each decision. Only grows."),
    ("nights/DATE/SOURCE.json", "What the runs of one night amounted to."),
    ("minutes/DATE.md", "The minutes of a market, for people."),
    ("live, intake", "Of this copy of the store alone, and made anew when missing."),
    ("damaged", "What `market check --repair` moved aside. Nothing is ever deleted."),
  ]

  static let examples = [
    (
      "To see it all on thirty nights of a made-up company, where nothing is kept:",
      "market demo"
    ),
    (
      "To make a store in this folder, and read the reports of a night into it:",
      "market init\nmarket gather /var/spool/runs"
    ),
    (
      "To gather every morning at 8:50, from cron(8):",
      "50 8 * * 1-5  market gather --quiet --store /srv/market /var/spool/runs"
    ),
    ("To hold the market, and to follow it from another terminal:", "market meet\nmarket watch"),
    (
      "To hold it with a screen reader, over a serial line, or from a script:",
      "market meet --stream"
    ),
    (
      "To do as an owner does:",
      """
      market mine
      market start 12
      market cause 12 "the image enables apache2"
      market countermeasure 12 "apache2 is masked in the image"
      """
    ),
    (
      "To see why failures count as one problem, and say that two problems are one:",
      "market show 12 --why-grouped\nmarket merge 12 into 7"
    ),
    (
      "To take a backup, and to unite it with another store:",
      "market export >store.json\nmarket import --store /srv/other store.json"
    ),
  ]
}
