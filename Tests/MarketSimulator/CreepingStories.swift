import MarketAnalysis
import MarketModel

// Problems that show only against the past.

/// Memory that shrinks run by run until somebody or something starts the process anew.
struct Growth: Problem {
  enum Place: Sendable { case agent, machine }

  let planting: Planting
  let place: Place
  /// Runs from a start to the next.
  let runs: Double
  /// **MB** of an agent at which it ends in a restart. A machine's is half of what it has.
  private let agentLimit: Double
  /// The restart comes by the kernel, in the midst of a run.
  let isKilled: Bool
  private var lost: [Int: Double] = [:]
  /// Of its limit, the largest share up to now.
  private var most = 0.0
  private(set) var diary = Diary()

  init(_ planting: Planting, of place: Place, runs: Double, limit: Double, isKilled: Bool) {
    (self.planting, self.place, self.runs) = (planting, place, runs)
    (agentLimit, self.isKilled) = (limit, isKilled)
  }

  mutating func touch(_ converge: inout Converge) {
    guard hasBegun(in: converge) else { return }
    let index = converge.machine.index
    let limit = place == .agent ? agentLimit : Double(converge.machine.memory) / 2
    let level = lost[index, default: 0] + limit / runs * converge.dice.number(0.6...1.4)
    lost[index] = level < limit ? level : 0
    most = max(most, level / limit)
    let megabytes = Int(min(level, limit))
    switch place {
    case .agent:
      converge.run.usage.agent += megabytes
      converge.run.usage.collecting += 8 * megabytes
    case .machine: converge.run.usage.free = max(64, converge.run.usage.free - megabytes)
    }
    diary.hit(converge)
    if level >= limit {
      converge.memory.uptime = 0
      if isKilled, converge.run.failure == nil { converge.run.status = .incomplete }
    }
  }

  /// Less could be what people do by day.
  func complete(_ planted: inout Planted, on night: Int) {
    planted.companions = [.failure]
    planted.isDue = planted.isVisible && most > 0.4 && night > planting.begins
  }
}

/// One thing, or the whole run, takes several times as long as it did.
struct Slow: Problem {
  let planting: Planting
  /// What changes now and then, also before; `nil` when no resource explains it.
  let habit: Habit?
  let factor: Double
  private(set) var diary = Diary()
  /// The nights before it in which runs of a machine failed, by how.
  private var failed: [Int: [Failure: Set<Int>]] = [:]
  /// Slow runs that show it.
  private var telling = Diary()

  init(_ planting: Planting, of habit: Habit?, factor: Double) {
    (self.planting, self.habit, self.factor) = (planting, habit, factor)
  }

  func concerns(_ machine: Machine, on night: Int) -> Bool {
    habit?.concerns(machine, on: night)
      ?? (night < planting.ends && planting.machines.contains(machine.index))
  }

  mutating func touch(_ converge: inout Converge) {
    let isSlow =
      planting.concerns(converge.machine, on: converge.night) && hasBegun(in: converge)
    guard let habit else {
      guard isSlow else { return }
      converge.pace *= factor
      diary.hit(converge)
      return
    }
    guard converge.dice.happens(habit.chance) else { return }
    let seconds = converge.dice.number(habit.seconds) * (isSlow ? factor : 1)
    if converge.change(habit.thing.change(seconds: seconds)), isSlow { diary.hit(converge) }
  }

  /// A failure cuts a run short, and a dead machine has none: that a run which fails is slow shows
  /// only to whoever saw others fail so, in as many nights as make a past.
  mutating func see(_ converge: Converge) {
    let (machine, failure) = (converge.machine.index, converge.run.failure)
    guard converge.night >= planting.begins else {
      if let failure { failed[machine, default: [:]][failure, default: []].insert(converge.night) }
      return
    }
    guard hasBegun(in: converge) else { return }
    let known = failure.flatMap { failed[machine]?[$0]?.count } ?? 0
    if converge.run.status == .success || known >= Self.past { telling.hit(converge) }
  }

  /// A few slow runs are a coincidence.
  func complete(_ planted: inout Planted, on night: Int) {
    let telling = habit == nil ? telling : diary
    planted.isDue =
      telling.nodes[night] != nil && telling.count >= Self.enough && night > planting.begins
  }

  private static let enough = 8
  /// **Nights.**
  private static let past = 4
}

/// Machines that report no more.
struct Silent: Problem {
  let planting: Planting
  /// When it begins, in its first night.
  let from: Instant
  private var missed: [Int: Int] = [:]
  private var runsPerNight = 1
  private(set) var diary = Diary()

  init(_ planting: Planting, from: Instant) { (self.planting, self.from) = (planting, from) }

  mutating func touch(_ converge: inout Converge) {}

  mutating func prevents(_ machine: Machine, on night: Int, at start: Instant) -> Bool {
    guard start >= from else { return false }
    diary.hit(machine.node, on: night)
    missed[night, default: 0] += 1
    runsPerNight = machine.runsPerNight
    return true
  }

  /// Of machines that run once a night, one night without is nothing yet.
  func complete(_ planted: inout Planted, on night: Int) {
    let each = (missed[night] ?? 0) / max(1, planted.tonight.count)
    planted.isDue =
      night == planting.begins ? each >= 12 : night > planting.begins + (runsPerNight == 1 ? 1 : 0)
    planted.isDue = planted.isDue && planted.isVisible
  }
}
