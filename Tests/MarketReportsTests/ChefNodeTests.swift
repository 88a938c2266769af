import Documents
import MarketModel
import MarketReports
import Testing

/// What is picked out of a Chef node's attributes while the rest is stepped over.
struct ChefNodeTests {
  private static let node = #"""
    {"name":"web-01","policy_name":"shop","automatic" : {"languages":{"platform":"x86_64","a":["]}"]},
     "fqdn":"web-01.example.net","hostname":"web-01","machinename":"web-01","ipaddress":"10.0.0.7",
     "platform":"debian","platform_version":"12","memory":{"total":"2097152kB","free":"1024kB",
      "swap":{"free":"9999999kB"},"available":"1048576kB"},"uptime":-1.5e3,"virtual":true,"gone":null,
     "chef_packages":{"ohai":{"version":"1"},"chef":{"version":"18.11.21"}},
     "ec2":{"ami_id":"ami-1"},"gce":{"instance":{"image":"deb","zone":"eu-1b"}}},
     "policy_group":"prod","normal":{"automatic":{"platform":"none"}},"chef_environment":"qa"}
    """#

  @Test(arguments: [false, true])
  func `the few attributes that are wanted are read, wherever the node stands`(
    isFirst: Bool
  ) throws {
    let run = try #require(try Reading(Self.converge(Self.node, isFirst: isFirst)).runs.first)
    Self.expectAll(in: run)
  }

  @Test func `a node with more members than Chef writes has them all read`() throws {
    let crowd = (0...ReportLimits.nodeMembers).map { #""m\#($0)":{"a":["}"]},"# }.joined()
    let run = try #require(
      try Reading(Self.converge("{\(crowd)\(Self.node.dropFirst())", isFirst: true)).runs.first)
    Self.expectAll(in: run)
  }

  /// The rest comes when the first part has been read up to its end.
  @Test func `a node that arrives in two parts is read the same wherever it was cut`() throws {
    for isFirst in [false, true] {
      let bytes = Array(Self.converge(Self.node, isFirst: isFirst).utf8)
      for count in 1..<bytes.count {
        var (run, fetches): (Run?, Int) = (nil, 0)
        try unsafe bytes.withUnsafeBytes { bytes in
          let some = unsafe UnsafeRawBufferPointer(rebasing: bytes[..<count])
          try unsafe JSONCursor.reading(some, mayGrow: true) { cursor in
            let document = try ReportDocument(&cursor) { cursor in
              fetches += 1
              unsafe cursor.grow(to: bytes, mayGrow: false)
              return true
            }
            let format = ChefDataCollector(origin: ReportOrigin(file: "f"))
            try format.read(document) { run = $0 }
          }
        }
        #expect(fetches == 1)
        Self.expectAll(in: try #require(run))
      }
    }
  }

  private static func expectAll(in run: Run) {
    #expect(
      run.traits.lines == [
        "agent=chef 18.11.21", "image=deb", "platform=debian 12", "policy_group=prod",
        "policy_name=shop", "zone=eu-1b",
      ])
    #expect(run.addresses == ["web-01.example.net", "web-01", "10.0.0.7"])
    #expect(run.usage == Usage(free: 1024, total: 2048))
    #expect(run.environment == "qa")
  }

  @Test(
    arguments: [
      (#"{"a":1},"node":{"automatic":{}}"#, "has `node` twice"),
      (#"{"automatic":{"a":1 "b":2}}"#, "lacks a comma or a bracket"),
      (#"{"automatic":{"a":1]}"#, "lacks a comma or a bracket"),
      (#"{"automatic":{"memory":{"total" "free"}}}"#, "has a name without a value"),
      (#"{"automatic":{"memory":{"total" "free"},"a"}}"#, "has a name without a value"),
      (#"{"automatic":{"a":nul}}"#, "is not JSON"),
      (#"{"automatic":{"a":[\#(nested)]}}"#, "is nested deeper than 64 levels"),
      (
        #"{"automatic":{\#(String(repeating: #""ec2":{},"#, count: 1_001))"a":1}}"#,
        "holds more than 1000 values"
      ),
    ])
  func `what is wrong with a node is named, and the next report read`(
    node: String, reason: String
  ) throws {
    let other = Self.converge("{}", run: "r2", isFirst: false)
    let reading = try Reading("\(Self.converge(node, isFirst: false))\n\(other)\n")
    #expect(reading.reasons == [reason])
    #expect(reading.runs.map(\.runID) == ["r2"])
  }

  private static let nested =
    String(repeating: "[", count: 70) + String(repeating: "]", count: 70)

  /// Nobody asked for its attributes.
  @Test func `a node of another tool may be as odd as it likes`() throws {
    let line = #"""
      {"morning_market":1,"run_id":"r","success":true,"start_time":"2026-11-21T10:00:00Z",
       "a":{"node":{"x" 1}},"node":"web-01"}
      """#
    #expect(try Reading(line).runs.count == 1)
    let state = #"{"serial":1,"node":{"automatic":{"a" 1}},"lineage":"x"}"#
    #expect(try Reading(state).reasons == ["is a Terraform state, not a run report"])
  }

  @Test(arguments: ["null", "7", #""web-01""#, "[]", "{}", #"{"automatic":[{"platform":"a"}]}"#])
  func `a node that tells nothing is no reason to complain`(node: String) throws {
    let reading = try Reading(Self.converge(node, isFirst: true))
    #expect(reading.reasons == [])
    #expect(reading.runs.first?.traits.isEmpty == true)
  }

  private static func converge(_ node: String, run: String = "r1", isFirst: Bool) -> String {
    let rest = #"""
      "message_type":"run_converge","node_name":"web-01","run_id":"\#(run)","status":"success",\#
      "start_time":"2026-11-21T10:00:00Z","end_time":"2026-11-21T10:00:07Z","resources":[]
      """#
    return isFirst ? #"{"node":\#(node),\#(rest)}"# : #"{\#(rest),"node":\#(node)}"#
  }
}
