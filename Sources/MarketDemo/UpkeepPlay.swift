import Documents
import MarketModel

/// The playbook that looks after the databases once an evening, whatever Chef does on them: the
/// company has a second tool. It fetches its templates from the same vendor as everybody.
///
/// Written as the callback `ansible.posix.json` prints it.
///
/// Source: ansible-collections/ansible.posix `plugins/callback/json.py`.
struct UpkeepPlay: Sendable {
  let night: Day
  let nodes: [Node]
  private let start: Instant
  private let id: String
  /// The vendor's host is down and no node gets past the first task.
  private let isStopped: Bool

  init(on nodes: [Node], night: Day, dice: inout Dice) {
    self.nodes = nodes
    self.night = night
    start = night.start.adding(seconds: Double(dice.number(-9600 ... -9400)))
    id = "\(dice.hex(8))-\(dice.hex(4))-\(dice.hex(4))-\(dice.hex(4))"
    isStopped = Outage.covers(start, in: night)
  }

  /// What Ansible prints when the play has ended.
  var file: DemoFile {
    var json = JSONWriter()
    json.object { json in
      json.key("custom_stats")
      json.object { _ in }
      json.key("global_custom_stats")
      json.object { _ in }
      json.key("plays")
      json.array { json in
        json.object { json in
          json.key("play")
          json.header("upkeep of the databases", id: "\(id)-000000000006", start, seconds: 31)
          json.key("tasks")
          json.array { json in writeTasks(to: &json) }
        }
      }
      json.key("stats")
      json.object { json in
        for node in nodes {
          json.key(node.name)
          writeStats(to: &json)
        }
      }
    }
    json.endLine()
    return DemoFile(path: "upkeep-databases.json", bytes: json.bytes)
  }

  private func writeTasks(to json: inout JSONWriter) {
    writeTask(
      8, "upkeep : config templates are current", line: 3, "ansible.builtin.git", to: &json)
    guard !isStopped else { return }
    writeTask(9, "upkeep : old dumps are removed", line: 9, "ansible.builtin.file", to: &json)
  }

  private func writeTask(
    _ number: Int, _ name: String, line: Int, _ action: String, to json: inout JSONWriter
  ) {
    json.object { json in
      json.key("hosts")
      json.object { json in
        for node in nodes {
          json.key(node.name)
          writeResult(of: action, to: &json)
        }
      }
      json.key("task")
      json.header(
        name, id: "\(id)-00000000000\(number)", start.adding(seconds: Double(number)), seconds: 4,
        path: "/srv/ansible/roles/upkeep/tasks/main.yml:\(line)")
    }
  }

  private func writeResult(of action: String, to json: inout JSONWriter) {
    json.object { json in
      json.member("action", action)
      json.member("changed", false)
      guard isStopped else { return }
      let address = Outage.address(of: "acme/config-templates")
      json.member("cmd", "/usr/bin/git ls-remote \(address) -h refs/heads/main")
      json.member("failed", true)
      json.member("msg", Outage.message(for: address))
      json.member("rc", 128)
      json.member("stderr", Outage.message(for: address) + "\n")
      json.member("stdout", "")
    }
  }

  private func writeStats(to json: inout JSONWriter) {
    json.object { json in
      json.member("changed", 0)
      json.member("failures", isStopped ? 1 : 0)
      json.member("ignored", 0)
      json.member("ok", isStopped ? 0 : 2)
      json.member("rescued", 0)
      json.member("skipped", 0)
      json.member("unreachable", 0)
    }
  }
}

extension JSONWriter {
  /// What a play and a task say of themselves.
  fileprivate mutating func header(
    _ name: String, id: String, _ start: Instant, seconds: Double, path: String? = nil
  ) {
    object { json in
      json.key("duration")
      json.object { json in
        json.member("start", start.iso8601)
        json.member("end", start.adding(seconds: seconds).iso8601)
      }
      json.member("id", id)
      json.member("name", name)
      if let path { json.member("path", path) }
    }
  }
}
