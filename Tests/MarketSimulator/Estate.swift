import MarketModel

/// The company's machines, of five tools.
///
/// Two roles of different tools never have the same name, so a role and a site are of one tool.
package struct Estate: Sendable {
  package private(set) var machines: [Machine] = []
  package let sites: [Site]
  package let fleets: [Fleet]
  private let seed: UInt64
  private var numbers: [String: Int] = [:]

  package init(seed: UInt64, nodes: Int, runsPerNight: Int) {
    var dice = Dice(seed, 1)
    self.seed = seed
    sites = Array(Site.all.prefix(dice.int(3...4)))
    fleets = [
      Fleet(
        tool: .chef, runsPerNight: runsPerNight,
        roles: ["web", "app", "db", "cache", "monitor"], prefix: ""),
      Fleet(tool: .chef, runsPerNight: 2, roles: ["batch"], prefix: ""),
      Fleet(tool: .puppet, runsPerNight: runsPerNight, roles: ["files", "mail"], prefix: "p"),
      Fleet(tool: .ansible, runsPerNight: 1, roles: ["edge"], prefix: "a"),
      Fleet(tool: .salt, runsPerNight: 4, roles: ["queue"], prefix: "s"),
      Fleet(tool: .terraform, runsPerNight: 1, roles: ["network"], prefix: ""),
    ]
    for (fleet, share) in zip(fleets, [0.46, 0.1, 0.2, 0.12, 0.12]) {
      fill(fleet, with: max(3, Int(share * Double(nodes))), &dice)
    }
    for site in sites.prefix(dice.int(1...3)) { add(fleets[5], "network", at: site) }
  }

  /// Half of a role is in production, and every other site has one at least, as far as they go.
  private mutating func fill(_ fleet: Fleet, with count: Int, _ dice: inout Dice) {
    for number in 0..<count {
      let (role, turn) = (fleet.roles[number % fleet.roles.count], number / fleet.roles.count)
      let site =
        role == "monitor" || turn % 2 == 0
        ? sites[0] : sites[1 + (turn / 2) % (sites.count - 1)]
      let index = add(fleet, role, at: site)
      let isIdleAtWeekends = site.short == "dev" && dice.happens(0.3)
      machines[index].restsAtWeekends = isIdleAtWeekends
    }
  }

  /// - Returns: the machine's index.
  @discardableResult
  package mutating func add(
    _ fleet: Fleet, _ role: String, at site: Site, joins: Int = 0
  ) -> Int {
    let index = machines.count
    var dice = Dice(seed, 2, index)
    let number = numbers["\(role)\(site.short)", default: 0] + 1
    numbers["\(role)\(site.short)"] = number
    var machine = Machine(
      node: NodeName(rawValue: fleet.name(of: role, at: site, number: number)), fleet: fleet,
      site: site, role: role, address: "\(site.network).\(index / 200 + 1).\(index % 200 + 10)",
      index: index)
    let interval = 86_400 / Double(fleet.runsPerNight)
    // A play runs on all its hosts at once, in the small hours.
    machine.offset =
      fleet.tool == .ansible || fleet.tool == .terraform
      ? 17.5 * 3600 : dice.number(0...interval * 0.9)
    machine.baseDuration = dice.number(20...140)
    machine.memory = dice.one(of: [3936, 7976, 16_020, 32_110])
    machine.hasHandler = fleet.tool == .chef && fleet.runsPerNight > 2 && role != "db"
    machine.tellsAvailable = role != "cache"
    machine.resources = dice.int(80...260)
    machine.traits = Self.traits(of: fleet, role, &dice)
    machine.joins = joins
    if joins > 0, fleet.runsPerNight > 4 { machine.built = dice.number(0...70_000) }
    machines.append(machine)
    return index
  }

  package mutating func change(_ index: Int, _ body: (inout Machine) -> Void) {
    body(&machines[index])
  }

  package func machines(of role: String, at site: Site? = nil) -> [Machine] {
    machines.filter { $0.role == role && (site == nil || $0.site == site) }
  }

  private static func traits(of fleet: Fleet, _ role: String, _ dice: inout Dice) -> Traits {
    switch fleet.tool {
    case .chef:
      let platform = dice.one(of: ["debian 12.7", "debian 12.7", "ubuntu 22.04"])
      var traits = Traits([
        Traits.platform: platform, Traits.image: "ami-0\(platform.hasPrefix("d") ? "1d" : "2b")77",
        Traits.zone: dice.one(of: ["eu-west-1a", "eu-west-1b", "eu-west-1c"]),
        Traits.agent: "chef 18.5.0",
      ])
      for (book, version) in [
        ("acme_base", "5.2.0"), ("acme_\(role)", "2.4.1"), ("ntp", "3.12.2"), ("users", "9.0.4"),
      ] { traits[Traits.cookbook + book] = version }
      return traits
    case .puppet: return Traits([Traits.agent: "puppet 8.10.0"])
    case .terraform: return Traits([Traits.agent: "terraform 1.9.8"])
    case .ansible:
      return Traits([Traits.agent: "ansible core 2.19.14", Traits.platform: "debian 12.7"])
    case .salt: return Traits()
    }
  }
}
