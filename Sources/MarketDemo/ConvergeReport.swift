import Documents
import MarketModel

// What Chef's data collector appends to a file: two lines a run, keys in the client's order.
//
// Source: chef/chef v18, lib/chef/data_collector/run_start_message.rb and run_end_message.rb.

extension ChefRun {
  func appendLines(to json: inout JSONWriter) {
    writeStart(to: &json)
    json.endLine()
    guard ends else { return }
    writeConverge(to: &json)
    json.endLine()
  }

  private func writeStart(to json: inout JSONWriter) {
    json.object { json in
      json.member("chef_server_fqdn", "chef.acme.example")
      json.member("entity_uuid", node.uuid)
      json.member("id", id)
      json.member("message_version", "1.0.0")
      json.member("message_type", "run_start")
      json.member("node_name", node.name)
      json.member("organization_name", "acme")
      json.member("run_id", id)
      json.member("source", "chef_client")
      json.member("start_time", start.iso8601)
    }
  }

  private func writeConverge(to json: inout JSONWriter) {
    json.object { json in
      json.member("chef_server_fqdn", "chef.acme.example")
      json.member("entity_uuid", node.uuid)
      writeExpandedRunList(to: &json)
      json.member("id", id)
      json.member("message_version", "1.1.0")
      json.member("message_type", "run_converge")
      json.key("node")
      writeNode(to: &json)
      json.member("node_name", node.name)
      json.member("organization_name", "acme")
      json.key("resources")
      json.array { json in for resource in resources { resource.write(to: &json) } }
      json.member("run_id", id)
      json.member("run_list", runList)
      json.key("cookbooks")
      json.object { json in
        for cookbook in cookbooks {
          json.key(cookbook.name)
          json.object { json in json.member("version", cookbook.version) }
        }
      }
      json.key("policy_name")
      json.null()
      json.key("policy_group")
      json.null()
      json.member("start_time", start.iso8601)
      json.member("end_time", start.adding(seconds: Double(seconds)).iso8601)
      json.member("source", "chef_client")
      json.member("status", error == nil ? "success" : "failure")
      json.member("total_resource_count", resources.count)
      json.member("updated_resource_count", updated.count)
      json.member("deprecations", [String]())
      if let error {
        json.key("error")
        error.write(to: &json)
      }
    }
  }

  private func writeExpandedRunList(to json: inout JSONWriter) {
    json.key("expanded_run_list")
    json.object { json in
      json.member("id", node.environment.rawValue)
      json.key("run_list")
      json.array { json in
        for cookbook in cookbooks {
          json.object { json in
            json.member("type", "recipe")
            json.member("name", cookbook.name)
            json.key("version")
            json.null()
            json.member("skipped", false)
          }
        }
      }
    }
  }
}

extension Converged: JSONWritable {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("type", type)
      json.member("name", name)
      json.member("id", name)
      json.key("after")
      json.object { _ in }
      json.key("before")
      json.object { _ in }
      json.member("duration", status == .unprocessed ? "" : "\(duration)")
      json.member("delta", delta)
      json.member("ignore_failure", ignoresFailure)
      json.member("result", action)
      json.member("status", status.rawValue)
      json.member("cookbook_name", cookbook)
      json.member("cookbook_version", version)
      json.member("recipe_name", "default")
      if let trouble {
        json.member("error_message", trouble.message)
        json.key("error")
        RunError(className: trouble.className, message: trouble.message).write(to: &json)
      }
    }
  }
}

extension RunError: JSONWritable {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("class", className)
      json.member("message", message)
      json.member(
        "backtrace",
        [
          "/opt/chef/embedded/lib/ruby/gems/3.1.0/gems/chef-18.11.21/lib/chef/runner.rb:74:in "
            + "`run_action'"
        ])
      json.key("description")
      json.object { json in
        json.member("title", title)
        json.key("sections")
        json.array { json in
          for (heading, text) in sections {
            json.object { json in json.member(heading, text) }
          }
        }
      }
    }
  }
}

extension Node {
  /// Chef's own id of the machine, the same for all its life.
  var uuid: String {
    var dice = Dice(seed: 0, "uuid/\(name)")
    return dice.uuid()
  }
}
