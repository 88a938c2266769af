import MarketModel
import MarketTestKit
import Testing

@testable import MarketAnalysis

struct NotIdempotentDetectorTests {
  private let motd = Change(
    title: "template[/etc/motd]", declaration: "acme_base::default", action: "create")
  private let restart = Change(title: "service[nginx]", action: "restart")

  @Test func `what changes in every run is told with the service that it restarts, and how often`()
    throws
  {
    let signal = try #require(night { _ in [motd, restart] }.first)
    #expect(signal.kind == .notIdempotent)
    #expect(signal.title == "template[/etc/motd] changes in every run")
    #expect(
      signal.whyText
        == "changed in 36 of 36 successful runs of 3 nodes and restarts service[nginx] "
        + "12 times a day")
    #expect(signal.nodes.map(\.rawValue) == ["n0", "n1", "n2"] && signal.runs == 36)
    #expect(
      signal.detailTexts == [
        "declared in acme_base::default", "n0: changed in 12 of 12 runs",
        "n1: changed in 12 of 12 runs", "n2: changed in 12 of 12 runs",
      ])
    #expect(night { _ in [motd, restart] }.count == 1)
  }

  @Test func `a service that is restarted in every run for nothing is restless itself`() {
    #expect(night { _ in [restart] }.map(\.title) == ["service[nginx] changes in every run"])
  }

  @Test func `a service that few of its nodes restart has other reasons`() throws {
    let runs = (0..<5).flatMap { node in
      String.clocks(12, every: 60).map { clock in
        RunSample.ok("n\(node)", at: clock).changing(node == 0 ? [motd, restart] : [motd])
      }
    }
    #expect(
      try #require(signals(runs).first).whyText == "changed in 60 of 60 successful runs of 5 nodes")
  }

  @Test func `two places that declare it fight over it`() throws {
    var other = motd
    other.declaration = "acme_security::banner"
    let signals = night { _ in [motd, other] }
    #expect(signals.count == 1)
    #expect(
      try #require(signals.first).whyText.hasSuffix(
        "; acme_base::default and acme_security::banner fight over it"))
  }

  @Test func `what changes in half of the runs, or once, is done`() {
    #expect(night { $0 % 2 == 0 ? [motd] : [] }.isEmpty)
    #expect(night { $0 == 0 ? [motd, restart] : [] }.isEmpty)
    #expect(night { _ in [] }.isEmpty)
  }

  @Test func `one run in which it rested does not hide it`() {
    #expect(night { $0 == 5 ? [] : [motd] }.count == 1)
  }

  @Test func `runs that failed or only said what they would do do not count`() {
    let noop = String.clocks(12, every: 60).map { RunSample.ok("a", at: $0).changing([motd]).noop }
    #expect(signals(noop).isEmpty)
    let failing = String.clocks(12, every: 60).map {
      RunSample.failed("a", at: $0).changing([motd])
    }
    #expect(signals(failing).isEmpty)
    let rested = String.clocks(12, every: 60).enumerated().map { place, clock in
      place % 2 == 0
        ? RunSample.ok("a", at: clock).changing([motd]) : .ok("a", at: clock).noop
    }
    #expect(signals(rested).first?.whyText == "changed in 6 of 6 successful runs of 1 node")
  }

  @Test func `few runs say nothing`() {
    #expect(signals([.ok("a", at: "01:00").changing([motd])]).isEmpty)
    #expect(
      signals(["01:00", "02:00", "03:00"].map { .ok("a", at: $0).changing([motd]) }).isEmpty)
  }

  @Test func `with few runs a night, the nights before are asked`() throws {
    let nights = (0..<10).map { _ in [RunSample.ok("a").changing([motd])] }
    let signal = try #require(Nights(nights).newest.first)
    #expect(signal.kind == .notIdempotent && signal.runs == 1)
    #expect(signal.whyText == "changed in 8 of 8 successful runs of 1 node")
    let rests = (0..<10).map { night in
      [RunSample.ok("a").changing(night % 2 == 1 ? [motd] : [])]
    }
    #expect(Nights(rests).newest.isEmpty)
  }

  @Test func `a deploy a day of many runs is a deploy`() {
    let nights = (0..<5).map { night in
      String.clocks(24, every: 60).enumerated().map { turn, clock in
        RunSample.ok("a", at: clock).changing(
          turn == night ? [Change(title: "execute[deploy 2026-11-\(17 + night)]"), restart] : [])
      }
    }
    #expect(Nights(nights).newest.isEmpty)
  }

  @Test func `titles that differ by the node's name or a date are one resource`() throws {
    let runs = (0..<3).flatMap { node in
      String.clocks(12, every: 60).enumerated().map { turn, clock in
        RunSample.ok("web-\(node)", at: clock).changing("file[/var/web-\(node)/2026\(1000 + turn)]")
      }
    }
    let signals = self.signals(runs)
    #expect(signals.count == 1 && signals.first?.nodes.count == 3)
  }

  @Test func `the same name by two tools is two signals`() {
    let runs = String.clocks(12, every: 60).flatMap { clock in
      [
        RunSample.ok("a", at: clock).changing([motd]),
        RunSample.ok("b", at: clock).changing([motd]).by(.puppet),
      ]
    }
    #expect(Set(signals(runs).map(\.fingerprint)).count == 2)
  }

  /// Three nodes of twelve runs, by what changes in the nth.
  private func night(_ changes: (Int) -> [Change]) -> [Signal] {
    signals(
      (0..<3).flatMap { node in
        String.clocks(12, every: 120).enumerated().map { turn, clock in
          RunSample.ok("n\(node)", at: clock).changing(changes(turn))
        }
      })
  }

  private func signals(_ runs: [RunSample]) -> [Signal] {
    NotIdempotentDetector.signals(in: Nights(runs).window)
  }
}
