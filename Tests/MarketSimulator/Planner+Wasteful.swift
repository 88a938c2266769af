import MarketAnalysis
import MarketModel

extension Planner {
  mutating func plantRestless() {
    let machines = most(of: group())
    let name = word()
    let file = thing(dice.happens(0.7) ? .file : .command, name, for: machines)
    var things = [file]
    let isFight = machines[0].tool == .chef && dice.happens(0.25)
    if isFight { things.append(Thing(file.kind, name, in: "hardening", by: file.tool)) }
    let rhythm = machines[0].runsPerNight
    let restarts = machines[0].tool != .terraform && dice.happens(0.5)
    let service = restarts ? thing(.service, "\(name)d", for: machines) : nil
    add(
      Restless(
        planting(
          .notIdempotent, on: machines, words: [name],
          length: rhythm > 4 ? 4...14 : 12...20, lingers: rhythm > 2 ? 3 : 10),
        things, restarting: service))
  }

  /// Only where the reports say which environment a node is of, and not where all are watched.
  mutating func plantLeak() {
    let machines = group(everywhere: false) {
      ($0.tool == .chef || $0.tool == .puppet) && $0.role != "monitor"
    }
    let (name, site) = (word(), machines[0].site)
    let foreign = estate.machines.filter {
      $0.site != site && $0.joins == 0 && $0.role != "ldap" && $0.tool != .salt
        && $0.tool != .terraform
    }
    let other = dice.one(of: foreign).site
    let known = foreign.filter { $0.site == other }
    let some = dice.some(dice.int(1...5), of: known)
    let mentions: [String] =
      switch dice.int(0...3) {
      case 0: some.map(\.node.rawValue)
      case 1: some.map(\.address) + machines.prefix(2).map(\.address)
      case 2: ["\(name)-db.\(other.domain)"]
      default: ["\(other.network).77.\(dice.int(2...250))"]
      }
    let isRare = machines[0].runsPerNight > 4
    add(
      Leak(
        planting(.environmentLeak, on: machines, words: [name], lingers: 7),
        in: thing(.file, name, for: machines), chance: isRare ? 0.05 : 0.3,
        mentions: mentions.sorted()))
  }

  mutating func plantGrowth() {
    let isAgent = dice.happens(0.5)
    let machines = group { machine in
      machine.tool == .chef && machine.runsPerNight > 4
        && (isAgent ? machine.hasHandler : machine.tellsAvailable)
    }
    let few = dice.some(dice.int(1...3), of: machines)
    let planting = planting(.growth, on: few, words: [], after: 4, length: 4...12, lingers: 2)
    // It takes from half a day to six.
    add(
      Growth(
        planting, of: isAgent ? .agent : .machine, runs: dice.number(24...280),
        limit: dice.number(600...1800), isKilled: dice.happens(0.4)))
  }

  /// Ansible tells one duration for all hosts.
  mutating func plantSlow() {
    let machines = group(everywhere: false) { $0.tool != .ansible && $0.tool != .terraform }
    let name = word()
    let hasHabit = dice.happens(0.6)
    let planting = planting(
      .slow, on: hasHabit ? machines : most(of: machines), words: hasHabit ? [name] : [],
      after: 9, length: 5...12, lingers: 2)
    guard hasHabit else {
      return add(Slow(planting, of: nil, factor: dice.number(2...4)))
    }
    let habit = Habit(
      machines: planting.machines, thing: thing(.command, name, for: machines),
      chance: dice.number(0.15...0.3), seconds: 6...14)
    add(Slow(planting, of: habit, factor: dice.number(3...10)))
  }

  /// Of the others, whoever looks after them from outside says that they are away.
  mutating func plantSilent() {
    let machines = group(everywhere: false) { $0.tool == .chef || $0.tool == .puppet }
    let few = dice.some(dice.int(1...max(1, machines.count / 2)), of: machines)
    let planting = planting(.silent, on: few, words: [], after: 8, length: 2...8)
    let isWithin = machines[0].runsPerNight > 4 && dice.happens(0.6)
    let begin = NightCalendar.standard.start(of: firstDay.adding(days: planting.begins))
    add(Silent(planting, from: begin.adding(seconds: isWithin ? dice.number(4...20) * 3600 : 0)))
  }

  mutating func plantGreen() {
    let machines = group { $0.tool == .chef || $0.tool == .puppet }
    let name = word()
    let caveat =
      switch (machines[0].tool, dice.int(0...1)) {
      case (.puppet, 0): Caveat(.cachedCatalogue, message: "Using cached catalog for \(name)")
      case (.chef, 0): Caveat(.noResources, message: "")
      default: Caveat(.errorLogged, message: "Could not refresh \(name): timed out")
      }
    let words = caveat.message.isEmpty ? [] : [name]
    add(
      Green(
        planting(.greenWithErrors, on: most(of: machines), words: words, length: 1...5), caveat))
  }
}
