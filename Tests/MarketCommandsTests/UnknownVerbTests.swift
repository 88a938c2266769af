import MarketModel
import Testing

@testable import MarketCommands

struct UnknownVerbTests {
  @Test(arguments: [
    (["problms", "--json"], "did you mean: market problems"),
    (["Minutes"], "did you mean: market minutes"),
    (["frobnicate"], "see what there is: market --help"),
    ([""], "see what there is: market --help"),
  ])
  func `a word that is no verb is named, with the one that was meant`(
    words: [String], remedy: String
  ) throws {
    let unknown = try #require(UnknownVerb(in: words))
    #expect(unknown.problem == "there is no command `\(words[0])`")
    #expect(unknown.remedy == remedy)
    #expect(ExitStatus.of(unknown) == 64)
  }

  @Test(arguments: [
    [], ["mine"], ["help", "mine"], ["--help"], ["---completion", "x"], ["manual"],
  ])
  func `a verb, an option and nothing are left to the parser`(words: [String]) {
    #expect(UnknownVerb(in: words) == nil)
  }

  @Test func `the program says it and ends with 64`() throws {
    let answer = try Market().shell("$MARKET gahter x")
    #expect(answer.status == 64)
    #expect(answer.err == "market: there is no command `gahter`\n  → did you mean: market gather\n")
  }
}
