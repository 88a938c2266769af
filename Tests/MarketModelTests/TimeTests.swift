import MarketModel
import Testing

struct TimeTests {
  @Test func `a moment survives being written`() {
    #expect(Instant("2026-11-22T09:03:11.250Z")?.iso8601 == "2026-11-22T09:03:11.250Z")
  }
}
