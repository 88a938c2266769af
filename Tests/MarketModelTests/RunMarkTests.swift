import MarketTestKit
import Testing

@testable import MarketModel

struct RunMarkTests {
  /// Tellings of one run differ in all that a run can tell.
  @Test(arguments: 1...200)
  func `joining two tellings is commutative, associative and idempotent`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    let (a, b, c) = (mark(&chance), mark(&chance), mark(&chance))
    #expect(RunMark.joined(a, b) == RunMark.joined(b, a))
    #expect(RunMark.joined(RunMark.joined(a, b), c) == RunMark.joined(a, RunMark.joined(b, c)))
    #expect(RunMark.joined(a, a) == a)
    #expect(RunMark.joined(RunMark.joined(a, b), b) == RunMark.joined(a, b))
  }

  @Test func `a handler tells of memory and the client of resources, in either order`() throws {
    var client = run(.success)
    client.tally = Tally(total: 10, updated: 1, failed: 0, skipped: 0)
    client.changes = [Change(title: "template[/etc/motd]")]
    client.traits["platform"] = "debian 12"
    var handler = run(.success)
    handler.usage = Usage(agent: 400, free: 1000, total: 8000, collecting: 7)
    let night = Day(daysSince1970: 20_779)
    for runs in [[client, handler], [handler, client]] {
      var digest = NightDigest(night: night)
      for run in runs { digest.add(run, started: night.start) }
      let mark = try #require(digest.nodes[client.node]?.values.first)
      #expect(mark.usage == Usage(agent: 400, free: 960, total: 8000, collecting: 7))
      #expect(mark.changes.count == 1 && mark.tally.total == 10)
      #expect(mark.traits.flatMap { digest.traits[$0] } == client.traits)
    }
  }

  @Test func `numbers that no run can have are brought within what a digest holds`() throws {
    var run = run(.success)
    run.duration = .infinity
    run.tally = Tally(total: .max, updated: .min, failed: 1 << 40, skipped: -1)
    run.usage = Usage(agent: .max, free: .max, total: 1 << 40, collecting: -5)
    run.changes = [.infinity, 1e300, -1, .nan, 2.9].map { Change(title: "x", duration: $0) }
    var digest = NightDigest(night: Day(daysSince1970: 20_779))
    digest.add(run, started: digest.night.start)
    let mark = try #require(digest.nodes[run.node]?.values.first)
    let most = RunMark.countLimit
    #expect(
      mark.duration == most
        && mark.tally == Tally(total: most, updated: 0, failed: most, skipped: 0))
    #expect(mark.changes.map(\.seconds) == [most, most, 0, 0, 2])
    #expect(mark.usage.agent == most && mark.usage.total == most && mark.usage.collecting == 0)
    #expect(mark.usage.free <= most && mark.usage.free % Usage.freeStep == 0)
  }

  private func run(_ status: RunStatus) -> Run {
    Run(
      tool: .chef, format: "f", node: NodeName(rawValue: "web-prod-01"), runID: "r", status: status)
  }

  private func mark(_ chance: inout SeededGenerator) -> RunMark {
    var mark = RunMark(
      id: 7, tool: chance.one(of: [.chef, .puppet]), environment: chance.one(of: ["", "qa"]),
      started: chance.int(0...2), duration: chance.int(0...2),
      status: chance.one(of: RunStatus.allCases),
      tally: Tally(total: chance.maybe { $0.int(0...1) }, updated: chance.maybe { $0.int(0...1) }),
      failure: chance.maybe { $0.fingerprint() },
      tolerated: (0..<chance.int(0...1)).map { _ in chance.fingerprint() },
      caveats: (0..<chance.int(0...1)).map { _ in chance.fingerprint() })
    mark.changes = (0..<chance.int(0...2)).map { _ in
      ChangeMark(
        resource: chance.fingerprint(), seconds: chance.int(0...1),
        mentions: chance.maybe { $0.fingerprint() })
    }
    mark.traits = chance.maybe { $0.fingerprint() }
    mark.usage = Usage(
      agent: chance.int(0...2), free: chance.int(0...2), total: chance.int(0...2),
      collecting: chance.int(0...2))
    mark.isNoop = chance.int(0...1) == 0
    return mark
  }
}

struct ChangedResourceTests {
  @Test(arguments: [
    ("execute[migrate to 20261122]", "execute[migrate to ‹›]"),
    ("file[/srv/app/releases/2026-11-22/x]", "file[/srv/app/releases/‹›-11-22/x]"),
    ("template[/etc/web-prod-01.conf]", "template[/etc/‹›.conf]"),
    ("ifconfig[eth0]", "ifconfig[eth0]"), ("ifconfig[eth1]", "ifconfig[eth1]"),
    ("service[php8.2]", "service[php8.2]"), ("pid 12345 and 999", "pid ‹› and 999"),
    ("web-prod-01web-prod-01", "‹›‹›"), ("größe 設定", "größe 設定"), ("", ""),
  ])
  func `a title has holes for the node's name and for long numbers`(title: String, kept: String) {
    #expect(resource(title).title == kept)
  }

  @Test func `a short name of a node is no hole, because it may be any word`() {
    #expect(resource("file[/etc/db1]", on: "db1").title == "file[/etc/db1]")
    #expect(resource("file[/etc/x]", on: "").title == "file[/etc/x]")
  }

  /// Else each byte of the title would be held against all of the name.
  @Test func `a name longer than DNS has is no hole`() {
    let long = String(repeating: "a", count: 5000)
    #expect(resource(String(repeating: "a", count: 60_000), on: long).title.utf8.count <= 200)
    #expect(!resource("file[\(long)]", on: long).title.contains("‹›"))
  }

  @Test func `a title is clipped`() {
    #expect(resource(String(repeating: "ä", count: 5000)).title.utf8.count <= 200)
  }

  @Test func `the same resource has one fingerprint in every run, and every part tells it apart`() {
    let usual = ChangedResource(tool: .chef, title: "a", declaration: "b", action: "c")
    #expect(resource("at 2026").fingerprint == resource("at 2027").fingerprint)
    let others = [
      ChangedResource(tool: .puppet, title: "a", declaration: "b", action: "c"),
      ChangedResource(tool: .chef, title: "a", declaration: "b"),
      ChangedResource(tool: .chef, title: "a", action: "c"),
      ChangedResource(tool: .chef, title: "ab", declaration: "", action: "c"),
    ]
    #expect(Set((others + [usual]).map(\.fingerprint)).count == 5)
  }

  @Test(arguments: [
    ("restart", true), ("reload", true), ("try_restart", true), ("reload_or_restart", true),
    ("start", false), ("create", false), ("", false),
  ])
  func `what is started anew was asked for by others`(action: String, isNotified: Bool) {
    #expect(ChangedResource(tool: .chef, title: "x", action: action).isNotified == isNotified)
    #expect(!ChangedResource(tool: .chef, title: "x").isNotified)
  }

  private func resource(_ title: String, on node: String = "web-prod-01") -> ChangedResource {
    let run = Run(
      tool: .chef, format: "f", node: NodeName(rawValue: node), runID: "r", status: .success)
    return ChangedResource(Change(title: title), of: run)
  }
}
