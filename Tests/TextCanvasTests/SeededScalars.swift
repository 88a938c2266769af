import MarketTestKit

/// Text with more trouble in it than text has.
struct SeededScalars {
  private var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func text(count: Int) -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<count { text.append(scalar()) }
    return String(text)
  }

  private mutating func scalar() -> Unicode.Scalar {
    let range: ClosedRange<UInt32> =
      [0x20...0x7E, 0...0x1F, 0x300...0x36F, 0x4E00...0x9FFF, 0x1F300...0x1F6FF, 0...0x10FFFF]
      .randomElement(using: &random) ?? 0x20...0x7E
    return Unicode.Scalar(.random(in: range, using: &random)) ?? "\u{FFFD}"
  }
}
