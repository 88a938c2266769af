import Foundation
import MarketModel
import MarketReports
import Testing

struct TerraformTests {
  // MARK: What the tool wrote, kept as it was

  @Test func `a plan changes nothing, and a check that failed is held against it`() throws {
    let run = try fixture("plan.jsonl")
    #expect(run.tool == .terraform && run.format == "terraform.ui" && run.node.rawValue == "prod")
    #expect(run.status == .success && run.isNoop)
    #expect(run.tally == Tally(total: 0, updated: 0, failed: 0))
    #expect(run.started?.iso8601 == "2026-11-22T21:17:18.334Z" && run.duration == 0.03)
    #expect(run.caveats == [Caveat(.errorLogged, message: "Only 2 web servers, want six.")])
  }

  @Test func `a failed apply names the resource and what its command said last`() throws {
    let run = try fixture("apply-failed.jsonl")
    #expect(run.status == .failure && !run.isNoop)
    #expect(run.tally == Tally(total: 2, updated: 2, failed: 1))
    #expect(run.changes.map(\.title) == ["terraform_data.web[1]", "terraform_data.web[2]"])
    let failure = try #require(run.failure)
    #expect(failure.resource == "terraform_data.web[1]" && failure.action == "create")
    #expect(failure.declaredAt == "main.tf line 7")
    #expect(failure.detail == "curl: (22) The requested URL returned error: 503")
    #expect(failure.message.hasPrefix("local-exec provisioner error\nError running command"))
    #expect(run.knockOns.isEmpty)
  }

  @Test func `an interrupted apply failed, and the halt is told with it`() throws {
    let run = try fixture("interrupted.jsonl")
    #expect(run.failure?.resource == "terraform_data.slow[1]")
    #expect(run.knockOns.map(\.message) == ["execution halted", "execution halted"])
  }

  @Test func `a killed apply is incomplete, though its plan was summed up`() throws {
    let run = try fixture("killed.jsonl")
    #expect(run.status == .incomplete && run.duration == nil)
    #expect(run.started?.iso8601 == "2026-11-22T21:17:20.912Z")
  }

  @Test func `a refresh has no sum and is over once it lists its outputs`() throws {
    let run = try fixture("refresh.jsonl")
    #expect(run.status == .success && !run.isNoop && run.tally.total == 0)
  }

  @Test func `a test is told once as what it is`() throws {
    let reading = try Reading(bytes("test.jsonl"))
    #expect(reading.runs.isEmpty)
    #expect(reading.reasons == ["is a Terraform test, not a run report"])
  }

  // MARK: Odd streams

  @Test func `each line about a version begins a run`() throws {
    let reading = try Reading(
      lines(version(0), summary("plan"), version(5), error("no"), version(9)), name: "prod.jsonl")
    #expect(reading.runs.map(\.status) == [.success, .failure, .incomplete])
    #expect(reading.runs.map(\.runID) == [stamp(0), stamp(5), stamp(9)])
    #expect(reading.runs.allSatisfy { $0.node.rawValue == "prod" })
  }

  @Test func `a file that grows is read again from where its last run began`() throws {
    let done = lines(version(0), summary("plan"))
    let open = lines(version(5), hook("apply_start", "a.b"))
    let first = try Reading(done + open)
    #expect(first.extent.consumed == done.utf8.count)
    #expect(first.runs.map(\.status) == [.success, .incomplete])
    let rest = lines(hook("apply_complete", "a.b"), summary("apply"))
    let second = try Reading(done + open + rest, from: first.extent.consumed)
    #expect(second.runs.map(\.status) == [.success])
    #expect(second.runs.first?.changes.map(\.title) == ["a.b"])
    #expect(second.runs.first?.runID == first.runs.last?.runID)
  }

  @Test func `what a provider reads is no change`() throws {
    let run = try run(
      version(0), hook("apply_start", "data.a.b", action: "read"),
      hook("apply_complete", "data.a.b", action: "read"), summary("plan"))
    #expect(run.isNoop && run.tally.total == 0 && run.changes.isEmpty)
  }

  @Test func `a resource that failed without a word still fails the run`() throws {
    let run = try run(version(0), hook("apply_errored", #"m.x["k"].a.b["c"]"#))
    #expect(run.status == .failure)
    #expect(run.failure?.resource == #"m.x["k"].a.b["c"]"#)
    #expect(run.failure?.resourceType == #"m.x["k"].a.b"#)
    #expect(run.failure?.message == "create failed, and the run ended before it said why")
  }

  @Test func `drift counts where it is to be undone`() throws {
    let harmless = try run(version(0), change("resource_drift", "a.b"), summary("plan"))
    #expect(harmless.caveats.isEmpty)
    let fought = try run(
      version(0), change("resource_drift", "a.b"), change("planned_change", "a.b"),
      summary("plan"))
    #expect(fought.caveats == [Caveat(.drifted, message: "a.b")])
  }

  @Test func `OpenTofu is read too, another program's log is not`() throws {
    let tofu = try run(
      version(0).replacing("terraform", with: "tofu"),
      summary("plan").replacing("terraform", with: "tofu"))
    #expect(tofu.status == .success && tofu.tool == .terraform)
    let log = #"{"@level":"info","@message":"x","@module":"vault","@timestamp":"\#(stamp(0))"}"#
    #expect(try Reading(log).reasons == ["is a program's log, not a run report"])
  }

  @Test func `text from a script around it is told once`() throws {
    let noise = "\u{1B}[1m+ terraform apply:\n"
    let reading = try Reading(
      noise + version(0) + "\n" + noise + summary("plan") + "\nbye\n" + summary("plan") + "\nbye\n")
    #expect(reading.runs.map(\.status) == [.success])
    #expect(reading.reasons == ["is not JSON", "has 3 more stretches of text that is no JSON"])
  }

  @Test(arguments: [
    (
      #"{"@module":"terraform.ui","@timestamp":"x","type":"version"}"#,
      "has a `@timestamp` that is not a time"
    ),
    (#"{"@module":"terraform.ui","type":"version"}"#, "has no `@timestamp`"),
    (#"{"@module":"terraform.ui","type":7}"#, "has a `type` that is not a text"),
    (#"{"@module":"terraform.ui"}"#, "has no `type`"),
    (
      #"{"format_version":"1.2","resource_changes":[]}"#,
      "is a saved Terraform plan, not a run report"
    ),
    (
      #"{"format_version":"1.0","valid":true,"diagnostics":[]}"#,
      "is a Terraform validation, not a run report"
    ),
  ])
  func `what is no run is named`(text: String, reason: String) throws {
    let reading = try Reading(text)
    #expect(reading.runs.isEmpty && reading.reasons == [reason])
  }

  @Test func `members of the wrong kind are passed over`() throws {
    let run = try run(
      version(0), line("diagnostic", #""diagnostic":[]"#), line("apply_start", #""hook":3"#),
      line("planned_change", #""change":{"resource":null}"#),
      line("diagnostic", #""diagnostic":{"severity":3,"range":{"start":[]},"summary":null}"#),
      summary("plan"))
    #expect(run.status == .success)
  }

  @Test func `the same provider error in two workspaces is one failure`() throws {
    func failure(_ id: String, _ subnet: String, _ key: Int) throws -> Failure {
      let text = """
        creating EC2 Instance: operation error EC2: RunInstances, https response error \
        StatusCode: 400, RequestID: \(id), api error InvalidSubnetID.NotFound: The subnet ID \
        '\(subnet)' does not exist
        """
      return try #require(
        run(version(key), error(text, #","address":"aws_instance.web[\#(key)]""#)).failure)
    }
    let a = try failure("ixwYs5xSNhNt5CedDM05DTxL5nxYddar40lLaj9Db4rrMRnGu8Jp", "subnet-01ab", 0)
    let b = try failure("9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d", "subnet-77fe", 1)
    #expect(a.errorClass == "InvalidSubnetID.NotFound")
    #expect(Fingerprint(of: a, by: .terraform) == Fingerprint(of: b, by: .terraform))
  }

  // MARK: The workspace

  @Test(arguments: [
    ("envs/prod/plan.jsonl", "prod"), ("live/prod/network/apply.jsonl", "prod/network"),
    ("prod-apply-2026-11-22.jsonl", "prod"), ("20261122T060000Z_tf_eu-1.json.gz", "eu-1"),
    ("plan.jsonl", "terraform"), ("-", "terraform"), ("/var/log/terraform/db.log", "db"),
    ("a/2026-11-22.jsonl", "a"),
  ])
  func `a workspace is named after its file, else its folders`(file: String, node: String) throws {
    let reading = try Reading(lines(version(0), summary("plan")), name: file)
    #expect(reading.runs.first?.node.rawValue == node)
  }

  // MARK: Making streams

  private func bytes(_ name: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    return Array(try Data(contentsOf: folder.appending(path: "Fixtures/terraform/\(name)")))
  }

  private func fixture(_ name: String) throws -> Run {
    let reading = try Reading(bytes(name), name: "envs/prod/plan.jsonl")
    #expect(reading.reasons.isEmpty && reading.runs.count == 1)
    return try #require(reading.runs.first)
  }

  private func run(_ lines: String...) throws -> Run {
    let reading = try Reading(lines.joined(separator: "\n"))
    #expect(reading.reasons == [] && reading.runs.count == 1)
    return try #require(reading.runs.first)
  }

  private func lines(_ lines: String...) -> String { lines.map { $0 + "\n" }.joined() }

  private func stamp(_ second: Int) -> String { "2026-11-22T06:00:0\(second).123456Z" }

  private func line(_ type: String, _ members: String, at second: Int = 1) -> String {
    #"{"@level":"info","@message":"x","@module":"terraform.ui","@timestamp":"\#(stamp(second))","#
      + #"\#(members),"type":"\#(type)"}"#
  }

  private func version(_ second: Int) -> String {
    line("version", #""terraform":"1.11.4","ui":"1.2""#, at: second)
  }

  private func summary(_ operation: String) -> String {
    line("change_summary", #""changes":{"add":0,"operation":"\#(operation)"}"#)
  }

  private func resource(_ address: String) -> String {
    #""resource":{"addr":"\#(address.replacing("\"", with: "\\\""))"}"#
  }

  private func hook(_ type: String, _ address: String, action: String = "create") -> String {
    line(type, #""hook":{\#(resource(address)),"action":"\#(action)"}"#)
  }

  private func change(_ type: String, _ address: String) -> String {
    line(type, #""change":{\#(resource(address)),"action":"update"}"#)
  }

  private func error(_ summary: String, _ members: String = "") -> String {
    line(
      "diagnostic",
      #""diagnostic":{"severity":"error","summary":"\#(summary)","detail":""\#(members)}"#)
  }
}
