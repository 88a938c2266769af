import MarketModel
import MarketTestKit
import Testing

struct EffectTests {
  @Test func `a detector that is dismissed again and again is kept off the table`() throws {
    let market = try Market()
    let ids = try dismiss(16, in: market)
    let green = RunSample.green("web-1", .errorLogged, "disk is full")
    try market.shelve(
      NightDigest(.tuesday, .ok("web-1"), .ok("web-2")),
      NightDigest(.wednesday, green, .failed("web-2")))
    #expect(
      try market("effect").lines == [
        "Detectors at past markets",
        "  detector           laid out  accepted  dismissed  undecided  worth a card",
        "  green with errors        16         0         16          0  0% (0 to 19%), kept off the table",
      ])
    let signals = try market("night", "--json").object()["signals"] as? [[String: Any]]
    #expect(
      signals?.map { $0["kind"] as? String } == ["failure", "green-with-errors"])
    #expect(signals?.map { $0["demoted"] as? Bool } == [false, true])
    #expect(try market("problems", "--json").objects().map { $0["kind"] as? String } == ["failure"])
    let night = try market("night")
    #expect(night.lines.contains("1 signal, widest first"))
    #expect(
      night.lines.contains(
        "also seen: 1 green with errors (dismissed 16 of 16 times); to lay one out: market lay NAME"
      ))

    let name = try #require(
      (signals?.last?["fingerprint"] as? String).map { String($0.prefix(6)) })
    #expect(night.out.contains("\n  \(name)      "))
    #expect(try market("lay", name).out.hasPrefix("#17 is laid out for the next market: "))
    #expect(!(try market("night").out.contains("also seen")))
    #expect(try market("lay", name).err.hasPrefix("market: it is #17 already\n"))
    #expect(ids.count == 16)
  }

  @Test func `taking a dismissal back restores the detector`() throws {
    let market = try Market()
    _ = try dismiss(16, in: market)
    try market.shelve(
      NightDigest(.wednesday, .green("web-1", .errorLogged, "disk is full"), .ok("web-2")))
    #expect(try market("problems", "--json").objects().isEmpty)
    #expect(try market("undo").lines.first == "undone: dismiss #16")
    #expect(try market("problems", "--new", "--json").objects().count == 2)
    let record = try #require(
      (try market("effect", "--json").object()["detectors"] as? [[String: Any]])?.first)
    #expect(record["kind"] as? String == "green-with-errors")
    #expect(record["dismissed"] as? Int == 15)
    #expect(record["undecided"] as? Int == 1)
    #expect(record["share"] as? Double == 0)
    #expect(record["demoted"] as? Bool == false)
  }

  @Test func `before the first market there is nothing to say`() throws {
    let market = try Market()
    #expect(try market("effect").out == "No market has laid anything on the table yet.\n")
    #expect((try market("effect", "--json").object()["detectors"] as? [Any])?.isEmpty == true)
  }

  private func dismiss(_ count: Int, in market: Market) throws -> [ProblemID] {
    let writer = try market.writer()
    let ids = (1...count).map { ProblemID(number: $0, writer: writer) }
    for id in ids {
      try market.decide(
        .laidOut(
          problem: id, kind: .greenWithErrors, fingerprint: Fingerprint(value: UInt64(id.number)),
          title: "it", night: .monday), .dismissed(problem: id, reason: "noise"),
        at: Day.monday.at("09:00"))
    }
    return ids
  }
}
