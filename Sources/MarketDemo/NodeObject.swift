import Documents
import MarketModel

extension ChefRun {
  /// The node as Chef embeds it in every report: a few kilobytes here, hundreds in real life.
  func writeNode(to json: inout JSONWriter) {
    json.object { json in
      json.member("name", node.name)
      json.member("chef_environment", node.environment.rawValue)
      json.member("json_class", "Chef::Node")
      json.key("automatic")
      writeOhai(to: &json)
      json.key("normal")
      json.object { json in json.member("tags", [String]()) }
      json.member("chef_type", "node")
      json.key("default")
      json.object { json in
        json.key("acme")
        json.object { json in
          json.member("config_repo", "http://scm.vendor.example/acme/config-templates.git")
          json.member("tier", node.environment.rawValue)
        }
      }
      json.key("override")
      json.object { _ in }
      json.member("run_list", runList)
    }
  }

  private func writeOhai(to json: inout JSONWriter) {
    json.object { json in
      json.key("kernel")
      json.object { json in
        json.member("name", "Linux")
        json.member("release", "6.1.0-\(node.isFromNewestImage ? 30 : 27)-amd64")
        json.member("machine", "x86_64")
      }
      json.key("memory")
      json.object { json in
        json.member("total", "\(Node.memory)kB")
        json.member("free", "\(freeMemory)kB")
        json.member("available", "\(freeMemory + Self.reclaimable)kB")
      }
      json.key("network")
      json.object { json in
        json.key("interfaces")
        json.object { json in
          json.key("eth0")
          json.object { json in
            json.member("mtu", "1500")
            json.key("addresses")
            json.object { json in
              json.key(node.address)
              json.object { json in
                json.member("family", "inet")
                json.member("prefixlen", "16")
              }
            }
          }
        }
        json.member("default_interface", "eth0")
      }
      json.key("ec2")
      json.object { json in
        json.member("ami_id", node.image)
        json.member("placement_availability_zone", node.zone)
      }
      json.member("ipaddress", node.address)
      json.member("platform", "debian")
      json.member("platform_version", "12")
      json.key("chef_packages")
      json.object { json in
        json.key("chef")
        json.object { json in json.member("version", "18.11.21") }
      }
      json.member("hostname", node.name)
      json.member("fqdn", "\(node.name).acme.example")
      json.member("roles", [node.role.rawValue])
      json.member("recipes", cookbooks.map(\.name))
    }
  }

  var runList: [String] { ["role[\(node.role.rawValue)]"] }
}
