import MarketModel
import Testing

@testable import MarketDemo

struct StoryTests {
  /// What a night must hold so that the market has it to talk about.
  static let planted: [(night: Int, text: String)] = [
    (21, "bind() to 0.0.0.0:80 failed"),
    (0, "certificate has expired"), (2, "certificate has expired"),
    (-1, "Could not get lock /var/lib/dpkg/lock-frontend"),
    (5, "undefined local variable or method `heap'"),
    (16, "could not obtain lock on relation schema_migrations"),
    (22, "Multiple failures occurred"),
    (15, "Hash Sum mismatch"),
    (-3, "unable to set exclusive lock"),
    (23, "unable to set exclusive lock"),
    (17, "No space left on device"),
    (17, "could not read from input file: end of file"),
    (18, "Operation timed out after"),
    (22, "Operation timed out after"),
    (20, "pull rate limit reached"),
    (-6, "Read-only file system"), (14, "Read-only file system"),
    (19, "no queue 'dead-letters'"),
    (23, "acme/config-templates.git/': The requested URL returned error: 503"),
    (23, "acme/shop-plugins.git/': The requested URL returned error: 503"),
    (19, "+  server web-prod-"),
    (19, "\"morning_market\":1"),
    (23, "undefined method `[]' for nil:NilClass"),
    (23, "No such cookbook: acme_snapshots"),
  ]

  @Test(arguments: planted)
  func `a story is told in its night`(night: Int, text: String) {
    #expect(holds(text, in: night))
  }

  @Test(arguments: [
    (20, "bind() to 0.0.0.0:80 failed"), (19, "Hash Sum mismatch"),
    (20, "unable to set exclusive lock"), (21, "Operation timed out after"),
    (22, "The requested URL returned error: 503"), (22, "undefined method `[]'"),
    (-2, "unable to set exclusive lock"), (3, "certificate has expired"),
    (18, "+  server web-"), (18, "morning_market"),
  ])
  func `and not in another`(night: Int, text: String) {
    #expect(!holds(text, in: night))
  }

  @Test func `a custom resource fails with the resource inside it, innermost first`() throws {
    var dice = Dice(seed: 1, "test")
    let node = try #require(Fleet.nodes.first { $0.role == .app })
    var run = ChefRun(
      of: node, night: Fleet.founded, isFirstOfNight: true, start: Fleet.founded.start, dice: &dice)
    Story.lockedMigration.tell(&run, &dice)
    let failed = run.resources.filter { $0.status == .failed }
    #expect(failed.map(\.resource) == ["execute[migrate shop]", "acme_app_deploy[shop]"])
    let error = try #require(run.error)
    #expect(
      error.message.hasPrefix(
        "acme_app_deploy[shop] (acme_app::default line 1) had an error: "
          + "Mixlib::ShellOut::ShellCommandFailed: execute[migrate shop] (acme_app::default line 22)"
      ))
  }

  private func holds(_ text: String, in night: Int) -> Bool {
    ToldNights.reports(night).contains {
      String(decoding: $0.bytes, as: UTF8.self).contains(text)
    }
  }
}
