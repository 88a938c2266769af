extension JSONCursor {
  /// The next number, as near as `Double` comes to it; `nil` when the next value is none.
  ///
  /// A number of few digits is read here: both they and the power of ten are exact, so that one
  /// division rounds as rightly as the library does, which needs a text with a zero at its end.
  package mutating func double() throws(DocumentError) -> Double? {
    _ = try kind()
    let start = offset
    try skip()
    var (whole, places, isBehindPoint) = (0, 0, false)
    for index in start..<offset {
      let byte = unsafe bytes[index]
      switch byte {
      case 0x30...0x39 where whole < Self.exact && places < Self.powersOfTen.count - 1:
        whole = whole * 10 + Int(byte - 0x30)
        if isBehindPoint { places += 1 }
      case UInt8(ascii: "."): isBehindPoint = true
      default: return unsafe Double(String(decoding: bytes[start..<offset], as: UTF8.self))
      }
    }
    return Double(whole) / Self.powersOfTen[places]
  }

  /// One digit more still makes a whole number that `Double` holds exactly.
  private static let exact = 100_000_000_000_000
  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9,
  ]
}
