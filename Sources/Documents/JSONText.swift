/// A string as it stands in the document, between its quotes.
///
/// Comparing it costs no memory; only what is kept is decoded. Valid as long as its cursor.
///
/// Public, as comparing is, only because the compiler inlines nothing into another room that is
/// `package`.
@safe public struct JSONText {
  @usableFromInline let bytes: UnsafeRawBufferPointer
  /// **Bytes** from the start of the document.
  package let offset: Int
  let hasEscapes: Bool

  /// **Bytes** as written.
  package var count: Int { unsafe bytes.count }

  /// Whether the text is `word`, byte for byte as written: a name spelt with escapes is no match.
  ///
  /// Inlined, because a report has thousands of names and most differ in length from what is
  /// sought.
  @inlinable
  public static func == (text: JSONText, word: StaticString) -> Bool {
    unsafe text.bytes.count == word.utf8CodeUnitCount && text.begins(with: word)
  }

  @inlinable
  func begins(with word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    let start = unsafe UnsafeRawPointer(word.utf8Start)
    var index = 0
    while index + 8 <= count {
      guard
        unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          == start.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      else { return false }
      index += 8
    }
    while index < count {
      guard unsafe bytes[index] == word.utf8Start[index] else { return false }
      index += 1
    }
    return true
  }

  /// Whether the text begins with `word`, byte for byte as written.
  package func hasPrefix(_ word: StaticString) -> Bool {
    count >= word.utf8CodeUnitCount && begins(with: word)
  }

  /// Whether `word` stands anywhere in the text, byte for byte as written.
  ///
  /// - Complexity: O(bytes × bytes of `word`) at worst.
  package func contains(_ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard count >= length else { return false }
    return (0...(count - length)).contains { start in
      for index in 0..<length where unsafe bytes[start + index] != word.utf8Start[index] {
        return false
      }
      return true
    }
  }

  /// Lets a `switch` look at names.
  @inlinable
  public static func ~= (word: StaticString, text: JSONText) -> Bool { text == word }

  /// The bytes as written.
  package var utf8: [UInt8] { unsafe Array(bytes) }

  /// The decoded text. What is no UTF-8 becomes U+FFFD.
  package func string() throws(DocumentError) -> String {
    guard hasEscapes else { return unsafe String(decoding: bytes, as: UTF8.self) }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(count)
    var index = 0
    while index < count {
      let byte = unsafe bytes[index]
      index += 1
      guard byte == UInt8(ascii: "\\") else {
        decoded.append(byte)
        continue
      }
      try decodeEscape(at: &index, into: &decoded)
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  /// Source: RFC 8259, section 7.
  private func decodeEscape(
    at index: inout Int, into decoded: inout [UInt8]
  ) throws(DocumentError) {
    // A backslash is never the last byte, or the quote after it would not have ended the string; but
    // somebody may have written to a file that is mapped.
    guard index < count else { throw DocumentError(.malformed("has a broken escape"), at: offset) }
    let letter = unsafe bytes[index]
    index += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(letter)
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "u"):
      let scalar = try decodeScalar(at: &index)
      decoded.append(contentsOf: Character(scalar).utf8)
    default: throw DocumentError(.malformed("has a broken escape"), at: offset + index - 1)
    }
  }

  /// One `uXXXX`, or two that form a pair.
  private func decodeScalar(at index: inout Int) throws(DocumentError) -> Unicode.Scalar {
    let high = try decodeUnit(at: &index)
    guard 0xD800...0xDBFF ~= high, index + 6 <= count, unsafe bytes[index] == UInt8(ascii: "\\"),
      unsafe bytes[index + 1] == UInt8(ascii: "u")
    else { return Unicode.Scalar(high) ?? "\u{FFFD}" }
    var next = index + 2
    let low = try decodeUnit(at: &next)
    guard 0xDC00...0xDFFF ~= low else { return "\u{FFFD}" }
    index = next
    return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
  }

  private func decodeUnit(at index: inout Int) throws(DocumentError) -> UInt32 {
    var unit: UInt32 = 0
    for position in index..<index + 4 {
      guard position < count, let digit = unsafe hexDigit(bytes[position]) else {
        throw DocumentError(.malformed("has a broken escape"), at: offset + position)
      }
      unit = unit << 4 | digit
    }
    index += 4
    return unit
  }
}

private func hexDigit(_ byte: UInt8) -> UInt32? {
  switch byte {
  case 0x30...0x39: UInt32(byte - 0x30)
  case 0x41...0x46: UInt32(byte - 0x41 + 10)
  case 0x61...0x66: UInt32(byte - 0x61 + 10)
  default: nil
  }
}
