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
  package init?(_ text: String) {
    guard text.utf8.count == 32, let high = UInt64(text.prefix(16), radix: 16),
      let low = UInt64(text.suffix(16), radix: 16)
    else { return nil }
    self.init(high: high, low: low)
    guard description == text else { return nil }
  }

  /// 32 lower-case hex digits.
  package var description: String { hexDigits(high) + hexDigits(low) }
}

/// Sixteen lower-case hex digits.
func hexDigits(_ value: UInt64) -> String {
  let digits = String(value, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
