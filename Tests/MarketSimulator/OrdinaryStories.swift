import MarketAnalysis
import MarketModel

// What happens in a company in which nothing is wrong.

/// Somebody changes what a role does: every machine of it changes in a run or two, within a night
/// or two, with a new version of the cookbook.
struct Rollout: Story {
  let machines: Set<Int>
  let night: Int
  /// **Nights** that it takes.
  let length: Int
  let things: [Thing]
  let service: Thing?
  let seconds: ClosedRange<Double>
  /// The trait and its value from then on.
  var version: (name: String, value: String)?
  var mentions: [String] = []
  private var done: [Int: Int] = [:]

  init(
    on machines: [Machine], night: Int, length: Int, of things: [Thing],
    restarting service: Thing?, seconds: ClosedRange<Double> = 0...6
  ) {
    self.machines = Set(machines.map(\.index))
    self.seconds = seconds
    (self.night, self.length, self.things, self.service) = (night, length, things, service)
  }

  func concerns(_ machine: Machine, on night: Int) -> Bool {
    self.night <= night && night <= self.night + length && machines.contains(machine.index)
  }

  mutating func touch(_ converge: inout Converge) {
    let index = converge.machine.index
    let count = done[index, default: 0]
    guard count < 2 else { return }
    if count == 0 {
      // A play changes all its hosts; who runs but a few times a day has no time to lose.
      let isLast = converge.night == night + length && converge.machine.runsPerNight <= 4
      guard isLast || converge.dice.happens(0.2) else { return }
    } else {
      done[index] = 2
      guard converge.dice.happens(0.2) else { return }
    }
    done[index, default: 0] += 1
    // Who fights with a version that makes runs fail rolls out no other one.
    if let version, count == 0,
      converge.memory.traits[version.name].map({ !$0.hasPrefix("3.") }) ?? true
    {
      converge.memory.traits[version.name] = version.value
      converge.run.traits = converge.memory.traits
    }
    for thing in things {
      converge.change(thing.change(seconds: converge.dice.number(seconds), mentions: mentions))
    }
    if let service { converge.change(service.restart(after: converge.dice.number(1...5))) }
  }
}

/// On working days a new release of an application comes in the afternoon.
struct DailyDeploy: Story {
  let role: String
  let things: [Thing]
  let service: Thing
  /// Only then, where a machine runs but a few times a day.
  let weekdays: Set<Day.Weekday>
  /// The last night in which the machine got one.
  private var done: [Int: Int] = [:]

  init(_ role: String, _ things: [Thing], restarting service: Thing, on days: Set<Day.Weekday>) {
    (self.role, self.things, self.service, weekdays) = (role, things, service, days)
  }

  func concerns(_ machine: Machine, on night: Int) -> Bool { machine.role == role }

  mutating func touch(_ converge: inout Converge) {
    // A night's name is that of the day after.
    let day = converge.day.adding(days: -1)
    let index = converge.machine.index
    guard weekdays.contains(day.weekday), done[index] != converge.night,
      converge.start >= day.start.adding(seconds: 13.5 * 3600)
    else { return }
    done[index] = converge.night
    for thing in things {
      converge.change(thing.change(seconds: converge.dice.number(4...30)))
    }
    converge.change(service.restart(after: converge.dice.number(1...5)))
  }
}

/// A thing that changes once a week on each machine: certificates, rotated logs.
struct Rotation: Story {
  let role: String
  let thing: Thing
  private var done: [Int: Int] = [:]

  init(_ role: String, _ thing: Thing) { (self.role, self.thing) = (role, thing) }

  func concerns(_ machine: Machine, on night: Int) -> Bool {
    machine.role == role && (machine.index + night) % 7 == 0
  }

  mutating func touch(_ converge: inout Converge) {
    guard done[converge.machine.index] != converge.night else { return }
    if converge.change(thing.change(seconds: 0)) { done[converge.machine.index] = converge.night }
  }
}

/// A thing that changes now and then for good reasons.
struct Habit: Story {
  let machines: Set<Int>
  let thing: Thing
  let chance: Double
  let seconds: ClosedRange<Double>
  /// Machines that it writes down, by site.
  var mentions: [String: [String]] = [:]

  func concerns(_ machine: Machine, on night: Int) -> Bool { machines.contains(machine.index) }

  mutating func touch(_ converge: inout Converge) {
    guard converge.dice.happens(chance) else { return }
    let known = mentions[converge.machine.site.short] ?? []
    let count = min(known.count, HostNames.limit / 2)
    let some = known.isEmpty ? [] : converge.dice.some(count, of: known)
    converge.change(thing.change(seconds: converge.dice.number(seconds), mentions: some))
  }
}

/// A machine that was added: its first run changes nearly all there is.
struct Bootstrap: Story {
  func concerns(_ machine: Machine, on night: Int) -> Bool { machine.joins > 0 }

  mutating func touch(_ converge: inout Converge) {
    if converge.memory.runs < 2 { Self.build(&converge, isFirst: converge.isFirst) }
  }

  static func build(_ converge: inout Converge, isFirst: Bool) {
    let (role, tool) = (converge.machine.role, converge.machine.tool)
    converge.pace *= isFirst ? 3 : 1.2
    for part in ["motd", "users", "sshd", "sudoers", role].prefix(isFirst ? 5 : 1) {
      converge.change(Thing(.package, part, in: "acme_base", by: tool).change(seconds: 4))
      converge.change(Thing(.file, part, in: "acme_base", by: tool).change(seconds: 0))
    }
  }
}

/// All of Puppet's code has one version, which changes with each commit of a working day.
struct Commits: Story {
  func concerns(_ machine: Machine, on night: Int) -> Bool { machine.tool == .puppet }

  mutating func touch(_ converge: inout Converge) {
    let day = converge.start.day
    let isFree = day.weekday == .saturday || day.weekday == .sunday
    let hour = converge.start.secondOfDay / 3600
    let count = day.daysSince1970 * 4 + (isFree ? 0 : hour >= 16 ? 3 : hour >= 11 ? 2 : 1)
    var dice = Dice(UInt64(count), 6)
    converge.run.traits["configuration_version"] = String(
      dice.int(0x100_0000...0xfff_ffff), radix: 16)
  }
}

/// Machines that are built anew under their old names, each in one of two nights.
struct Rebuild: Story {
  let machines: Set<Int>
  let night: Int
  let traits: [String: String]
  private var done: Set<Int> = []

  init(machines: Set<Int>, night: Int, traits: [String: String]) {
    (self.machines, self.night, self.traits) = (machines, night, traits)
  }

  func concerns(_ machine: Machine, on night: Int) -> Bool {
    night == self.night + machine.index % 2 && machines.contains(machine.index)
  }

  mutating func touch(_ converge: inout Converge) {
    guard done.insert(converge.machine.index).inserted else { return }
    for (name, value) in traits { converge.memory.traits[name] = value }
    converge.run.traits = converge.memory.traits
    converge.memory.uptime = 0
    Bootstrap.build(&converge, isFirst: true)
  }
}

/// A machine that was taken away properly. The nights can't know that; one card is right.
struct Farewell: Story {
  let machine: Machine

  func concerns(_ machine: Machine, on night: Int) -> Bool { false }
  mutating func touch(_ converge: inout Converge) {}

  func tell(_ truth: inout Truth, of night: Int) {
    if night >= machine.leaves { truth.allowed.append(Allowed([.silent], on: [machine.node])) }
  }
}

/// A machine that is off at weekends. Until two of them have passed, nobody can know.
struct Weekend: Story {
  let machine: Machine

  func concerns(_ machine: Machine, on night: Int) -> Bool { false }
  mutating func touch(_ converge: inout Converge) {}

  func tell(_ truth: inout Truth, of night: Int) {
    if night < 14 { truth.allowed.append(Allowed([.silent], on: [machine.node])) }
  }
}

/// A run that fails once, in words that never come again.
struct Mishap: Story {
  let rate: Double
  private var cards: [Int: [Allowed]] = [:]
  private var count = 0

  init(rate: Double) { self.rate = rate }

  func concerns(_ machine: Machine, on night: Int) -> Bool { true }

  mutating func touch(_ converge: inout Converge) {
    guard converge.dice.happens(rate) else { return }
    count += 1
    let word = "mishap" + String(count, radix: 26).map(Self.letter)
    let machine = converge.machine
    let thing = Thing(.command, word, in: machine.role, by: machine.tool)
    let words = "connection reset by peer while \(word) was asked for an answer"
    guard converge.fail(.once(words), of: thing) else { return }
    cards[converge.night, default: []].append(
      Allowed([.failure, .flaky], on: [machine.node], words: [word]))
  }

  private static func letter(_ digit: Character) -> Character {
    digit.wholeNumberValue.flatMap { UnicodeScalar(UInt8($0) + 0x71) }.map { Character($0) }
      ?? digit
  }

  func tell(_ truth: inout Truth, of night: Int) { truth.allowed += cards[night] ?? [] }
}
