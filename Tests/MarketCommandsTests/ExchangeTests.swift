import MarketLedger
import MarketTestKit
import Testing

/// `market export` and `market import`.
struct ExchangeTests {
  @Test func `export into import makes an equal store, and says what came`() throws {
    let market = try Market(roster: true)
    try market.holdMarket()
    let said = try market.shell(
      """
      $MARKET export >a.json && $MARKET import --store new - <a.json &&
      $MARKET import --store new a.json && $MARKET import --store new a.json --json &&
      $MARKET export --store new | cmp - a.json && $MARKET check --store new &&
      $MARKET store state >1 && $MARKET store state --store new | cmp - 1
      """)
    #expect(said.err == "new is a new store.\n")
    #expect(
      said.lines == [
        "Imported: 13 decisions of 1 hand, 3 digests, market.yml.", "Nothing of it was new.",
        #"{"schema":1,"decisions":{},"new_digests":0,"grown_digests":0,"minutes":0,"files":[],"#
          + #""kept":[],"failures":[]}"#,
        "13 decisions of 1 hand, 3 nights: all sound.",
      ])
    #expect(said.status == 0)
  }

  @Test func `a document that can't be used makes no store and says why`() throws {
    let market = try Market()
    let said = try market.shell(
      #"$MARKET export | head -c 30 | $MARKET import --store new -; echo $?; ls new"#)
    #expect(said.lines == ["65"])
    #expect(said.err.contains("the document was cut off"))
    #expect(said.err.contains("  → write it anew"))
  }

  @Test func `what is damaged is left out and named, and all else is written`() throws {
    let market = try Market()
    try market.holdMarket()
    let said = try market.shell(
      #"echo torn >>$MARKET_STORE/ledger/*.jsonl; $MARKET export >a; echo $?; $MARKET import --store n a"#
    )
    #expect(said.lines == ["1", "Imported: 13 decisions of 1 hand, 3 digests."])
    #expect(said.err.contains("market: left out: ledger/"))
    #expect(said.err.contains("  → all the rest was written; what to do about it: market check"))
  }
}
