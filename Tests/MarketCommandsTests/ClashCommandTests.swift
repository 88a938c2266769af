import MarketLedger
import MarketModel
import MarketTestKit
import Testing

/// What two clones decided without knowing of one another.
struct ClashCommandTests {
  let market: Market
  let one: ProblemID

  init() throws {
    market = try Market()
    one = ProblemID(number: 1, writer: try market.writer())
  }

  /// ben decides on a clone that has not heard of what ana decides.
  private func decideBlindly(_ events: MarketEvent...) throws -> WriterID {
    let store = try MarketStore(at: market.store)
    store.person = .ben
    _ = try store.append(events, at: Day.wednesday.at("09:05"))
    return try store.writer()
  }

  @Test func `decisions at the same time are shown until somebody who knows says more`() throws {
    try market.decide(
      .sample(.nginx, as: one), .closed(problem: one, reason: "fixed"),
      at: Day.wednesday.at("09:04"))
    _ = try decideBlindly(
      .noted(problem: one, text: "?"), .noted(problem: one, text: "?"),
      .assigned(problem: one, owner: Person(rawValue: "cy"), step: nil, due: nil))
    let sentence = "ana closed it while ben gave it to cy: both hold"
    let text = try market("show", "1").out
    #expect(text.contains("at once         \(sentence)"), "\(text)")
    #expect(text.contains("(at the same time ben gave it to cy; both hold)"))
    #expect(text.contains("(at the same time ana closed it; both hold)"))
    let told = try #require(
      try market("show", "1", "--json").object()["at_once"] as? [[String: Any]])
    #expect(told.map { $0["text"] as? String } == [sentence])
    #expect(told.map { $0["holds"] as? String } == ["both"])
    #expect(told.map { $0["settled"] as? Bool } == [false])

    _ = try market("note", "1", "cy knows that it is closed")
    #expect(try !market("show", "1").out.contains(sentence))
    let settled = try market("show", "1", "--json").object()["at_once"] as? [[String: Any]]
    #expect(settled?.map { $0["settled"] as? Bool } == [true])
  }

  @Test func `a number that two clones gave is told apart everywhere, and said to be`() throws {
    try market.decide(
      .sample(.nginx, as: one), .assigned(problem: one, owner: .ben, step: nil, due: nil),
      at: Day.wednesday.at("09:04"))
    let store = try MarketStore(at: market.store)
    store.person = .ben
    let two = ProblemID(number: 1, writer: try store.writer())
    _ = try decideBlindly(
      .sample(.postgres, as: two), .assigned(problem: two, owner: .ben, step: nil, due: nil))
    let sentence = "#1 was given twice: #\(one) service[nginx] fails, and #\(two)"
    let flat = { (text: String) in
      text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    let problems = try market("problems").out
    #expect(problems.contains("#\(one)  service") && problems.contains("#\(two)  package"))
    #expect(flat(problems).contains(sentence), "\(problems)")
    #expect(try flat(market("show", "\(two)").out).contains(sentence))
    #expect(try market("show", "\(two)").lines.first?.hasPrefix("#\(two)") == true)
    let mine = try market("mine", as: "ben").out
    #expect(mine.contains("#\(one)  service") && mine.contains("#\(two)  package"))
    #expect(try market("show", "1").err.contains("1 can mean 2 problems: \(one)"))

    _ = try market("merge", "\(two)", "into", "\(one)")
    #expect(try market("show", "\(two)").out.contains("merged into #\(one)"))
  }
}
