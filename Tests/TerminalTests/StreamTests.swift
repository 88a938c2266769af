import Foundation
import MarketTestKit
import Testing

/// The market line by line, with the real program.
struct StreamTests {
  @Test func `a word never decides by its first letter`() throws {
    let small = try SmallStore()
    let said = try meet(small, ">", "next-phase", "next", "ana", "box", "d2", "help", "e")
    #expect(said.contains("“next” could be next-item, next-phase"))
    for word in ["ana", "box", "d2"] {
      #expect(
        said.contains("! “\(word)” was not understood and nothing was done; ? says the keys."))
    }
    #expect(said.contains("-- In Triage"))
    #expect(try small.events().filter { $0.contains("note") || $0.contains("judged") }.isEmpty)
  }

  @Test func `one line may answer all that it is asked, and says what it did not use`() throws {
    let small = try SmallStore()
    let said = try meet(
      small, ">", ">", "b needs service down at once", "s s", "+2w", ">", "hand-over ana")
    #expect(
      said.contains("ana judged it: cause known, no fix yet (needs a decision), service down"))
    #expect(said.contains("! not used: “at once”"))
    #expect(said.contains("? “s” is no answer here"))
    #expect(said.contains("ana snoozed it until Mon 7 Dec"))
    #expect(said.contains("“hand over” works in Review"))
    #expect(try small.events().count { $0.contains("assigned") } == 0)
  }

  @Test func `the input may end in a question`() throws {
    let small = try SmallStore()
    let said = try meet(small, ">", ">", "a")
    #expect(said.contains("! Nothing was decided about: Cause known, fix can start."))
    #expect(said.contains("~ All is saved. The market goes on and its clock runs"))
    #expect(try small.events().filter { $0.contains("judged") }.isEmpty)
  }

  @Test func `what lies over the board is said once and lies over nothing`() throws {
    let said = try meet(
      try SmallStore(), ">", ">", "people", "matrix", "effect", "parked", "unread", "history",
      "search fails", "j")
    for title in [
      "Who has how much", "Nodes hit, problems by nights", "What the countermeasures did", "Parked",
      "All that was decided", "Problems with “fails”",
    ] {
      #expect(said.components(separatedBy: "-- \(title)").count == 2, "\(title)")
    }
    #expect(said.contains("-- 2 of "))
  }

  @Test func `the time and the item are said when asked for`() throws {
    let said = try meet(try SmallStore(), ">", ">", "time", ".")
    #expect(said.components(separatedBy: "15 minutes left").count == 3)
    #expect(said.components(separatedBy: "-- 1 of ").count == 3)
  }

  private func meet(_ small: SmallStore, _ lines: String...) throws -> String {
    try small.run(
      "meet", "--stream", "--as", "ana", "--now", SmallStore.morning,
      input: lines.map { $0 + "\n" }.joined())
  }
}
