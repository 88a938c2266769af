import MarketAnalysis
import MarketModel

/// Something that happens to runs: ordinary life, or a problem.
protocol Story: Sendable {
  /// Whether it has a say in the runs of the machine in the night.
  func concerns(_ machine: Machine, on night: Int) -> Bool
  mutating func touch(_ converge: inout Converge)
  /// When all stories had their say.
  mutating func see(_ converge: Converge)
  /// Whether the machine does not run at all just then.
  mutating func prevents(_ machine: Machine, on night: Int, at start: Instant) -> Bool
  func tell(_ truth: inout Truth, of night: Int)
}

extension Story {
  mutating func see(_ converge: Converge) {}
  mutating func prevents(_ machine: Machine, on night: Int, at start: Instant) -> Bool { false }
  func tell(_ truth: inout Truth, of night: Int) {}
}

/// Where and when a problem is.
struct Planting: Sendable {
  let id: String
  let kind: SignalKind
  let machines: Set<Int>
  let begins: Int
  /// The first night without it.
  let ends: Int
  var words: [String] = []
  var suspect: String?
  /// When it begins in its first night; repairs are made in the morning, after the market.
  var since = Instant(milliseconds: 0)
  /// **Nights** after it for which a card about it is no mistake.
  var lingers = 0

  func concerns(_ machine: Machine, on night: Int) -> Bool {
    begins <= night && night < ends && machines.contains(machine.index)
  }
}

/// What a problem has done up to now.
struct Diary: Sendable {
  private(set) var nodes: [Int: Set<NodeName>] = [:]
  private(set) var runs: [NodeName: Int] = [:]
  private(set) var all: Set<NodeName> = []

  mutating func hit(_ converge: Converge) {
    nodes[converge.night, default: []].insert(converge.machine.node)
    runs[converge.machine.node, default: 0] += 1
    all.insert(converge.machine.node)
  }

  mutating func hit(_ node: NodeName, on night: Int) {
    nodes[night, default: []].insert(node)
    all.insert(node)
  }

  var count: Int { runs.values.reduce(0, +) }
}

/// A story that belongs on the table.
protocol Problem: Story {
  var planting: Planting { get }
  var diary: Diary { get }
  /// It comes before all resources.
  var isFirst: Bool { get }
  /// Fills in what the night's truth says besides nodes and words.
  func complete(_ planted: inout Planted, on night: Int)
}

extension Problem {
  func concerns(_ machine: Machine, on night: Int) -> Bool {
    planting.concerns(machine, on: night)
  }

  var isFirst: Bool { false }

  func complete(_ planted: inout Planted, on night: Int) {}

  func hasBegun(in converge: Converge) -> Bool { converge.start >= planting.since }

  func tell(_ truth: inout Truth, of night: Int) {
    guard !diary.all.isEmpty, night < planting.ends + planting.lingers else { return }
    let tonight = diary.nodes[night] ?? []
    var planted = Planted(
      id: planting.id, kind: planting.kind, nodes: diary.all, tonight: tonight,
      words: planting.words, isDue: !tonight.isEmpty, suspect: planting.suspect)
    complete(&planted, on: night)
    truth.problems.append(planted)
  }
}
