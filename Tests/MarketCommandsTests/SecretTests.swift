import Foundation
import Testing

struct SecretTests {
  private func market() throws -> Market {
    let market = try Market()
    let failing = "login failed: password=hunter2 ticket=4711"
    try market.write(report("web-1", run: "a", failing: failing), to: "runs/a.json")
    try market.write(report("web-2", run: "b"), to: "runs/b.json")
    return market
  }

  @Test func `a secret reaches neither the store nor the screen`() throws {
    let market = try market()
    try market.write(
      "redact: {hide: [{name: ticket, after: \"ticket=\"}]}\n", to: "store/market.yml")
    _ = try market("gather", "runs")
    let shown = try market("inspect", "runs", "--json").out + market("night").out
    let kept = try market.files(under: "nights").values.map { String(decoding: $0, as: UTF8.self) }
      .joined()
    for text in [shown, kept] {
      #expect(text.contains("hunter2") == false)
      #expect(text.contains("4711") == false)
      #expect(text.contains("redacted:password") && text.contains("redacted:ticket"))
    }
  }

  @Test func `inspect says what is hidden, and of a secret only its length`() throws {
    let market = try market()
    let answer = try market("inspect", "--redactions", "runs")
    #expect(answer.status == 0)
    #expect(answer.lines.last?.hasPrefix("2 runs: ") == true)
    #expect(answer.lines.last?.contains(" password") == true)
    #expect(answer.out.contains("password  login failed: password=‹…, 7 bytes› ticket=4711"))
    #expect(answer.out.contains("hunter2") == false)
    let json = try market.shell("$MARKET inspect --json --redactions runs")
    #expect(json.out.contains(#""kind":"password""#))
    #expect(json.out.contains("hunter2") == false)
  }

  @Test func `where there is nothing to hide, it says so`() throws {
    let market = try market()
    #expect(
      try market("inspect", "--redactions", "runs/b.json").lines == ["1 run: nothing to hide"])
  }
}
