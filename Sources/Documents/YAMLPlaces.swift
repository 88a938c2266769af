/// The characters of YAML as libyaml counts them, and the bytes where they stand.
///
/// A byte that is no part of a character of UTF-8 counts as one.
struct YAMLPlaces {
  private let bytes: ArraySlice<UInt8>
  private let isASCII: Bool
  /// The last place that was asked for: what is asked next lies behind it.
  private var character = 0
  private var offset: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    isASCII = bytes.allSatisfy { $0 < 0x80 }
    offset = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
  }

  /// **Bytes** from the start of the document.
  mutating func offset(ofCharacter index: Int) -> Int {
    if isASCII { return min(index, bytes.count) }
    if index < character { self = YAMLPlaces(bytes) }
    while character < index, offset < bytes.count {
      offset += bytes.characterLength(at: bytes.startIndex + offset)
      character += 1
    }
    return offset
  }

  func complaint(
    _ problem: DocumentError.Problem, atCharacter index: Int
  ) -> DocumentError {
    var places = self
    let offset = places.offset(ofCharacter: index)
    return DocumentError(problem, at: offset, line: bytes.line(at: offset))
  }

  /// Whether nothing but white space stands there and behind.
  func isEnd(_ offset: Int) -> Bool {
    bytes.dropFirst(offset).allSatisfy { $0 == 0x20 || 0x09...0x0D ~= $0 }
  }

  /// The bytes with U+FFFD in place of each character that YAML does not allow.
  ///
  /// Source: YAML 1.2.2, section 5.1, `c-printable`.
  var repaired: [UInt8] {
    var repaired: [UInt8] = []
    repaired.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let length = bytes.characterLength(at: index)
      let character = bytes[index..<index + length]
      repaired.append(contentsOf: character.isPrintable ? character : replacement[...])
      index += length
    }
    return repaired
  }
}

private let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
private let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

extension ArraySlice<UInt8> {
  /// The line of an offset, counted from 1.
  func line(at offset: Int) -> Int {
    1 + prefix(offset).reduce(0) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
  }

  /// **Bytes** of the character of UTF-8 that begins there; 1 if none does.
  ///
  /// Source: RFC 3629, section 4.
  fileprivate func characterLength(at index: Int) -> Int {
    let length: Int
    let second: ClosedRange<UInt8>
    switch self[index] {
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return 1
    }
    guard index + length <= endIndex, second ~= self[index + 1],
      self[index + 2..<index + length].allSatisfy({ 0x80...0xBF ~= $0 })
    else { return 1 }
    return length
  }

  /// Whether YAML allows the one character that this is.
  fileprivate var isPrintable: Bool {
    guard let scalar = String(decoding: self, as: UTF8.self).unicodeScalars.first else {
      return false
    }
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85: return true
    case 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: return count > 1
    default: return false
    }
  }
}
