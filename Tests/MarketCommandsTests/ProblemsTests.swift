import MarketModel
import MarketTestKit
import Testing

struct ProblemsTests {
  @Test func `what nobody has laid out yet has a handle, and the handle works`() throws {
    let market = try Market()
    try market.shelveThreeNights()
    let answer = try market("problems")
    try expectGolden(text: answer.out, "problems-new")
    let handle = "new-\(Failure.nginx.fingerprint.description.prefix(6))"
    #expect(answer.out.contains(handle))
    #expect(try market("show", handle).lines.first?.contains("service[nginx]") == true)
    #expect(try market.files(under: "ledger").isEmpty, "looking decides nothing")
  }

  @Test func `a decision gives a number, and both lines are one append`() throws {
    let market = try Market()
    try market.shelveThreeNights()
    let handle = "new-\(Failure.nginx.fingerprint.description.prefix(6))"
    let answer = try market("start", handle)
    #expect(
      answer.lines == [
        "#1 (\(handle)) is being worked on, and nobody owns it yet", "  → market hand 1 NAME",
      ])
    let history = try #require(
      try market("show", "1", "--json").object()["history"] as? [[String: Any]])
    #expect(history.map { $0["event"] as? String } == ["laid_out", "started"])
    #expect(try market("show", handle, "--json").object()["number"] as? Int == 1)
  }

  @Test func `filters leave what they name`() throws {
    let market = try Market()
    try market.shelveThreeNights()
    let id = ProblemID(number: 1, writer: try market.writer())
    try market.decide(
      .sample(.nginx, as: id),
      .judged(problem: id, category: .unknown, because: nil, severity: .serviceDown),
      .assigned(problem: id, owner: .ben, step: "find the cause", due: .thursday),
      at: Day.wednesday.at("09:01"))
    func numbers(_ words: String...) throws -> [Int?] {
      try market(["problems", "--json"] + words).objects().map { $0["number"] as? Int }
    }
    #expect(try numbers() == [1, nil])
    #expect(try numbers("--new") == [nil])
    #expect(try numbers("--owner", "ben") == [1])
    #expect(try numbers("--owner", "nobody") == [nil])
    #expect(try numbers("--category", "unknown") == [1])
    #expect(try numbers("--category", "A") == [])
    #expect(try numbers("--severity", "service-down") == [1])
    #expect(try numbers("--status", "accepted") == [1])
    #expect(try numbers("--status", "closed") == [])
    #expect(try market("problems", "--status", "closed").out == "No problem is like that.\n")
    #expect(try market("problems", "--status", "open").status == 64)
  }

  @Test func `the names that programs rely on are there`() throws {
    let market = try Market()
    try market.shelveThreeNights()
    let problem = try #require(try market("problems", "--json").objects().first)
    let names: Set = [
      "schema", "id", "title", "status", "category", "severity", "owner", "next_step", "due",
      "first_seen", "last_seen", "nights", "nodes", "fingerprints", "priority", "history",
    ]
    #expect(names.isSubset(of: Set(problem.keys)))
    #expect(problem["nights"] as? [String] == ["2026-11-17", "2026-11-18"])
    let priority = try #require(problem["priority"] as? [String: Any])
    let terms = try #require(priority["terms"] as? [[String: Any]])
    #expect(terms.compactMap { $0["points"] as? Int }.reduce(0, +) == priority["rank"] as? Int)
  }

  @Test func `a whole life is on one page`() throws {
    let market = try Market()
    try market.liveThrough()
    let answer = try market("show", "#1")
    #expect(answer.status == 0)
    try expectGolden(text: answer.out, "show")
  }

  @Test func `what came back is on the list with its past, before anybody said so`() throws {
    let market = try Market()
    try market.liveThrough()
    let problem = try market("show", "1", "--json").object()
    #expect(problem["status"] as? String == "regressed")
    let history = try #require(problem["history"] as? [[String: Any]])
    #expect(history.last?["event"] as? String == "returned")
    #expect(try market("start", "1").status == 0)
    #expect(try market("problems", "--status", "working", "--json").objects().count == 1)
  }

  @Test func `an empty table is said in words`() throws {
    let market = try Market()
    #expect(
      try market("problems").out
        == "Nothing is on the table, and no night has been gathered: market gather PATH...\n")
    #expect(try market("problems", "--json").out == "[]\n")
  }

  @Test func `no report can break a line or make it longer than a page is wide`() throws {
    let market = try Market()
    let wild = Failure(
      resourceType: "execute",
      resourceName: String(repeating: "\u{1B}]0;x\u{7}漢字\u{202E}", count: 40),
      message: String(repeating: "\u{1B}[2J\r\nmarket: all is well \u{200B}", count: 60))
    try market.shelve(
      NightDigest(.wednesday, .failed("web-\u{1B}[31m" + String(repeating: "w", count: 300), wild)))
    for words in [["night"], ["problems"], ["show", "new-\(wild.fingerprint)"]] {
      let answer = try market(words)
      #expect(answer.status == 0)
      let controls = answer.out.unicodeScalars.filter {
        $0.properties.generalCategory == .control && $0 != "\n"
          || $0.properties.generalCategory == .format
      }
      #expect(controls.isEmpty)
      #expect(answer.lines.allSatisfy { $0.columns <= 100 })
    }
  }

  @Test func `a reader that goes away ends the list without a word`() throws {
    let market = try Market()
    try market.shelveThreeNights()
    let answer = try market.shell("($MARKET problems --status all; echo $? >&2) | true")
    #expect(answer.err == "0\n")
  }
}
