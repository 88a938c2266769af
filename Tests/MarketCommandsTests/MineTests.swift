import MarketModel
import MarketTestKit
import Testing

struct MineTests {
  @Test func `an owner sees what is next, in the order of dates, and whether the fix held`() throws
  {
    let market = try Market(roster: true)
    try market.shelveThreeNights()
    let writer = try market.writer()
    let (one, two) = (ProblemID(number: 1, writer: writer), ProblemID(number: 2, writer: writer))
    try market.decide(
      .sample(.nginx, as: one), .sample(.postgres, as: two),
      .assigned(problem: one, owner: .ana, step: "find the cause", due: .friday),
      .countermeasureTaken(problem: one, text: "disabled apache2", on: .tuesday),
      .assigned(problem: two, owner: .ana, step: "pin the version", due: .tuesday),
      at: Day.wednesday.at("09:05"))
    try expectGolden(text: try market("mine").out, "mine")
    #expect(try market("mine", "--json").objects().map { $0["number"] as? Int } == [2, 1])
    #expect(try market("mine", as: "ben").lines == ["ben owns nothing on the table · Wed 18 Nov"])
  }

  @Test func `somebody whom the roster does not know is told so`() throws {
    let market = try Market(roster: true)
    let answer = try market("mine", as: "anna")
    #expect(answer.status == 1)
    #expect(answer.err.contains("did you mean ana?"))
  }
}
