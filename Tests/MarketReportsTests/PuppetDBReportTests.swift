import MarketModel
import MarketReports
import Testing

struct PuppetDBReportTests {
  @Test func `a report is told by the events of its resources`() throws {
    let run = try read(
      report(
        status: "failed",
        more: #""resources":[\#(failing),\#(changed),\#(skipped)],"metrics":\#(metrics),"#
          + #""logs":[\#(newest),\#(oldest)],"#))
    #expect(run.tool == .puppet && run.format == "puppetdb.report.json")
    #expect(run.node.rawValue == "web-01" && run.environment == "production")
    #expect(run.runID == "b8565467-3e9c-43e5-82c6-10d9df85c99e")
    #expect(run.duration == 2.5)
    #expect(run.tally == Tally(total: 24, updated: 1, failed: 1, skipped: 1))
    #expect(run.changes.map(\.title) == ["File[/a]"])
    #expect(run.failure?.resource == "Exec[get]")
    #expect(run.failure?.message == "get returned 1 instead of one of [0]")
    #expect(run.failure?.detail == "fatal: first line")
    #expect(run.failure?.declaredAt == "shop/manifests/init.pp line 17")
  }

  /// As `/pdb/query/v4/reports` gives them.
  @Test func `a query's answer is a list with wrapped lists`() throws {
    let event =
      #"{"status":"failure","resource_type":"Exec","resource_title":"get","property":"returns","#
      + #""message":"no","containing_class":"Shop"}"#
    let one = report(
      status: "failed",
      more: #""resource_events":{"href":"/x","data":[\#(event),\#(event)]},"#
        + #""metrics":{"href":"/x","data":\#(metrics)},"logs":{"href":"/x"},"hash":"1","#)
    let other = report(id: "2", status: "unchanged", more: #""resource_events":{"href":"/x"},"#)
    let reading = try Reading("[\(one), \(other)]")
    #expect(reading.unread.isEmpty)
    #expect(reading.runs.map(\.status) == [.failure, .success])
    #expect(reading.runs.first?.failure?.message == "no")
    #expect(reading.runs.first?.knockOns.isEmpty == true, "two events of one resource")
    #expect(reading.runs.last?.tally == Tally(total: nil, updated: 0, failed: 0, skipped: 0))
  }

  @Test func `it is the same run as in the stored report`() throws {
    let stored = try Reading(
      """
      ---
      host: web-01
      time: '2026-11-21T08:12:52.296401266+00:00'
      transaction_uuid: b8565467-3e9c-43e5-82c6-10d9df85c99e
      status: changed
      logs: []
      corrective_change: false

      """)
    let run = try read(report(status: "changed"))
    #expect(stored.runs.map(\.runID) == [run.runID])
    #expect(stored.runs.map(\.started) == [run.started])
  }

  @Test func `what drifted is told`() throws {
    let resource =
      #"{"resource_type":"File","resource_title":"/a","corrective_change":true,"events":[]}"#
    let run = try read(report(status: "changed", more: #""resources":[\#(resource)],"#))
    #expect(run.caveats == [Caveat(.drifted, message: "File[/a]")])
  }

  @Test func `absurd counts are none`() throws {
    let odd =
      #"[{"category":"resources","name":"total","value":1e300},"#
      + #"{"category":"resources","name":"failed","value":3.14},{"category":"resources"},7,"#
      + #"{"category":"resources","name":"skipped","value":-4}]"#
    let run = try read(report(status: "unchanged", more: #""metrics":\#(odd),"#))
    #expect(run.tally == Tally(total: nil, updated: 0, failed: 0, skipped: 0))
    #expect(run.status == .success)
  }

  @Test(arguments: [
    (#"{"certname":"a","report_format":4,"resources":[]}"#, "has no `start_time`"),
    (report(status: "odd"), "has a `status` that is not failed, changed or unchanged"),
    (report(status: "failed", more: #""resources":7,"#), "has a `resources` that is not a list"),
    (report(status: "failed", more: #""status":"changed","#), "has `status` twice"),
  ])
  func `what is wrong is named`(json: String, reason: String) throws {
    #expect(try Reading(json).reasons == [reason])
  }
}

private let failing =
  #"{"resource_type":"Exec","resource_title":"get","skipped":false,"line":17,"#
  + #""file":"/etc/puppetlabs/code/environments/x/modules/shop/manifests/init.pp","#
  + #""timestamp":"2026-11-21T08:12:54Z","containment_path":["Stage[main]","Shop","Exec[get]"],"#
  + #""events":[{"status":"failure","property":"returns","new_value":["0"],"old_value":"notrun","#
  + #""message":"change from 'notrun' to ['0'] failed: get returned 1 instead of one of [0]"}]}"#
private let changed =
  #"{"resource_type":"File","resource_title":"/a","skipped":false,"events":[{"status":"success"}]}"#
private let skipped = #"{"resource_type":"File","resource_title":"/b","skipped":true,"events":[]}"#
private let metrics =
  #"[{"category":"resources","name":"total","value":24},"#
  + #"{"category":"resources","name":"changed","value":1}]"#
private let newest =
  #"{"level":"notice","source":"/Stage[main]/Shop/Exec[get]/returns","#
  + #""message":"error: second line","time":"2026-11-21T08:12:54.5Z"}"#
private let oldest =
  #"{"level":"notice","source":"/Stage[main]/Shop/Exec[get]/returns","#
  + #""message":"fatal: first line","time":"2026-11-21T08:12:54.1Z"}"#

private func report(
  id: String = "b8565467-3e9c-43e5-82c6-10d9df85c99e", status: String, more: String = ""
) -> String {
  #"{"certname":"web-01","environment":"production","report_format":10,\#(more)"#
    + #""start_time":"2026-11-21T08:12:52.296401266Z","end_time":"2026-11-21T08:12:54.796Z","#
    + #""transaction_uuid":"\#(id)","status":"\#(status)","noop":false,"code_id":null}"#
}

private func read(_ text: String) throws -> Run {
  let reading = try Reading(text)
  #expect(reading.unread.isEmpty)
  return try #require(reading.runs.first)
}
