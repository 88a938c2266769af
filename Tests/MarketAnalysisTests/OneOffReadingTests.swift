import MarketModel
import MarketTestKit
import Testing

@testable import MarketAnalysis

struct OneOffReadingTests {
  @Test func `failures that came once and went are one card that names each`() throws {
    let signals = newest([
      [
        .failed("a", .unrelated(1), at: "01:00"), .ok("a", at: "02:00"),
        .failed("b", .unrelated(2), at: "01:30"), .ok("b", at: "02:30"), .ok("c"),
      ]
    ])
    let signal = try #require(signals.first)
    #expect(signals.count == 1)
    #expect(signal.title == "2 failures came once and went")
    #expect(
      signal.whyText
        == "each failed one run of chef on one node and healed with the next, on 2 of 3 "
        + "nodes, 01:00 to 01:30 UTC")
    #expect(
      signal.detailTexts == [
        "a: template[b.conf] fails to create", "b: template[c.conf] fails to create",
      ])
    #expect(signal.covers == [1, 2].map { Failure.unrelated($0).fingerprint }.sorted())
  }

  @Test func `one alone, and what did not heal, are cards of their own`() {
    let signals = newest([
      [
        .failed("a", .unrelated(1), at: "01:00"), .ok("a", at: "02:00"),
        .failed("b", .unrelated(2), at: "01:30"),
      ]
    ])
    #expect(signals.map(\.family) == [nil, nil])
  }

  @Test func `what a night remembers is no longer among them`() {
    let once: [RunSample] = [
      .failed("a", .unrelated(1), at: "01:00"), .ok("a", at: "02:00"),
      .failed("b", .unrelated(2), at: "01:30"), .ok("b", at: "02:30"),
    ]
    #expect(newest([once]).map(\.family) == ["one-off"])
    #expect(newest([once, once]).map(\.family) == [nil, nil])
  }

  @Test func `a problem that is tracked is still shown by them`() {
    let digest = NightDigest(
      .monday, .failed("a", .nginx, at: "01:00"), .ok("a", at: "02:00"),
      .failed("b", .postgres, at: "01:30"), .ok("b", at: "02:30"))
    let evidence = ProblemEvidence(
      of: [Failure.nginx.fingerprint], in: NightAnalysis.of([digest]))
    #expect(evidence.nightsSeen == [.monday])
    var ledger = PaperLedger()
    ledger.layOut(.nginx)
    let events = ledger.book.layingOut(NightAnalysis.of([digest]), by: .ana)
    #expect(events.count == 1, "they are a card beside it")
  }

  @Test func `a rule for a place does not take a card of unlike failures`() {
    let digest = NightDigest(
      .tuesday, .failed("a", .nginx, at: "01:00"), .ok("a", at: "02:00"),
      .failed("b", .postgres, at: "01:30"), .ok("b", at: "02:30"))
    let nights = NightAnalysis.of([digest])
    var ledger = PaperLedger()
    let id = ledger.layOut(.unrelated(1))
    let places = [Failure.nginx, .postgres].compactMap { Fingerprint(placeOf: $0, by: .chef) }
    ledger.write(.boundToPlaces(problem: id, places: places))
    let events = ledger.book.layingOut(nights, by: .ana)
    #expect(events.count == 1 && events.allSatisfy { $0.problem != id })
  }

  @Test func `a problem that was closed comes back by them as well`() {
    let nights = NightAnalysis.of([
      NightDigest(.tuesday, .ok("a"), .ok("b")),
      NightDigest(
        .wednesday, .failed("a", .nginx, at: "01:00"), .ok("a", at: "02:00"),
        .failed("b", .postgres, at: "01:30"), .ok("b", at: "02:30")),
    ])
    var ledger = PaperLedger()
    let id = ledger.layOut(.nginx)
    ledger.write(.closed(problem: id, reason: "fixed"), at: Day.tuesday.at("10:00"))
    #expect(
      ledger.book.layingOut(nights, by: .ana).contains(.returned(problem: id, night: .wednesday)))
  }

  private func newest(_ nights: [[RunSample]]) -> [Signal] {
    Nights(nights).analyses[nights.count - 1].signals
  }
}

struct UnitedFailuresTests {
  private func mirror(_ host: String) -> Failure {
    Failure(
      resourceType: "execute", resourceName: "bundle install", action: "run",
      declaration: "shop::deploy", errorClass: "Timeout",
      message: "can't fetch https://\(host)/gems/rake-13.0.gem in time")
  }

  @Test func `failures that differ by the host of one domain are one card`() throws {
    let digest = NightDigest(
      .monday, .failed("a", mirror("gems.fra1.example.net")),
      .failed("b", mirror("gems.ams2.example.net"), at: "07:30"))
    let signals = NightAnalysis.of([digest]).flatMap(\.signals)
    #expect(signals.map(\.kind) == [.failure])
    #expect(signals.first?.nodes.count == 2 && signals.first?.covers.count == 2)
  }

  @Test func `they are one problem, whichever host shows in a night`() {
    let (one, other) = (mirror("gems.fra1.example.net"), mirror("gems.ams2.example.net"))
    let nights = NightAnalysis.of([
      NightDigest(.monday, .failed("a", one), .failed("b", other)),
      NightDigest(.tuesday, .failed("a", one), .ok("b")),
      NightDigest(.wednesday, .ok("a"), .failed("b", other)),
    ])
    #expect(Set(nights.flatMap(\.signals).map(\.fingerprint)).count == 1)
    #expect(PaperLedger().book.layingOut(nights, by: .ana).count == 1)
  }

  @Test func `hosts of two domains are two`() {
    let digest = NightDigest(
      .monday, .failed("a", mirror("gems.example.net")), .failed("b", mirror("rubygems.org")))
    #expect(NightAnalysis.of([digest]).flatMap(\.signals).count == 2)
  }

  @Test func `a problem that knows one of the hosts gets the card of both`() throws {
    let (one, other) = (mirror("gems.fra1.example.net"), mirror("gems.ams2.example.net"))
    for known in [one, other] {
      var ledger = PaperLedger()
      ledger.layOut(known)
      let digest = NightDigest(.tuesday, .failed("a", one), .failed("b", other))
      #expect(ledger.book.layingOut(NightAnalysis.of([digest]), by: .ana).isEmpty)
    }
  }
}
