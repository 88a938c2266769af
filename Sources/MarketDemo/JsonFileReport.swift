import Documents
import MarketModel

// What `Chef::Handler::JsonFile` leaves: one pretty-printed document a run, without a word about
// which resource failed but for the exception's text.
//
// Source: chef/chef v18, lib/chef/handler/json_file.rb and lib/chef/run_status.rb.

extension ChefRun {
  /// `chef-run-report-20261123051244.json`.
  var jsonFileName: String {
    "chef-run-report-\(start.iso8601.filter(\.isNumber)).json"
  }

  func jsonFile() -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.key("node")
      writeNode(to: &json)
      json.member("success", error == nil)
      json.member("start_time", rubyTime(start, zone: "UTC"))
      json.member("end_time", rubyTime(start.adding(seconds: Double(seconds)), zone: "+0000"))
      json.member("elapsed_time", Double(seconds) + 0.25)
      json.key("all_resources")
      write(resources, to: &json)
      json.key("updated_resources")
      write(updated, to: &json)
      json.member("exception", error.map { "\($0.className): \($0.message)" })
      json.member("backtrace", error.map { _ in ["lib/chef/runner.rb:74:in `run_action'"] })
      json.member("run_id", id)
    }
    return indented(json.bytes)
  }

  private func write(_ resources: [Converged], to json: inout JSONWriter) {
    json.array { json in
      for resource in resources {
        json.object { json in
          json.member("json_class", "Chef::Resource::\(resource.rubyClass)")
          json.key("instance_vars")
          json.object { json in
            json.member("name", resource.name)
            json.member("action", [resource.action])
            json.member("updated", resource.status == .updated)
            json.member("updated_by_last_action", resource.status == .updated)
            json.member(
              "source_line",
              "/var/chef/cache/cookbooks/\(resource.cookbook)/recipes/default.rb:"
                + "\(resource.line):in `from_file'")
            json.member("elapsed_time", Double(resource.duration) / 1000)
            json.member("declared_type", resource.type)
            json.member("cookbook_name", resource.cookbook)
            json.member("recipe_name", "default")
          }
        }
      }
    }
  }

  /// As Ruby's `Time#to_s` writes it.
  private func rubyTime(_ time: Instant, zone: String) -> String {
    "\(time.day) \(time.clockTime) \(zone)"
  }
}

extension Converged {
  /// `apt_package` is an `AptPackage`.
  fileprivate var rubyClass: String {
    type.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}

/// Breaks compact JSON into lines, two blanks for each level, as Ruby's `JSON.pretty_generate` does.
private func indented(_ compact: [UInt8]) -> [UInt8] {
  var lines: [UInt8] = []
  var depth = 0
  var isInString = false
  var isEscaped = false
  func breakLine() {
    lines += [UInt8(ascii: "\n")] + Array(repeating: UInt8(ascii: " "), count: depth * 2)
  }
  for byte in compact {
    if isInString {
      lines.append(byte)
      if !isEscaped, byte == UInt8(ascii: "\"") { isInString = false }
      isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
      continue
    }
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      lines.append(byte)
      depth += 1
      breakLine()
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      depth -= 1
      breakLine()
      lines.append(byte)
    case UInt8(ascii: ","):
      lines.append(byte)
      breakLine()
    case UInt8(ascii: ":"): lines += [byte, UInt8(ascii: " ")]
    default:
      lines.append(byte)
      isInString = byte == UInt8(ascii: "\"")
    }
  }
  return lines
}
