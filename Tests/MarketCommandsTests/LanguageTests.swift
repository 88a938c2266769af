import Testing

/// Which language a board speaks.
struct LanguageTests {
  @Test(arguments: [
    ("", "MORNING MARKET"), ("LC_ALL=de_AT.UTF-8", "MORGENMARKT"),
    ("LC_ALL= LC_MESSAGES=ja_JP.UTF-8 LANG=de_DE", "朝市"), ("LC_ALL= LANG=de_DE", "MORGENMARKT"),
    ("LC_ALL=POSIX LANG=de_DE", "MORNING MARKET"), ("LC_ALL=fi_FI.UTF-8", "MORNING MARKET"),
  ])
  func `a board speaks the language of its terminal`(locale: String, name: String) throws {
    #expect(try board(of: try Market(), locale).out.contains(name))
  }

  @Test func `a board speaks the language of its team, whatever its terminal does`() throws {
    let market = try Market()
    try market.write("language: ja\n", to: "store/market.yml")
    #expect(try board(of: market, "LC_ALL=de_DE.UTF-8").out.contains("朝市"))
  }

  @Test func `a language that is not spoken is named, and the terminal's is spoken`() throws {
    let market = try Market()
    try market.write("language: Deutsch\n", to: "store/market.yml")
    let answer = try board(of: market, "LC_ALL=de_DE.UTF-8")
    #expect(answer.err.contains("market.yml:1: `language` is none that the board speaks"))
    #expect(answer.out.contains("MORGENMARKT"))
  }

  @Test func `verbs speak English, whatever the board does`() throws {
    let market = try Market()
    try market.shelveThreeNights()
    let words = ["night", "problems", "effect"]
    let english = try words.map { try market($0).out }
    try market.write("language: de\n", to: "store/market.yml")
    #expect(try words.map { try market($0).out } == english)
  }

  private func board(of market: Market, _ locale: String) throws -> Market.Answer {
    try market.shell(#"\#(locale) "$MARKET" meet --as ana --now 2026-11-18T10:00:00Z"#)
  }
}
