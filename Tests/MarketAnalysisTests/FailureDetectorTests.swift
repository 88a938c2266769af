import MarketAnalysis
import MarketModel
import MarketTestKit
import Testing

struct FailureDetectorTests {
  @Test func `a first cause is one signal, however many nodes and runs it hit`() throws {
    let signals = failures(
      .failed("web-2", .nginx, at: "02:14"), .failed("web-1", .nginx, at: "03:00"),
      .failed("web-1", .nginx, at: "08:40", in: "staging"))
    let signal = try #require(signals.first)
    #expect(signals.count == 1)
    #expect(signal.title == "service[nginx] fails to start")
    #expect(signal.nodes.map(\.rawValue) == ["web-1", "web-2"])
    #expect(signal.environments == ["production", "staging"])
    #expect((signal.runs, signal.kind) == (3, .failure))
    #expect(signal.first == Day.tuesday.at("02:14"))
    #expect(signal.last == Day.tuesday.at("08:40"))
  }

  @Test func `two causes are two signals, the earlier first`() {
    let signals = failures(
      .failed("db-1", .postgres, at: "03:00"), .failed("web-1", .nginx, at: "02:00"))
    #expect(signals.map(\.fingerprint) == [.nginx, .postgres].map(fingerprint))
  }

  @Test func `what failed because of it is in the evidence and no signal`() throws {
    let signals = failures(.failed("web-1", .nginx, knockOns: [.postgres]))
    #expect(signals.count == 1)
    let knockOns = try #require(signals.first?.evidence.first?.knockOns)
    #expect(knockOns == ["package[postgresql-15]: \(Failure.postgres.message)"])
  }

  @Test func `what was told not to matter is no signal`() {
    #expect(failures(.failed("web-1", .nginx, tolerated: [.postgres])).count == 1)
  }

  @Test func `why counts the runs and the nodes`() {
    let signals = failures(
      .failed("web-1", .nginx, at: "02:14"), .failed("web-1", .nginx, at: "08:40"),
      .ok("web-1", at: "05:00"), .failed("web-2", .nginx, at: "03:00"), .ok("web-3"))
    #expect(signals.first?.whyText == "failed in 3 of 4 runs on 2 of 3 nodes, 02:14 to 08:40 UTC")
  }

  @Test func `why names one minute once`() {
    let signals = failures(
      .failed("web-1", .nginx, at: "02:14:10"), .failed("web-2", .nginx, at: "02:14:50"))
    #expect(signals.first?.whyText == "failed in 2 of 2 runs on 2 of 2 nodes, at 02:14 UTC")
  }

  @Test func `a failure outside of any resource is called by its class and first line`() {
    #expect(
      failures(.failed("web-1", .compile)).map(\.title)
        == ["RecipeNotFound: could not find recipe tuning for cookbook acme_base"])
  }

  @Test func `a failure without a word has a title all the same`() {
    #expect(
      failures(.failed("web-1", Failure(message: ""))).map(\.title)
        == ["runs fail without a message"])
    #expect(failures(.failed("web-1", Failure(message: "\n\nno"))).map(\.title) == ["no"])
  }

  @Test func `a resource that was to do nothing just fails`() {
    var notified = Failure.nginx
    notified.action = "nothing"
    #expect(failures(.failed("web-1", notified)).map(\.title) == ["service[nginx] fails"])
  }

  @Test func `a title stays short, whatever a node wrote`() throws {
    var long = Failure.nginx
    long.resourceName = String(repeating: "n", count: 5000)
    #expect(try #require(failures(.failed("web-1", long)).first).title.utf8.count <= 120)
  }

  private func failures(_ runs: RunSample...) -> [Signal] {
    FailureDetector.signals(in: NightWindow(tonight: NightDigest(.tuesday, runs), past: []))
  }

  private func fingerprint(_ failure: Failure) -> Fingerprint { failure.fingerprint }
}

struct UnexplainedRunDetectorTests {
  @Test func `each way of not succeeding is one signal that says so`() {
    let signals = UnexplainedRunDetector.signals(
      in: NightWindow(
        tonight: NightDigest(
          .tuesday, .ended("web-1", .incomplete, at: "01:00"), .ended("web-2", .incomplete),
          .ended("web-3", .unreachable), .ended("web-4", .noResponse, at: "03:00"),
          .failed("web-5", nil, at: "04:00"), .ok("web-6"), .failed("web-7", .nginx)),
        past: []))
    #expect(
      Set(signals.map(\.title)) == [
        "Chef runs start and never end", "Chef can't reach nodes",
        "Chef gets no answer from nodes", "Chef runs fail without a reason",
      ])
    #expect(signals.first?.nodes.map(\.rawValue) == ["web-1", "web-2"])
    #expect(
      signals.first?.whyText
        == "no end was reported in 2 of 2 runs on 2 of 7 nodes, 01:00 to 02:00 UTC"
    )
  }

  @Test func `the same way of not succeeding is the same signal the next night`() {
    let fingerprints = [Day.tuesday, .wednesday].map { night in
      UnexplainedRunDetector.signals(
        in: NightWindow(tonight: NightDigest(night, .ended("w", .incomplete)), past: [])
      ).map(\.fingerprint)
    }
    #expect(fingerprints[0] == fingerprints[1])
    #expect(fingerprints[0].count == 1)
  }

  @Test func `the end of a run takes its start off the table`() {
    var digest = NightDigest(.tuesday, .ended("web-1", .incomplete))
    digest.merge(NightDigest(.tuesday, .ok("web-1")))
    let window = NightWindow(tonight: digest, past: [])
    #expect(UnexplainedRunDetector.signals(in: window).isEmpty)
  }
}
