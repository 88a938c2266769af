import Documents
package import MarketModel

/// Where the facilitator's board stands: `live/place.json`, so that a killed board resumes there and
/// others can follow it.
///
///     {"v":1,"market":"2026-11-22","phase":"triage","item":"12.ana-3f9c1e"}
///
/// A cache that git doesn't share; whatever can't be read is no place. `item` is whatever the board
/// calls the item, and left out where there is none.
package struct Place: Hashable, Sendable {
  package let market: Day
  package let phase: Phase
  package let item: String?

  package init(market: Day, phase: Phase, item: String?) {
    (self.market, self.phase, self.item) = (market, phase, item)
  }

  var bytes: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("v", 1)
      json.member("market", market.description)
      json.member("phase", phase.rawValue)
      if let item { json.member("item", item) }
    }
    json.endLine()
    return json.bytes
  }

  init?(_ bytes: [UInt8]) {
    guard let node = try? DocumentNode(json: bytes), node["v"]?.int == 1,
      let market = node["market"]?.string.flatMap({ Day($0) }),
      let phase = node["phase"]?.string.flatMap(Phase.init)
    else { return nil }
    self.init(market: market, phase: phase, item: node["item"]?.string)
  }
}
