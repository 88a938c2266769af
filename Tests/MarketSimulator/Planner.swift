import MarketAnalysis
import MarketModel

/// Draws where and when everything happens.
struct Planner {
  var dice: Dice
  var estate: Estate
  let nights: Int
  let firstDay: Day
  var stories: [any Story] = []
  private var problems: [any Problem] = []
  private var deadTools: Set<Tool> = []
  private var usedGroups: Set<String> = []
  /// Machines that have a problem of the kind; a second one would look the same.
  private var hit: [SignalKind: Set<Int>] = [:]
  private var kind = SignalKind.failure
  private var words: [String]
  private var count = 0

  init(seed: UInt64, estate: Estate, nights: Int, firstDay: Day) {
    var dice = Dice(seed, 5)
    words = dice.some(Self.words.count, of: Self.words)
    (self.dice, self.estate, self.nights, self.firstDay) = (dice, estate, nights, firstDay)
  }

  mutating func lay(_ plan: Plan) {
    layOrdinaryLife(mishaps: plan.mishaps)
    for kind in SignalKind.allCases {
      guard let range = plan.problems[kind] else { continue }
      for _ in 0..<dice.int(range) { plant(kind) }
    }
    // In the order of a run list, which chance decides; what looks at the whole run comes last.
    let first = problems.filter(\.isFirst)
    let last = problems.filter { !$0.isFirst && ($0 is Green || $0 is Growth) }
    let between = problems.filter { !$0.isFirst && !($0 is Green || $0 is Growth) }
    let inside: [any Story] = stories + between
    stories = first + dice.some(inside.count, of: inside) + last
  }

  private mutating func plant(_ kind: SignalKind) {
    count += 1
    self.kind = kind
    switch kind {
    case .failure: plantFailure()
    case .flaky: plantFlaky()
    case .notIdempotent: plantRestless()
    case .newNode: plantNewNodes()
    case .outage: plantOutage()
    case .environmentLeak: plantLeak()
    case .growth: plantGrowth()
    case .slow: plantSlow()
    case .silent: plantSilent()
    case .greenWithErrors: plantGreen()
    }
  }

  mutating func add(_ problem: some Problem) { problems.append(problem) }

  /// Whether the tool's dead machines are still to come: one card has them all.
  mutating func isFirstDead(of tool: Tool) -> Bool { deadTools.insert(tool).inserted }

  mutating func word() -> String {
    words.popLast() ?? "spare\(dice.int(10...99))"
  }

  /// A problem of `kind` on `machines`, begun when there is a past to compare with.
  mutating func planting(
    _ kind: SignalKind, on machines: [Machine], words: [String], after earliest: Int = 2,
    length: ClosedRange<Int> = 3...9, lingers: Int = 0
  ) -> Planting {
    hit[kind, default: []].formUnion(machines.map(\.index))
    let first = min(earliest, nights / 2)
    let begins = dice.int(first...max(first, nights - 4))
    let isOpen = dice.happens(0.3)
    let isOften = machines.allSatisfy { $0.runsPerNight > 4 }
    let into = isOften && dice.happens(0.7) ? dice.number(0...80_000) : 0
    let since = NightCalendar.standard.start(of: firstDay.adding(days: begins))
      .adding(seconds: into)
    return Planting(
      id: "\(kind.rawValue) \(count) \(words.first ?? "")", kind: kind,
      machines: Set(machines.map(\.index)), begins: begins,
      ends: isOpen ? nights : min(nights, begins + dice.int(length)), words: words,
      since: since, lingers: lingers)
  }

  /// The machines of one role, at one site or at all, that no other problem has, if there are any.
  mutating func group(
    atLeast least: Int = 3, everywhere: Bool? = nil, where isFit: (Machine) -> Bool = { _ in true }
  ) -> [Machine] {
    var groups: [String: [Machine]] = [:]
    for machine in estate.machines
    where isFit(machine) && machine.joins == 0 && machine.leaves == .max
      && !machine.restsAtWeekends && !machine.isCanary && machine.role != "ldap"
      && hit[kind]?.contains(machine.index) != true
    {
      if everywhere != false { groups["\(machine.role) everywhere", default: []].append(machine) }
      if everywhere != true {
        groups["\(machine.role) \(machine.site.short)", default: []].append(machine)
      }
    }
    let large = groups.filter { $0.value.count >= least }.keys.sorted()
    let role = { (name: String) in name.prefix { $0 != " " } }
    let free = large.filter { !usedGroups.contains(String(role($0))) }
    let candidates = free.isEmpty ? large : free
    guard !candidates.isEmpty else {
      let largest = groups.max { ($0.value.count, $0.key) < ($1.value.count, $1.key) }
      return largest?.value ?? estate.machines.filter { $0.tool == .chef }
    }
    let name = dice.one(of: candidates)
    usedGroups.insert(String(role(name)))
    return groups[name] ?? []
  }

  /// Most of the machines, or all.
  mutating func most(of machines: [Machine]) -> [Machine] {
    dice.some(max(2, machines.count - dice.int(0...machines.count / 5)), of: machines)
  }

  func thing(_ kind: Thing.Kind, _ word: String, for machines: [Machine]) -> Thing {
    let machine = machines[0]
    let home = machine.tool == .ansible ? machine.role : "acme_\(machine.role)"
    return Thing(kind, word, in: home, by: machine.tool)
  }

  /// No two problems share one, and nothing ordinary is called so.
  private static let words = [
    "orchid", "basalt", "heron", "juniper", "quartz", "osprey", "larkspur", "gneiss", "bittern",
    "foxglove", "marble", "plover", "hawthorn", "obsidian", "curlew", "clematis", "feldspar",
    "lapwing", "mulberry", "travertine", "kestrel", "snowdrop", "porphyry", "dunlin", "wisteria",
    "tourmaline", "goshawk", "hellebore", "rhyolite", "wagtail", "saffron", "malachite", "siskin",
    "verbena", "dolomite", "nuthatch", "anemone", "pumice", "redstart", "camellia", "selenite",
    "fieldfare", "magnolia", "hematite", "whimbrel", "gentian", "azurite", "turnstone", "bluebell",
    "peridot", "sanderling", "tamarisk", "jasper", "godwit", "lobelia", "citrine", "pipit",
    "myrtle",
  ]
}
