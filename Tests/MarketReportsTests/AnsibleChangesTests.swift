import MarketModel
import Testing

/// What Ansible's reports say of what they changed and of the hosts.
struct AnsibleChangesTests {
  @Test func `a task has its place, its module, and how long it kept the host`() throws {
    let run = try run(
      task(
        "web : site", #""action":"ansible.builtin.template","changed":true"#,
        path: "/srv/x/roles/web/tasks/main.yml:8"),
      task("map", #""action":"command","changed":true,"delta":"0:01:00.5""#),
      task("same", #""action":"command","changed":false"#),
      task(
        "restart nginx",
        #""action":"service","changed":true,"invocation":{"module_args":{"state":"restarted"}}"#),
      task(
        "reload all",
        #""action":"systemd","changed":true,"results":[{"changed":false,"diff":{"after":"app-3"}},"#
          + #"{"changed":true,"invocation":{"module_args":{"state":"reloaded"}}}]"#))
    #expect(
      run.changes == [
        Change(
          title: "web : site", declaration: "roles/web/tasks/main.yml",
          action: "ansible.builtin.template", duration: 2.5),
        Change(title: "map", declaration: "site.yml", action: "command", duration: 60.5),
        Change(title: "restart nginx", declaration: "site.yml", action: "restart", duration: 2.5),
        Change(title: "reload all", declaration: "site.yml", action: "reload", duration: 2.5),
      ])
    #expect(run.traits.isEmpty && !run.usage.isKnown && run.addresses.isEmpty)
  }

  @Test func `a diff says which machines were written`() throws {
    let run = try run(
      task(
        "both",
        #""action":"copy","changed":true,"diff":[{"before":"server app-1\n","#
          + #""after":"server app-1\nserver app-2\n"},{"after":{"mode":"app-9"},"before":7}]"#),
      task(
        "prepared", #""action":"x","changed":true,"diff":{"prepared":"-app-1\n+app-3\n"}"#),
      task(
        "loop",
        #""action":"x","changed":true,"results":[{"changed":true,"diff":[{"after":"10.0.0.7"}]}]"#),
      task("odd", #""action":"x","changed":true,"diff":"app-1","invocation":[],"results":{}"#))
    #expect(run.changes.map(\.mentions) == [["app-2"], ["app-3"], ["10.0.0.7"], []])
  }

  @Test(arguments: ["ansible_", ""])
  func `gathered facts tell the platform, the names and the memory`(prefix: String) throws {
    let facts =
      #""distribution":"Debian","distribution_version":"12.5","fqdn":"a.prod.example.net","#
      + #""hostname":"a","default_ipv4":{"address":"10.0.0.7","mtu":1500},"memfree_mb":500,"#
      + #""memtotal_mb":4000,"memory_mb":{"nocache":{"free":3000,"used":1000},"real":{"free":500}}"#
    let named = facts.replacing(
      #/"(?=(distr|fqdn|host|defa|mem[ftv]|memory))/#, with: "\"\(prefix)")
    let run = try run(
      task("Gathering Facts", #""action":"gather_facts","ansible_facts":{\#(named)}"#),
      task("set", #""action":"set_fact","ansible_facts":{"fqdn":"b.prod.example.net"}"#),
      task("odd", #""action":"setup","ansible_facts":[]"#))
    #expect(run.traits.lines == ["platform=debian 12.5"])
    #expect(run.addresses == ["a.prod.example.net", "a", "10.0.0.7"])
    #expect(run.usage == Usage(free: 3000, total: 4000))
  }

  @Test func `facts that are none are passed over`() throws {
    let run = try run(
      task(
        "Gathering Facts",
        #""action":"ansible.builtin.setup","ansible_facts":{"ansible_distribution":7,"#
          + #""ansible_fqdn":"","ansible_default_ipv4":{},"ansible_memtotal_mb":-1,"#
          + #""ansible_memfree_mb":1e300,"ansible_memory_mb":[1]}"#))
    #expect(run.traits.isEmpty && run.addresses.isEmpty && !run.usage.isKnown)
  }

  @Test func `a line of events is when its host was done`() throws {
    func line(_ event: String, _ second: Int, _ members: String) -> String {
      #"{"_event":"\#(event)","_timestamp":"2026-11-21T10:00:0\#(second)Z",\#(members)}"# + "\n"
    }
    let task = #""task":{"duration":{"start":"2026-11-21T10:00:01Z"},"name":"t","path":"/s.yml:1"}"#
    func ok(_ host: String, _ second: Int) -> String {
      line(
        "v2_runner_on_ok", second, #""hosts":{"\#(host)":{"action":"x","changed":true}},"# + task)
    }
    let runs = try Reading(
      line("v2_playbook_on_play_start", 0, #""play":{"id":"p-1","name":"P"}"#) + ok("a", 2)
        + ok("b", 7)
        + line("v2_playbook_on_stats", 8, #""stats":{"a":{"changed":1},"b":{"changed":1}}"#)
    ).runs
    #expect(runs.map { $0.changes.map(\.duration) } == [[1], [6]])
  }

  @Test func `events have a duration of their own, and the version where it was asked for`() throws
  {
    func event(_ name: String, _ data: String, stdout: String = #""""#) -> String {
      #"{"event":"\#(name)","counter":1,"created":"2026-11-21T10:00:00Z","stdout":\#(stdout),"#
        + #""event_data":{"playbook":"s.yml","playbook_uuid":"u"\#(data)}}"# + "\n"
    }
    let changed = #","task":"t","task_action":"copy","duration":1.5,"res":{"changed":true}"#
    let run = try run(
      event("verbose", "", stdout: #""ansible-playbook [core 2.19.14]\r\n  config file = /x""#)
        + event("verbose", "", stdout: "7")
        + event("playbook_on_play_start", #","play":"P","play_uuid":"p""#)
        + event("runner_on_ok", #","host":"a","role":"web""# + changed)
        + event("playbook_on_stats", #","ok":{"a":1},"changed":{"a":1}"#))
    #expect(run.changes == [Change(title: "web : t", action: "copy", duration: 1.5)])
    #expect(run.traits.lines == ["agent=ansible core 2.19.14"])
  }

  @Test(arguments: [
    (
      "ansible-playbook [core 2.14.18]\n  config file = {x}\nUsing x\n",
      ["agent=ansible core 2.14.18"]
    ),
    ("ansible-playbook 2.9.27\n  x\n", ["agent=ansible 2.9.27"]), ("Using x as config file\n", []),
    ("", []),
  ])
  func `words before the report tell the version`(words: String, traits: [String]) throws {
    let document = #"{"plays":[],"stats":{"a":{"ok":1}}}"#
    let reading = try Reading(words + "{\n" + document.dropFirst())
    #expect(reading.runs.map(\.traits.lines) == [traits] && reading.unread.isEmpty)
  }

  // MARK: Making reports

  private func run(_ text: String) throws -> Run {
    let reading = try Reading(text)
    #expect(reading.unread.isEmpty)
    return try #require(reading.runs.first)
  }

  private func run(_ tasks: Task...) throws -> Run {
    try run(
      #"""
      {"custom_stats":{},"plays":[{"play":{"id":"p-1","name":"P","duration":{
       "start":"2026-11-21T10:00:00Z","end":"2026-11-21T10:05:00Z"}},"tasks":[
       \#(tasks.map(\.text).joined(separator: ",\n"))]}],"stats":{"a":{"ok":9,"changed":4}}}
      """#)
  }

  private struct Task { let text: String }

  private func task(_ name: String, _ result: String, path: String = "/srv/x/site.yml:3") -> Task {
    Task(
      text: #"{"hosts":{"a":{\#(result)}},"task":{"name":"\#(name)","path":"\#(path)","duration":{"#
        + #""start":"2026-11-21T10:00:00Z","end":"2026-11-21T10:00:02.5Z"}}}"#)
  }
}
