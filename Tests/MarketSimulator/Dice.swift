import MarketTestKit

/// Chance that depends on a seed and on what it is drawn for, not on what was drawn elsewhere: one
/// story more in a plan leaves the nights of all other nodes as they were.
package struct Dice: Sendable {
  private var generator: SeededGenerator

  package init(_ seed: UInt64, _ path: Int...) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x632B_E59B_D9B4_E019
    for part in path {
      state = (state ^ UInt64(bitPattern: Int64(part))) &* 0xD1B5_4A32_D192_ED03
      state ^= state >> 29
    }
    generator = SeededGenerator(seed: state)
  }

  /// From 0, and never 1.
  package mutating func share() -> Double { Double(generator.next() >> 11) * 0x1p-53 }

  package mutating func happens(_ chance: Double) -> Bool { share() < chance }

  package mutating func int(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(share() * Double(range.count))
  }

  package mutating func number(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + share() * (range.upperBound - range.lowerBound)
  }

  /// Around 0, three in a thousand beyond ±3: the sum of twelve numbers is near enough.
  package mutating func wobble() -> Double {
    var sum = -6.0
    for _ in 0..<12 { sum += share() }
    return sum
  }

  package mutating func one<Value>(of values: [Value]) -> Value {
    values[int(0...values.count - 1)]
  }

  /// Some of the values, in an order of chance.
  package mutating func some<Value>(_ count: Int, of values: [Value]) -> [Value] {
    var left = values
    return (0..<min(count, values.count)).map { _ in left.remove(at: int(0...left.count - 1)) }
  }

  package mutating func seed() -> UInt64 { generator.next() }
}
