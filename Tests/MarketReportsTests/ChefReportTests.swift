import Foundation
import MarketModel
import MarketReports
import Testing

struct ChefReportTests {
  @Test func `a success without a single resource is not plain green`() throws {
    let empty = try Reading(ReportFixture.converge())
    #expect(empty.runs.first?.caveats == [Caveat(.noResources, message: "")])
    let full = try Reading(
      ReportFixture.converge(resources: #"{"type":"a","name":"b","status":"up-to-date"}"#))
    #expect(full.runs.first?.caveats == [])
    let failed = try Reading(ReportFixture.converge(status: "failure"))
    #expect(failed.runs.first?.caveats == [])
  }

  @Test func `a converge is counted from its list of resources`() throws {
    let resources = [
      ReportFixture.resource("file", "/a", "updated"),
      ReportFixture.resource("file", "/b", "skipped"),
      ReportFixture.resource("file", "/c", "up-to-date"),
      ReportFixture.resource("service", "x", "failed", members: #""ignore_failure":true,"#),
      ReportFixture.resource("service", "y", "failed", members: #""ignore_failure":"quiet","#),
    ].joined(separator: ",")
    let run = try run(
      ReportFixture.converge(members: #""total_resource_count":99,"#, resources: resources))
    #expect(run.tally == Tally(total: 5, updated: 1, failed: 0, skipped: 1))
    #expect(run.changes.map(\.title) == ["file[/a]"])
    #expect(run.tolerated.map(\.resource) == ["service[x]", "service[y]"])
    #expect(run.failure == nil && run.status == .success)
    #expect(run.node.rawValue == "web-01" && run.environment == "production")
    #expect(run.started?.iso8601 == "2026-11-21T10:00:00Z" && run.duration == 7)
  }

  /// What is stepped over is not looked at, unless something is missing.
  @Test func `a list that is shorter than the report says is read strictly`() throws {
    let resources = #"{"type":"a","before":{"x" "y"},"status":"up-to-date"}"#
    func converge(_ count: Int) -> String {
      ReportFixture.converge(
        members: #""total_resource_count":\#(count),"#, resources: resources)
    }
    #expect(try Reading(converge(1)).runs.count == 1)
    let short = try Reading(converge(2))
    #expect(short.runs.isEmpty)
    #expect(short.unread.map(\.reason) == ["has a name without a value"])
    let place = Array(converge(2).utf8).firstRange(of: "\"y\"".utf8)?.lowerBound
    #expect(short.unread.first?.offset == place)
  }

  /// Chef wraps a failure once for each resource around it, and once more for a late notification.
  @Test func `the first cause is the innermost, and what failed with it is attached`() throws {
    let output = #"""
      Expected process to exit with [0], but received '75'\n---- Begin output of migrate ----\n\#
      STDOUT: connecting ...\nSTDERR: migrate: no lock\nSTDERR: more\n---- End output of migrate ----\n\#
      Ran migrate returned 75
      """#
    let message = #"""
      Multiple failures occurred:\n* Mixlib::Failed occurred in Chef Infra Client run: \#
      app_deploy[shop] (app::default line 1) had an error: Mixlib::Failed: \#
      execute[migrate] (app::default line 22) had an error: Mixlib::Failed: \#(output)\n\#
      * Mixlib::Failed occurred in delayed notification: service[shop] (app::default line 30) had an \#
      error: Mixlib::Failed: no
      """#
    let resources = [
      ReportFixture.resource(
        "execute", "migrate", "failed",
        members: #""error_message":"\#(output)","error":{"class":"Mixlib::Failed"},"#),
      ReportFixture.resource("app_deploy", "shop", "failed"),
      ReportFixture.resource("service", "shop", "failed", members: #""error_message":"no","#),
    ].joined(separator: ",")
    let run = try run(
      ReportFixture.converge(
        status: "failure",
        members:
          #""error":{"class":"Chef::Exceptions::MultipleFailures","message":"\#(message)"},"#,
        resources: resources))
    let failure = try #require(run.failure)
    #expect(failure.resource == "execute[migrate]")
    #expect(failure.declaredAt == "app::default line 22")
    #expect(failure.action == "run")
    #expect(failure.errorClass == "Mixlib::Failed")
    #expect(run.exceptionClass == "Chef::Exceptions::MultipleFailures")
    #expect(failure.message.hasPrefix("Expected process to exit with [0], but received '75'\n"))
    #expect(failure.message.hasSuffix("returned 75"), "the second failure is cut off")
    #expect(failure.detail == "migrate: no lock")
    #expect(run.knockOns.map(\.resource) == ["app_deploy[shop]", "service[shop]"])
    #expect(run.tally.failed == 3)
  }

  @Test func `a run that failed outside of any resource has its exception`() throws {
    let run = try run(
      ReportFixture.converge(
        status: "failure",
        members: #"""
          "error":{"class":"Net::HTTPClientException","message":"412 \"Precondition Failed\"",\#
          "description":{"title":"x","sections":[{"Missing Cookbooks:":"No such cookbook: nope"}]}},
          """#))
    #expect(run.failure?.resource == nil)
    #expect(run.failure?.errorClass == "Net::HTTPClientException")
    #expect(run.failure?.message == #"412 "Precondition Failed""#)
    #expect(run.failure?.detail == "No such cookbook: nope")
  }

  @Test(arguments: [
    (#""node":{"name":"n","chef_environment":"qa"},"policy_group":"g","#, "qa"),
    (#""node":{},"policy_group":"g","expanded_run_list":{"id":"_policy_node"},"#, "g"),
    (#""expanded_run_list":{"id":"staging","run_list":[]},"#, "staging"),
    (#""expanded_run_list":{"id":"_policy_node"},"#, nil),
  ])
  func `the environment is the node's, else the policy's, else the run list's`(
    members: String, environment: String?
  ) throws {
    let text = """
      {"message_type":"run_converge",\(members)"node_name":"n","run_id":"r","status":"success",\
      "start_time":"2026-11-21T10:00:00Z","resources":[]}
      """
    #expect(try run(text).environment == environment)
  }

  @Test func `a handler's file names what changed, and its exception the rest`() throws {
    let run = try run(
      #"""
      {"node":{"name":"n","chef_environment":"qa","automatic":{}},"success":false,"run_id":"r",
       "start_time":"2026-11-20 10:05:51 UTC","end_time":"2026-11-20 10:05:56 +0000",
       "elapsed_time":5.478142534,"all_resources":[{"json_class":"X","instance_vars":{"name":"a"}},
        {"json_class":null,"instance_vars":{"name":"b","declared_type":"app"}}],
       "updated_resources":[{"json_class":null,"instance_vars":{"name":"b","declared_type":"app"}}],
       "exception":"A::B: git[/srv/c] (base::default line 46) had an error: A::C: 503","backtrace":[]}
      """#)
    #expect(run.format == "chef.json_file")
    #expect(run.tally == Tally(total: 2, updated: 1))
    #expect(run.changes.map(\.title) == ["app[b]"])
    #expect(run.duration == 5.478142534)
    #expect(run.failure?.resource == "git[/srv/c]")
    #expect(run.failure?.declaredAt == "base::default line 46")
    #expect(run.failure?.errorClass == "A::C")
    #expect(run.failure?.message == "503")
  }

  @Test func `both kinds of report tell one failure as one`() throws {
    let handler = try run(
      #"""
      {"node":{"name":"n"},"success":false,"run_id":"r","start_time":"2026-11-20 10:05:51 UTC",
       "all_resources":[{"instance_vars":{"name":"/srv/c","declared_type":"git","action":["sync"]}}],
       "exception":"A::B: git[/srv/c] (base::default line 46) had an error: A::B: 503"}
      """#)
    let collector = try run(
      #"""
      {"message_type":"run_converge","node_name":"n","run_id":"r","status":"failure","node":{},
       "start_time":"2026-11-20T10:05:51Z","resources":[{"type":"git","name":"/srv/c","id":"/srv/c",
       "result":"sync","status":"failed","cookbook_name":"base","recipe_name":"default"}],
       "error":{"class":"A::B","message":"git[/srv/c] (base::default line 46) had an error: A::B: 503"}}
      """#)
    let told = try #require(handler.failure)
    let collected = try #require(collector.failure)
    #expect(told.action == "sync")
    #expect(Fingerprint(of: told, by: .chef) == Fingerprint(of: collected, by: .chef))
  }

  /// Found by the fuzzer: nobody could tell two such runs apart.
  @Test func `an old Reporting body with an empty run id takes its file's`() throws {
    let start = #"{"action":"start","run_id":"","start_time":"2026-11-22 16:20:34 UTC"}"#
    let named = try Reading(start, name: "reports/nodes/web-01/runs/r-7.json")
    #expect(named.runs.map(\.runID) == ["r-7"])
    #expect(try Reading(start, name: "reports/nodes/web-01/runs").reasons == ["has no `run_id`"])
  }

  @Test func `an old Reporting body takes node and run from its file's name`() throws {
    let body = #"""
      {"action":"end","resources":[{"type":"file","name":"/x","result":"create"}],"data":{},
       "status":"success","total_res_count":"2","start_time":"2026-11-22 16:20:34 UTC",
       "end_time":"2026-11-22 16:20:45 UTC","expanded_run_list":"{\"id\":\"qa\"}"}
      """#
    for name in ["d/02-x_reports_nodes_web-01_runs_r-7.json", "reports/nodes/web-01/runs/r-7"] {
      let reading = try Reading(body, name: name)
      let run = try #require(reading.runs.first)
      #expect(run.node.rawValue == "web-01" && run.runID == "r-7")
      #expect(run.changes.map(\.title) == ["file[/x]"] && run.tally.total == 2)
      #expect(run.duration == 11 && run.environment == "qa")
    }
    #expect(try Reading(body, name: "a.json").reasons == ["has no `node`"])
  }

  @Test(arguments: [
    (#""status":3,"#, "has `status` twice"), (#""resources":[],"#, "has `resources` twice"),
  ])
  func `a key that stands twice is refused`(members: String, reason: String) throws {
    #expect(try Reading(ReportFixture.converge(members: members)).reasons == [reason])
  }

  @Test(arguments: [
    ("2026-11-21T10:00:00Z", "soon", "has a `start_time` that is not a time"),
    (#""status":"success""#, #""status":"done""#, "has a `status` that is not success or failure"),
    (#""resources":[]"#, #""resources":"x""#, "has a `resources` that is not a list"),
    (#""node_name":"web-01""#, #""node_name":"""#, "has a `node_name` that is not a name"),
    (#""run_id":"r1","#, "", "has no `run_id`"),
  ])
  func `a fact of the wrong kind is named`(good: String, bad: String, reason: String) throws {
    let text = ReportFixture.converge()
    let range = try #require(text.range(of: good))
    let reading = try Reading(text.replacingCharacters(in: range, with: bad))
    #expect(reading.reasons == [reason])
  }

  @Test(arguments: [
    ("2026-11-21T10:00:07Z", "2026-11-21T09:59:59Z"),
    ("2026-11-21T10:00:07Z", "9999-01-01T00:00:00Z"),
  ])
  func `a clock that went wrong gives no duration`(good: String, bad: String) throws {
    #expect(try run(ReportFixture.converge().replacing(good, with: bad)).duration == nil)
  }

  @Test func `a huge message keeps its first and its last words`() throws {
    let noise = String(repeating: "é", count: 200_000)
    let run = try run(
      ReportFixture.converge(
        status: "failure",
        members: #""error":{"class":"E","message":"first \#(noise) last"},"#))
    let message = try #require(run.failure?.message)
    #expect(message.utf8.count <= Failure.messageLimit)
    #expect(message.hasPrefix("first é") && message.hasSuffix("é last"))
  }

  /// Each format's sample is known to it and to no other.
  @Test(arguments: [
    (ReportFixture.converge(), "chef.data_collector"),
    (ReportFixture.start, "chef.data_collector"),
    (
      #"{"resources":[],"run_id":"r","status":"success","entity_uuid":"e","node_name":"n","start_time":"2026-11-21T10:00:00Z"}"#,
      "chef.automate.stored"
    ),
    (
      #"{"node":{"name":"n"},"success":true,"all_resources":[],"run_id":"r","start_time":"2026-11-21T10:00:00Z"}"#,
      "chef.json_file"
    ),
    (
      #"{"action":"start","run_id":"r","start_time":"2026-11-22 16:20:34 UTC"}"#, "chef.reporting"
    ),
  ])
  func `exactly one format reads a report`(text: String, format: String) throws {
    let reading = try Reading(text, name: "x_nodes_n_runs")
    #expect(reading.runs.map(\.format) == [format])
    #expect(reading.unread.isEmpty)
  }

  private func run(_ text: String) throws -> Run {
    let reading = try Reading(text)
    #expect(reading.unread.isEmpty)
    return try #require(reading.runs.first)
  }
}
