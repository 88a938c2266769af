import CDigest

/// The first half of a SHA-256: what ties a line of a ledger to the one before it, so that a line
/// that was changed or left out later shows.
package struct ChainHash: Hashable, Sendable, CustomStringConvertible {
  private let high: UInt64
  private let low: UInt64

  /// Stands where nothing came before.
  package static let none = ChainHash(high: 0, low: 0)

  private init(high: UInt64, low: UInt64) { (self.high, self.low) = (high, low) }

  package init(of bytes: ArraySlice<UInt8>) {
    var context = SHA2_CTX()
    var digest = InlineArray<32, UInt8>(repeating: 0)
    unsafe SHA256Init(&context)
    unsafe bytes.withUnsafeBufferPointer {
      unsafe SHA256Update(&context, $0.baseAddress, $0.count)
    }
    var bytes = digest.mutableSpan
    unsafe bytes.withUnsafeMutableBufferPointer {
      unsafe SHA256Final($0.baseAddress, &context)
    }
    func word(at start: Int) -> UInt64 {
      (start..<start + 8).reduce(0) { $0 << 8 | UInt64(digest[$1]) }
    }
    self.init(high: word(at: 0), low: word(at: 8))
  }

  /// Reads 32 lower-case hex digits.
  package init?(_ text: String) { self.init(Array(text.utf8)[...]) }

  init?(_ text: ArraySlice<UInt8>) {
    guard text.count == 32, let high = UInt64(hexDigits: text.prefix(16)),
      let low = UInt64(hexDigits: text.suffix(16))
    else { return nil }
    self.init(high: high, low: low)
  }

  /// 32 lower-case hex digits.
  package var description: String { hexDigits(high) + hexDigits(low) }
}

/// Sixteen lower-case hex digits.
func hexDigits(_ value: UInt64) -> String {
  let digits = String(value, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}

extension UInt64 {
  /// Reads lower-case hex digits, at most sixteen.
  init?(hexDigits text: ArraySlice<UInt8>) {
    var (value, flaws): (UInt64, UInt8) = (0, 0)
    for byte in text {
      let digit = byte &- 0x30 < 10 ? byte &- 0x30 : byte &- 0x61 < 6 ? byte &- 0x61 &+ 10 : 16
      flaws |= digit
      value = value << 4 | UInt64(digit & 15)
    }
    guard flaws < 16 else { return nil }
    self = value
  }
}
