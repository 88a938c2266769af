import ArgumentParser
import Documents
import MarketBoard
import MarketModel
import TextCanvas

/// market(1): every verb from the parser's tables, every key from the board's, every exit status
/// from ``ExitStatus``, and prose about the rest.
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

  /// What a verb says itself of its usage, `market merge <id> into <other>`, without its name.
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
