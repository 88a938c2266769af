import MarketModel

// Nothing fails here; it only costs, or is wrong.

extension Story {
  /// The template writes its servers in the order in which the search found them, so it is new in
  /// every run and restarts the load balancer.
  static let restlessTemplate = Story(
    nights: 14...23, on: { $0.role == .lb && $0.environment != .staging },
    tell: { run, dice in
      run.rewriteMembers(of: [run.node.environment], dice: &dice)
    })

  /// The search for members isn't limited to an environment: staging balances production's nodes.
  static let borrowedMembers = Story(
    nights: 14...23, on: { $0.role == .lb && $0.environment == .staging },
    tell: { run, dice in
      run.rewriteMembers(of: [.staging, .production], dice: &dice)
    })

  /// A recipe collects the inventory in a global, so the agent grows from run to run until it dies.
  static let hungryAgent = Story(
    nights: 14...23, on: \.isHungry,
    tell: { run, _ in
      run.freeMemory = 5_600_000 - run.runsSinceRestart * 520_000
      run.update("ruby_block[collect inventory]")
    })

  static let agentOutOfMemory = Story(
    nights: 14...23, on: \.isHungry,
    tell: { run, _ in
      guard run.runsSinceRestart == ChefRun.runsToDeath - 1 else { return }
      run.abort(RunError(className: "NoMemoryError", message: "failed to allocate memory"))
    })
}

extension Node {
  fileprivate var isHungry: Bool {
    role == .cache && environment == .production && number >= 5
  }
}

extension ChefRun {
  fileprivate static let runsToDeath = 10

  /// Two runs a night since the agent was last started; the two nodes' agents die a night apart.
  fileprivate var runsSinceRestart: Int {
    let days = night.daysSince1970 - Fleet.founded.daysSince1970
    return (days * 2 + (isFirstOfNight ? 0 : 1) + (node.number == 5 ? 0 : 2)) % Self.runsToDeath
  }

  fileprivate mutating func rewriteMembers(of environments: [Environment], dice: inout Dice) {
    let members = Fleet.nodes.filter {
      $0.role == .web && environments.contains($0.environment) && $0.since <= night
    }
    var lines: [String] = []
    for _ in 0..<4 {
      let (old, new) = (dice.pick(members), dice.pick(members))
      lines.append("-  server \(old.name) \(old.address):80 check")
      lines.append("+  server \(new.name) \(new.address):80 check")
    }
    let path = "/etc/haproxy/haproxy.cfg"
    update(
      "template[\(path)]",
      delta: ([
        "--- \(path)", "+++ /etc/haproxy/.chef-haproxy-\(dice.hex(6)).cfg", "@@ -21,4 +21,4 @@",
      ]
        + lines).joined(separator: #"\n"#),
      then: "service[haproxy]")
  }
}
