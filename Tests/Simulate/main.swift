import MarketSimulator

// How good the detectors are: `simulate [SEEDS] [--details]`.

let words = CommandLine.arguments.dropFirst()
let ends = (words.first { $0.first?.isNumber == true } ?? "1...5")
  .split(separator: "...").compactMap { UInt64($0) }
let seeds = (ends.first ?? 1)...max(ends.last ?? 1, ends.first ?? 1)

for (name, plan) in [("problems and mishaps", Plan.ordinary), ("nothing wrong", .quiet)] {
  var judge = Judge()
  for seed in seeds { judge.judge(FleetSimulator(seed: seed, plan: plan), seed: seed) }
  print("\n\(name), seeds \(seeds)\n\(judge.table)")
  guard words.contains("--details") else { continue }
  for miss in judge.misses { print(miss) }
  for card in judge.falseCards { print("false:", card) }
}
