import MarketModel

/// Which machines, addresses and names belong to which environment, as the reports themselves tell.
///
/// A node's name, and what it says that others call it, belong to its environment. So does a
/// network (the first three, else the first two numbers of addresses) in which at least ``least``
/// nodes of one environment and of no other are, and a part of a name (`stg` in `app-stg-01`) if it
/// stands in at least ``least`` nodes' names of one environment, in most of that environment's, and
/// in none of another's. A name that only has such a part (`db01.staging.example.net`) belongs
/// there, too.
struct EnvironmentMap {
  private var machines: [String: String?] = [:]
  /// What nodes are there for, as far as their names begin with it; and that of each machine.
  private var roles: [String: String] = [:]
  private(set) var roleCount = 0
  private var networks: [String: String] = [:]
  private var parts: [String: String] = [:]
  let environments: Set<String>

  /// Nodes without which a network or a part of a name says nothing.
  private static let least = 3

  init(of window: NightWindow) {
    var networkUses: [String: [String: Int]] = [:]
    var partUses: [String: [String: Int]] = [:]
    var sizes: [String: Int] = [:]
    for node in window.nodes where !node.environment.isEmpty {
      let environment = node.environment
      sizes[environment, default: 0] += 1
      let names = window.tonight.addresses[node.node, default: []].union(node.node.ownNames)
      for name in names {
        roles[name] = Self.role(of: node.node)
        if let known = machines[name], known != environment {
          machines[name] = .some(nil)
        } else {
          machines[name] = environment
        }
      }
      for network in Set(names.flatMap(Self.networks)) {
        networkUses[network, default: [:]][environment, default: 0] += 1
      }
      for part in Set(names.flatMap(Self.parts)) {
        partUses[part, default: [:]][environment, default: 0] += 1
      }
    }
    environments = Set(sizes.keys)
    roleCount = Set(roles.values).count
    for (network, uses) in networkUses {
      if uses.count == 1, let (environment, count) = uses.first, count >= Self.least {
        networks[network] = environment
      }
    }
    for (part, uses) in partUses {
      if uses.count == 1, let (environment, count) = uses.first, count >= Self.least,
        2 * count >= sizes[environment] ?? 0
      {
        parts[part] = environment
      }
    }
    for environment in environments { parts[environment.lowercased()] = environment }
  }

  /// The environment that a machine belongs to, when there is just one that it can belong to.
  func environment(of machine: String) -> String? {
    if let known = machines[machine] { return known }
    for network in Self.networks(of: machine) {
      if let found = networks[network] { return found }
    }
    let found = Set(Self.parts(of: machine).compactMap { parts[$0] })
    return found.count == 1 ? found.first : nil
  }

  /// What a machine is there for, if it is a node.
  func role(of machine: String) -> String? { roles[machine] }

  /// `web` of `web-prod-01`.
  private static func role(of node: NodeName) -> String {
    String(node.rawValue.prefix { $0.isLetter })
  }

  /// `10.20.3` and `10.20` of an address of IPv4.
  private static func networks(of machine: String) -> [String] {
    let numbers = machine.split(separator: ".")
    guard numbers.count == 4, numbers.allSatisfy({ $0.allSatisfy(\.isNumber) }) else { return [] }
    return [numbers[..<3].joined(separator: "."), numbers[..<2].joined(separator: ".")]
  }

  /// The words of a name.
  private static func parts(of machine: String) -> [String] {
    guard networks(of: machine).isEmpty else { return [] }
    return machine.split { $0 == "." || $0 == "-" || $0 == "_" }.map { $0.lowercased() }
      .filter { $0.contains(where: \.isLetter) }
  }
}
