import MarketModel

/// Chance whose whole future follows from a seed and a name, so that what one node does never
/// depends on how often the dice fell for another.
///
/// Source: SplitMix64; G. Steele, D. Lea, C. Flood, OOPSLA 2014.
struct Dice: Sendable {
  private var state: UInt64

  init(seed: UInt64, _ name: String) {
    var hash = FNV1a()
    hash.mix(name.utf8)
    state = seed ^ hash.value
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Written here rather than taken from the standard library, whose way of drawing a number may
  /// change: the bytes of the demonstration must not.
  mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  /// Whether something with a chance of `percent` in 100 happens.
  mutating func falls(_ percent: Int) -> Bool { number(1...100) <= percent }

  mutating func pick<Value>(_ values: [Value]) -> Value { values[number(0...values.count - 1)] }

  mutating func hex(_ digits: Int) -> String {
    var text = ""
    for _ in 0..<digits { text.append(String(number(0...15), radix: 16)) }
    return text
  }

  mutating func uuid() -> String { [8, 4, 4, 4, 12].map { hex($0) }.joined(separator: "-") }
}
