import Documents
package import MarketModel
package import Redaction

// market.yml: what a team may set. It is optional, so is every key, and nothing in it names a program.
//
//     market:
//       at: "09:00"            # UTC. One night ends and the next begins: when the market is held
//       phases:                # minutes, or M:SS, for each phase; those not named keep their default
//         overnight: 2
//         review: 4
//         triage: 5
//         assign: 3
//         close: 1
//     roster:
//       - name: ana            # short name: letters, digits, - and _
//         full_name: Ana Lima  # optional
//         logins: [ana, alima] # optional; else the short name
//     ownership:               # first match wins; at least one of the three patterns
//       - cookbook: nginx
//         type: service
//         environment: production
//         owner: ana
//     verify_after: 3          # clean nights before a countermeasure counts as verified
//     inventory: nodes.txt     # nodes to expect: a file beside this one, a name a line, or a list
//     keys:                    # other keys for the board: what a key does, as `:` names it
//       fix-can-start: f
//       down: [n, down]
//     language: de             # of the board and the minutes: en, de or ja; else as the terminal
//     redact: ...              # secrets of your own: SettingsFile+Redaction.swift
//
// Unknown keys and values that make no sense are complaints with a line; all others still hold.

/// Settings, and what is wrong with the file they came from.
package struct SettingsFile {
  package private(set) var settings = Settings()
  package private(set) var complaints: [StoreError] = []

  /// The file beside this one that `inventory` names.
  private(set) var inventoryFile: String?
  /// Kinds of secrets besides those that are built in, and texts that are none.
  var hidden: [CustomRule] = []
  var allowed: [String] = []
  private let file: String
  private let lines: [Substring]

  /// The defaults, for a store without a market.yml.
  init() { (file, lines) = ("", []) }

  /// What hides secrets before anything of a report is kept or shown.
  package var redactor: Redactor { Redactor(hidden, allowing: allowed) }

  /// Reads a market.yml.
  ///
  /// - Parameter file: Its name, for complaints.
  package init(_ bytes: [UInt8], file: String) {
    self.file = file
    lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    do throws(DocumentError) {
      readRoot(try DocumentNode(yaml: bytes))
    } catch {
      complaints.append(
        .badSetting(
          file: file, line: error.line, reason: error.reason,
          advice: "mend the line, then: market config check"))
    }
  }

  private mutating func readRoot(_ root: DocumentNode) {
    if root.isNull { return }
    each(of: root, in: nil) { (self, key, value) in
      switch key {
      case "market": self.readMarket(value)
      case "roster": self.readList(value, key) { $0.readPerson($1) }
      case "ownership": self.readList(value, key) { $0.readRule($1) }
      case "verify_after":
        guard let nights = value.count(to: 365), nights > 0 else {
          return self.complain(key, "`verify_after` is no number of nights", "write 3, say")
        }
        self.settings.nightsToVerify = nights
      case "inventory": self.readInventory(value)
      case "keys": self.readKeys(value)
      case "language":
        guard let language = value.string.flatMap(Language.init) else {
          return self.complain(
            key, "`language` is none that the board speaks",
            "write \(Language.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        self.settings.language = language
      case "redact": self.readRedaction(value)
      default: self.complainUnknown(key, Self.known)
      }
    }
  }

  private static let known = [
    "market", "roster", "ownership", "verify_after", "inventory", "keys", "language", "redact",
  ]

  private mutating func readMarket(_ node: DocumentNode) {
    each(of: node, in: "market") { (self, key, value) in
      switch key {
      case "at":
        guard let time = value.string.flatMap(minutesAndSeconds), time.minutes < 24,
          time.hasSeconds
        else { return self.complain(key, "`at` is no time of day", #"write "09:00", in quotes"#) }
        self.settings.calendar = NightCalendar(endsAt: time.minutes * 3600 + time.seconds * 60)
      case "phases": self.readPhases(value)
      default: self.complainUnknown(key, ["at", "phases"])
      }
    }
  }

  private mutating func readPhases(_ node: DocumentNode) {
    each(of: node, in: "phases") { (self, key, value) in
      guard let phase = Phase(rawValue: key) else {
        return self.complainUnknown(key, Phase.allCases.map(\.rawValue))
      }
      let text = value.string ?? value.int.map(String.init)
      guard let time = text.flatMap(minutesAndSeconds), time.minutes <= 240 else {
        return self.complain(key, "`\(key)` is no length of time", "write 5 (minutes) or 2:30")
      }
      self.settings.plan.budgets[phase.index] = time.minutes * 60 + time.seconds
    }
  }

  private mutating func readPerson(_ node: DocumentNode) {
    guard let name = node["name"]?.string, Person(sanitizing: name).rawValue == name else {
      return complain(
        "roster", "somebody on the roster has no short name",
        "write `name: ana`: lower-case letters, digits, - and _")
    }
    guard !settings.roster.contains(where: { $0.person.rawValue == name }) else {
      return complain(name, "`\(name)` is on the roster twice", "take one of them out")
    }
    settings.roster.append(
      RosterEntry(
        person: Person(rawValue: name), fullName: node["full_name"]?.string ?? name,
        logins: node["logins"]?.elements?.compactMap(\.string) ?? [name]))
  }

  private mutating func readRule(_ node: DocumentNode) {
    let patterns = ["cookbook", "type", "environment"].map { node[$0]?.string }
    guard let owner = node["owner"]?.string, patterns.contains(where: { $0 != nil }) else {
      return complain(
        "ownership", "a rule of ownership has no owner or no pattern",
        "write `cookbook`, `type` or `environment`, and `owner`")
    }
    settings.ownership.append(
      OwnershipRule(
        cookbook: patterns[0], resourceType: patterns[1], environment: patterns[2],
        owner: Person(rawValue: owner)))
  }
}

// MARK: Keys

extension SettingsFile {
  /// What the names and the keys mean is the board's business; ``complain(aboutKey:_:_:)`` takes what it
  /// thinks of them.
  private mutating func readKeys(_ node: DocumentNode) {
    each(of: node, in: "keys") { (self, deed, value) in
      let keys = value.elements ?? [value]
      let names = keys.compactMap { $0.string ?? $0.int.map(String.init) }
      guard !names.isEmpty, names.count == keys.count else {
        return self.complain(deed, "`\(deed)` has no key", "write f, ctrl-f or [f, F5]")
      }
      self.settings.keys.append(KeyChoice(deed: deed, keys: names))
    }
  }

  package mutating func complain(aboutKey deed: String, _ reason: String, _ advice: String) {
    complain(deed, reason, advice)
  }
}

// MARK: The inventory

extension SettingsFile {
  private mutating func readInventory(_ node: DocumentNode) {
    if let name = node.string {
      guard !name.isEmpty, !name.contains("/"), name.first != "." else {
        return complain("inventory", "`inventory` names no file beside this one", "write nodes.txt")
      }
      inventoryFile = name
      return
    }
    readList(node, "inventory") { settings, node in
      guard let name = node.string, !name.isEmpty else {
        return settings.complain("inventory", "a node of `inventory` has no name", "write web-01")
      }
      settings.settings.inventory.insert(NodeName(rawValue: name))
    }
  }

  /// Takes in the file that `inventory` names: a node a line, `#` begins a comment.
  mutating func readInventory(_ bytes: [UInt8]?) {
    guard let name = inventoryFile else { return }
    guard let bytes else {
      return complain(
        "inventory", "`\(name)` is not there", "lay it beside market.yml, a node a line")
    }
    for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
      let node = line.prefix { $0 != "#" }.drop { $0 == " " || $0 == "\t" }
        .prefix { $0 != " " && $0 != "\t" }
      if !node.isEmpty { settings.inventory.insert(NodeName(rawValue: String(node))) }
    }
  }
}

// MARK: Walking and complaining

extension SettingsFile {
  mutating func each(
    of node: DocumentNode, in section: String?,
    _ body: (inout SettingsFile, String, DocumentNode) -> Void
  ) {
    guard let members = node.members else {
      return complain(
        section ?? "", "\(section.map { "`\($0)`" } ?? "this file") has no keys and values",
        "write `key: value` lines below it, or take it out")
    }
    for member in members { body(&self, member.name, member.value) }
  }

  mutating func readList(
    _ node: DocumentNode, _ key: String, _ body: (inout SettingsFile, DocumentNode) -> Void
  ) {
    guard let elements = node.elements else {
      return complain(key, "`\(key)` is no list", "begin each entry with `- `")
    }
    for element in elements { body(&self, element) }
  }

  mutating func complainUnknown(_ key: String, _ known: [String]) {
    complain(
      key, "`\(key)` is not a setting", "known here: \(known.joined(separator: ", "))")
  }

  mutating func complain(_ word: String, _ reason: String, _ advice: String) {
    complaints.append(
      .badSetting(file: file, line: line(of: word), reason: reason, advice: advice))
  }

  /// The first line that holds the word as a key or a value. Wrong when the word stands earlier
  /// with another meaning; the sentence names the key, so the reader still finds it.
  private func line(of word: String) -> Int? {
    lines.firstIndex { line in
      let words = line.prefix { $0 != "#" }.split {
        !($0.isLetter || $0.isNumber || "_-".contains($0))
      }
      return words.contains { $0 == word }
    }.map { $0 + 1 }
  }
}

/// Reads `5`, `2:30` or `09:00`.
private func minutesAndSeconds(
  _ text: String
) -> (minutes: Int, seconds: Int, hasSeconds: Bool)? {
  let parts = text.split(separator: ":", omittingEmptySubsequences: false)
  guard 1...2 ~= parts.count,
    parts.allSatisfy({ 1...3 ~= $0.utf8.count && $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }),
    let minutes = Int(parts[0])
  else { return nil }
  guard parts.count == 2 else { return (minutes, 0, false) }
  guard parts[1].utf8.count == 2, let seconds = Int(parts[1]), seconds < 60 else { return nil }
  return (minutes, seconds, true)
}
