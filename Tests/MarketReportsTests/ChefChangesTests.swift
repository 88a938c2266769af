import MarketModel
import Testing

/// What Chef's reports say of what they changed.
struct ChefChangesTests {
  @Test func `old Reporting names the cookbook, and no version that would be a part of them`()
    throws
  {
    let reading = try Reading(
      #"""
      {"action":"end","total_res_count":"9","status":"success","run_id":"r","data":{},
       "start_time":"2026-11-22 16:20:34 UTC","end_time":"2026-11-22 16:20:38 UTC","resources":[
       {"type":"template","name":"/etc/a","result":"create","duration":"57","cookbook_name":"acme_web",
        "cookbook_version":"1.8.0","delta":"--- a\\n+++ b\\n-server app-1\\n+server app-2"},
       {"type":"service","name":"nginx","result":"restart","duration":"","delta":""}]}
      """#, name: "x_nodes_web-01_runs")
    let run = try #require(reading.runs.first)
    #expect(
      run.changes == [
        Change(
          title: "template[/etc/a]", declaration: "acme_web", action: "create", duration: 0.057,
          mentions: ["app-2"]),
        Change(title: "service[nginx]", action: "restart"),
      ])
    #expect(run.traits.isEmpty)
  }

  /// Of a node that a search found, only its names: it has hundreds of addresses besides.
  @Test func `a new file's machines are in the variables of its template`() throws {
    let node =
      #"{"name":"app-1","chef_environment":"production","normal":{"x":"app-8"},"run_list":["app-9"],"#
      + #""automatic":{"ipaddress":"10.0.0.7","fqdn":"app-1.prod.example.net","hostname":"app-1","#
      + #""network":{"routes":["10.9.9.9"]}}}"#
    #expect(
      try mentions(
        delta: "null", variables: #"{"members":[\#(node)],"port":80,"vip":"10.0.0.1","z":null}"#)
        == ["10.0.0.1", "10.0.0.7", "app-1", "app-1.prod.example.net"])
  }

  @Test(arguments: [
    (#""""#, #"{"a":"app-1"}"#), (#""+app-2""#, #"{"a":"app-1"}"#), ("null", #"["a","b"]"#),
    ("null", "null"), ("null", "7"), ("null", #"{"a":{"b":{"c":{"d":{"e":"app-1"}}}}}"#),
  ])
  func `they are looked at for new files alone, and not without end`(
    delta: String, variables: String
  ) throws {
    #expect(try mentions(delta: delta, variables: variables).contains("app-1") == false)
  }

  @Test func `only so much of the variables is looked at`() throws {
    let filler = String(repeating: "x ", count: HostNames.textLimit / 2)
    #expect(try mentions(delta: "null", variables: #"{"a":"\#(filler)","b":"app-1"}"#) == [])
    #expect(
      try mentions(delta: "null", variables: #"{"a":"\#(filler) ","b":"app-1"}"#) == ["app-1"])
  }

  private func mentions(delta: String, variables: String) throws -> [String] {
    let resource =
      #"{"type":"template","name":"/etc/a","result":"create","status":"updated","delta":\#(delta),"#
      + #""after":{"mode":"app-7","variables":\#(variables)}}"#
    let run = try #require(try Reading(ReportFixture.converge(resources: resource)).runs.first)
    return try #require(run.changes.first).mentions
  }
}
