import Testing

struct HouseRulesTests {
  @Test func `the house stands`() {}
}
