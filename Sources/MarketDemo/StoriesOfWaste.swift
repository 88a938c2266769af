import MarketModel

// Nothing fails here; it only costs, or is wrong.

extension Story {
  /// Since acme_lb was released on Wednesday evening, the template writes its servers in the order in
  /// which the search found them: it is new in every run and restarts the load balancer.
  static let restlessTemplate = Story(
    nights: 19...23, on: { $0.role == .lb && $0.environment != .staging },
    tell: { run, dice in
      run.rewriteMembers(of: [run.node.environment], dice: &dice)
    })

  /// Since Saturday the search for members isn't limited to an environment: staging balances
  /// production's nodes. The list is sorted there, and changes with production's morning rotation.
  static let borrowedMembers = Story(
    nights: 22...23, on: { $0.role == .lb && $0.environment == .staging },
    tell: { run, dice in
      guard !run.isFirstOfNight else { return }
      run.rewriteMembers(of: [.staging, .production], dice: &dice)
    })

  /// The cache nodes have had our handler since Wednesday evening. On two of them a recipe collects
  /// the inventory in a global, so the agent grows from run to run.
  static let hungryAgent = Story(
    nights: 19...23, on: { $0.role == .cache },
    tell: { run, dice in
      let grown = run.node.isHungry ? run.runsSinceHandler * 540_000 : 0
      run.agentMemory = 190_000 + grown + dice.number(0...4_000)
      run.freeMemory = max(90_000, run.freeMemory - grown)
    })
}

extension Node {
  fileprivate var isHungry: Bool {
    role == .cache && environment == .production && number >= 5
  }
}

extension ChefRun {
  private static let handlerInstalled = Day(year: 2026, month: 11, dayOfMonth: 19)

  /// Two runs a night; the agent of the second node was started again a night later.
  fileprivate var runsSinceHandler: Int {
    let days = night.daysSince1970 - Self.handlerInstalled.daysSince1970
    return max(0, days * 2 + (isFirstOfNight ? 0 : 1) - (node.number == 5 ? 0 : 2))
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
