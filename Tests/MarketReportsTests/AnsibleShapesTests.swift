import Foundation
import MarketModel
import MarketReports
import Testing

/// Shapes that a laboratory does not write on demand: cut, growing, old and hostile ones.
struct AnsibleShapesTests {
  @Test func `of a killed job there is one run without an end`() throws {
    let reading = try Reading(Lines.play() + Lines.ok("a-1") + Lines.ok("a-2"))
    #expect(reading.runs.map(\.status) == [.incomplete])
    #expect(reading.runs.first?.node.rawValue == "a-1" && reading.runs.first?.runID == "p-1/a-1")
    #expect(reading.extent.consumed == 0, "it is read again from its start")
  }

  @Test func `a job that grew is read from its start and counts once`() throws {
    let first = Lines.play("p-1") + Lines.ok("a-1") + Lines.stats(["a-1": "ok"])
    let begun = first + Lines.play("q-1") + Lines.ok("a-2")
    let before = try Reading(begun)
    #expect(before.runs.map(\.status) == [.success, .incomplete])
    #expect(before.extent.consumed == first.utf8.count)
    let after = try Reading(
      String((begun + Lines.stats(["a-2": "ok"])).dropFirst(first.utf8.count)),
      from: 0)
    #expect(after.runs.map(\.status) == [.success])
    #expect(after.runs.first?.runID == before.runs.last?.runID)
  }

  @Test func `a play of another process ends the job before it`() throws {
    let reading = try Reading(
      Lines.play("p-1") + Lines.ok("a-1") + Lines.play("q-1") + Lines.ok("a-1")
        + Lines.stats(["a-1": "ok"]))
    #expect(Set(reading.runs.map(\.status)) == [.success, .incomplete])
  }

  @Test func `a job that met no host is named`() throws {
    let reading = try Reading(#"{"plays":[],"stats":{},"custom_stats":{}}"#)
    #expect(reading.reasons == ["tells of a job that ran on no host"])
  }

  @Test func `parts of a job without a run are named`() throws {
    let reason = "holds parts of a run, and no run"
    #expect(try Reading(Lines.play()).reasons == [reason])
    #expect(try Reading(Lines.ok("a")).reasons == [reason])
    #expect(
      try Reading(Lines.play() + Lines.stats([:])).reasons == ["tells of a job that ran on no host"]
    )
  }

  @Test(arguments: [
    (#"{"plays":1,"stats":{"a":{"ok":1}}}"#, "has a `plays` that is not a list"),
    (#"{"plays":null,"stats":{"a":{"ok":1}}}"#, "has no `plays`"),
    (#"{"plays":[],"stats":[]}"#, "has a `stats` that is not a map"),
    (#"{"plays":[],"stats":null}"#, "has no `stats`"),
    (
      #"{"plays":[],"stats":{"a":{"ok":-1}}}"#,
      "has a `stats` that is not a map of hosts and their counts"
    ),
    (
      #"{"plays":[],"stats":{"a":{"ok":99999999999999999999}}}"#,
      "has a `stats` that is not a map of hosts and their counts"
    ),
    (
      #"{"plays":[],"stats":{"a":"ok"}}"#,
      "has a `stats` that is not a map of hosts and their counts"
    ),
    (
      #"{"plays":[],"stats":{"":{"ok":1}}}"#,
      "has a `stats` that is not a map of hosts and their counts"
    ),
    (#"{"plays":[],"stats":{"a":{}},"stats":{"b":{}}}"#, "has `stats` twice"),
    (#"{"plays":[[]],"stats":{"a":{"ok":1}}}"#, "has something else where an object should be"),
    (
      #"{"_event":"v2_playbook_on_stats","stats":{"a":7}}"#,
      "has a `stats` that is not a map of hosts and their counts"
    ),
    (#"{"_event":"v2_playbook_on_play_start"}"#, "has no `play`"),
  ])
  func `what is not as it should be is named`(text: String, reason: String) throws {
    let reading = try Reading(text)
    #expect(reading.runs.isEmpty && reading.reasons == [reason])
  }

  @Test func `a report of Ansible without times is of the time its file was written`() throws {
    let text = #"{"plays":[{"play":{"id":"p-1","name":"x"},"tasks":[]}],"stats":{"a":{"ok":1}}}"#
    let modified = Instant("2026-11-20T10:00:00Z")
    #expect(try Reading(text, modified: modified).runs.map(\.started) == [modified])
    #expect(try Reading(text).runs.map(\.started) == [nil])
  }

  @Test func `a failed host of which no task says why is still failed`() throws {
    let text = #"{"plays":[],"stats":{"a":{"ok":1,"failures":2}}}"#
    let run = try #require(Reading(text, modified: Instant(milliseconds: 0)).runs.first)
    #expect(run.status == .failure)
    #expect(run.failure?.message == "failed, and no task in the report says why")
  }

  @Test func `where the recap counts two failures, the first is the cause`() throws {
    let lines =
      Lines.play() + Lines.failed("a", msg: "tolerated") + Lines.failed("a", msg: "cause")
      + Lines.failed("a", msg: "after it") + Lines.stats(["a": "failures\":2,\"ok"])
    let run = try #require(Reading(lines).runs.first)
    #expect(run.failure?.message == "cause")
    #expect(run.knockOns.map(\.message) == ["after it"])
    #expect(run.tolerated.map(\.message) == ["tolerated"])
  }

  @Test(arguments: [
    ("/srv/a/roles/web/tasks/main.yml:8", "roles/web/tasks/main.yml line 8"),
    (
      "/home/x/.ansible/collections/ansible_collections/acme/base/roles/n/tasks/main.yml:1",
      "acme/base/roles/n/tasks/main.yml line 1"
    ),
    ("/srv/checkout-77/site.yml:12", "site.yml line 12"),
    ("/srv/a/playbooks/db.yml:3", "playbooks/db.yml line 3"),
    ("/srv/a/tasks/x.yml", "tasks/x.yml"), ("roles", "roles"), (":9", " line 9"),
  ])
  func `two checkouts name a task's place alike`(path: String, place: String) throws {
    let lines =
      Lines.play() + Lines.failed("a", path: path) + Lines.stats(["a": "failures"])
    #expect(try Reading(lines).runs.first?.failure?.declaredAt == place)
  }

  @Test func `the same failure on two hosts is one`() throws {
    let output = #""stderr":"curl: (7) connect to app-prod-0\#(1) port 80\n","stdout":"""#
    let lines =
      Lines.play() + Lines.failed("app-prod-01", msg: "non-zero return code", members: output)
      + Lines.failed(
        "app-prod-02", msg: "non-zero return code",
        members: output.replacingOccurrences(of: "app-prod-01", with: "app-prod-02"))
      + Lines.stats(["app-prod-01": "failures", "app-prod-02": "failures"])
    let prints = try Reading(lines).runs.compactMap(\.failure).map {
      Fingerprint(of: $0, by: .ansible)
    }
    #expect(prints.count == 2 && Set(prints).count == 1)
  }

  @Test func `words before and behind Chef's reports are still complained about`() throws {
    let reading = try Reading("words\n" + ReportFixture.converge() + "\n[WARNING]: more\n")
    #expect(reading.runs.count == 1)
    #expect(reading.unread.map(\.offset).count == 2)
  }

  @Test func `words that no report follows are complained about once`() throws {
    #expect(try Reading("Using ansible.cfg\nPLAY [x]\n").reasons == ["is not JSON"])
  }

  @Test func `colours and warnings around lines of events are passed over`() throws {
    let reading = try Reading(
      "\u{1B}[1;35m[WARNING]: x\u{1B}[0m\n" + Lines.play() + "[DEPRECATION WARNING]: y\n"
        + Lines.ok("a") + Lines.stats(["a": "ok"]) + "the end\n")
    #expect(reading.unread.isEmpty && reading.runs.count == 1)
  }

  @Test func `pages of AWX are read as its events`() throws {
    func event(_ name: String, _ data: String) -> String {
      #"{"id":1,"event":"\#(name)","counter":1,"created":"2026-11-21T10:00:00Z","event_data":{"#
        + #""playbook":"s.yml","playbook_uuid":"u"\#(data)}}"#
    }
    let host = #","host":"a","task":"t","role":"r","resolved_role":"acme.x.r","task_action":"ping""#
    let events = [
      event("playbook_on_play_start", #","play":"P","play_uuid":"p_2""#),
      event("runner_on_skipped", host),
      event("runner_on_unreachable", host + #","res":{"msg":"m"}"#),
      event("playbook_on_stats", #","dark":{"a":1},"skipped":{"a":1},"processed":{"a":1}"#),
    ]
    let reading = try Reading(
      #"{"count":4,"next":null,"previous":null,"results":[\#(events.joined(separator: ","))]}"#)
    #expect(reading.unread.isEmpty)
    let run = try #require(reading.runs.first)
    #expect(run.status == .unreachable && run.tally.total == 2 && run.runID == "u/s.yml/a")
    #expect(run.failure?.resourceName == "acme.x.r : t" && run.failure?.resourceType == "ping")
  }

  @Test func `a play that ran out of hosts was ended for those that stood`() throws {
    func event(_ name: String, _ data: String) -> String {
      #"{"event":"\#(name)","counter":1,"created":"2026-11-21T10:00:00Z","event_data":{"#
        + #""playbook":"s.yml","playbook_uuid":"u"\#(data)}}"# + "\n"
    }
    let reading = try Reading(
      event("playbook_on_play_start", #","play":"P","play_uuid":"p""#)
        + event("runner_on_ok", #","host":"a","task":"t","res":{}"#)
        + event("runner_on_failed", #","host":"b","task":"t","res":{"msg":"m"}"#)
        + event("playbook_on_no_hosts_remaining", "")
        + event("playbook_on_stats", #","ok":{"a":1},"failures":{"b":1}"#))
    #expect(reading.runs.map { $0.caveats.map(\.kind) } == [[.cutShort], []])
  }
}

/// Lines as `ansible.posix.jsonl` writes them, no longer than a test needs.
private enum Lines {
  static func play(_ id: String = "p-1") -> String {
    line(
      "v2_playbook_on_play_start",
      #""play":{"duration":{"start":"2026-11-21T10:00:00Z"},"id":"\#(id)","name":"P"},"tasks":[]"#)
  }

  static func ok(_ host: String) -> String {
    line(
      "v2_runner_on_ok",
      #""hosts":{"\#(host)":{"action":"ping","changed":false}},"task":{"name":"t","path":"/s.yml:1"}"#
    )
  }

  static func failed(
    _ host: String, msg: String = "m", path: String = "/s.yml:1", members: String = #""rc":1"#
  ) -> String {
    line(
      "v2_runner_on_failed",
      #""hosts":{"\#(host)":{"action":"command","failed":true,"msg":"\#(msg)",\#(members)}},"#
        + #""task":{"name":"t","path":"\#(path)"}"#)
  }

  /// - Parameter counts: of each host the name of what it has one of.
  static func stats(_ counts: [String: String]) -> String {
    let hosts = counts.sorted { $0.key < $1.key }.map { #""\#($0.key)":{"\#($0.value)":1}"# }
    return line("v2_playbook_on_stats", #""stats":{\#(hosts.joined(separator: ","))}"#)
  }

  private static func line(_ event: String, _ members: String) -> String {
    #"{"_event":"\#(event)","_timestamp":"2026-11-21T10:00:01Z",\#(members)}"# + "\n"
  }
}
