import Foundation
import MarketAnalysis
import MarketModel
import MarketTestKit
import Testing

@testable import MarketCommands

struct KeptNightTests {
  @Test(arguments: 1...20)
  func `a night that was kept says what it said`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for var night in Nights(random.fleet()).analyses {
      #expect(NightAnalysis(kept: night.keptBytes) == night)
      night = NightAnalysis(
        NightWindow(
          tonight: random.digest(5), past: [], inventory: [NodeName(rawValue: "\u{0}\"\\é")]))
      #expect(NightAnalysis(kept: night.keptBytes) == night)
    }
  }

  @Test func `what was kept in another way is made anew`() {
    let bytes = Nights([.failed("web-1")]).analyses[0].keptBytes
    let text = String(decoding: bytes, as: UTF8.self)
    for (old, new) in [
      (#""night""#, #""day""#), (#""runs":["#, #""runs":[1,"#),
      (#""kind":"failure""#, #""kind":"x""#),
      (#""hours":["#, #""hours":[1,"#), (#""hours":[0"#, #""hours":[-1"#),
      (#""heard":[["#, #""heard":[[],["#), ("}", ""), (#""evidence":[{"#, #""evidence":[1,{"#),
    ] {
      let changed = text.replacing(old, with: new, maxReplacements: 1)
      #expect(changed != text && NightAnalysis(kept: Array(changed.utf8)) == nil)
    }
  }

  @Test func `a second look says the same, and reads no digest`() throws {
    let market = try Market()
    try market.shelveThreeNights()
    let first = try market("problems", "--json")
    // A byte in the middle, so that whoever reads it would complain.
    try market.spoilDigest(of: "2026-11-16")
    let second = try market("problems", "--json")
    #expect(second == first)
    let check = try market("check")
    #expect((check.out + check.err).contains("nights/2026-11-16/site.json"))
  }

  @Test func `a report that came late makes the nights after it anew`() throws {
    let market = try Market()
    try market.shelveThreeNights()
    func silent() throws -> [String]? {
      let night = try market("night", "--json").object()
      return (night["coverage"] as? [String: Any])?["silent"] as? [String]
    }
    #expect(try silent() == [])
    try market.shelve(
      NightDigest(.monday, .ok("web-9")), NightDigest(.tuesday, .ok("web-9", at: "04:00")))
    #expect(try silent() == ["web-9"])
  }

  @Test func `another inventory makes all nights anew`() throws {
    let market = try Market()
    try market.shelveThreeNights()
    #expect(try market("night", "--json").object()["signals"] as? [Any] != nil)
    try market.write("inventory:\n  - lost-1\n", to: "store/market.yml")
    #expect(try market("night").out.contains("lost-1"))
  }

  @Test func `a damaged night is complained of at every look`() throws {
    let market = try Market()
    try market.shelveThreeNights()
    try market.spoilDigest(of: "2026-11-17")
    for _ in 1...2 {
      #expect(try market("problems").err.contains("nights/2026-11-17/site.json"))
    }
  }

  @Test func `what was kept and spoilt is made anew`() throws {
    let market = try Market()
    try market.shelveThreeNights()
    let first = try market("night", "--json")
    for text in ["", "x", String(repeating: "0", count: 40)] {
      try market.write(text, to: "store/live/nights/2026-11-18")
      #expect(try market("night", "--json") == first)
    }
  }
}

extension Market {
  fileprivate func spoilDigest(of night: String) throws {
    let file = URL(fileURLWithPath: "\(store)/nights/\(night)/site.json")
    var bytes = try Data(contentsOf: file)
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: file)
  }
}
