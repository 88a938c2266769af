import MarketAnalysis
import MarketModel
import MarketTestKit
import Testing

struct GreenWithErrorsDetectorTests {
  @Test func `runs that succeed with the same words against them are one signal`() throws {
    let signals = signals(
      .green("web-1", .errorLogged, "could not back up 10.0.0.1", at: "02:14"),
      .green("web-2", .errorLogged, "could not back up 10.0.0.2", at: "03:00"), .ok("web-3"))
    let signal = try #require(signals.first)
    #expect(signals.count == 1)
    #expect(signal.kind == .greenWithErrors)
    #expect(signal.title == "green with errors in the log: could not back up 10.0.0.1")
    #expect(
      signal.whyText
        == "succeeded and logged errors in 2 of 2 runs on 2 of 3 nodes, 02:14 to 03:00 UTC")
    #expect(signal.evidence.map(\.node.rawValue) == ["web-1", "web-2"])
  }

  @Test func `kinds are told apart, also without words`() {
    let signals = signals(.green("a", .noResources), .green("b", .cachedCatalogue, at: "03:00"))
    #expect(
      signals.map(\.title)
        == ["green without a single resource", "green from an old catalogue"])
  }

  @Test func `a caveat has no action of a resource to show`() {
    let failures = [Failure(Caveat(.cutShort, message: "x")), .nginx]
    #expect(failures.map(\.resourceAction) == [nil, "start"])
  }

  @Test func `a plain green run and a run that failed are none of its business`() {
    var failed = RunSample.failed("a", .nginx)
    failed.run.caveats = [Caveat(.errorLogged, message: "x")]
    #expect(signals(failed, .ok("b")).isEmpty)
  }

  private func signals(_ runs: RunSample...) -> [Signal] {
    GreenWithErrorsDetector.signals(
      in: NightWindow(tonight: NightDigest(.tuesday, runs), past: []))
  }
}
