import MarketModel
import MarketSimulator

// How good the detectors are: `simulate [SEEDS] [KIND] [--details | --truth]`. With a kind, months in
// which nothing else is wrong. With --truth only what was planted.

let words = CommandLine.arguments.dropFirst()
let ends = (words.first { $0.first?.isNumber == true } ?? "1...5")
  .split(separator: "...").compactMap { UInt64($0) }
let seeds = (ends.first ?? 1)...max(ends.last ?? 1, ends.first ?? 1)
let kind = words.compactMap { SignalKind(rawValue: $0) }.first
let plans =
  kind.map { [("nothing but \($0.rawValue)", Plan.only($0, 3))] }
  ?? [("problems and mishaps", .ordinary), ("nothing wrong", .quiet)]

for (name, plan) in plans {
  if words.contains("--truth") {
    for seed in seeds {
      print("\n\(name), seed \(seed)")
      for line in Array(FleetSimulator(seed: seed, plan: plan)).plantings { print(line) }
    }
    continue
  }
  var judge = Judge()
  for seed in seeds { judge.judge(FleetSimulator(seed: seed, plan: plan), seed: seed) }
  print("\n\(name), seeds \(seeds)\n\(judge.table)")
  guard words.contains("--details") else { continue }
  for miss in judge.misses { print(miss) }
  for card in judge.falseCards { print("false:", card) }
}
