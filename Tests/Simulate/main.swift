import MarketLedger
import MarketModel
import MarketSimulator

// How good the detectors are: `simulate [SEEDS] [KIND] [nodes=120] [runs=48] [--details | --truth]`.
// With a kind, months in which nothing else is wrong. With --truth only what was planted. With store=DIR
// the first seed's nights go into a new store, to see how long the market takes for them; with decade=DIR
// ten years of nights and decisions.

let words = CommandLine.arguments.dropFirst()
let ends = (words.first { $0.first?.isNumber == true } ?? "1...5")
  .split(separator: "...").compactMap { UInt64($0) }
let seeds = (ends.first ?? 1)...max(ends.last ?? 1, ends.first ?? 1)
let kind = words.compactMap { SignalKind(rawValue: $0) }.first
let plans =
  kind.map { [("nothing but \($0.rawValue)", Plan.only($0, 3))] }
  ?? [("problems and mishaps", .ordinary), ("nothing wrong", .quiet)]

func number(_ name: String) -> Int? {
  words.first { $0.hasPrefix("\(name)=") }.flatMap { Int($0.dropFirst(name.utf8.count + 1)) }
}

func month(_ seed: UInt64, _ plan: Plan) -> FleetSimulator {
  FleetSimulator(
    seed: seed, nodes: number("nodes") ?? 120, runsPerNight: number("runs") ?? 48, plan: plan)
}

func judgeMonths() {
  for (name, plan) in plans {
    if words.contains("--truth") {
      for seed in seeds {
        print("\n\(name), seed \(seed)")
        for line in Array(month(seed, plan)).plantings { print(line) }
      }
      continue
    }
    var judge = Judge()
    for seed in seeds { judge.judge(month(seed, plan), seed: seed) }
    print("\n\(name), seeds \(seeds)\n\(judge.table)")
    guard words.contains("--details") else { continue }
    for miss in judge.misses { print(miss) }
    for card in judge.falseCards { print("false:", card) }
  }
}

if let path = words.first(where: { $0.hasPrefix("decade=") })?.dropFirst(7) {
  try Decade.write(into: String(path))
} else if let path = words.first(where: { $0.hasPrefix("store=") })?.dropFirst(6) {
  try MarketStore.create(at: String(path))
  let store = try MarketStore(at: String(path))
  for night in month(seeds.lowerBound, plans[0].1) {
    _ = try store.changeNight(night.digest.night, of: "simulator") { $0.merge(night.digest) }
  }
} else {
  judgeMonths()
}
