import MarketAnalysis
import MarketModel

extension Planner {
  /// One in four begins with a version, which the truth suspects.
  mutating func plantFailure() {
    let byVersion = dice.happens(0.25)
    let machines = group(atLeast: 2) { !byVersion || $0.tool == .chef }
    if machines[0].tool == .ansible || machines[0].tool == .salt, dice.happens(0.3),
      isFirstDead(of: machines[0].tool)
    {
      let few = dice.some(dice.int(1...3), of: machines)
      return add(Dead(planting(.failure, on: few, words: [], length: 1...6)))
    }
    let name = word()
    let trouble = dice.one(of: [
      Trouble.doesNotCompile, .noPackage, .badTemplate, .diskFull, .serviceWillNotStart,
    ])
    let kinds: [Trouble: Thing.Kind] = [
      .noPackage: .package, .serviceWillNotStart: .service, .diskFull: .command,
    ]
    let thing = thing(kinds[trouble] ?? .file, name, for: machines)
    let hit = byVersion ? machines : most(of: machines)
    var planting = planting(.failure, on: hit, words: [name], after: byVersion ? 5 : 2)
    var version: (String, String, String)?
    if byVersion {
      let trait = Traits.cookbook + "acme_\(machines[0].role)"
      version = (trait, "3.0.\(dice.int(0...9))", "3.1.\(dice.int(0...9))")
      planting.suspect = version.map { "\($0.0)=\($0.1)" }
    }
    var problem = Failing(planting, trouble, of: thing)
    problem.version = version
    add(problem)
  }

  mutating func plantFlaky() {
    let machines = group()
    let name = word()
    let isDeploy = dice.happens(0.5)
    let thing = thing(isDeploy ? .deploy : .package, name, for: machines)
    let isRare = machines[0].runsPerNight > 4
    add(
      Flaky(
        planting(.flaky, on: machines, words: [name], length: 6...14, lingers: 3),
        isDeploy ? .exit(75) : .locked, of: thing,
        chance: isRare ? dice.number(0.05...0.3) : dice.number(0.15...0.4)))
  }

  /// Machines of a role are built in one night or two, and none of them gets to its end.
  mutating func plantNewNodes() {
    let like = group(atLeast: 4) { $0.tool != .terraform }
    let name = word()
    let isVault = dice.happens(0.4)
    let isExplained = like[0].tool == .chef && dice.happens(0.6)
    let trait = isExplained ? cohortTrait(of: like[0].role) : nil
    let machine = like[0]
    let first = min(9, nights / 2)
    let begins = dice.int(first...max(first, nights - 4))
    let cohort = (0..<dice.int(3...7)).map { _ in
      let late = dice.happens(0.3) ? 1 : 0
      let index = estate.add(machine.fleet, machine.role, at: machine.site, joins: begins + late)
      if let trait { estate.change(index) { $0.traits[trait.name] = trait.value } }
      return estate.machines[index]
    }
    var planting = planting(.newNode, on: cohort, words: [name])
    planting = Planting(
      id: planting.id, kind: .newNode, machines: planting.machines, begins: begins,
      ends: min(nights, begins + dice.int(2...6)), words: [name],
      suspect: trait.map { "\($0.name)=\($0.value)" })
    let thing = thing(isVault ? .file : .service, name, for: like)
    add(NewNodesFail(planting, isVault ? .noVault : .serviceWillNotStart, of: thing))
  }

  private mutating func cohortTrait(of role: String) -> (name: String, value: String) {
    dice.one(of: [
      (Traits.image, "ami-0c9f\(dice.int(10...99))"), (Traits.zone, "eu-west-1d"),
      (Traits.platform, "debian 13.1"), (Traits.cookbook + "acme_\(role)", "2.5.0"),
    ])
  }

  /// All roles of two tools ask the host, some other roles too.
  mutating func plantOutage() {
    let name = word()
    let host = "\(name).vendor.example"
    let begins = dice.int(min(2, nights / 2)...nights - 1)
    let minutes = dice.one(of: [15, 30, 45, 60, 90, 120, 180])
    let isToTheEnd = dice.happens(0.2)
    let from =
      isToTheEnd
      ? 86_400 - Double(minutes) * 60 : dice.number(3600...86_400 - Double(minutes + 30) * 60)
    let roles = Set(["web", "app", "db", "files", "mail"] + (dice.happens(0.5) ? ["queue"] : []))
    let machines = estate.machines.filter { roles.contains($0.role) }
    var things: [String: Thing] = [:]
    for role in roles.sorted() {
      guard let machine = machines.first(where: { $0.role == role }) else { continue }
      things[role] = Thing(
        dice.one(of: [.checkout, .command, .package]), "\(role)-templates", in: "acme_\(role)",
        by: machine.tool)
    }
    let reach = Dictionary(
      uniqueKeysWithValues: Tool.allCases.map { ($0, dice.one(of: Trouble.Reach.allCases)) })
    let id = planting(.outage, on: [], words: [host]).id
    // One host in three is away again some nights later, and is the same problem.
    let again = begins + dice.int(2...8)
    for night in [begins, again] where night == begins || night < nights && dice.happens(0.35) {
      let planting = Planting(
        id: id, kind: .outage, machines: Set(machines.map(\.index)), begins: night,
        ends: night + 1, words: [host])
      let start = NightCalendar.standard.start(of: firstDay.adding(days: night))
        .adding(seconds: from)
      add(
        Outage(
          planting, of: host, from: start, to: start.adding(seconds: Double(minutes) * 60),
          things: things, reach: reach))
    }
  }
}
