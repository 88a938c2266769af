import MarketModel

/// The last member of every line and every file of the store: `,"sum":"89abcdef01234567"}`.
///
/// The sixteen lower-case hex digits are the FNV-1a of all bytes before the comma. One changed byte
/// always changes them; they guard against disks and editors, not against forgers (the ledger's
/// hash chain does).
enum Seal {
  private static let opening = Array(#","sum":""#.utf8)
  private static let closing = Array(#""}"#.utf8)
  /// **Bytes.**
  static let length = 26

  /// Closes the object that `bytes` begin, which must still be open.
  static func close(_ bytes: inout [UInt8]) {
    bytes += text(of: sum(of: bytes[...]))
  }

  /// The seal that closes bytes with this sum.
  static func text(of sum: UInt64) -> [UInt8] { opening + hexDigits(sum).utf8 + closing }

  /// The sum that a sealed text carries; `nil` when it does not end in a seal.
  static func claimed(by bytes: ArraySlice<UInt8>) -> UInt64? {
    guard bytes.count > length else { return nil }
    let end = bytes.endIndex
    let start = end - length
    for (index, byte) in opening.enumerated() where bytes[start + index] != byte { return nil }
    guard bytes[end - 2] == closing[0], bytes[end - 1] == closing[1] else { return nil }
    return UInt64(hexDigits: bytes[start + opening.count..<end - closing.count])
  }

  /// Whether the text ends in a seal and the seal holds.
  ///
  /// - Complexity: O(bytes).
  static func holds(on bytes: ArraySlice<UInt8>) -> Bool {
    claimed(by: bytes).map { $0 == sum(of: bytes.dropLast(length)) } ?? false
  }

  static func sum(of bytes: ArraySlice<UInt8>) -> UInt64 {
    var hash = FNV1a()
    hash.mix(bytes.span)
    return hash.value
  }
}
