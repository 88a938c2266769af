import MarketModel
import MarketTestKit
import Testing

@testable import MarketAnalysis

struct OutageReadingTests {
  @Test func `a host that two tools could not reach is one card`() throws {
    let night = Nights(fleet { node, minute in down(node, minute, from: 1080, to: 1110) })
    let signal = try #require(night.newest.first)
    #expect(night.newest.map(\.kind) == [.outage])
    #expect(signal.title == "artifacts.acme.example is out of reach")
    #expect(signal.family == "artifacts.acme.example")
    #expect(signal.nodes.count == 30 && signal.runs == 30)
    #expect(signal.covers.count == 3 && signal.covers == signal.covers.sorted())
    #expect(signal.evidence.count == 3 && signal.details.count == 3)
    #expect(signal.first == Day.monday.at("03:00") && signal.last < Day.monday.at("03:30"))
  }

  @Test func `why says what failed where, when, and that it is over`() throws {
    let night = Nights(fleet { node, minute in down(node, minute, from: 1080, to: 1110) })
    #expect(
      night.newest.first?.whyText
        == "30 runs of chef and puppet failed in 3 ways on 30 of 30 nodes, 03:00 to 03:29 UTC; "
        + "over: 30 of 30 nodes ran without it later; by chance less than 1 in a billion")
  }

  @Test func `a host that is down in the morning is not over`() throws {
    let night = Nights(fleet { node, minute in down(node, minute, from: 1380, to: 1440) })
    let why = try #require(night.newest.first?.whyText)
    #expect(night.newest.map(\.kind) == [.outage])
    #expect(why.contains("08:00 to 08:59 UTC") && why.contains("no run after it shows"))
  }

  @Test func `two outages of one host are one card that says so`() throws {
    let night = Nights(
      fleet { node, minute in
        down(node, minute, from: 300, to: 330) ?? down(node, minute, from: 1080, to: 1110)
      })
    #expect(night.newest.map(\.kind) == [.outage])
    #expect(try #require(night.newest.first).whyText.contains(", 2 times; over:"))
  }

  @Test func `two hosts are two cards`() {
    let night = Nights(
      fleet { node, minute in
        down(node, minute, from: 300, to: 330)
          ?? (1080..<1110 ~= minute ? unreachable("git.acme.example", by: "git") : nil)
      })
    #expect(night.newest.map(\.kind) == [.outage, .outage])
    #expect(
      Set(night.newest.map(\.family)) == ["artifacts.acme.example", "git.acme.example"])
  }

  @Test func `of two hosts in one message, the one that explains more is it`() {
    let night = Nights(
      fleet { node, minute in
        guard 1080..<1110 ~= minute else { return nil }
        var failure = unreachable("artifacts.acme.example", by: "git")
        if node % 2 == 0 { failure.detail = "Could not resolve proxy: proxy.acme.example" }
        return failure
      })
    #expect(night.newest.map(\.family) == ["artifacts.acme.example"])
  }

  @Test func `a wrong name in one place all night is a failure`() {
    let night = Nights(
      fleet { node, _ in
        [0, 3, 6, 9, 12].contains(node) ? unreachable("old.acme.example", by: "git") : nil
      })
    #expect(night.newest.map(\.kind) == [.failure])
    #expect(night.newest.first?.nodes.count == 5)
  }

  @Test func `a mirror that fails now and then all night is no outage`() {
    let night = Nights(
      fleet { node, minute in
        (7 * node + 3 * (minute / 30)) % 11 == 0 ? unreachable("deb.acme.example", by: "apt") : nil
      })
    #expect(!night.newest.isEmpty && night.newest.allSatisfy { $0.kind == .flaky })
  }

  @Test func `what hits fewer than three nodes is a matter of these`() {
    let night = Nights(
      fleet { node, minute in node < 2 ? down(node, minute, from: 1080, to: 1200) : nil })
    #expect(!night.newest.isEmpty && night.newest.allSatisfy { $0.kind != .outage })
  }

  @Test func `what failed at the same time and names no host is its own card`() {
    let night = Nights(
      fleet { node, minute in
        node < 3 && 1080..<1110 ~= minute ? .nginx : down(node, minute, from: 1080, to: 1110)
      })
    #expect(night.newest.map(\.kind).filter { $0 == .outage }.count == 1)
    #expect(night.newest.contains { $0.fingerprint == Failure.nginx.fingerprint })
  }

  @Test func `a problem that tracks what the outage covers is shown by the outage`() throws {
    let night = Nights(fleet { node, minute in down(node, minute, from: 1080, to: 1110) })
    let tracked = unreachable("artifacts.acme.example", by: "curl")
    let evidence = night.evidence(of: tracked)
    #expect(evidence.signals.map(\.kind) == [.outage])
    #expect(evidence.nodesTonight == 30)
    let covers = try #require(night.newest.first).covers
    #expect(night.newest.allSatisfy { !covers.contains($0.fingerprint) })
    #expect(covers.contains(tracked.fingerprint))
  }

  @Test func `an outage keeps its fingerprint in other nights, whatever it hits`() {
    let first = Nights(fleet { node, minute in down(node, minute, from: 1080, to: 1110) })
    let second = Nights(
      fleet { _, minute in
        400..<430 ~= minute ? unreachable("artifacts.acme.example", by: "git") : nil
      })
    #expect(first.newest.map(\.fingerprint) == second.newest.map(\.fingerprint))
  }

  /// Three kinds of resources of two tools that need one host.
  private func down(_ node: Int, _ minute: Int, from: Int, to: Int) -> Failure? {
    guard from..<to ~= minute else { return nil }
    return unreachable("artifacts.acme.example", by: ["curl", "apt", "git"][node % 3])
  }

  private func unreachable(_ host: String, by tool: String) -> Failure {
    let message =
      switch tool {
      case "curl": "Failed to open TCP connection to \(host):443 (execution expired)"
      case "apt": "E: Failed to fetch http://\(host)/dists/bookworm/InRelease"
      default: "fatal: unable to access 'https://\(host)/x.git/': Could not resolve host: \(host)"
      }
    return Failure(
      resourceType: tool, resourceName: "it", action: "create",
      declaration: "acme_\(tool)::default",
      errorClass: "Errno", message: message)
  }

  /// Thirty nodes that run every half hour, one after the other, with what fails by node and minute of
  /// the night; those that need git are Puppet's.
  private func fleet(_ failure: (Int, Int) -> Failure?) -> [RunSample] {
    (0..<30).flatMap { node in
      (0..<48).map { turn in
        let minute = 30 * turn + node
        let clock = Day.monday.at("09:00").adding(seconds: Double(60 * minute)).clockTime
        let failure = failure(node, minute)
        let sample: RunSample =
          failure.map { .failed("node-\(node)", $0, at: clock) } ?? .ok("node-\(node)", at: clock)
        return node % 3 == 2 ? sample.by(.puppet) : sample
      }
    }
  }
}
