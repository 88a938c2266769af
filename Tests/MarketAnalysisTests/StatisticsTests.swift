import MarketTestKit
import Testing

@testable import MarketAnalysis

struct StatisticsTests {
  /// Source: R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
  /// Medicine 17 (1998), 857–872, table I, method 3.
  @Test(
    arguments: [
      (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611),
      (1, 29, 0.0061, 0.1718),
    ] as [(Int, Int, Double, Double)])
  func `the interval of a rate is the published one`(
    count: Int, of: Int, low: Double, high: Double
  ) {
    let interval = Rate(count: count, of: of).interval
    #expect(abs(interval.lowerBound - low) < 5e-5 && abs(interval.upperBound - high) < 5e-5)
  }

  @Test func `of nothing, any rate may be true`() {
    #expect(Rate(count: 0, of: 0).interval == 0...1)
    #expect(Rate(count: 0, of: 0).share == 0)
  }

  @Test(arguments: 0...40)
  func `the interval holds the share and mirrors`(count: Int) {
    let (rate, other) = (Rate(count: count, of: 40), Rate(count: 40 - count, of: 40))
    #expect(rate.interval.contains(rate.share))
    #expect(abs(rate.interval.lowerBound - (1 - other.interval.upperBound)) < 1e-12)
  }

  /// Of n points on a line, the chance that all lie within w is n·wⁿ⁻¹ − (n−1)·wⁿ.
  @Test(arguments: 2...12)
  func `the odds of a gathering are never below the true ones`(count: Int) {
    for percent in stride(from: 1, through: 100, by: 3) {
      let share = Double(percent) / 100
      let power = (1..<count).reduce(1.0) { product, _ in product * share }
      let exact = Double(count) * power - Double(count - 1) * power * share
      let odds = Odds.gathering(count, in: share)
      #expect(odds >= exact - 1e-12 && odds <= 1)
      #expect(share > 0.2 || odds < 1.3 * exact)
    }
  }

  @Test(arguments: 1...20)
  func `the odds of drawing are odds for any fleet, and the more are hit the rarer`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<6 {
      let all = random.int(1...random.one(of: [3, 40, 5000]))
      let (special, drawn) = (random.int(0...all), random.int(0...all))
      let step = max(1, min(special, drawn) / 20)
      let odds = stride(from: 0, through: min(special, drawn), by: step).map { marked in
        Odds.drawing(atLeast: marked, of: drawn, among: special, of: all)
      }
      #expect(odds.allSatisfy { 0...1 ~= $0 } && abs(odds[0] - 1) < 1e-9)
      #expect(zip(odds, odds.dropFirst()).allSatisfy { $1 <= $0 + 1e-12 })
    }
  }

  @Test func `one thing gathers anywhere, and a million in no time`() {
    #expect(Odds.gathering(1, in: 0.001) == 1)
    #expect(Odds.gathering(0, in: 0.001) == 1)
    #expect(Odds.gathering(1_000_000, in: 0.01) < 1e-20)
    #expect(Odds.gathering(1_000_000, in: 1) == 1)
    #expect(Odds.gathering(3, in: 0) == 0)
  }

  @Test func `the median of two in the middle is the larger`() {
    #expect([3, 1, 2].median == 2)
    #expect([4, 1, 3, 2].median == 3)
    #expect([7].median == 7)
    #expect([Int]().median == nil)
  }

  @Test func `a straight line has its slope, whatever a quarter of the points is`() {
    let line = (0..<24).map { (time: Double($0) * 60, value: 100 + 0.5 * Double($0) * 60) }
    #expect(abs(Trend(points: line).slope - 0.5) < 1e-12)
    var spoilt = line
    for place in [0, 4, 9, 13, 17, 22] { spoilt[place].value = place % 2 == 0 ? 1e9 : -1e9 }
    #expect(abs(Trend(points: spoilt).slope - 0.5) < 0.25)
  }

  @Test func `what stands still, and what is one moment, has no slope`() {
    #expect(trend([5, 5, 5, 5, 5]).slope == 0)
    #expect(Trend(points: [(1, 5), (1, 9), (1, 2)]).slope == 0)
    #expect(Trend(points: []).slope == 0)
  }

  /// Kendall's S over its deviation: of eight that all rise 28 / √(8·7·21/18).
  @Test func `rising is counted in deviations of the pairs`() {
    #expect(abs(trend([1, 2, 3, 4, 5, 6, 7, 8]).rising - 3.464) < 5e-4)
    #expect(abs(trend([8, 7, 6, 5, 4, 3, 2, 1]).rising + 3.464) < 5e-4)
    #expect(abs(trend([1, 2, 3, 5, 4, 6, 7, 8]).rising - 26 / 8.083) < 5e-4)
    #expect(trend([1, 1, 1, 1]).rising == 0)
    #expect(trend([1]).rising == 0 && trend([]).rising == 0)
  }

  @Test(arguments: 1...20)
  func `rising asks for the order of values alone`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let values = (0..<15).map { _ in Double(random.int(0...30)) }
    #expect(trend(values).rising == trend(values.map { $0 * $0 * $0 - 4 }).rising)
    #expect(abs(trend(values).rising + trend(values.map { -$0 }).rising) < 1e-12)
  }

  /// Of six and ten that are all larger: (60 − 30) / √(6·10·17/12).
  @Test func `ranks tell larger numbers, whatever their distribution`() {
    let (low, high) = (Array(1...10), [11, 12, 50, 900, 1_000_000, 20])
    #expect(abs(RankSum(high, low).deviations - 30 / 9.2195) < 5e-4)
    #expect(RankSum(high, low).deviations == -RankSum(low, high).deviations)
    #expect(RankSum([5, 5, 5], [5, 5]).deviations == 0)
    #expect(RankSum([], low).deviations == 0 && RankSum(low, []).deviations == 0)
    #expect(RankSum(high.reversed(), low).deviations == RankSum(high, low).deviations)
  }

  private func trend(_ values: [Double]) -> Trend {
    Trend(points: values.enumerated().map { (Double($0.offset), $0.element) })
  }
}
