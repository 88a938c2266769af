import MarketModel
import MarketTestKit
import Testing

@testable import MarketAnalysis

struct EnvironmentLeakDetectorTests {
  @Test func `a staging node that is configured with a machine of production is a leak`() throws {
    let signal = try #require(signals(mentioning: ["db-prod-01"]).first)
    #expect(signal.kind == .environmentLeak)
    #expect(signal.title == "template[/etc/app.conf] of staging has machines of production")
    #expect(
      signal.whyText == "db-prod-01 of production written on 2 nodes of staging, 02:00 to 03:00 UTC"
    )
    #expect(signal.nodes.map(\.rawValue) == ["app-stg-01", "app-stg-02"])
    #expect(signal.environments == ["staging"] && signal.runs == 3)
    #expect(
      signal.detailTexts == ["app-stg-01: db-prod-01", "app-stg-02: db-prod-01"])
  }

  @Test(arguments: [
    "db-prod-01",  // a node
    "10.20.3.1",  // its address
    "10.20.3.77",  // its network
    "10.20.9.9",  // the network around it
    "cache-prod-99",  // a part of its name
    "db01.production.example.net",  // the label of its environment
  ])
  func `a machine is known by name, address, network and label`(machine: String) {
    #expect(signals(mentioning: [machine]).count == 1)
  }

  @Test(arguments: [
    "db-stg-01", "10.30.3.2", "app-stg-01", "10.30.3.99", "db01.staging.example.net",
    "mirror.example.net", "192.168.1.1", "staging-production-01",
  ])
  func `what is its own, and what nobody knows, is no leak`(machine: String) {
    #expect(signals(mentioning: [machine]).isEmpty)
  }

  @Test func `more than three machines are counted`() throws {
    let machines = (1...5).map { "db-prod-0\($0)" }
    let why = try #require(signals(mentioning: machines).first).whyText
    #expect(why.hasPrefix("db-prod-01, db-prod-02, db-prod-03 and 2 more of production"))
  }

  @Test func `a machine that many environments mention is shared`() {
    let others = ["qa", "dev"].map { environment in
      RunSample.ok("app-\(environment)-01", in: environment).changing([writing(["db-prod-01"])])
    }
    #expect(signals(mentioning: ["db-prod-01"], besides: others).isEmpty)
  }

  @Test func `a machine that others mentioned in the nights before is shared, too`() {
    let earlier = ["qa", "dev"].map { environment in
      RunSample.ok("app-\(environment)-01", in: environment).changing([writing(["db-prod-01"])])
    }
    let nights = Nights(fleet + earlier, fleet + leaking(["db-prod-01"]))
    #expect(EnvironmentLeakDetector.signals(in: nights.window).isEmpty)
  }

  @Test func `a run that failed later has written it all the same`() {
    let run = RunSample.failed("app-stg-01", at: "02:00", in: "staging")
      .changing([writing(["db-prod-01"])])
    let window = Nights(fleet + [run]).window
    #expect(EnvironmentLeakDetector.signals(in: window).count == 1)
  }

  @Test func `who lists all there is does not share each of them`() {
    let all = (1...5).flatMap { ["db-prod-0\($0)", "web-prod-0\($0)", "app-prod-0\($0)"] }
    let watchers = ["qa", "dev"].map { environment in
      RunSample.ok("watch-\(environment)-01", in: environment)
        .changing([Change(title: "template[/etc/watch.conf]", mentions: all)])
    }
    let titles = signals(mentioning: ["db-prod-01"], besides: watchers).map(\.title)
    #expect(titles == ["template[/etc/app.conf] of staging has machines of production"])
  }

  @Test func `nodes that write at the same second are as many runs`() throws {
    let runs = (1...3).map {
      RunSample.ok("app-stg-0\($0)", at: "02:00", in: "staging")
        .changing([writing(["db-prod-01"])])
    }
    let window = Nights(fleet + runs).window
    #expect(try #require(EnvironmentLeakDetector.signals(in: window).first).runs == 3)
  }

  @Test func `a list of nodes of all roles is what is watched`() {
    let all = (1...2).flatMap { ["db-prod-0\($0)", "web-prod-0\($0)", "app-prod-0\($0)"] }
    #expect(signals(mentioning: all).isEmpty)
  }

  @Test func `with one environment there is nothing to leak`() {
    let runs = fleet.map { sample in
      var sample = sample
      sample.run.environment = "production"
      return sample
    }
    let window = Nights(runs + leaking(["db-prod-01"], in: "production")).window
    #expect(EnvironmentLeakDetector.signals(in: window).isEmpty)
  }

  @Test func `each pair of environments is its own card`() {
    let other = RunSample.ok("app-qa-01", in: "qa").changing([writing(["db-prod-02"])])
    #expect(signals(mentioning: ["db-prod-01"], besides: [other]).count == 2)
  }

  @Test func `what leaks in every run is one card, not two`() {
    let runs = String.clocks(12, every: 60).map {
      RunSample.ok("app-stg-01", at: $0, in: "staging").changing([writing(["db-prod-01"])])
    }
    let night = Nights(fleet + runs)
    #expect(!NotIdempotentDetector.signals(in: night.window).isEmpty)
    #expect(night.newest.map(\.kind) == [.environmentLeak])
  }

  @Test func `what also changes in every run elsewhere stays a card of its own`() {
    let runs = String.clocks(12, every: 60).flatMap { clock in
      [
        RunSample.ok("app-stg-01", at: clock, in: "staging").changing([writing(["db-prod-01"])]),
        RunSample.ok("app-prod-01", at: clock).changing([writing(["db-prod-01"])]),
      ]
    }
    #expect(
      Set(Nights(fleet + runs).newest.map(\.kind)) == [.environmentLeak, .notIdempotent])
  }

  @Test func `the map knows a machine by its nodes, and roles by the first letters`() {
    let map = EnvironmentMap(of: Nights(fleet).window)
    #expect(map.environments == ["production", "staging"])
    #expect(map.environment(of: "db-prod-01") == "production")
    #expect(map.environment(of: "10.30.3.200") == "staging")
    #expect(map.environment(of: "10.40.1.1") == nil)
    #expect(map.role(of: "db-prod-01") == "db" && map.role(of: "10.20.3.1") == "db")
    #expect(map.roleCount == 3)
  }

  @Test func `a name that nodes of two environments go by belongs to neither`() {
    let both = [
      RunSample.ok("vip-a").known(as: "vip.example.net"),
      .ok("vip-b", in: "staging").known(as: "vip.example.net"),
    ]
    let map = EnvironmentMap(of: Nights(fleet + both).window)
    #expect(map.environment(of: "vip.example.net") == nil)
  }

  /// Production in 10.20, staging in 10.30; databases, webs and apps.
  private var fleet: [RunSample] {
    [("prod", "production", 20), ("stg", "staging", 30)].flatMap { part, environment, network in
      ["db", "web", "app"].enumerated().flatMap { place, role in
        (1...5).map { number in
          RunSample.ok("\(role)-\(part)-0\(number)", at: "01:00", in: environment)
            .known(as: "10.\(network).\(3 + place).\(number)")
        }
      }
    }
  }

  private func writing(_ machines: [String]) -> Change {
    Change(title: "template[/etc/app.conf]", action: "create", mentions: machines)
  }

  private func leaking(_ machines: [String], in environment: String = "staging") -> [RunSample] {
    [
      .ok("app-stg-01", at: "02:00", in: environment).changing([writing(machines)]),
      .ok("app-stg-01", at: "03:00", in: environment).changing([writing(machines)]),
      .ok("app-stg-02", at: "02:00", in: environment).changing([writing(machines)]),
    ]
  }

  private func signals(
    mentioning machines: [String], besides others: [RunSample] = []
  ) -> [Signal] {
    EnvironmentLeakDetector.signals(in: Nights(fleet + leaking(machines) + others).window)
  }
}
