import Foundation
import MarketModel
import MarketReports
import Testing

/// What Ansible itself wrote in a laboratory, and the facts that were seen to be so.
struct AnsibleReportTests {
  @Test func `a run is a host of the recap`() throws {
    let reading = try fixture("site.jsonl")
    #expect(reading.unread.isEmpty)
    #expect(
      reading.runs.map(\.facts) == [
        "app-prod-01 failure 10/2/1/3", "app-prod-02 failure 12/0/1/5",
        "dead-01 unreachable 1/0/1/0", "web-prod-01 success 11/2/0/4",
        "web-prod-02 failure 11/0/1/5",
      ])
    let run = try #require(reading.runs.last)
    #expect(run.tool == .ansible && run.format == "ansible.jsonl")
    #expect(run.runID == "02fc0000-0001-94a7-fc3d-000000000006/web-prod-02")
    #expect(run.started?.iso8601 == "2026-11-22T21:23:11.195Z" && run.duration == 10.382)
    let failure = try #require(run.failure)
    #expect(failure.resource(in: .ansible) == "web : start web")
    #expect(failure.resourceType == "ansible.builtin.shell")
    #expect(failure.declaredAt == "roles/web/tasks/main.yml line 4")
    #expect(failure.message.hasPrefix("non-zero return code\nwarning: old flag\n"))
    #expect(failure.detail == "web: bind(): Address already in use")
  }

  @Test func `what was ignored, rescued or tried again in vain is tolerated`() throws {
    let runs = try fixture("site.jsonl").runs
    #expect(runs[0].tolerated.map(\.resourceName) == ["ignored", "until"])
    #expect(runs[0].tolerated.last?.message.hasSuffix("after 2 attempts") == true)
    #expect(runs[0].failure?.message == "Task failed: Module failed: 'shop_port'")
    #expect(runs[1].tolerated.map(\.detail) == ["no lock"], "rescued")
    #expect(runs[3].tolerated.map(\.resourceName) == ["loop"])
    #expect(
      runs[3].tolerated.first?.message.contains("item: /bin/ls /no/such/dir-web-prod-01") == true)
    #expect(runs[3].tolerated.first?.declaredAt == "tasks/more.yml line 3")
  }

  @Test func `a secret result says only that it is one`() throws {
    let failure = try #require(fixture("site.jsonl").runs[1].failure)
    #expect(failure.message.hasPrefix("the output has been hidden"))
    #expect(failure.detail == nil)
  }

  @Test func `the environment is what the play called it`() throws {
    let runs = try fixture("site.jsonl").runs
    #expect(
      runs.map(\.environment) == ["production", "production", nil, "production", "production"])
  }

  @Test func `words around the report are passed over`() throws {
    let reading = try fixture("play-aborted-v.txt")
    #expect(reading.unread.isEmpty)
    #expect(reading.runs.count == 4)
  }

  @Test func `hosts whose play never came are cut short`() throws {
    let runs = try fixture("play-aborted-v.txt").runs
    let message = "play Web failed on all of its hosts, and no play came after it"
    #expect(
      runs.map(\.caveats) == [
        [Caveat(.cutShort, message: message)], [Caveat(.cutShort, message: message)], [], [],
      ])
    #expect(runs.map(\.status) == [.success, .success, .failure, .failure])
  }

  @Test func `a crash has its exception's class`() throws {
    let reading = try fixture("crash-core214-vvv.txt")
    #expect(reading.unread.isEmpty)
    let failures = reading.runs.map(\.failure)
    #expect(failures.map { $0?.errorClass } == [nil, nil, "KeyError", "FileNotFoundError"])
    #expect(failures[0]?.message == "failed without a message")
    #expect(failures[1]?.detail == "hello, no json here")
    #expect(failures[2]?.detail == "KeyError: 'shop_port'")
  }

  @Test func `a check run did nothing`() throws {
    let runs = try fixture("check.json").runs
    #expect(runs.count == 5 && runs.allSatisfy(\.isNoop))
    #expect(try fixture("site.jsonl").runs.allSatisfy { !$0.isNoop })
  }

  /// The second playbook's document repeats the first's plays and adds to its counts.
  @Test func `two playbooks of one process are two runs of a host that both played`() throws {
    let runs = try fixture("two-playbooks.json").runs
    #expect(
      runs.map(\.facts) == [
        "app-prod-01 success 1/1/0/0", "app-prod-02 success 1/1/0/0",
        "web-prod-01 success 1/1/0/0", "web-prod-02 success 1/1/0/0",
        "app-prod-01 failure 1/0/1/0", "app-prod-02 success 2/1/0/1",
      ])
    #expect(Set(runs.map(\.runID)).count == 6)
    #expect(runs[4].failure?.detail == "bad two" && runs[5].changes.map(\.title) == ["command"])
  }

  /// After the fatal failure, `always` had a task that failed and was ignored.
  @Test func `events say which failure was ignored`() throws {
    let reading = try fixture("runner.jsonl")
    #expect(reading.unread.isEmpty)
    #expect(
      reading.runs.map(\.facts) == ["web-prod-01 failure 4/1/1/1", "web-prod-02 failure 5/1/1/2"])
    let run = try #require(reading.runs.first)
    #expect(run.format == "ansible.runner")
    #expect(run.runID == "71e01e26-1282-4abf-aa3c-b0bd64a009e0/crash2.yml/web-prod-01")
    #expect(run.failure?.resourceName == "fails in rescue too")
    #expect(run.failure?.message == "second\nline")
    #expect(run.tolerated.map(\.resourceName) == ["crash", "and ignored in always"])
    #expect(run.tolerated.first?.message == "one")
  }

  private func fixture(_ name: String) throws -> Reading {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let bytes = try Data(contentsOf: folder.appending(path: "Fixtures/ansible/\(name)"))
    return try Reading(Array(bytes), name: name)
  }
}

extension Run {
  /// `web-01 success 13/4/0/1`: total, updated, failed, skipped.
  fileprivate var facts: String {
    let counts = [tally.total, tally.updated, tally.failed, tally.skipped]
    return "\(node.rawValue) \(status.rawValue) "
      + counts.map { $0.map(String.init) ?? "-" }.joined(separator: "/")
  }
}
