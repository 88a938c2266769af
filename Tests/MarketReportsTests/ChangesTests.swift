import MarketModel
import Testing

/// What the reports of Puppet, Salt and Terraform say of what they changed, and with which versions.
struct ChangesTests {
  // MARK: Puppet

  @Test func `Puppet's resources have a place, a deed and a duration`() throws {
    let run = try run(
      puppet(
        versions: "configuration_version: 4f2a91c\ncode_id: urn:7\n",
        statuses: """
            File[/etc/a]:
              file: "/etc/puppetlabs/code/environments/x/modules/web/manifests/init.pp"
              line: 3
              evaluation_time: 0.25
              changed: true
              time: '2026-11-21T08:00:01Z'
              events:
              - {status: success, property: content, desired_value: x}
            Service[nginx]:
              containment_path: ["Stage[main]", "Web", "Service[nginx]"]
              evaluation_time: 2.5
              changed: true
              time: '2026-11-21T08:00:02Z'
              events:
              - property:
                message: Triggered 'refresh' from 1 event
                status: success
            Exec[reindex]:
              changed: true
              time: '2026-11-21T08:00:03Z'
              events:
              - {status: success, property: , message: "Triggered 'refresh' from 2 events"}
            Service[agent]:
              changed: true
              time: '2026-11-21T08:00:04Z'
              events:
              - {status: success, property: , message: "Triggered 'refresh' from 1 event"}
              - {status: success, property: ensure, desired_value: running}

          """))
    #expect(
      run.changes == [
        Change(
          title: "File[/etc/a]", declaration: "web/manifests/init.pp", action: "set content",
          duration: 0.25),
        Change(title: "Service[nginx]", declaration: "Web", action: "restart", duration: 2.5),
        Change(title: "Exec[reindex]", action: "refresh"),
        Change(title: "Service[agent]", action: "start"),
      ])
    #expect(
      run.traits.lines == ["agent=puppet 7.23.0", "code_id=urn:7", "configuration_version=4f2a91c"])
    #expect(!run.usage.isKnown && run.addresses.isEmpty)
  }

  @Test func `a diff in Puppet's log says which machines were written into a file`() throws {
    let run = try run(
      puppet(
        versions: "configuration_version: 1795335184\n",
        logs: #"""

          - level: notice
            message: "\n--- /etc/a\n+++ /tmp/b\n@@ -1 +1 @@\n-server app-1\n+server app-2\n"
            source: "/Stage[main]/Web/File[/etc/a]/content"
            time: '2026-11-21T08:00:01Z'
          - level: notice
            message: "content changed '{sha256}a' to '{sha256}b'"
            source: "/Stage[main]/Web/File[/etc/a]/content"
            time: '2026-11-21T08:00:01Z'
          """#,
        statuses: """
            File[/etc/a]: {changed: true}
            File[/etc/b]: {changed: true}

          """))
    #expect(run.changes.map(\.mentions) == [["app-2"], []])
    #expect(run.traits.lines == ["agent=puppet 7.23.0"], "a time is no version")
  }

  @Test func `PuppetDB says the same, but for how long it took`() throws {
    let run = try run(
      #"""
      {"certname":"web-01","report_format":12,"start_time":"2026-11-21T08:00:00Z","status":"changed",
       "puppet_version":"8.0.1","configuration_version":"1690231636","code_id":null,
       "logs":[{"level":"notice","source":"/Stage[main]/Ntp/File[/etc/a]/content","time":"2026-11-21T08:00:01Z",
                "message":"\n+server ntp.pool.example.org iburst\n"}],
       "resources":[
        {"resource_type":"File","resource_title":"/etc/a","containment_path":["Stage[main]","Ntp","File[/etc/a]"],
         "events":[{"status":"success","property":"ensure","new_value":"file"}]},
        {"resource_type":"Service","resource_title":"ntp",
         "events":[{"status":"success","property":null,"message":"Triggered 'refresh' from 1 event"}]}]}
      """#)
    #expect(
      run.changes == [
        Change(
          title: "File[/etc/a]", declaration: "Ntp", action: "create",
          mentions: ["ntp.pool.example.org"]),
        Change(title: "Service[ntp]", action: "restart"),
      ])
    #expect(run.traits.lines == ["agent=puppet 8.0.1"])
  }

  // MARK: Salt

  @Test func `Salt's states have their file, function and duration`() throws {
    let run = try run(
      #"""
      {"local":{
       "file_|-conf_|-/etc/a_|-managed":{"result":true,"__id__":"conf","__sls__":"web.nginx",
        "__run_num__":0,"duration":1250.0,"changes":{"diff":"--- \n+++ \n-server app-1\n+server app-2\n"}},
       "file_|-tree_|-/srv_|-recurse":{"result":true,"__id__":"tree","__sls__":"web","__run_num__":1,
        "changes":{"/srv/x":{"diff":"+10.0.0.7"},"/srv/y":{"diff":"New file"},"removed":["app-9"]}},
       "service_|-nginx_|-nginx_|-running":{"result":true,"__id__":"nginx","__run_num__":2,
        "duration":"13.5 ms","comment":"Service restarted","changes":{"nginx":true}},
       "service_|-cron_|-cron_|-running":{"result":true,"__id__":"cron","__run_num__":3,
        "comment":"Service cron is now running","changes":{"cron":true}}}}
      """#)
    #expect(
      run.changes == [
        Change(
          title: "file.managed[conf]", declaration: "web.nginx", action: "managed", duration: 1.25,
          mentions: ["app-2"]),
        Change(
          title: "file.recurse[tree]", declaration: "web", action: "recurse",
          mentions: ["10.0.0.7"]),
        Change(title: "service.running[nginx]", action: "restart", duration: 0.0135),
        Change(title: "service.running[cron]", action: "running"),
      ])
    #expect(run.traits.isEmpty)
  }

  // MARK: Terraform

  @Test(arguments: ["terraform", "tofu"])
  func `a change of Terraform has its action and took whole seconds`(program: String) throws {
    let run = try run(
      [
        terraform(program, "version", #""\#(program)":"1.11.4","ui":"1.2""#),
        applied(program, "aws_instance.web", "delete", seconds: 31),
        applied(program, "aws_route.a", "update", seconds: 0),
        applied(program, "aws_instance.web", "create", seconds: 12),
        applied(program, "aws_route.b", "create", seconds: -7),
        terraform(program, "change_summary", #""changes":{"add":1,"operation":"apply"}"#),
      ].joined(separator: "\n"))
    #expect(
      run.changes == [
        Change(title: "aws_instance.web", action: "replace", duration: 43),
        Change(title: "aws_route.a", action: "update", duration: 0),
        Change(title: "aws_route.b", action: "create"),
      ])
    #expect(run.tally.updated == 3)
    #expect(run.traits.lines == ["agent=\(program) 1.11.4"])
  }

  // MARK: Making reports

  private func run(_ text: String) throws -> Run {
    let reading = try Reading(text)
    #expect(reading.unread.isEmpty)
    return try #require(reading.runs.first)
  }

  private func puppet(versions: String, logs: String = " []", statuses: String) -> String {
    """
    --- !ruby/object:Puppet::Transaction::Report
    host: web-01
    time: '2026-11-21T08:00:00.026872994+00:00'
    puppet_version: 7.23.0
    report_format: 12
    status: changed
    \(versions)logs:\(logs)
    metrics: {}
    resource_statuses:
    \(statuses)transaction_uuid: u
    """
  }

  private func terraform(_ program: String, _ type: String, _ members: String) -> String {
    #"{"@level":"info","@message":"x","@module":"\#(program).ui","#
      + #""@timestamp":"2026-11-22T06:00:01.123456Z",\#(members),"type":"\#(type)"}"#
  }

  private func applied(
    _ program: String, _ address: String, _ action: String, seconds: Int
  ) -> String {
    terraform(
      program, "apply_complete",
      #""hook":{"resource":{"addr":"\#(address)"},"action":"\#(action)","elapsed_seconds":\#(seconds)}"#
    )
  }
}
