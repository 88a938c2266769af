// The few tests that detectors rest on. Nothing here takes a logarithm or an exponential: those are C's,
// and C's may differ in the last digit from one machine to the next.

/// How often something happens, from how often it did.
package struct Rate: Hashable, Sendable {
  package let count: Int
  package let of: Int

  package var share: Double { of == 0 ? 0 : Double(count) / Double(of) }

  /// Between which shares the true one lies, 19 times out of 20; of nothing, anywhere.
  ///
  /// Source: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference",
  /// Journal of the American Statistical Association 22 (1927), 209–212.
  package var interval: ClosedRange<Double> {
    guard of > 0 else { return 0...1 }
    let (n, z) = (Double(of), 1.959964)
    let centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    let half =
      z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    return max(0, centre - half)...min(1, centre + half)
  }

  package init(count: Int, of whole: Int) { (self.count, of) = (count, whole) }
}

/// How rare something is that chance could bring about.
enum Odds {
  /// How probable it is that `drawn` nodes out of `all` hit at least `marked` of the `special`
  /// ones.
  ///
  /// The upper tail of the hypergeometric distribution: Fisher's exact test, one-sided.
  ///
  /// Source: R. A. Fisher, "The Logic of Inductive Inference", Journal of the Royal Statistical
  /// Society 98 (1935).
  static func drawing(atLeast marked: Int, of drawn: Int, among special: Int, of all: Int)
    -> Double
  {
    let fewest = max(0, drawn + special - all)
    guard marked > fewest else { return 1 }
    if marked * all <= drawn * special {
      // Fewer than usual: the first of the terms may be too small for a number, the others are not.
      return 1 - drawing(atLeast: drawn - marked + 1, of: drawn, among: all - special, of: all)
    }
    let plain = drawn - marked
    // Factors above one while the product is below, and the other way round: none leaves the range.
    var term = 1.0
    var (ways, inside, outside) = (0, 0, 0)
    while ways < min(marked, plain) || inside < marked || outside < plain {
      let isLast = inside == marked && outside == plain
      if ways < min(marked, plain), term <= 1 || isLast {
        term *= Double(drawn - ways) / Double(ways + 1)
        ways += 1
      } else if inside < marked {
        term *= Double(special - inside) / Double(all - inside)
        inside += 1
      } else {
        term *= Double(all - special - outside) / Double(all - marked - outside)
        outside += 1
      }
    }
    var sum = 0.0
    for count in marked...min(special, drawn) {
      sum += term
      term *= Double(special - count) * Double(drawn - count)
      term /= Double(count + 1) * Double(all - special - drawn + count + 1)
    }
    return min(sum, 1)
  }

  /// How probable it is that `count` things, each anywhere, fall into one stretch of this share of
  /// the whole: of any of them as the first, all others come soon enough.
  static func gathering(_ count: Int, in share: Double) -> Double {
    guard count > 1 else { return 1 }
    var odds = Double(count)
    for _ in 1..<count {
      odds *= share
      if odds < 1e-30 { break }
    }
    return min(odds, 1)
  }
}

extension Array where Element: Comparable {
  /// The element in the middle; of two, the larger.
  var median: Element? { isEmpty ? nil : sorted()[count / 2] }
}

/// Whether some numbers are larger than others, whatever their distribution.
///
/// Source: F. Wilcoxon, "Individual Comparisons by Ranking Methods", Biometrics Bulletin 1 (1945),
/// 80–83; H. B. Mann and D. R. Whitney, Annals of Mathematical Statistics 18 (1947), 50–60.
struct RankSum {
  /// How many standard deviations more pairs have the larger number among the first than if there
  /// were no difference; 0 when one side is empty.
  let deviations: Double

  init<Value: Comparable>(_ a: [Value], _ b: [Value]) {
    guard !a.isEmpty, !b.isEmpty else {
      deviations = 0
      return
    }
    var larger = 0.0
    for x in a {
      for y in b { larger += x > y ? 1 : x == y ? 0.5 : 0 }
    }
    let (m, n) = (Double(a.count), Double(b.count))
    deviations = (larger - m * n / 2) / (m * n * (m + n + 1) / 12).squareRoot()
  }
}

/// Numbers over time, and the slope that half of all pairs of them exceed.
struct Trend {
  /// **Seconds** and a value, in order of time.
  let points: [(time: Double, value: Double)]

  /// Theil's slope: the median of the slopes between all pairs. A quarter of the points may be
  /// anything without moving it far.
  ///
  /// Source: H. Theil, "A rank-invariant method of linear and polynomial regression analysis",
  /// Indagationes Mathematicae 12 (1950); P. K. Sen, Journal of the American Statistical
  /// Association 63 (1968), 1379–1389.
  var slope: Double {
    var slopes: [Double] = []
    forEachPair { a, b in
      if b.time > a.time { slopes.append((b.value - a.value) / (b.time - a.time)) }
    }
    return slopes.median ?? 0
  }

  /// How many standard deviations the count of rising pairs lies above that of falling ones, if
  /// there were no trend; from some eight points on, normally distributed.
  ///
  /// Source: M. G. Kendall, "A New Measure of Rank Correlation", Biometrika 30 (1938), 81–93.
  var rising: Double {
    var score = 0.0
    forEachPair { a, b in score += b.value > a.value ? 1 : b.value < a.value ? -1 : 0 }
    let n = Double(points.count)
    let deviation = (n * (n - 1) * (2 * n + 5) / 18).squareRoot()
    return deviation > 0 ? score / deviation : 0
  }

  private func forEachPair(
    _ body: ((time: Double, value: Double), (time: Double, value: Double)) -> Void
  ) {
    for (index, point) in points.enumerated() {
      for later in points[(index + 1)...] { body(point, later) }
    }
  }
}
