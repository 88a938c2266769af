import Foundation
import MarketModel
import MarketTestKit
import Testing

@testable import MarketCommands
@testable import MarketLedger

/// What is wrong with a store, in the verbs that a person reads in the morning.
struct StoreLineTests {
  let market: Market

  init() throws { market = try Market() }

  /// ben lays something out and notes three things; one of the lines is `spoilt`.
  private func bensLedger(spoilt line: Int?) throws {
    let problem = ProblemID(number: 1, writer: .ben)
    try market.decide(
      .sample(.nginx, as: problem), .noted(problem: problem, text: "1"),
      .noted(problem: problem, text: "2"), .noted(problem: problem, text: "3"), by: .ben,
      at: Day.wednesday.at("09:00"))
    guard let line else { return }
    try market.rewriteLedger(of: "ben") { lines in
      lines[line] = lines[line].replacing(#""noted""#, with: #""NOTED""#)
    }
  }

  private let damaged = "1 line of ben’s ledger is damaged and left out · market check --repair"

  @Test func `boards, lines and an owner's page say it once, and nothing says it beside`() throws {
    try bensLedger(spoilt: 1)
    for words in [["meet"], ["meet", "--stream"], ["mine"]] {
      let answer = try market(words)
      #expect(answer.out.components(separatedBy: damaged).count == 2, "\(words): \(answer.out)")
      #expect(answer.err.isEmpty, "\(words)")
    }
    for words in [["watch"], []] {
      let answer = try market(words, as: "cy")
      #expect(answer.out.contains(damaged) && answer.err.isEmpty, "\(words): \(answer)")
    }
    #expect(try market("mine", "--json").err.contains("ledger/"))
  }

  @Test func `a store in which no market can be read any more says why`() throws {
    try bensLedger(spoilt: 1)
    for verb in [["watch"], []] {
      let answer = try market(verb)
      #expect(answer.out.contains("No market was ever held here"))
      #expect(answer.err.contains("ledger/ben-"), "\(verb)")
    }
  }

  @Test func `what a newer version wrote is said where it can't be shown`() throws {
    try bensLedger(spoilt: nil)
    try market.decide(
      .unknown(kind: "voted", json: "{}"), by: .ben, at: Day.wednesday.at("09:01"))
    let line = "1 decision is of a newer version of market and not shown · update market"
    #expect(try market("meet").out.contains(line))
    #expect(try market("mine").out.contains(line))
  }

  @Test func `a digest of a newer version is said also of a night that was kept`() throws {
    try market.shelveThreeNights()
    var digest = Array(#"{"v":99,"night":"of days to come""#.utf8)
    Seal.close(&digest)
    try market.write(
      String(decoding: digest, as: UTF8.self) + "\n", to: "store/nights/2026-11-17/site+.json")
    for _ in 1...2 {
      #expect(
        try market("mine").out.contains("1 digest is of a newer version of market and half read"))
    }
  }

  @Test func `a step that was cut off is said to whoever took it, until he decides again`() throws {
    try bensLedger(spoilt: nil)
    // As `market undo --phase` writes it, with the power gone before the last line.
    let store = try MarketStore(at: market.store)
    store.person = .ben
    let notes = try store.book().book.entries.filter { $0.event.isDecision }
    _ = try store.append(
      notes.reversed().map { .undone(entry: $0.id) }, at: Day.wednesday.at("09:30"), asStep: true)
    try market.rewriteLedger(of: "ben") { $0.removeLast() }

    let line = "ben’s last undo was cut off (2 of 3 lines): none of it counts · do it again"
    #expect(try market("meet", as: "ben").out.contains(line))
    let told = "ben’s undo of Wed 18 Nov, 09:30 was cut off (2 of 3 lines): none of it counts"
    let check = try market("check")
    #expect(check.status == 0 && check.out.contains(told))
    #expect(try market("show", "1").out.contains("cut off         ben’s undo of Wed"))
    #expect(try market("show", "1").out.contains("ben noted: 3"))
    let cut = try market("check", "--json").object()["cut_off"] as? [[String: Any]]
    #expect(cut?.first?["text"] as? String == told)
    #expect((cut?.first?["there"] as? [String])?.count == 2)

    #expect(try market("note", "1", "again", as: "ben").status == 0)
    #expect(try !market("meet", as: "ben").out.contains("was cut off"))
    #expect(try market("check").out.contains(told))
  }

  @Test func `one look keeps what nights meant, and lets go of nights that went`() throws {
    try market.shelveThreeNights()
    _ = try market("problems")
    let kept = Set(try market.files(under: "live/nights").keys)
    #expect(kept == ["2026-11-16", "2026-11-17", "2026-11-18"])
    try FileManager.default.removeItem(atPath: "\(market.store)/nights/2026-11-16")
    _ = try market("problems")
    #expect(try Set(market.files(under: "live/nights").keys) == ["2026-11-17", "2026-11-18"])
    // Who asks about an older night takes nothing from the next morning.
    _ = try market("night", "2026-11-17", "--json")
    #expect(try market.files(under: "live/nights").count == 2)
  }
}

extension Market {
  /// Changes the lines of the one ledger that somebody has.
  fileprivate func rewriteLedger(of name: String, _ change: (inout [String]) -> Void) throws {
    let folder = URL(fileURLWithPath: "\(store)/ledger")
    for file in try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    where file.lastPathComponent.hasPrefix("\(name)-") {
      var lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        .map(String.init)
      change(&lines)
      try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: file)
    }
  }
}
