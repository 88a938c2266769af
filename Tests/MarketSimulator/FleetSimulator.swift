package import MarketModel

/// A month of a company that does not exist, night by night: what its nodes report, and what is
/// true about it.
///
/// The seed decides everything. Seeds 1 to 20 are for tuning a detector, those from 101 on for
/// saying how good it is; who tunes with those, measures his own memory.
package struct FleetSimulator: Sequence, IteratorProtocol, Sendable {
  package let estate: Estate
  package let nights: Int
  private let seed: UInt64
  private let firstDay: Day
  private var stories: [any Story]
  private var memories: [Int: Memory] = [:]
  private var night = 0
  /// By how much all runs of a night are slower.
  private var paces: [Double]
  private let playsCheckRuns: Bool

  package init(
    seed: UInt64, nodes: Int = 120, nights: Int = 30, runsPerNight: Int = 48,
    plan: Plan = .ordinary, firstDay: Day? = nil
  ) {
    var dice = Dice(seed, 0)
    let firstDay =
      firstDay ?? Day(year: 2026, month: 10, dayOfMonth: 26).adding(days: Int(seed % 7))
    self.firstDay = firstDay
    var planner = Planner(
      seed: seed, estate: Estate(seed: seed, nodes: nodes, runsPerNight: runsPerNight),
      nights: nights, firstDay: firstDay)
    planner.lay(plan)
    (estate, stories) = (planner.estate, planner.stories)
    (self.seed, self.nights) = (seed, nights)
    paces = (0..<nights).map { _ in exp2(dice.wobble() / 12) }
    for slow in dice.some(2, of: Array(0..<nights)) { paces[slow] *= dice.number(1.5...2.5) }
    playsCheckRuns = dice.happens(0.5)
  }

  package mutating func next() -> SimulatedNight? {
    guard night < nights else { return nil }
    let day = firstDay.adding(days: night)
    var (digest, truth) = (NightDigest(night: day), Truth(night: day))
    for machine in estate.machines where machine.isThere(on: night) {
      // The night before Monday is the last of a weekend.
      if machine.restsAtWeekends, day.weekday == .sunday || day.weekday == .monday { continue }
      report(machine, of: day, into: &digest)
      // All its reports were lost: nobody can know that it is well.
      if digest.nodes[machine.node] == nil {
        truth.allowed.append(Allowed([.silent], on: [machine.node]))
      }
    }
    for story in stories { story.tell(&truth, of: night) }
    night += 1
    return SimulatedNight(digest: digest, truth: truth)
  }

  private mutating func report(_ machine: Machine, of day: Day, into digest: inout NightDigest) {
    let active = stories.indices.filter { stories[$0].concerns(machine, on: night) }
    var dice = Dice(seed, 3, machine.index, night)
    let begin = NightCalendar.standard.start(of: day)
    let interval = 86_400 / Double(machine.runsPerNight)
    var isHeard = false
    for slot in 0..<machine.runsPerNight {
      let jitter = machine.runsPerNight > 2 ? dice.number(0...interval * 0.09) : 0
      let start = begin.adding(seconds: Double(slot) * interval + machine.offset + jitter)
      // One run in two hundred is lost, as reports are; a play has all its hosts or none.
      let isLost = dice.happens(machine.runsPerNight > 1 ? 0.005 : 0)
      if night == machine.joins, start < begin.adding(seconds: machine.built) { continue }
      var isPrevented = false
      for index in active where stories[index].prevents(machine, on: night, at: start) {
        isPrevented = true
      }
      if isLost || isPrevented { continue }
      isHeard = true
      add(converge(machine, day, slot, start, active, &dice), into: &digest)
    }
    if machine.tool == .ansible, playsCheckRuns, isHeard {
      add(checkRun(of: machine, begin), into: &digest)
    }
  }

  private mutating func converge(
    _ machine: Machine, _ day: Day, _ slot: Int, _ start: Instant, _ active: [Int],
    _ dice: inout Dice
  ) -> Run {
    var memory = memories[machine.index] ?? Memory(traits: machine.traits)
    if dice.happens(0.1 / Double(machine.runsPerNight)) { memory.uptime = 0 }
    var run = plainRun(of: machine, "\(night)-\(slot)")
    (run.started, run.traits) = (start, memory.traits)
    run.isNoop = machine.isCanary
    run.usage = usage(of: machine, memory, at: start, &dice)
    var converge = Converge(
      machine: machine, night: night, day: day, start: start,
      isFirst: machine.joins > 0 && memory.runs == 0, run: run, memory: memory, dice: dice,
      pace: pace(of: machine, at: start, &dice))
    for index in active { stories[index].touch(&converge) }
    for index in active { stories[index].see(converge) }
    converge.memory.uptime += 1
    converge.memory.runs += 1
    memories[machine.index] = converge.memory
    dice = converge.dice
    return finished(converge)
  }

  private func add(_ run: Run, into digest: inout NightDigest) {
    if let start = run.started { digest.add(run, started: start) }
  }

  private func plainRun(of machine: Machine, _ id: String) -> Run {
    var run = Run(
      tool: machine.tool, format: machine.fleet.format, node: machine.node,
      runID: "\(machine.index)-\(id)", status: .success)
    run.environment =
      machine.tool == .salt || machine.tool == .terraform
      ? nil : machine.site.environment
    run.addresses = machine.addresses
    return run
  }

  /// What would change if somebody let it. Nobody did.
  private func checkRun(of machine: Machine, _ begin: Instant) -> Run {
    var run = plainRun(of: machine, "\(night)-check")
    run.isNoop = true
    run.started = begin.adding(seconds: 20.5 * 3600)
    run.changes = [Thing(.file, "proposal", in: machine.role, by: machine.tool).change()]
    run.tally = Tally(total: machine.resources, updated: 1, failed: 0, skipped: 0)
    run.duration = machine.baseDuration / 2
    return run
  }

  /// Weekends are slower, as are the hours in which a database is backed up, some runs, and some
  /// whole nights.
  private func pace(of machine: Machine, at start: Instant, _ dice: inout Dice) -> Double {
    let isWeekend = start.day.weekday == .saturday || start.day.weekday == .sunday
    let isBackup = machine.role == "db" && 1 <= start.hour && start.hour < 3
    let hiccup = dice.happens(0.01) ? dice.number(2...4) : 1
    return paces[night] * (isWeekend ? 1.25 : 1) * (isBackup ? 1.8 : 1) * hiccup
      * exp2(0.15 * dice.wobble())
  }

  /// A cache of files takes what is free for days after a boot; that is no leak.
  /// What people do by day takes some as well.
  private func usage(
    of machine: Machine, _ memory: Memory, at start: Instant, _ dice: inout Dice
  ) -> Usage {
    guard machine.tool == .chef || machine.tool == .ansible else { return Usage() }
    let age = Double(memory.uptime)
    let load = 0.08 * Swift.max(0, 1 - abs(start.hour - 14) / 6)
    let share =
      machine.tellsAvailable
      ? 0.58 - load + 0.01 * dice.wobble() : 0.07 + 0.005 * dice.wobble() + 0.6 * exp2(-age / 40)
    var usage = Usage(free: Int(Double(machine.memory) * share), total: machine.memory)
    if machine.hasHandler { usage.agent = Int(108 - 30 * exp2(-age / 3) + 5 * dice.wobble()) }
    usage.collecting = usage.agent * dice.int(3...6)
    return usage
  }

  /// A canary says what it would do, and does nothing.
  private func finished(_ converge: Converge) -> Run {
    var (run, machine) = (converge.run, converge.machine)
    if machine.isCanary { run.changes = [] }
    let failed = run.failure == nil ? 0 : 1 + run.knockOns.count
    run.tally = Tally(
      total: machine.resources, updated: run.changes.count, failed: failed,
      skipped: machine.tool == .terraform ? nil : 3)
    if run.failure != nil, run.failure?.resourceType == nil { run.tally.total = 0 }
    if run.caveats.contains(where: { $0.kind == .noResources }) { run.tally = Tally(total: 0) }
    let part = failed > 0 ? 0.6 : 1
    // All hosts of a play have its duration.
    let own = machine.tool == .ansible ? 90 * paces[night] : machine.baseDuration * converge.pace
    run.duration = own * part + converge.delay + run.changes.reduce(0) { $0 + ($1.duration ?? 0) }
    if converge.isEmpty, run.status != .success { run.tally = Tally(total: 1, failed: 1) }
    if run.status == .incomplete { (run.duration, run.tally) = (nil, Tally()) }
    return run
  }
}

extension Instant {
  /// With its fraction, UTC.
  fileprivate var hour: Double { Double(secondOfDay) / 3600 }
}

/// 2 to the power of a number, to a thousandth: without a system's library, so that all machines
/// draw the same.
func exp2(_ exponent: Double) -> Double {
  let x = max(-40, exponent) * 0.693_147_180_559_945
  var (sum, term) = (1.0, 1.0)
  let part = x / 64
  for index in 1...6 {
    term *= part / Double(index)
    sum += term
  }
  for _ in 0..<6 { sum *= sum }
  return max(0, sum)
}
