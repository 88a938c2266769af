import CScan
import MarketTestKit
import Testing

/// The kernel in C, at every level that this processor has, against a reader that looks at one byte
/// after the other.
struct ScanKernelTests {
  static let levels = (0...cscan_best_level().rawValue).map { cscan_level(rawValue: $0) }

  /// Cut off at every byte, in turn at every place of a block.
  @Test(arguments: 1...60)
  func `a step ends where a plain reader ends, wherever the bytes do`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let padding = Int(seed) % 64
    let text = [UInt8](repeating: 0x20, count: padding) + [UInt8].randomJSONLike(200, &random)
    for count in (padding + 1)...text.count { compare(Array(text[..<count]), from: padding) }
  }

  @Test(arguments: 1...60)
  func `a step ends where a plain reader ends, wherever it begins`(seed: UInt64) {
    var random = SeededGenerator(seed: 1_000 + seed)
    let text = [UInt8].randomJSONLike(400, &random)
    for padding in 0..<64 {
      compare([UInt8](repeating: 0x20, count: padding) + text, from: padding)
    }
  }

  /// What lies behind `count` belongs to somebody else, and would be seen by the sanitizers.
  @Test func `nothing behind the end is looked at`() {
    for count in 1...130 {
      let bytes = [UInt8](#"["x""#.utf8) + [UInt8](repeating: 0x20, count: count)
      for level in Self.levels {
        let step = Self.container(level, bytes + [UInt8(ascii: "]")], counts: [bytes.count])
        #expect(step == Step(CSCAN_CUT_OFF, end: bytes.count))
      }
    }
  }

  @Test func `the best level is the same every time`() {
    #expect(cscan_best_level() == cscan_best_level())
  }

  @Test(arguments: 1...60)
  func `a step that was cut off goes on with more bytes`(seed: UInt64) {
    var random = SeededGenerator(seed: 2_000 + seed)
    let text = [UInt8].randomJSONLike(200, &random)
    let whole = Step.plainContainer(text, from: 0, levels: 5, words: Self.words)
    for first in 1...text.count {
      for level in Self.levels {
        let counts = [first, (first + text.count) / 2, text.count]
        #expect(Self.container(level, text, counts: counts) == whole, "level \(level.rawValue)")
      }
    }
  }

  private func compare(_ bytes: [UInt8], from start: Int) {
    let string = Step.plainString(bytes, from: start)
    let container = Step.plainContainer(bytes, from: start, levels: 5, words: Self.words)
    for level in Self.levels {
      #expect(Self.string(level, bytes, from: start) == string, "level \(level.rawValue)")
      #expect(Self.container(level, bytes, from: start) == container, "level \(level.rawValue)")
    }
  }

  private static let words = [#""failed""#, #""updated"#].map { Array($0.utf8) }

  private static func string(_ level: cscan_level, _ bytes: [UInt8], from start: Int) -> Step {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe Step(cscan_string(level, bytes.baseAddress, bytes.count, start))
    }
  }

  /// - Parameter counts: how many bytes there are, call by call until one is not cut off.
  private static func container(
    _ level: cscan_level, _ bytes: [UInt8], from start: Int = 0, counts: [Int]? = nil
  ) -> Step {
    var sought = cscan_words()
    unsafe withUnsafeMutableBytes(of: &sought) { sought in
      for row in 0..<4 {
        unsafe sought[(8 * row)..<(8 * row + 8)].copyBytes(from: words[min(row, 1)])
      }
    }
    var walk = cscan_walk()
    walk.at = start
    var step = Step(CSCAN_CUT_OFF, end: start)
    for count in counts ?? [bytes.count] where step.outcome == CSCAN_CUT_OFF {
      step = unsafe bytes.withUnsafeBufferPointer { bytes in
        unsafe Step(cscan_container(level, bytes.baseAddress, count, &walk, 5, &sought))
      }
    }
    return step
  }
}

/// What a step came to, and the plain way to find it.
private struct Step: Equatable, CustomStringConvertible {
  var outcome: cscan_outcome
  var end: Int
  var hasLineFeed = false
  var hasMark = false

  init(_ outcome: cscan_outcome, end: Int) { (self.outcome, self.end) = (outcome, end) }

  init(_ step: cscan_step) {
    self.init(step.outcome, end: Int(step.end))
    (hasLineFeed, hasMark) = (step.has_line_feed, step.has_mark)
  }

  var description: String { "\(outcome.rawValue) \(end) \(hasLineFeed) \(hasMark)" }

  static func plainString(_ bytes: [UInt8], from start: Int) -> Step {
    var step = Step(CSCAN_CUT_OFF, end: bytes.count)
    var isEscaped = false
    for index in start..<bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\n") { step.hasLineFeed = true }
      if byte == UInt8(ascii: "\\") { step.hasMark = true }
      if !isEscaped, byte == UInt8(ascii: "\"") {
        step.outcome = CSCAN_DONE
        step.end = index + 1
        break
      }
      isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
    }
    return step
  }

  static func plainContainer(
    _ bytes: [UInt8], from start: Int, levels: Int, words: [[UInt8]]
  ) -> Step {
    var step = Step(CSCAN_CUT_OFF, end: bytes.count)
    var (depth, isInString, isEscaped) = (0, false, false)
    for index in start..<bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\n") { step.hasLineFeed = true }
      let wasEscaped = isEscaped
      isEscaped = !wasEscaped && byte == UInt8(ascii: "\\")
      if !wasEscaped, byte == UInt8(ascii: "\"") {
        isInString.toggle()
        if isInString, words.contains(where: { bytes[index...].starts(with: $0) }) {
          step.hasMark = true
        }
      } else if !isInString, "{[".utf8.contains(byte) {
        depth += 1
        if depth > levels { return Step(CSCAN_TOO_DEEP, end: index) }
      } else if !isInString, "}]".utf8.contains(byte) {
        depth -= 1
        if depth <= 0 {
          step.outcome = CSCAN_DONE
          step.end = index + 1
          break
        }
      }
    }
    return step
  }
}

extension [UInt8] {
  /// Brackets, quotes, backslashes and words in no good order, after an opening bracket.
  fileprivate static func randomJSONLike(
    _ count: Int, _ random: inout SeededGenerator
  ) -> [UInt8] {
    // A kind for each text: mostly brackets, mostly strings, mostly backslashes, long and plain.
    let kinds = [
      ["{", "[", "}", "]", #""a":"#, "1,"],
      [#""failed""#, #""updated","#, #""unrelated""#, #""fa"#, "\n", "{", "}", #"\""#],
      [#"\"#, #"\\\"#, #"""#, "{", "}", "x"],
      [String(repeating: "x", count: 40), #"""#, "é", " ", "[", "]"],
    ]
    let pieces = kinds.randomElement(using: &random) ?? []
    var bytes: [UInt8] = [UInt8(ascii: "{")]
    while bytes.count < count { bytes += Array((pieces.randomElement(using: &random) ?? "").utf8) }
    return bytes
  }
}
