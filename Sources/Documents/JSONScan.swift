// The two loops that all of a night's bytes go through. Nothing else in the house is written for
// speed alone; a faster kernel may replace this file and nothing else.

extension JSONCursor {
  /// The offset after the closing quote of the string whose first byte is at `start`.
  ///
  /// - Complexity: O(bytes), sixteen at a time.
  func endOfString(from start: Int, hasEscapes: inout Bool) throws(DocumentError) -> Int {
    var index = start
    let count = unsafe bytes.count
    while true {
      while index + 16 <= count {
        let block = unsafe bytes.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
        let hits = block.flags(of: .quote, .all) | block.flags(of: .backslash, .all)
        if let hit = hits.firstNonzeroByte {
          index += hit
          break
        }
        index += 16
      }
      while index < count, unsafe bytes[index] != .quote, unsafe bytes[index] != .backslash {
        index += 1
      }
      guard index < count else { throw DocumentError(.cutOff, at: count) }
      if unsafe bytes[index] == .quote { return index + 1 }
      hasEscapes = true
      index += 2
    }
  }

  /// The offset after the bracket that closes the one at `start`.
  ///
  /// Counts brackets outside of strings and looks at nothing else, 64 bytes at a time: which bytes
  /// lie inside a string is the running parity of the quotes before them.
  ///
  /// - Parameter levels: how many levels of nesting are still allowed, that of `start` included.
  ///
  /// Source: the parity of quotes from G. Langdale, D. Lemire, "Parsing Gigabytes of JSON per
  /// Second", VLDB Journal 28 (2019); skipping instead of parsing from L. Jiang, Z. Zhao,
  /// "JSONSki", ASPLOS 2022.
  func endOfContainer(from start: Int, levels: Int) throws(DocumentError) -> Int {
    var index = start
    var depth = 0
    var state = Block.State()
    let count = unsafe bytes.count

    while index + 64 <= count {
      var block = unsafe Block(bytes, at: index)
      block.ignoreStrings(&state)
      let rise = block.opens.nonzeroBitCount
      let fall = block.closes.nonzeroBitCount
      if fall >= depth || depth + rise > levels {
        if let end = try end(in: block, at: index, depth: &depth, levels: levels) { return end }
      } else {
        depth += rise - fall
      }
      index += 64
    }
    return try endInTail(from: index, depth: depth, state: state, levels: levels)
  }

  /// Goes through one block bracket by bracket: the end may be in it, or the limit of nesting.
  private func end(
    in block: Block, at index: Int, depth: inout Int, levels: Int
  ) throws(DocumentError) -> Int? {
    let opens = block.opens.transposed
    var brackets = opens | block.closes.transposed
    while brackets != 0 {
      let bit = brackets.trailingZeroBitCount
      brackets &= brackets - 1
      if opens >> UInt64(bit) & 1 == 1 {
        depth += 1
        if depth > levels {
          throw DocumentError(.tooDeep(limit: DocumentNode.depthLimit), at: index + bit)
        }
      } else {
        depth -= 1
        if depth == 0 { return index + bit + 1 }
      }
    }
    return nil
  }

  /// The same for the last bytes, one at a time.
  private func endInTail(
    from start: Int, depth: Int, state: Block.State, levels: Int
  ) throws(DocumentError) -> Int {
    var depth = depth
    var isInString = state.isInString
    var isEscaped = state.isEscaped
    for index in unsafe start..<max(start, bytes.count) {
      let byte = unsafe bytes[index]
      if isEscaped {
        isEscaped = false
      } else if byte == .backslash {
        isEscaped = true
      } else if byte == .quote {
        isInString.toggle()
      } else if !isInString, byte | .bracketFold == .openBrace {
        depth += 1
        if depth > levels {
          throw DocumentError(.tooDeep(limit: DocumentNode.depthLimit), at: index)
        }
      } else if !isInString, byte | .bracketFold == .closeBrace {
        depth -= 1
        if depth == 0 { return index + 1 }
      }
    }
    throw unsafe DocumentError(.cutOff, at: bytes.count)
  }
}

extension UInt8 {
  fileprivate static let quote = UInt8(ascii: "\"")
  fileprivate static let backslash = UInt8(ascii: "\\")
  fileprivate static let openBrace = UInt8(ascii: "{")
  fileprivate static let closeBrace = UInt8(ascii: "}")
  /// The one bit in which `[` differs from `{`, and `]` from `}`.
  fileprivate static let bracketFold: UInt8 = 0x20
}

/// Flags for 64 bytes, in the order in which they are cheap to get: bit 8 × j + i stands for byte
/// 8 × i + j. So the sixteen flags of a vector need only a mask and an "or", in plain Swift, where
/// gathering them in order would take an instruction that Swift doesn't have.
private struct Block {
  private(set) var opens: UInt64
  private(set) var closes: UInt64
  private var quotes: UInt64
  private let backslashes: UInt64

  struct State {
    /// 0xFF while the last block ended inside a string, else 0.
    fileprivate var inString: UInt64 = 0
    /// 1 when the last block ended with a backslash that escapes the next byte.
    fileprivate var escaped: UInt64 = 0

    var isInString: Bool { inString != 0 }
    var isEscaped: Bool { escaped != 0 }
  }

  @inline(__always)
  init(_ bytes: UnsafeRawBufferPointer, at index: Int) {
    let a = unsafe bytes.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
    let b = unsafe bytes.loadUnaligned(fromByteOffset: index + 16, as: SIMD16<UInt8>.self)
    let c = unsafe bytes.loadUnaligned(fromByteOffset: index + 32, as: SIMD16<UInt8>.self)
    let d = unsafe bytes.loadUnaligned(fromByteOffset: index + 48, as: SIMD16<UInt8>.self)
    quotes = Self.flags(a, b, c, d, of: .quote)
    backslashes = Self.flags(a, b, c, d, of: .backslash)
    let fold = SIMD16<UInt8>(repeating: .bracketFold)
    opens = Self.flags(a | fold, b | fold, c | fold, d | fold, of: .openBrace)
    closes = Self.flags(a | fold, b | fold, c | fold, d | fold, of: .closeBrace)
  }

  @inline(__always)
  private static func flags(
    _ a: SIMD16<UInt8>, _ b: SIMD16<UInt8>, _ c: SIMD16<UInt8>, _ d: SIMD16<UInt8>, of byte: UInt8
  ) -> UInt64 {
    let flags =
      a.flags(of: byte, .pair(1, 2)) | b.flags(of: byte, .pair(4, 8))
      | c.flags(of: byte, .pair(16, 32)) | d.flags(of: byte, .pair(64, 128))
    let halves = flags.words
    return halves[0] | halves[1]
  }

  /// Takes away the brackets that lie inside strings.
  @inline(__always)
  mutating func ignoreStrings(_ state: inout State) {
    if backslashes | state.escaped != 0 {
      quotes &= ~escapedBytes(backslashes.transposed, carry: &state.escaped).transposed
    }
    // Parity within each eight bytes, all eight of them at once …
    var strings = quotes
    strings ^= strings << 8
    strings ^= strings << 16
    strings ^= strings << 32
    // … then from each eight to the next.
    var eights = strings >> 56
    eights ^= eights << 1
    eights ^= eights << 2
    eights ^= eights << 4
    strings ^= ((eights << 1 ^ state.inString) & 0xFF) &* 0x0101_0101_0101_0101
    state.inString ^= (eights >> 7 & 1) &* 0xFF
    opens &= ~strings
    closes &= ~strings
  }
}

/// Which of the bytes that follow a backslash are escaped by it: bit n for byte n.
///
/// Backslashes are rare enough in reports that one after the other is fast enough.
private func escapedBytes(_ backslashes: UInt64, carry: inout UInt64) -> UInt64 {
  var escaped = carry
  var left = backslashes & ~carry
  carry = 0
  while left != 0 {
    let bit = UInt64(left.trailingZeroBitCount)
    left &= left - 1
    guard bit < 63 else {
      carry = 1
      break
    }
    let next: UInt64 = 1 << (bit + 1)
    escaped |= next
    left &= ~next
  }
  return escaped
}

extension SIMD16<UInt8> {
  @inline(__always)
  fileprivate static var all: Self { Self(repeating: 0xFF) }

  /// The first eight bytes `low`, the others `high`.
  @inline(__always)
  fileprivate static func pair(_ low: UInt8, _ high: UInt8) -> Self {
    Self(lowHalf: SIMD8(repeating: low), highHalf: SIMD8(repeating: high))
  }

  /// The byte of `flag` wherever this one is `byte`, else 0.
  @inline(__always)
  fileprivate func flags(of byte: UInt8, _ flag: Self) -> Self {
    unsafe unsafeBitCast(self .== Self(repeating: byte), to: Self.self) & flag
  }

  @inline(__always)
  fileprivate var words: SIMD2<UInt64> {
    let words = unsafe unsafeBitCast(self, to: SIMD2<UInt64>.self)
    return SIMD2(words[0].littleEndian, words[1].littleEndian)
  }

  @inline(__always)
  fileprivate var firstNonzeroByte: Int? {
    let words = words
    if words[0] != 0 { return words[0].trailingZeroBitCount / 8 }
    return words[1] != 0 ? 8 + words[1].trailingZeroBitCount / 8 : nil
  }
}

extension UInt64 {
  /// Bit `8 * i + j` becomes bit `8 * j + i`.
  ///
  /// Source: H. S. Warren, *Hacker's Delight* (2013), section 7-3.
  fileprivate var transposed: UInt64 {
    var bits = self
    var swap = (bits ^ bits >> 7) & 0x00AA_00AA_00AA_00AA
    bits ^= swap ^ swap << 7
    swap = (bits ^ bits >> 14) & 0x0000_CCCC_0000_CCCC
    bits ^= swap ^ swap << 14
    swap = (bits ^ bits >> 28) & 0x0000_0000_F0F0_F0F0
    return bits ^ swap ^ swap << 28
  }
}
