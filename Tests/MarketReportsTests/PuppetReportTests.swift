import Foundation
import MarketModel
import MarketReports
import Testing

/// Real reports of Puppet 7.23, from runs that were made to go wrong, and shapes of other versions.
struct PuppetReportTests {
  @Test func `what a failure held up is counted, but is no failure`() throws {
    let run = try fixture("dependency-failed")
    #expect(run.tool == .puppet && run.format == "puppet.report.yaml")
    #expect(run.node.rawValue == "web-01.lab.example" && run.environment == "production")
    #expect(run.status == .failure)
    #expect(run.tally == Tally(total: 10, updated: 0, failed: 1, skipped: 2))
    let failure = try #require(run.failure)
    #expect(failure.resource == "Exec[fetch shop]")
    #expect(failure.action == "run")
    #expect(failure.declaredAt == "shop/manifests/init.pp line 2")
    #expect(failure.message.hasSuffix("returned 22 instead of one of [0]"))
    #expect(failure.message.hasPrefix("'/bin/sh -c"), "without what changed from what to what")
    #expect(failure.detail == "curl: (22) The requested URL returned error: 503")
    #expect(run.knockOns.isEmpty)
  }

  @Test func `the counts are right when unchanged resources are left out`() throws {
    let (whole, part) = (try fixture("dependency-failed"), try fixture("excluded"))
    #expect(part.tally == whole.tally)
    #expect(part.failure == whole.failure)
    #expect(part.runID != whole.runID)
  }

  @Test func `each provider's complaint is told by its telling line`() throws {
    let run = try fixture("providers-failed")
    let failures = [run.failure].compactMap { $0 } + run.knockOns
    #expect(
      failures.map(\.resource) == [
        "Service[nolab]", "Package[no-such-package-xyz]", "User[bad user name!!]",
        "File[/no/such/dir/file]",
      ])
    #expect(failures.map(\.action) == ["start", "install", "create", "create"])
    #expect(failures[0].detail == "nolab: fatal: cannot open /var/lib/nolab")
    #expect(failures[1].detail == "E: Unable to locate package no-such-package-xyz")
    #expect(run.tally.failed == 4)
  }

  @Test func `what could not be restarted is a failure`() throws {
    let run = try fixture("restart-failed")
    #expect(run.status == .failure)
    #expect(run.failure?.resource == "Service[lab]")
    #expect(run.failure?.action == "restart")
    #expect(run.failure?.detail == "lab: cannot reload: bad config line 3")
    #expect(run.knockOns.map(\.message) == ["invalid byte sequence in UTF-8"])
    #expect(run.changes.map(\.title) == ["File[/srv/lab/conf.txt]"])
  }

  @Test func `a dependency cycle is the cause, not the resources in it`() throws {
    let run = try fixture("dependency-cycle")
    #expect(run.failure?.resource == nil)
    #expect(run.failure?.message.hasPrefix("Found 1 dependency cycle:\n(Notify[a] => ") == true)
    #expect(run.knockOns.map(\.resource) == ["Notify[a]", "Notify[b]"])
  }

  @Test func `a catalogue that does not compile is told once`() throws {
    let run = try fixture("catalogue-failed")
    #expect(run.status == .failure)
    #expect(run.tally.total == 0)
    #expect(run.failure?.message == "Could not find class ::profile::does_not_exist")
    #expect(run.failure?.errorClass == "Evaluation Error")
    #expect(run.failure?.declaredAt == "manifests/site.pp line 4")
    #expect(run.knockOns.isEmpty && run.caveats.isEmpty)
    #expect(run.duration == 1.743794922)
  }

  @Test func `what would have changed has not`() throws {
    let run = try fixture("noop")
    #expect(run.isNoop && run.status == .success)
    #expect(run.changes.isEmpty && run.tally.updated == 0)
    #expect(try !fixture("corrective").isNoop)
  }

  /// Its log also calls a command that runs every time corrective.
  @Test func `what somebody changed by hand is told, also where nothing was done about it`() throws
  {
    let run = try fixture("drifted")
    #expect(run.isNoop && run.status == .success)
    #expect(run.caveats == [Caveat(.drifted, message: "File[/etc/motd]")])
    let statuses =
      "{'File[/a]': {events: [{status: success, corrective_change: true}]}, "
      + "'User[b]': {changed: true, corrective_change: true}, "
      + "'Exec[c]': {changed: true, corrective_change: true}}"
    #expect(
      try read(report("status: changed", statuses: statuses)).caveats
        == [Caveat(.drifted, message: "File[/a] and 1 more")])
  }

  @Test func `a catalogue with nothing but Puppet's own is not plain green`() throws {
    #expect(try fixture("empty-catalogue").caveats == [Caveat(.noResources, message: "")])
    #expect(try fixture("corrective").caveats.isEmpty)
  }

  @Test func `titles come as they were given`() throws {
    let run = try fixture("awkward-texts")
    #expect(
      run.changes.map(\.title) == [
        "File[/srv/lab/secret.txt]", "File[/srv/lab/diff.txt]",
        "Notify[multi\nline: message # with - yaml *chars* &anchor !tag %x @y `z`]",
        "Notify[no]", "Notify[8080]",
      ])
    #expect(run.started?.iso8601.hasPrefix("2026-11-22T21:34:") == true)
  }

  @Test func `every cut of a report is said to be cut, or is no wrong green`() throws {
    let bytes = try Self.bytes("dependency-failed")
    for end in stride(from: 60, to: bytes.count - 1, by: 97) {
      let reading = try Reading(Array(bytes[..<end]))
      #expect(reading.runs.allSatisfy { $0.status == .failure }, "cut at \(end)")
      if reading.runs.isEmpty {
        #expect(reading.unread.count == 1)
      }
    }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for count in stride(from: 16, to: lines.count - 4, by: 7) {
      let reading = try Reading(Array(lines[..<count].joined(separator: [0x0A])))
      #expect(reading.reasons == ["ends in the middle of a document"], "\(count) lines")
    }
  }

  @Test(arguments: [
    ("host: a\nlogs: []\nx: 1\n", "has no `time`"),
    ("logs: []\nmetrics: {}\ntime: 1\n", "has no `host`"),
    ("host: a\nlogs: []\ntime: never\n", "has a `time` that is not a time"),
    ("host: ''\nlogs: []\ntime: x\n", "has a `host` that is not a name"),
    (report(logs: "5"), "has a `logs` that is not a list"),
    (report(statuses: "[]"), "has a `resource_statuses` that is not a mapping"),
    (report("status: odd"), "has a `status` that is not failed, changed or unchanged"),
    (report("report_format: 12"), "has no `status`"),
    (report("host: b"), "has `host` twice"),
    (
      "version: {config: 1}\ntime: {last_run: 1}\n",
      "is a summary of Puppet's last run, which names no node, not a run report"
    ),
    ("a: 1\n", "is YAML, but no run report that is known here"),
    ("- 1\n", "is YAML, but no mapping"),
  ])
  func `what is no report is named`(yaml: String, reason: String) throws {
    let reading = try Reading(yaml.hasPrefix("---") ? yaml : "---\n" + yaml)
    #expect(reading.reasons == [reason])
    #expect(reading.runs.isEmpty)
  }

  /// Puppet 2.6 gave neither a status nor an id, and wrote symbols and anchors.
  @Test func `a report without a status is judged by what is in it`() throws {
    let calm = report(statuses: "{'Notify[a]': {changed: true, time: 2010-09-23 15:44:06 -07:00}}")
    let run = try read(calm)
    #expect(run.status == .success)
    #expect(run.changes.map(\.title) == ["Notify[a]"])
    #expect(run.tally == Tally(total: 1, updated: 1, failed: 0, skipped: 0))
    #expect(run.runID == "db-1 2010-09-23T22:44:05.894Z")
    #expect(run.duration == 1)

    let failed = report(
      logs: """

        - &l {level: !ruby/sym err, message: 'change from absent to file failed: no room', source: '/A/File[/x]/ensure'}
        - *l
        """,
      statuses: "{'File[/x]': {failed: true, file: /etc/puppet/modules/a/manifests/b.pp, line: 7}}")
    #expect(try read(failed).status == .failure)
    #expect(try read(failed).failure?.message == "no room")
    #expect(try read(failed).failure?.declaredAt == "a/manifests/b.pp line 7")
    #expect(try read(report(logs: "\n- level: :err\n  message: no server")).status == .failure)
  }

  /// Puppet 3 called a run changed in which only a restart failed.
  @Test func `a failed restart is a failure whatever the status says`() throws {
    let run = try read(
      report(
        "status: changed",
        statuses: "{'Service[a]': {failed_to_restart: true, changed: true}}"))
    #expect(run.status == .failure)
    #expect(run.failure?.action == "restart")
  }

  @Test func `a success with errors, or from an old catalogue, is not plain green`() throws {
    let errors = """

      - {level: err, message: 'Could not retrieve catalog from remote server: Error 500 on SERVER: no'}
      - {level: err, message: "disk is odd\\nvery", time: '2010-09-23T22:44:09Z'}
      """
    let statuses = "{'Notify[a]': {}}"
    let plain = try read(report("status: unchanged", logs: errors, statuses: statuses))
    #expect(plain.caveats.map(\.kind) == [.errorLogged])
    let cached = try read(
      report(
        "status: unchanged\ncached_catalog_status: on_failure", logs: errors, statuses: statuses))
    #expect(
      cached.caveats == [
        Caveat(
          .cachedCatalogue,
          message: "Could not retrieve catalog from remote server: Error 500 on SERVER: no"),
        Caveat(.errorLogged, message: "disk is odd"),
      ])
    let asked = try read(
      report(
        "status: unchanged\ncached_catalog_status: explicitly_requested", statuses: statuses))
    #expect(asked.caveats.isEmpty)
  }

  @Test func `aliases of aliases do not exhaust it`() throws {
    var laughs = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
    for level in 1...9 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",")
      laughs += "a\(level): &a\(level) [\(aliases)]\n"
    }
    #expect(try Reading(report(laughs)).reasons == ["holds more than 2000000 values"])
  }

  @Test func `a flood of failures and of words is cut`() throws {
    let statuses = (0..<300).map { "'File[/\($0)]': {failed: true, events: []}" }
    let run = try read(report("status: failed", statuses: "{\(statuses.joined(separator: ","))}"))
    #expect(run.tally.failed == 300)
    #expect(run.failure?.resource == "File[/0]")
    #expect(run.knockOns.count == 99)

    let path = String(repeating: "/A[b", count: 100_000)
    let words = String(repeating: "no room ", count: 20_000)
    let flood = try read(
      report("status: failed", logs: "[{level: err, message: '\(words)', source: '\(path)'}]"))
    #expect(flood.failure?.resource == nil)
    #expect(flood.failure?.message.utf8.count ?? 0 <= Failure.messageLimit)
  }

  /// Of two nodes with the same trouble, in environments with paths of their own.
  @Test func `the same failure on two nodes is one`() throws {
    func failure(node: String, environment: String) throws -> Fingerprint {
      let message =
        "Could not retrieve catalog from remote server: Error 500 on SERVER: Server Error: "
        + "Evaluation Error: Error while evaluating a Resource Statement, Unknown resource type: "
        + "'x' (file: /etc/puppetlabs/code/environments/\(environment)/modules/a/manifests/b.pp, "
        + "line: 3, column: 1) on node \(node)"
      let text = report(
        "status: failed", logs: "[{level: err, message: \"\(message)\", source: Puppet}]"
      ).replacingOccurrences(of: "host: db-1", with: "host: \(node)")
      let failure = try #require(try read(text).failure)
      #expect(failure.message == "Unknown resource type: 'x'")
      #expect(failure.declaredAt == "a/manifests/b.pp line 3")
      return Fingerprint(of: failure, by: .puppet)
    }
    #expect(
      try failure(node: "web", environment: "production")
        == failure(node: "db", environment: "staging"))
  }
}

/// A report with as little as an old one has; `time` stands last.
private func report(_ more: String = "", logs: String = "[]", statuses: String = "{}") -> String {
  """
  --- !ruby/object:Puppet::Transaction::Report
  host: db-1
  logs: \(logs)
  metrics: {time: {values: [[total, Total, 1]]}}
  resource_statuses: \(statuses)
  \(more)
  time: 2010-09-23 15:44:05.894401 -07:00

  """
}

private func read(_ text: String) throws -> Run {
  let reading = try Reading(text)
  #expect(reading.unread.isEmpty)
  return try #require(reading.runs.first)
}

extension PuppetReportTests {
  private static func bytes(_ name: String) throws -> [UInt8] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    return [UInt8](
      try Data(contentsOf: folder.appendingPathComponent("Fixtures/puppet/\(name).yaml")))
  }

  private func fixture(_ name: String) throws -> Run {
    let reading = try Reading(Self.bytes(name))
    #expect(reading.unread.isEmpty)
    #expect(reading.runs.count == 1)
    return try #require(reading.runs.first)
  }
}
