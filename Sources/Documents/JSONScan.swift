// The two loops that all of a night's bytes go through. Nothing else in the house is written for
// speed alone; a faster kernel may replace this file and nothing else.

extension JSONCursor {
  /// The offset after the closing quote of the string whose first byte is at `start`.
  ///
  /// - Complexity: O(bytes), eight at a time.
  func endOfString(from start: Int, hasEscapes: inout Bool) throws(DocumentError) -> Int {
    var index = start
    let count = unsafe bytes.count
    while true {
      while index + 8 <= count {
        let word = unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
        let hits = word.firstMatch(of: .quotes) | word.firstMatch(of: .backslashes)
        if hits != 0 {
          index += hits.trailingZeroBitCount / 8
          break
        }
        index += 8
      }
      while index < count, unsafe bytes[index] != UInt8(ascii: "\""),
        unsafe bytes[index] != UInt8(ascii: "\\")
      { index += 1 }
      guard index < count else { throw DocumentError(.cutOff, at: count) }
      if unsafe bytes[index] == UInt8(ascii: "\"") { return index + 1 }
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
  /// Source: T. Mühlbauer et al., "Instant Loading for Main Memory Databases", VLDB 2013; the bit
  /// tricks as in G. Langdale, D. Lemire, "Parsing Gigabytes of JSON per Second", VLDB J. 2019.
  func endOfContainer(from start: Int, levels: Int) throws(DocumentError) -> Int {
    var index = start
    var depth = 0
    /// All ones while the last block ended inside a string.
    var inString: UInt64 = 0
    /// 1 when the last block ended with a backslash that escapes the next byte.
    var escaped: UInt64 = 0
    let count = unsafe bytes.count

    while index + 64 <= count {
      let block = unsafe Block(bytes, at: index)
      var quotes = block.quotes
      if block.backslashes | escaped != 0 {
        quotes &= ~escapedBytes(block.backslashes, carry: &escaped)
      }
      let strings = quotes.runningParity ^ inString
      inString = UInt64(bitPattern: Int64(bitPattern: strings) >> 63)

      let opens = block.opens & ~strings
      let closes = block.closes & ~strings
      let rise = opens.nonzeroBitCount
      let fall = closes.nonzeroBitCount
      if fall >= depth || depth + rise > levels {
        if let end = try endInBlock(opens, closes, at: index, depth: &depth, levels: levels) {
          return end
        }
      } else {
        depth += rise - fall
      }
      index += 64
    }
    return try endInTail(
      from: index, depth: depth, inString: inString != 0, isEscaped: escaped != 0, levels: levels)
  }

  /// Goes through one block bracket by bracket: the end may be in it, or the limit of nesting.
  private func endInBlock(
    _ opens: UInt64, _ closes: UInt64, at index: Int, depth: inout Int, levels: Int
  ) throws(DocumentError) -> Int? {
    var brackets = opens | closes
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
    from start: Int, depth: Int, inString: Bool, isEscaped: Bool, levels: Int
  ) throws(DocumentError) -> Int {
    var (depth, inString, isEscaped) = (depth, inString, isEscaped)
    for index in unsafe start..<max(start, bytes.count) {
      let byte = unsafe bytes[index]
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        inString.toggle()
      } else if !inString {
        switch byte | 0x20 {
        case UInt8(ascii: "{"):
          depth += 1
          if depth > levels {
            throw DocumentError(.tooDeep(limit: DocumentNode.depthLimit), at: index)
          }
        case UInt8(ascii: "}"):
          depth -= 1
          if depth == 0 { return index + 1 }
        default: break
        }
      }
    }
    throw unsafe DocumentError(.cutOff, at: bytes.count)
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

/// Four questions about 64 bytes, answered with a bit for each byte.
private struct Block {
  var quotes: UInt64 = 0
  var backslashes: UInt64 = 0
  /// `{` and `[`, which differ in one bit.
  var opens: UInt64 = 0
  var closes: UInt64 = 0

  @inline(__always)
  init(_ bytes: UnsafeRawBufferPointer, at index: Int) {
    for step in 0..<8 {
      let word = unsafe bytes.loadUnaligned(fromByteOffset: index + step * 8, as: UInt64.self)
        .littleEndian
      let folded = word | 0x2020_2020_2020_2020
      let shift = UInt64(step * 8)
      quotes |= word.matches(of: .quotes) << shift
      backslashes |= word.matches(of: .backslashes) << shift
      opens |= folded.matches(of: .openBraces) << shift
      closes |= folded.matches(of: .closeBraces) << shift
    }
  }
}

extension UInt64 {
  fileprivate static let quotes: UInt64 = 0x2222_2222_2222_2222
  fileprivate static let backslashes: UInt64 = 0x5C5C_5C5C_5C5C_5C5C
  fileprivate static let openBraces: UInt64 = 0x7B7B_7B7B_7B7B_7B7B
  fileprivate static let closeBraces: UInt64 = 0x7D7D_7D7D_7D7D_7D7D

  /// Eight bits, one for each byte of this word that equals the byte repeated in `pattern`.
  @inline(__always)
  fileprivate func matches(of pattern: UInt64) -> UInt64 {
    let difference = self ^ pattern
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    let zeros = ~(((difference & low) &+ low) | difference) & 0x8080_8080_8080_8080
    return ((zeros >> 7) &* 0x0102_0408_1020_4080) >> 56
  }

  /// A word whose lowest set bit lies in the first byte that equals that of `pattern`; 0 for none.
  @inline(__always)
  fileprivate func firstMatch(of pattern: UInt64) -> UInt64 {
    let difference = self ^ pattern
    return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
  }

  /// Bit n is the parity of bits 0 to n.
  @inline(__always)
  fileprivate var runningParity: UInt64 {
    var bits = self
    bits ^= bits << 1
    bits ^= bits << 2
    bits ^= bits << 4
    bits ^= bits << 8
    bits ^= bits << 16
    bits ^= bits << 32
    return bits
  }
}
