import MarketAnalysis
import MarketModel

// Problems that make runs fail.

/// Every run of the machines fails of one thing, until somebody repairs it.
struct Failing: Problem {
  let planting: Planting
  let thing: Thing
  let trouble: Trouble
  /// With this version it began: the trait, the bad value, and the one that puts it right.
  var version: (name: String, bad: String, good: String)?
  private(set) var diary = Diary()
  var isFirst: Bool { trouble == .doesNotCompile }

  init(_ planting: Planting, _ trouble: Trouble, of thing: Thing) {
    (self.planting, self.trouble, self.thing) = (planting, trouble, thing)
  }

  func concerns(_ machine: Machine, on night: Int) -> Bool {
    planting.concerns(machine, on: night)
      || version != nil && night >= planting.ends && planting.machines.contains(machine.index)
  }

  mutating func touch(_ converge: inout Converge) {
    guard hasBegun(in: converge) else { return }
    let isOver = converge.night >= planting.ends
    if let version {
      converge.memory.traits[version.name] = isOver ? version.good : version.bad
      converge.run.traits = converge.memory.traits
    }
    guard !isOver, converge.fail(trouble, of: thing) else { return }
    diary.hit(converge)
  }
}

/// Machines that were built of late fail from their first run on.
struct NewNodesFail: Problem {
  let planting: Planting
  let thing: Thing
  let trouble: Trouble
  private(set) var diary = Diary()

  init(_ planting: Planting, _ trouble: Trouble, of thing: Thing) {
    (self.planting, self.trouble, self.thing) = (planting, trouble, thing)
  }

  mutating func touch(_ converge: inout Converge) {
    if converge.fail(trouble, of: thing) { diary.hit(converge) }
  }

  /// Two of them could be chance.
  func complete(_ planted: inout Planted, on night: Int) {
    if planted.tonight.count < 3 { planted.alsoRight = [.failure] }
  }
}

/// A thing that fails in some runs and not in the next.
struct Flaky: Problem {
  let planting: Planting
  let thing: Thing
  let trouble: Trouble
  let chance: Double
  private var counts: [Int: Int] = [:]
  private(set) var diary = Diary()

  init(_ planting: Planting, _ trouble: Trouble, of thing: Thing, chance: Double) {
    (self.planting, self.trouble, self.thing) = (planting, trouble, thing)
    self.chance = chance
  }

  mutating func touch(_ converge: inout Converge) {
    guard hasBegun(in: converge), converge.dice.happens(chance), converge.fail(trouble, of: thing)
    else { return }
    diary.hit(converge)
    counts[converge.night, default: 0] += 1
  }

  /// What failed a few times only may be anything.
  func complete(_ planted: inout Planted, on night: Int) {
    let upToNow = counts.reduce(0) { $1.key <= night ? $0 + $1.value : $0 }
    if upToNow < Self.enough { planted.alsoRight = [.failure] }
  }

  /// Failures after which there is a rate to speak of.
  private static let enough = 5
}

/// A host outside is away for a while, and whatever asks it fails, each in its own words.
struct Outage: Problem {
  let planting: Planting
  let host: String
  let from: Instant
  let to: Instant
  /// What asks the host, by role.
  let things: [String: Thing]
  let reach: [Tool: Trouble.Reach]
  private(set) var diary = Diary()
  private var tools: Set<Tool> = []

  init(
    _ planting: Planting, of host: String, from: Instant, to: Instant, things: [String: Thing],
    reach: [Tool: Trouble.Reach]
  ) {
    (self.planting, self.host, self.from, self.to) = (planting, host, from, to)
    (self.things, self.reach) = (things, reach)
  }

  mutating func touch(_ converge: inout Converge) {
    guard from <= converge.start, converge.start < to, let thing = things[converge.machine.role],
      converge.fail(
        .unreachable(host: host, how: reach[converge.machine.tool] ?? .answers503), of: thing)
    else { return }
    if reach[converge.machine.tool] == .answers503 { converge.delay += 120 }
    diary.hit(converge)
    tools.insert(converge.machine.tool)
  }

  /// One tool and a few nodes may have a fault of their own.
  func complete(_ planted: inout Planted, on night: Int) {
    if tools.count < 2 || planted.tonight.count < 4 { planted.alsoRight = [.failure] }
  }
}

/// Machines that whoever looks after them from outside can't reach. They are not silent: their tool
/// says so in each of its runs.
struct Dead: Problem {
  let planting: Planting
  private(set) var diary = Diary()
  var isFirst: Bool { true }

  init(_ planting: Planting) { self.planting = planting }

  mutating func touch(_ converge: inout Converge) {
    guard converge.run.failure == nil, !converge.isEmpty else { return }
    let run = converge.run
    converge.isEmpty = true
    converge.run.status = run.tool == .salt ? .noResponse : .unreachable
    if run.tool == .ansible {
      converge.run.failure = Failure(
        resourceType: "gather_facts", resourceName: "Gathering Facts", declaration: "site.yml",
        line: 1,
        message: "Task failed: Failed to connect to the host via ssh: ssh: connect to host "
          + "\(run.node.rawValue) port 22: Connection timed out")
    }
    diary.hit(converge)
  }
}
