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
    let whole = Step.plainContainer(text, from: 0, levels: 5)
    for first in 1...text.count {
      for level in Self.levels {
        let counts = [first, (first + text.count) / 2, text.count]
        #expect(Self.container(level, text, counts: counts) == whole, "level \(level.rawValue)")
      }
    }
  }

  @Test(arguments: 1...100)
  func `elements that say nothing new are passed as far as a plain reader passes them`(
    seed: UInt64
  ) {
    var random = SeededGenerator(seed: 3_000 + seed)
    let list = [UInt8].randomList(20, &random)
    for padding in [0, Int(seed) % 64] {
      let bytes = [UInt8](repeating: 0x20, count: padding) + list
      let plain = Elements.plain(bytes, from: padding, levels: 60)
      for level in Self.levels {
        let room = bytes + [UInt8](repeating: 0x20, count: 200)
        #expect(Self.elements(level, room, from: padding) == plain, "level \(level.rawValue)")
      }
    }
  }

  @Test(arguments: 1...20)
  func `of elements that are not here to their end none is passed`(seed: UInt64) {
    var random = SeededGenerator(seed: 4_000 + seed)
    let list = [UInt8].randomList(6, &random)
    for count in 1...list.count {
      let bytes = Array(list[..<count])
      let plain = Elements.plain(bytes, from: 0, levels: 60)
      for level in Self.levels {
        let passed = Self.elements(level, bytes, from: 0)
        #expect(passed.count <= plain.count && passed.end <= plain.end)
      }
    }
  }

  private func compare(_ bytes: [UInt8], from start: Int) {
    let string = Step.plainString(bytes, from: start)
    let container = Step.plainContainer(bytes, from: start, levels: 5)
    for level in Self.levels {
      #expect(Self.string(level, bytes, from: start) == string, "level \(level.rawValue)")
      #expect(Self.container(level, bytes, from: start) == container, "level \(level.rawValue)")
    }
  }

  private static func elements(
    _ level: cscan_level, _ bytes: [UInt8], from start: Int
  ) -> Elements {
    var member = cscan_member()
    member.rest_count = Elements.rest.count
    unsafe withUnsafeMutableBytes(of: &member.name) { unsafe $0.copyBytes(from: Elements.name) }
    unsafe withUnsafeMutableBytes(of: &member.rest) { unsafe $0.copyBytes(from: Elements.rest) }
    var at = start
    let count = unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe cscan_elements(level, bytes.baseAddress, bytes.count, &at, 60, &member)
    }
    return Elements(count: count, end: at)
  }

  private static func string(_ level: cscan_level, _ bytes: [UInt8], from start: Int) -> Step {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe Step(cscan_string(level, bytes.baseAddress, bytes.count, start))
    }
  }

  /// - Parameter counts: how many bytes there are, call by call until one is not cut off.
  private static func container(
    _ level: cscan_level, _ bytes: [UInt8], from start: Int = 0, counts: [Int]? = nil
  ) -> Step {
    var walk = cscan_walk()
    walk.at = start
    var step = Step(CSCAN_CUT_OFF, end: start)
    for count in counts ?? [bytes.count] where step.outcome == CSCAN_CUT_OFF {
      step = unsafe bytes.withUnsafeBufferPointer { bytes in
        unsafe Step(cscan_container(level, bytes.baseAddress, count, &walk, 5))
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
  var hasEscapes = false

  init(_ outcome: cscan_outcome, end: Int) { (self.outcome, self.end) = (outcome, end) }

  init(_ step: cscan_step) {
    self.init(step.outcome, end: Int(step.end))
    (hasLineFeed, hasEscapes) = (step.has_line_feed, step.has_escapes)
  }

  var description: String { "\(outcome.rawValue) \(end) \(hasLineFeed) \(hasEscapes)" }

  static func plainString(_ bytes: [UInt8], from start: Int) -> Step {
    var step = Step(CSCAN_CUT_OFF, end: bytes.count)
    var isEscaped = false
    for index in start..<bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\n") { step.hasLineFeed = true }
      if byte == UInt8(ascii: "\\") { step.hasEscapes = true }
      if !isEscaped, byte == UInt8(ascii: "\"") {
        step.outcome = CSCAN_DONE
        step.end = index + 1
        break
      }
      isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
    }
    return step
  }

  static func plainContainer(_ bytes: [UInt8], from start: Int, levels: Int) -> Step {
    var step = Step(CSCAN_CUT_OFF, end: bytes.count)
    var (depth, isInString, isEscaped) = (0, false, false)
    for index in start..<bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\n") { step.hasLineFeed = true }
      let wasEscaped = isEscaped
      isEscaped = !wasEscaped && byte == UInt8(ascii: "\\")
      if !wasEscaped, byte == UInt8(ascii: "\"") {
        isInString.toggle()
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

/// How many objects of a list say nothing new, and where the last of them ends.
private struct Elements: Equatable {
  var count: Int
  var end: Int

  static let name = Array(#""status""#.utf8)
  static let rest = Array(#":"up-to-date""#.utf8)

  static func plain(_ bytes: [UInt8], from start: Int, levels: Int) -> Elements {
    var elements = Elements(count: 0, end: start)
    var next = start
    while next < bytes.count, bytes[next] == UInt8(ascii: "{") {
      let step = Step.plainContainer(bytes, from: next, levels: levels)
      guard step.outcome == CSCAN_DONE, saysNothingNew(bytes[next..<step.end]) else { break }
      elements = Elements(count: elements.count + 1, end: step.end)
      guard bytes[step.end...].starts(with: ",{".utf8) else { break }
      next = step.end + 1
    }
    return elements
  }

  private static func saysNothingNew(_ element: ArraySlice<UInt8>) -> Bool {
    var (isInString, isEscaped) = (false, false)
    for index in element.indices {
      let wasEscaped = isEscaped
      isEscaped = !wasEscaped && element[index] == UInt8(ascii: "\\")
      guard !wasEscaped, element[index] == UInt8(ascii: "\"") else { continue }
      isInString.toggle()
      let rest = element[index...]
      if isInString, rest.starts(with: name), !rest.starts(with: name + Self.rest) { return false }
    }
    return true
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
      [#""status""#, ":", #""failed""#, #""st"#, "\n", "{", "}", #"\""#],
      [#"\"#, #"\\\"#, #"""#, "{", "}", "x"],
      [String(repeating: "x", count: 40), #"""#, "é", " ", "[", "]"],
    ]
    let pieces = kinds.randomElement(using: &random) ?? []
    var bytes: [UInt8] = [UInt8(ascii: "{")]
    while bytes.count < count { bytes += Array((pieces.randomElement(using: &random) ?? "").utf8) }
    return bytes
  }

  /// Objects with some nesting, of which a few say something new, are too deep, or are not followed by
  /// another at once.
  fileprivate static func randomList(_ count: Int, _ random: inout SeededGenerator) -> [UInt8] {
    let values = [
      #"{"a":{"b":[]}}"#, #"[[],{}]"#, #""a longer text, with {brackets] and \\ and \" in it""#,
      "null", "12", #""\\""#,
    ]
    var list = ""
    for _ in 0..<count {
      var members = (0..<Int.random(in: 0...9, using: &random)).map { number in
        "\"name\(number)\":\(values.randomElement(using: &random) ?? "")"
      }
      let status = ["updated", "failed"].randomElement(using: &random) ?? ""
      let chance = Int.random(in: 0..<30, using: &random)
      members.append(chance == 0 ? #""status":"\#(status)""# : #""status":"up-to-date""#)
      if chance == 1 {
        let (open, close) = (String(repeating: "[", count: 70), String(repeating: "]", count: 70))
        members.append("\"deep\":\(open)\(close)")
      }
      if chance == 3 { members.append(#""name":"status""#) }
      members.shuffle(using: &random)
      list += "{\(members.joined(separator: ","))}" + (chance == 2 ? " ,{" : ",")
    }
    return Array(list.utf8)
  }
}
