import MarketAnalysis
import MarketModel

extension Planner {
  mutating func layOrdinaryLife(mishaps: Double) {
    changeTheEstate()
    for role in Set(estate.machines.map(\.role)).sorted() where role != "ldap" {
      layHabits(of: role)
    }
    layDeploys()
    layRollouts()
    stories.append(Bootstrap())
    if dice.happens(0.5) { stories.append(Commits()) }
    if mishaps > 0 { stories.append(Mishap(rate: mishaps)) }
  }

  /// A few machines come, one or two go, and two that all sites know are there from the start.
  private mutating func changeTheEstate() {
    let (chef, site) = (estate.fleets[0], estate.sites[0])
    for _ in 0..<2 { estate.add(chef, "ldap", at: site) }
    let settled = estate.machines.filter { $0.role != "ldap" && $0.tool != .terraform }
    for _ in 0..<dice.int(2...5) where nights > 8 {
      let like = dice.one(of: settled)
      estate.add(like.fleet, like.role, at: like.site, joins: dice.int(4...nights - 2))
    }
    for machine in dice.some(dice.int(0...2), of: settled) where nights > 8 {
      estate.change(machine.index) { $0.leaves = dice.int(6...nights) }
      stories.append(Farewell(machine: estate.machines[machine.index]))
    }
    if let mail = estate.machines(of: "mail").last {
      estate.change(mail.index) { $0.isCanary = true }
    }
    for machine in estate.machines where machine.restsAtWeekends {
      stories.append(Weekend(machine: machine))
    }
  }

  private mutating func layHabits(of role: String) {
    let machines = estate.machines(of: role)
    let all = Set(machines.map(\.index))
    stories.append(Rotation(role, thing(.file, "\(role)-certificate", for: machines)))
    if dice.happens(0.5) {
      stories.append(
        Habit(
          machines: all, thing: thing(.command, "\(role)-cache", for: machines),
          chance: dice.number(0.1...0.3), seconds: 2...12))
    }
    // What asks for its own site's machines, as it should.
    let hosts = estate.machines.filter { $0.tool != .terraform }
    let peers = { (site: Site) in
      hosts.filter { $0.site == site }.flatMap { [$0.node.rawValue, $0.address] }
    }
    let everybody = hosts.map(\.node.rawValue) + hosts.map(\.address)
    let known = Dictionary(
      uniqueKeysWithValues: estate.sites.map { site in
        (site.short, role == "monitor" ? everybody : Array(peers(site).prefix(12)))
      })
    stories.append(
      Habit(
        machines: all, thing: thing(.file, "\(role)-members", for: machines),
        chance: role == "monitor" ? 0.05 : 0.01, seconds: 0...1, mentions: known))
  }

  private mutating func layDeploys() {
    let working: Set<Day.Weekday> = [.monday, .tuesday, .wednesday, .thursday, .friday]
    for (role, days) in [
      ("app", working), ("files", working), ("batch", [.tuesday, .thursday]),
      ("edge", [.tuesday]), ("queue", [.tuesday, .thursday]),
    ] {
      let machines = estate.machines(of: role)
      guard !machines.isEmpty else { continue }
      stories.append(
        DailyDeploy(
          role, [thing(.checkout, "shop", for: machines), thing(.deploy, "shop", for: machines)],
          restarting: thing(.service, "shop", for: machines), on: days))
    }
  }

  private mutating func layRollouts() {
    for role in Set(estate.machines.map(\.role)).sorted() {
      let machines = estate.machines(of: role)
      for night in 1..<max(2, nights) where dice.happens(0.15) {
        let isSlow = dice.happens(0.5) && machines[0].tool != .ansible
        var rollout = Rollout(
          on: dice.happens(0.5) ? machines : machines.filter { $0.site == machines[0].site },
          night: night, length: isSlow ? 1 : 0,
          of: [thing(.file, "\(role)-limits", for: machines)],
          restarting: dice.happens(0.5) ? thing(.service, "\(role)-daemon", for: machines) : nil)
        if machines[0].tool == .chef, role != "ldap" {
          rollout.version = (Traits.cookbook + "acme_\(role)", "2.4.\(night + 1)")
        }
        stories.append(rollout)
      }
    }
    rebuildSome()
    // A new library, and the addresses of the directory that all sites share.
    let directory = estate.machines(of: "ldap")
    for tool in [Tool.chef, .puppet, .ansible, .salt] {
      let machines = estate.machines.filter { $0.tool == tool }
      guard !machines.isEmpty else { continue }
      for night in [dice.int(1...max(1, nights / 2)), dice.int(1...max(1, nights - 1))] {
        stories.append(
          Rollout(
            on: machines, night: night, length: 0,
            of: [Thing(.package, "openssl", in: "acme_base", by: tool)], restarting: nil,
            seconds: 15...80))
      }
      var rollout = Rollout(
        on: machines, night: dice.int(1...max(1, nights - 2)),
        length: tool == .ansible ? 0 : 1,
        of: [Thing(.file, "ldap", in: "acme_base", by: tool)],
        restarting: Thing(.service, "sssd", in: "acme_base", by: tool))
      rollout.mentions = directory.map(\.address) + ["mirror.prod.acme.example"]
      stories.append(rollout)
    }
  }
  /// The machines of a role are built anew from another image, and a new agent is rolled out.
  private mutating func rebuildSome() {
    let chef = estate.machines.filter { $0.tool == .chef && $0.role != "ldap" }
    guard nights > 12, let role = chef.map(\.role).max() else { return }
    let machines = estate.machines(of: dice.one(of: [role, "app", "cache"]))
    guard !machines.isEmpty else { return }
    stories.append(
      Rebuild(
        machines: Set(machines.map(\.index)), night: dice.int(8...nights - 2),
        traits: [Traits.image: "ami-0e5a31", Traits.platform: "debian 12.8"]))
    var agent = Rollout(
      on: chef, night: dice.int(3...nights - 3), length: 1,
      of: [Thing(.package, "chef", in: "acme_base", by: .chef)], restarting: nil, seconds: 15...80)
    agent.version = (Traits.agent, "chef 18.6.2")
    stories.append(agent)
  }
}
