import ArgumentParser
import Foundation
import MarketBoard
import MarketLedger
import MarketModel
import MarketTestKit
import Testing
import TextCanvas

@testable import MarketCommands

/// The manual has everything, and is such that every reader of mdoc can read it.
struct ManualTests {
  let page: Reading

  init() throws { page = Reading(try MarketPage.page()) }

  @Test func `every verb is there with every option that its help shows`() throws {
    let everywhere = options(of: GlobalOptions.self)
    #expect(everywhere.count == 7)
    for option in everywhere { #expect(page.section("OPTIONS").contains { $0.contains(option) }) }
    for verb in MarketCommand.configuration.groupedSubcommands.flatMap(\.subcommands)
    where verb.configuration.subcommands.isEmpty {
      let entry = try #require(page.entry(of: verb._commandName), "\(verb)")
      for option in options(of: verb) where !everywhere.contains(option) {
        #expect(entry.contains { $0.hasPrefix(".It Fl") && $0.contains(option) }, "\(option)")
      }
    }
  }

  @Test func `a hidden verb and a hidden option stay hidden`() {
    #expect(page.entry(of: "manual") == nil)
    #expect(!page.lines.contains { $0.contains("-rebuild") })
  }

  @Test func `every key of the board is there with its help`() {
    let board = page.section("THE BOARD")
    for binding in Keymap.standard.bindings {
      let help = english.help(for: binding.deed)
      let keys = board.indices.filter { board[$0].hasPrefix(".It Ic") }
        .filter { board[$0 + 1] == help }
        .map { board[$0].dropFirst(7).lowercased().filter { $0 != "\"" }.split(separator: " ") }
      #expect(!keys.isEmpty, "\(help)")
      for key in binding.keys.map(\.description)
      where key.allSatisfy({ $0.isASCII }) && !key.hasPrefix("wheel") {
        #expect(keys.contains { $0.contains { $0 == key.lowercased() } }, "\(key)")
      }
    }
  }

  @Test func `every status that the program may end with is there`() {
    let table = page.section("EXIT STATUS").filter { $0.hasPrefix(".It") }
    #expect(table == [".It 0", ".It 1", ".It 64", ".It 65", ".It 73"])
  }

  @Test func `every variable that the program asks for is there`() throws {
    let sources = repository.appendingPathComponent("Sources/MarketCommands")
    let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path)
      .filter { $0.hasSuffix(".swift") }
    let asked = try files.flatMap { file in
      try String(contentsOf: sources.appendingPathComponent(file), encoding: .utf8)
        .matches(of: /(?:getenv|environment)\("([A-Z_]+)"\)/).map { String($0.1) }
    }
    #expect(asked.count >= 6)
    for name in asked { #expect(page.section("ENVIRONMENT").contains(".It Ev \(name)"), "\(name)") }
  }

  @Test func `every example is a command that the parser takes`() {
    let commands = MarketPage.examples.flatMap { $0.1.split(separator: "\n") }
    for command in commands {
      let line = command.replacing(#/^[0-9* -]+ /#, with: "").replacing(#/ >.*/#, with: "")
      let words = line.matches(of: /"[^"]*"|[^ ]+/).map { String($0.0) }
      #expect(words.first == "market")
      #expect(throws: Never.self, "\(command)") {
        _ = try MarketCommand.parseAsRoot(Array(words.dropFirst()))
      }
    }
  }

  @Test func `the settings are those that the file knows, and the example is right`() throws {
    let example = SettingsFile(Array(SettingsPage.example.utf8), file: "market.yml")
    #expect(example.complaints.isEmpty, "\(example.complaints)")
    for (section, wrong) in [
      ("", "zz: 1"), ("market.", "market: {zz: 1}"),
      ("market.phases.", "market: {phases: {zz: 1}}"),
      ("redact.", "redact: {zz: 1}"), ("redact.hide[].", "redact: {hide: [{name: a, zz: 1}]}"),
    ] {
      let complaint = try #require(SettingsFile(Array(wrong.utf8), file: "").complaints.first)
      let known = try #require(complaint.remedy.wholeMatch(of: /known here: (.*)/)).1
      for key in known.split(separator: ", ") {
        let keys = SettingsPage.settings.map(\.key)
        #expect(keys.contains { $0.hasPrefix(section + key) }, "\(section + key)")
      }
    }
  }

  @Test(arguments: [true, false])
  func `each page is mdoc as mandoc wants it`(isSettings: Bool) throws {
    let lines = isSettings ? SettingsPage.page().lines : try MarketPage.page().lines
    var open: [String] = []
    for (line, next) in zip(lines, lines.dropFirst() + [""]) {
      #expect(line.utf8.allSatisfy { 0x20...0x7E ~= $0 } && !line.isEmpty, "\(line)")
      #expect(line.first != "'" && line.last != " ", "\(line)")
      guard let macro = line.wholeMatch(of: /\.([A-Z][a-z])( .*)?/)?.1 else {
        #expect(line.first != "." && line.utf8.count <= 80, "\(line)")
        continue
      }
      switch macro {
      case "Bl", "Bd": open.append(String(macro))
      case "El": #expect(open.popLast() == "Bl")
      case "Ed": #expect(open.popLast() == "Bd")
      case "Sh", "Ss": #expect(open.isEmpty && !next.hasPrefix(".Pp"), "\(line)")
      case "It": #expect(open.last == "Bl" && !next.hasPrefix(".It"), "\(line)")
      case "Pp": #expect(!next.hasPrefix(".Sh") && !next.hasPrefix(".Pp"), "\(next)")
      default: #expect(["Dd", "Dt", "Os", "Nm", "Nd", "Op", "Cm", "Xr"].contains(macro), "\(line)")
      }
    }
    #expect(open.isEmpty)
    let order = [
      "NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "OPTIONS", "THE BOARD", "ENVIRONMENT", "FILES",
      "EXIT STATUS", "EXAMPLES", "SEE ALSO",
    ]
    let headings = lines.compactMap { $0.hasPrefix(".Sh ") ? String($0.dropFirst(4)) : nil }
    #expect(headings == order.filter(headings.contains))
    #expect(isSettings || headings == order)
  }

  @Test func `no text means anything to roff`() {
    var page = ManualPage("T", section: 1, name: "t", summary: ".Sh \"x\" \\n")
    let head = page.lines.count
    page.text(".so /etc/passwd\n'de x -y \\fBz\u{1B}[2J 設定… ~^")
    page.item(.flag("--Fl"), .value(""), .word("No"), meaning: "")
    #expect(page.lines[head - 1] == #".Nd ".Sh \(dqx\(dq \en""#)
    #expect(
      page.lines[head...] == [
        #"\&.so /etc/passwd \(aqde x \-y \efBz [2J \[u8A2D]\[u5B9A]..."#,
        #"\(ti\(ha"#,
        #".It Fl \-Fl Ar "" \&No"#,
      ])
  }

  @Test func `shells offer problems and people of the store that is named`() throws {
    let market = try Market(roster: true)
    try market.decide(
      .sample(.nginx, as: ProblemID(number: 1, writer: .ben)), by: .ben,
      at: Day.wednesday.at("09:00"))
    let words = ["market", "hand", "--store", market.store, ""]
    #expect(Completions.problems(words: words, at: 4, prefix: "") == ["1"])
    #expect(Completions.people(words: words, at: 4, prefix: "") == ["ana", "ben"])
    try market.write("nonsense: 1\n", to: "store/market.yml")
    #expect(Completions.people(words: words, at: 4, prefix: "") == [])
  }

  /// The names at the beginnings of lines in a verb's help.
  private func options(of type: any ParsableArguments.Type) -> [String] {
    let help = type.helpMessage(columns: 80)
    return help.matches(of: /(?m)^  (?:-h, )?-(-[a-z-]+)/).map { String($0.1) }
  }
}

/// A page as its reader takes it: what roff makes of escapes is undone.
struct Reading {
  let lines: [String]

  init(_ page: ManualPage) {
    lines = page.lines.map {
      $0.replacing(/\\fB|\\fP|\\%|\\&/, with: "").replacing("\\-", with: "-")
        .replacing("\\(aq", with: "'").replacing("\\e", with: "\\")
    }
  }

  func section(_ title: String) -> [String] {
    guard let start = lines.firstIndex(of: ".Sh \(title)") else { return [] }
    return Array(lines[(start + 1)...].prefix { !$0.hasPrefix(".Sh") })
  }

  /// What is said of a verb.
  func entry(of verb: String) -> [String]? {
    let commands = section("COMMANDS")
    let start = commands.firstIndex { $0 == ".It Cm \(verb)" || $0.hasPrefix(".It Cm \(verb) ") }
    return start.map { Array(commands[($0 + 1)...].prefix { !$0.hasPrefix(".It Cm") }) }
  }
}

let repository = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
