package import MarketModel

/// A part of a company with a network and names of its own.
package struct Site: Hashable, Sendable {
  package let environment: String
  /// In names: `prod`.
  package let short: String
  /// The first two numbers of its addresses.
  package let network: String

  package var domain: String { "\(short).acme.example" }

  package static let all = [
    Site(environment: "production", short: "prod", network: "10.10"),
    Site(environment: "staging", short: "stg", network: "10.20"),
    Site(environment: "qa", short: "qa", network: "10.30"),
    Site(environment: "development", short: "dev", network: "10.40"),
  ]
}

/// Machines that one tool looks after in one rhythm.
package struct Fleet: Hashable, Sendable {
  package let tool: Tool
  package let runsPerNight: Int
  package let roles: [String]
  /// Before the role in a node's name, so that a machine has one tool.
  let prefix: String

  var format: String {
    switch tool {
    case .chef: "chef.data_collector"
    case .puppet: "puppet.report.yaml"
    case .ansible: "ansible.json"
    case .salt: "salt.state"
    case .terraform: "terraform.ui"
    }
  }

  func name(of role: String, at site: Site, number: Int) -> String {
    let digits = number < 10 ? "0\(number)" : "\(number)"
    return switch tool {
    case .chef, .ansible: "\(prefix)\(role)-\(site.short)-\(digits)"
    case .puppet, .salt: "\(prefix)\(role)\(digits).\(site.domain)"
    case .terraform: "\(role)-\(site.short)"
    }
  }
}

/// A node, what it is and how it is used to report.
package struct Machine: Sendable {
  package let node: NodeName
  package let fleet: Fleet
  package let site: Site
  package let role: String
  package let address: String
  /// Its place among all machines.
  let index: Int
  /// The first night in which it is there.
  package var joins = 0
  /// **Seconds** of that night after which it was built.
  var built = 0.0
  /// The first night in which it is there no more.
  package var leaves = Int.max
  /// It is switched off on Saturdays and Sundays.
  package var restsAtWeekends = false
  /// All its runs only say what they would do.
  package var isCanary = false
  /// **Seconds** after the beginning of its interval.
  var offset = 0.0
  /// **Seconds** of a plain run.
  var baseDuration = 60.0
  /// **MB.**
  var memory = 8192
  /// Our own handler tells of the agent's memory.
  package var hasHandler = false
  /// Its memory counts as free what a cache of files could give back.
  var tellsAvailable = true
  /// Resources of a run.
  var resources = 100
  var traits = Traits()

  package var tool: Tool { fleet.tool }
  package var runsPerNight: Int { fleet.runsPerNight }

  func isThere(on night: Int) -> Bool { joins <= night && night < leaves }

  /// By which names and addresses the reader of its reports would know it.
  var addresses: [String] {
    switch tool {
    case .chef: ["\(node.rawValue).\(site.domain)", address]
    case .ansible: [address]
    case .puppet, .salt, .terraform: []
    }
  }
}
