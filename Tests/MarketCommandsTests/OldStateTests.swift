import Foundation
import Testing

/// `market store state` says of an old store what the market of its day said.
struct OldStateTests {
  @Test(arguments: ["digest-1-first", "digest-1", "digest-2-first", "digest-2"])
  func `an old store amounts to what it amounted to`(name: String) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "MarketLedgerTests/Fixtures/\(name)")
    let market = try Market()
    let said = try market.shell(#"$MARKET store state --store "\#(folder.path)/store""#)
    #expect(said.err.isEmpty)
    let then = try JSONSerialization.jsonObject(
      with: Data(contentsOf: folder.appending(path: "state.json")))
    let now = try said.object()
    for (member, value) in try #require(then as? [String: Any]) {
      #expect(same(now[member], value), "\(member)")
    }
  }

  /// Members that came later may be there besides.
  private func same(_ now: Any?, _ then: Any) -> Bool {
    switch (now, then) {
    case (let now as [String: Any], let then as [String: Any]):
      then.allSatisfy { same(now[$0.key], $0.value) }
    case (let now as [Any], let then as [Any]):
      now.count == then.count && zip(now, then).allSatisfy { same($0, $1) }
    case (let now as NSObject, let then as NSObject): now == then
    default: false
    }
  }
}
