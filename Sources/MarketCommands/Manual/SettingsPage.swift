import MarketModel
import Redaction

/// market.yml(5): every key that a team may set, and what holds when it is left out.
enum SettingsPage {
  /// A key with the section that it stands in, `market.at`; brackets mark an entry of a list.
  struct Setting {
    let key: String
    let preset: String?
    let meaning: String
  }

  static func page() -> ManualPage {
    var page = ManualPage(
      "MARKET.YML", section: 5, name: "market.yml", summary: "settings of the morning market")
    page.heading("DESCRIPTION")
    page.text(
      """
      A file in YAML in the folder of the store. It is optional, and so is every key in it. A key \
      that is not known and a value that makes no sense are named with their line by whatever \
      command reads them; all others still hold. Nothing in it names a program, and no file but \
      one that lies beside it. `market sync` unites it line by line; where two people changed the \
      same line, the one that is here stays and the other is laid beside it as `market.yml.theirs`.
      """)
    page.text("A dot stands for the next level, brackets for an entry of a list.")
    page.list { page in
      for setting in settings {
        let preset = setting.preset.map { " When left out: `\($0)`." } ?? ""
        page.item(.command(setting.key), meaning: setting.meaning + preset)
      }
    }
    page.heading("EXAMPLES")
    page.example(example)
    page.heading("SEE ALSO")
    page.macro("Xr", .plain("market 1"))
    return page
  }

  static let settings: [Setting] =
    [
      Setting(
        key: "market.at", preset: timeOfDay(NightCalendar.standard.endsAt),
        meaning: "The time of day in UTC, in quotes, at which one night ends and the next begins.")
    ]
    + Phase.allCases.map { phase in
      Setting(
        key: "market.phases.\(phase.rawValue)",
        preset: String(MarketPlan.standard.budget(of: phase) / 60),
        meaning: "How long the phase may take: minutes, or `2:30`.")
    } + [
      Setting(
        key: "roster[].name", preset: nil,
        meaning: "Somebody's short name: small letters, digits, - and _. It is what `--as` takes."),
      Setting(
        key: "roster[].full_name", preset: "the short name",
        meaning: "The name as people know it."),
      Setting(
        key: "roster[].logins", preset: "the short name",
        meaning: "A list of the login names by which the program knows who sits at the keyboard."),
      Setting(
        key: "ownership[].owner", preset: nil,
        meaning: "Who is suggested as owner. The first rule that matches suggests."),
      Setting(
        key: "ownership[].cookbook", preset: nil,
        meaning: "The cookbook, module or role that fails. A rule has at least one of the three."),
      Setting(
        key: "ownership[].type", preset: nil, meaning: "The type of the resource: `service`."),
      Setting(
        key: "ownership[].environment", preset: nil,
        meaning: "The environment of the nodes: `production`."),
      Setting(
        key: "verify_after", preset: String(Settings().nightsToVerify),
        meaning: "How many clean nights, on the nodes that had failed, verify a countermeasure."),
      Setting(
        key: "language", preset: "the language of the terminal",
        meaning: "The language of the board and of the minutes: `en`, `de` or `ja`."),
      Setting(
        key: "keys.DEED", preset: "the keys that ? shows",
        meaning:
          "Another key for something that the board does, or a list of keys. What it does is "
          + "named as `:` names it; a key is a character, Enter, Space, Tab, F5, ctrl-x or alt-x."),
      Setting(
        key: "inventory", preset: "the nodes that have reported before",
        meaning: "The nodes to expect: a list of names, or a file beside this one with a name a "
          + "line, where a number sign begins a comment."),
      Setting(
        key: "redact.hide[].name", preset: nil,
        meaning: "A secret of your own, besides those that are always hidden. It is shown as "
          + "`‹redacted:name›`: small letters and -, at most \(CustomRule.longestKind)."),
      Setting(
        key: "redact.hide[].after", preset: nil,
        meaning: "What stands before the secret, to the letter. This or the next, with at least "
          + "\(CustomRule.shortestLiteral) characters."),
      Setting(
        key: "redact.hide[].prefix", preset: nil, meaning: "What the secret itself begins with."),
      Setting(
        key: "redact.hide[].characters", preset: "visible",
        meaning: "What else it is made of: \(characters)."),
      Setting(
        key: "redact.hide[].length", preset: "any",
        meaning: "How many of these: `32`, `20..` or `20..64`, at most \(CustomRule.longest)."),
      Setting(
        key: "redact.allow", preset: nil,
        meaning: "A list of texts that are no secrets, though they stand where one would."),
    ]

  private static let characters =
    CustomRule.Characters.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")

  static let example = """
    market:
      at: "09:00"
      phases: {overnight: 2, review: 4, triage: 5, assign: 3, close: 1}
    roster:
      - {name: ana, full_name: Ana Lima, logins: [ana, alima]}
      - {name: ben}
    ownership:
      - {cookbook: acme_web, environment: production, owner: ana}
      - {type: service, owner: ben}
    verify_after: 3
    inventory: [web-01, web-02, db-01]
    redact:
      hide:
        - {name: ticket, after: "ticket=", characters: digits, length: 4..8}
        - {name: live-key, prefix: "acme_live_"}
      allow: [changeme]
    """

  private static func timeOfDay(_ seconds: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    return "\(two(seconds / 3600)):\(two(seconds / 60 % 60))"
  }
}
