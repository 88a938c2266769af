import Documents
import MarketModel

/// What may stand inside another document as it is. All that the market writes may.
enum Portable {
  /// Levels of the document around a digest, and around a line of a ledger.
  private static let levels = 3

  /// Whether bytes are JSON to the letter, also where our own readers are lenient: UTF-8, without
  /// controls, and not too deep.
  static func isFit(_ bytes: [UInt8]) -> Bool {
    guard String(validating: bytes, as: UTF8.self) != nil,
      bytes.allSatisfy({ $0 >= 0x20 || $0 == LedgerLine.newline })
    else { return false }
    let wrapped =
      [UInt8](repeating: UInt8(ascii: "["), count: levels) + bytes
      + [UInt8](repeating: UInt8(ascii: "]"), count: levels)
    do throws(DocumentError) {
      try JSONCursor.reading(wrapped) { (cursor) throws(DocumentError) in
        try cursor.check()
        try cursor.finish()
      }
      return true
    } catch { return false }
  }
}

/// Names of files in `minutes/`: `2026-11-22.md`, and `2026-11-22.<16 hex digits>.md` where copies of
/// the store had different minutes of one market.
enum MinutesName {
  static func day(of name: String) -> Day? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.last == "md", 2...3 ~= parts.count else { return nil }
    if parts.count == 3 {
      guard parts[1].utf8.count == 16, UInt64(hexDigits: Array(parts[1].utf8)[...]) != nil else {
        return nil
      }
    }
    return Day(String(parts[0]))
  }

  static func name(of day: Day, beside text: [UInt8]) -> String {
    "\(day).\(hexDigits(Seal.sum(of: text[...]))).md"
  }
}

extension FileName {
  /// Whether a name from outside may name a file as it is: one that ``encoded(_:)`` gives, or one
  /// beside it.
  static func isPlain(_ name: String) -> Bool {
    1...limit + 20 ~= name.utf8.count && name.utf8.first != UInt8(ascii: ".")
      && name.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "_-.%~+".utf8.contains(byte)
        }
      }
  }
}

extension ShelvedDigest {
  /// Makes sure that bytes are a digest of a night, or one of a newer version.
  static func check(_ bytes: [UInt8], of night: Day) throws(DigestFlaw) {
    do throws(DigestFlaw) { _ = try ShelvedDigest(bytes, of: night) } catch {
      guard error.isOfNewerVersion else { throw error }
    }
  }
}
