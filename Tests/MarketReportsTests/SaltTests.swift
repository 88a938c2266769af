import Foundation
import MarketModel
import MarketReports
import Testing

struct SaltTests {
  // MARK: What the tool wrote, kept as it was

  @Test func `a failed call names the state and what its command said`() throws {
    let run = try #require(
      fixture("failed.json", name: "/var/log/salt/web-01.json", modified: "2026-11-22T21:43:50Z")
        .runs.first)
    #expect(run.tool == .salt && run.format == "salt.state" && run.node.rawValue == "web-01")
    #expect(run.status == .failure && !run.isNoop)
    #expect(run.started?.iso8601 == "2026-11-22T21:43:35.764Z")
    #expect(run.tally == Tally(total: 9, updated: 2, failed: 4, skipped: 2))
    #expect(run.changes.map(\.title) == ["file.managed[ok-file]", "cmd.run[onfail]"])
    let failure = try #require(run.failure)
    #expect(failure.resource == "cmd.run[fails]" && failure.declaredAt == "bad")
    #expect(failure.detail == "curl: (22) The requested URL returned error: 503")
    #expect(failure.message.hasPrefix(#"Attempt 1: Returned a result of "False""#))
    #expect(
      run.knockOns.map(\.resource)
        == ["file.managed[after2]", "nosuch.state[nomod]", "pkg.installed[pk]", "cmd.run[after]"])
    #expect(run.knockOns[2].detail == "E: Unable to locate package nosuchpkgxyz")
    #expect(run.caveats.map(\.kind) == [.nothingDone], "a service that was not started offline")
  }

  @Test func `metadata names the minion and the moment`() throws {
    let run = try #require(fixture("metadata.json").runs.first)
    #expect(run.node.rawValue == "slab01.lab.example")
    #expect(run.runID == "20261122211818944273")
    #expect(run.started?.iso8601 == "2026-11-22T21:18:18.944Z" && run.duration == 0.015977)
    #expect(run.tally == Tally(total: 2, updated: 1, failed: 0, skipped: 0))
  }

  @Test func `a run in test mode changes nothing`() throws {
    let run = try #require(fixture("test-mode.json").runs.first)
    #expect(run.isNoop && run.status == .success && run.environment == "base")
    #expect(run.tally == Tally(total: 2, updated: 0, failed: 0, skipped: 0))
  }

  @Test func `an error in what was to be applied fails the run`() throws {
    let run = try #require(fixture("render-error.json").runs.first)
    #expect(run.status == .failure && run.tally.total == 0 && run.failure?.resource == nil)
    #expect(run.failure?.message.hasPrefix("Rendering SLS 'base:jinja' failed:") == true)
    let none = try #require(fixture("no-top-file.json").runs.first)
    #expect(none.status == .failure && none.tally.total == 0 && none.failure?.resource == nil)
    #expect(none.failure?.message.hasPrefix("No Top file or master_tops data") == true)
  }

  @Test func `minions that did not return are runs, dated by their job`() throws {
    let runs = try fixture("no-response.json").runs
    #expect(
      runs.map(\.node.rawValue)
        == ["sapp01.acme.example", "sapp02.acme.example", "sweb01.acme.example"])
    #expect(
      runs.allSatisfy {
        $0.status == .noResponse && $0.runID == "20261122163354644065"
          && $0.started?.iso8601 == "2026-11-22T16:33:54.644Z"
          && $0.failure?.message == "Minion did not return. [No response]"
      })
  }

  @Test func `an orchestration's returns are found inside`() throws {
    let runs = try fixture("orchestrate.json").runs
    #expect(runs.map(\.node.rawValue) == ["slab01.lab.example"])
    #expect(runs.first?.tally.total == 2)
  }

  // MARK: Shapes

  @Test func `one object for all, one for each and one a line are the same to it`() throws {
    let a = #""a":{\#(state("file", "x"))}"#
    let b = #""b":{\#(state("cmd", "y", result: "false"))}"#
    let pretty = "{\n    \(a)\n}\n{\n    \(b)\n}\n"
    for text in ["{\(a),\(b)}", "{\(a)}\n{\(b)}\n", pretty] {
      let runs = try Reading(text, modified: Instant("2026-11-22T10:00:09Z")).runs
      #expect(runs.map(\.node.rawValue) == ["a", "b"])
      #expect(runs.map(\.status) == [.success, .failure])
    }
  }

  @Test func `a job that was looked up holds a run for each minion`() throws {
    let text = #"""
      {"20261122163837020884":{"Function":"state.apply","Arguments":["saltenv=qa"],"Result":{
       "a":{"return":{\#(state("file", "x"))},"retcode":0,"success":true},
       "b":{"return":["No matching sls found for 'x' in env 'base'"],"retcode":1},
       "c":{"return":"The minion function caused an exception: Traceback (most recent call last)\n  x\nKeyError: 'y'"}}}}
      """#
    let runs = try Reading(text).runs
    #expect(runs.map(\.node.rawValue) == ["a", "b", "c"])
    #expect(runs.map(\.status) == [.success, .failure, .failure])
    #expect(
      runs.allSatisfy {
        $0.started?.iso8601 == "2026-11-22T16:38:37.020Z" && $0.environment == "qa"
          && $0.runID == "20261122163837020884"
      })
    #expect(runs[2].failure?.errorClass == "KeyError" && runs[2].failure?.detail == "KeyError: 'y'")
  }

  @Test func `of the bus only returns of states are runs, and a job without one is incomplete`()
    throws
  {
    let text =
      [
        event("salt/job/1/new", #""fun":"state.apply","minions":["a","b"]"#),
        event("minion/refresh/a", #""Minion data cache refresh":"a""#),
        event("salt/job/1/ret/a", #""fun":"test.ping","return":true,"id":"a""#),
        event(
          "salt/job/1/ret/a", #""fun":"state.apply","id":"a","return":{\#(state("file", "x"))}"#),
      ].joined(separator: "\n") + "\n"
    let reading = try Reading(text + "Traceback:\n  x\nSystemExit: 0\n")
    #expect(reading.runs.map(\.node.rawValue) == ["a", "b"])
    #expect(reading.runs.map(\.status) == [.success, .incomplete])
    #expect(reading.reasons.first == "is not JSON")
    #expect(reading.unread.count < 3 && reading.unread.allSatisfy { $0.offset >= text.utf8.count })
    #expect(try Reading(text).extent.consumed == text.utf8.count)
    let pretty = try Reading(
      text.replacing("{\"", with: "{\n    \"").replacing("}\n", with: "\n}\n"))
    #expect(pretty.runs.map(\.status) == [.success, .incomplete])
  }

  @Test func `a bus on which nothing ran is named as a file without a run`() throws {
    let text = event("minion/refresh/a", #""Minion data cache refresh":"a""#) + "\n"
    #expect(try Reading(text).reasons == ["holds parts of a run, and no run"])
    #expect(try Reading(text + text, from: text.utf8.count).reasons == [])
  }

  @Test func `a bus file is read on from where a gather ended`() throws {
    let first = event("salt/job/1/new", #""fun":"state.apply","minions":["a"]"#) + "\n"
    let rest =
      event("salt/job/1/ret/a", #""fun":"state.apply","id":"a","return":{\#(state("file", "x"))}"#)
    let reading = try Reading(first + rest + "\n", from: first.utf8.count)
    #expect(reading.runs.map(\.status) == [.success] && reading.unread.isEmpty)
  }

  @Test(arguments: [
    #"{"local":true}"#, #"{"local":{"os":"Debian","_x":1}}"#, #"{"local":["a","b"]}"#,
    #"{"local":{}}"#, #"{"":{"a_|-b_|-c_|-d":{"result":true}}}"#, #"{"local":[]}"#,
    #"{"local":"5.2"}"#, #"{"local":null}"#,
    #"{"local":{"jid":"1","fun":"test.ping","return":"x","id":"m"}}"#,
    #"{"jid":"1","fun":"pkg.list","id":"m","return":["state.x"]}"#,
    #"{"20261122163837020884":{"Function":"test.ping","Result":{"a":{"return":true}}}}"#,
    #"{"outputter":"nested","data":{"a":{"b":1}}}"#,
    #"{"local":{"ret":{"ret":{"ret":{"ret":{"ret":{}}}}}}}"#,
  ])
  func `what runs no states is named`(text: String) throws {
    let reading = try Reading(text)
    #expect(reading.runs.isEmpty)
    #expect(
      reading.reasons == ["is what a Salt function returned that runs no states, not a run report"])
  }

  @Test func `a minion that runs no states does not hide the others`() throws {
    let reading = try Reading(
      #"{"a":{\#(state("file", "x"))},"b":true,"c":{\#(state("cmd", "y"))}}"#)
    #expect(reading.runs.map(\.node.rawValue) == ["a", "c"] && reading.unread.count == 1)
  }

  @Test func `a machine that ssh can't reach is unreachable`() throws {
    let reading = try Reading(
      #"{"a":{"stdout":"","stderr":"ssh: connect to host a port 22: No route to host","retcode":255}}"#
    )
    let run = try #require(reading.runs.first)
    #expect(run.status == .unreachable)
    #expect(run.failure?.message == "ssh: connect to host a port 22: No route to host")
    let gone = try Reading(#"{"a":"Minion did not return. [Not connected]"}"#)
    #expect(gone.runs.first?.status == .unreachable)
  }

  @Test(arguments: [
    #""x_|-a_|-a_|-b":7"#, #""x_|-a":{}"#,
    #""x_|-a_|-b_|-c":{"result":"yes","changes":[],"duration":"x"}"#,
    #""x_|-a_|-b_|-c":{"result":[],"comment":3,"start_time":"25:99","__run_num__":1e9,"duration":-1}"#,
    #""_|-":{"result":false,"changes":{"stderr":7}}"#,
  ])
  func `odd states never come out green by their text`(member: String) throws {
    let reading = try Reading(#"{"local":{\#(member)}}"#)
    #expect(reading.runs.count == 1)
    #expect(reading.runs.first?.status != .success || reading.runs.first?.caveats.isEmpty == false)
  }

  @Test func `the order of states is that of their numbers`() throws {
    let reading = try Reading(
      #"""
      {"local":{\#(state("git", "late", result: "false", members: #","__run_num__":9"#)),
      \#(state("cmd", "early", result: "false", members: #","__run_num__":2,"start_time":"10:00:00.5","duration":"13.5 ms""#))}}
      """#, modified: Instant("2026-11-22T10:00:09Z"))
    let run = try #require(reading.runs.first)
    #expect(run.failure?.resource == "cmd.run[early]")
    #expect(run.knockOns.map(\.resource) == ["git.run[late]"])
    #expect(run.started?.iso8601 == "2026-11-22T10:00:00.500Z" && run.duration == 0.0135)
  }

  // MARK: The date

  @Test(arguments: [
    ("10:00:00", "2026-11-22T10:00:05Z", "2026-11-22T10:00:00Z"),
    ("10:00:00", "2026-11-22T17:30:00Z", "2026-11-22T10:00:00Z"),
    ("23:58:00", "2026-11-22T00:01:00Z", "2026-11-21T23:58:00Z"),
    ("02:10:00", "2026-11-22T01:10:05Z", "2026-11-22T01:10:00Z"),
    ("05:40:00", "2026-11-22T00:10:05Z", "2026-11-22T00:10:00Z"),
  ])
  func `the date of a time of day is found by when the file was written`(
    time: String, written: String, started: String
  ) throws {
    let text =
      #"{"local":{\#(state("file", "x", members: #","start_time":"\#(time)","duration":4000"#))}}"#
    let run = try #require(Reading(text, modified: Instant(written)).runs.first)
    #expect(run.started?.iso8601 == started)
    #expect(run.runID == started)
    #expect(try Reading(text).runs.first?.started == nil)
  }

  @Test func `the same failure on two minions is one`() throws {
    let runs = try Reading(
      #"""
      {"a":{\#(state("file", "x", result: "false", members: #","comment":"No space left on /dev/sda1""#))},
       "b":{\#(state("file", "x", result: "false", members: #","comment":"No space left on /dev/vdb2""#))}}
      """#
    ).runs.compactMap(\.failure)
    #expect(Set(runs.map { Fingerprint(of: $0, by: .salt) }).count == 1 && runs.count == 2)
  }

  // MARK: Making returns

  @Test func `a record that only quotes Salt's words is none of its reports`() throws {
    let reading = try Reading(
      #"{"message": "Minion did not return. [No response]", "count": 3, "owner": null}"#)
    #expect(reading.reasons == ["is JSON, but no run report that is known here"])
  }

  private func fixture(
    _ name: String, name file: String = "f", modified: String = "2026-11-22T21:50:00Z"
  ) throws -> Reading {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let bytes = try Data(contentsOf: folder.appending(path: "Fixtures/salt/\(name)"))
    let reading = try Reading(Array(bytes), name: file, modified: Instant(modified))
    #expect(reading.reasons == [])
    return reading
  }

  private func state(
    _ module: String, _ id: String, result: String = "true", members: String = ""
  ) -> String {
    #""\#(module)_|-\#(id)_|-a_|-b \#(id)_|-run":{"result":\#(result),"changes":{},"#
      + #""__id__":"\#(id)"\#(members)}"#
  }

  private func event(_ tag: String, _ members: String) -> String {
    tag + "\t{\"jid\": \"20261122163837020884\", \"_stamp\": \"2026-11-22T16:38:38+00:00\", "
      + members + "}"
  }
}
