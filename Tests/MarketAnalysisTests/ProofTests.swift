import MarketAnalysis
import MarketModel
import MarketTestKit
import Testing

struct ProblemEvidenceTests {
  let evidence = Nights(
    [.failed("a", .nginx), .failed("b", .nginx, in: "staging")], [.ok("a")],
    [.failed("a", .nginx), .failed("c", .postgres)]
  ).evidence(of: .nginx)

  @Test func `a Paynter row has every night, the clean ones too`() {
    #expect(evidence.row.map(\.nodes) == [2, 0, 1])
    #expect(evidence.nightsSeen == [.monday, .wednesday])
    #expect(evidence.lastNight == .wednesday)
    #expect(evidence.nodesTonight == 1)
  }

  @Test func `nodes and environments are those it ever hit, signals the newest`() {
    #expect(evidence.nodes.map(\.rawValue) == ["a", "b"])
    #expect(evidence.environments == ["production", "staging"])
    #expect(evidence.signals.map(\.nodes.count) == [1])
  }

  @Test func `several fingerprints are one problem, and a node counts once`() {
    let nights = Nights([.failed("a", .nginx, at: "01:00"), .failed("a", .postgres, at: "02:00")])
    let both = [Failure.nginx, .postgres].map(\.fingerprint)
    #expect(ProblemEvidence(of: both, in: nights.analyses).row.map(\.nodes) == [1])
  }

  @Test func `the cookbook is what stands before the colons`() {
    #expect(evidence.cookbook == "acme_web")
    #expect(Nights([.failed("a", .compile)]).evidence(of: .compile).cookbook == nil)
  }
}

struct ProofTests {
  @Test func `a countermeasure waits for its first night`() {
    #expect(Nights([.failed("a")]).proof(since: .monday) == .waiting)
  }

  @Test func `clean nights on a node that had failed are counted`() {
    let nights = Nights([.failed("a")], [.ok("a")], [.ok("a")])
    #expect(nights.proof(since: .monday) == .holding(nights: 2))
  }

  @Test func `a night without a node that had failed proves nothing`() {
    let nights = Nights([.failed("a")], [.ok("z")], [.ok("a")], [])
    #expect(nights.proof(since: .monday) == .holding(nights: 1))
    #expect(Nights([.failed("a")], [.ok("z")]).proof(since: .monday) == .waiting)
  }

  @Test func `it is broken by the first night that shows it, on any node`() {
    let nights = Nights([.failed("a")], [.ok("a")], [.failed("x"), .failed("y")], [.ok("a")])
    #expect(nights.proof(since: .monday) == .broken(night: .wednesday, nodes: 2))
  }

  @Test func `what failed before the fix on the day of the fix does not break it`() {
    let nights = Nights([.failed("a")], [.failed("a", at: "13:30"), .ok("a", at: "14:30")])
    #expect(nights.proof(since: .monday) == .waiting)
    let later = Nights([.failed("a")], [.failed("a", at: "13:30"), .failed("a", at: "00:10")])
    #expect(later.proof(since: .monday) == .broken(night: .tuesday, nodes: 1))
  }

  @Test func `other failures of the node do not break it`() {
    let nights = Nights([.failed("a")], [.failed("a", .postgres)])
    #expect(nights.proof(since: .monday) == .holding(nights: 1))
  }
}
