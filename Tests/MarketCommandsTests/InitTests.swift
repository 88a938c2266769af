import Testing

struct InitTests {
  @Test func `a store is made where it is said, by whichever word`() throws {
    let market = try Market()
    let answer = try market.shell(
      "$MARKET init --store a; $MARKET init --store c b; $MARKET init --quiet; ls -d .market */ledger"
    )
    #expect(answer.lines.contains("a is a store."))
    #expect(answer.lines.contains("  market gather --store a PATH..."))
    #expect(answer.lines.suffix(4) == [".market", "a/ledger", "b/ledger", "store/ledger"])
  }
}
