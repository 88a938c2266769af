import MarketModel

/// What a node is there for, which says what Chef does on it.
enum Role: String, CaseIterable, Sendable {
  case web, app, db, lb, cache, queue, search, mail, ci

  var cookbooks: [Cookbook] {
    switch self {
    case .web: [.base, .web, .statsagent]
    case .app: [.base, .app, .statsagent]
    case .db: [.base, .db, .backup]
    case .lb: [.base, .lb]
    case .cache: [.base, .cache]
    case .queue: [.base, .queue]
    case .search: [.base, .search]
    case .mail: [.base, .mail]
    case .ci: [.base, .ci]
    }
  }
}

/// Where a node stands.
enum Environment: String, CaseIterable, Sendable {
  case production, staging, qa

  /// As it stands in a node's name.
  var short: String {
    switch self {
    case .production: "prod"
    case .staging: "stg"
    case .qa: "qa"
    }
  }
}

/// One machine of the company.
struct Node: Hashable, Sendable {
  let name: String
  let role: Role
  let environment: Environment
  let number: Int
  /// The first night in which it exists.
  let since: Day

  /// **kB.** All machines are of one size.
  static let memory = 8_137_216

  var address: String {
    let network = 10 * ((Environment.allCases.firstIndex(of: environment) ?? 0) + 1)
    return "10.\(network).\(Role.allCases.firstIndex(of: role) ?? 0).\(number)"
  }

  /// Built from the image in which apache2 starts at boot.
  var isFromNewestImage: Bool { since > Fleet.founded }
  /// As Amazon names images.
  var image: String { isFromNewestImage ? "ami-0b1e7c3f20261120a" : "ami-07d24a9e20260814c" }
  var zone: String { "eu-central-1\(["a", "b", "c"][number % 3])" }
}

/// The company's machines.
enum Fleet {
  /// Where the days of stories are counted from.
  static let november = Day(year: 2026, month: 11, dayOfMonth: 1)
  /// The first night of the demonstration, on which nearly all nodes exist already.
  static let founded = Day(year: 2026, month: 10, dayOfMonth: 25)
  /// The first night of the six web nodes that were added on a Friday evening.
  static let grown = Day(year: 2026, month: 11, dayOfMonth: 21)

  static let nodes: [Node] = {
    var nodes: [Node] = []
    for (environment, counts) in sizes {
      for (role, count) in counts {
        for number in 1...count { nodes.append(node(role, environment, number)) }
      }
    }
    nodes += (25...30).map { node(.web, .production, $0, since: grown) }
    nodes.append(
      Node(name: "test-qa-99", role: .app, environment: .qa, number: 99, since: founded))
    return nodes
  }()

  private static let sizes: [(Environment, [(Role, Int)])] = [
    (
      .production,
      [
        (.web, 24), (.app, 20), (.db, 6), (.lb, 4), (.cache, 6), (.queue, 4), (.search, 4),
        (.mail, 2), (.ci, 2),
      ]
    ),
    (
      .staging,
      [
        (.web, 8), (.app, 8), (.db, 2), (.lb, 2), (.cache, 2), (.queue, 2), (.search, 1),
        (.mail, 1),
      ]
    ),
    (.qa, [(.web, 5), (.app, 6), (.db, 1), (.lb, 1), (.cache, 1), (.queue, 1), (.ci, 2)]),
  ]

  private static func node(
    _ role: Role, _ environment: Environment, _ number: Int, since: Day = founded
  ) -> Node {
    let padded = number < 10 ? "0\(number)" : "\(number)"
    return Node(
      name: "\(role.rawValue)-\(environment.short)-\(padded)", role: role,
      environment: environment, number: number, since: since)
  }
}
