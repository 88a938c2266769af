package import MarketModel

/// What was made of nights, kept for the next look: `live/nights/<date>`, a cache of this copy.
///
/// Each file is 16 hex digits of what it was made from, 16 of the sum of the rest, a newline, and
/// the rest, which the store does not look into. What does not fit is made anew; what can't be
/// kept is made again the next time.
package struct KeptNights: Sendable {
  private let folder: Folder?

  init(in live: Folder?) { folder = try? live?.makeFolder("nights") }

  /// - Parameter source: stands for everything that goes into it.
  package func bytes(of night: Day, madeFrom source: UInt64) -> [UInt8]? {
    guard let file = try? folder?.read(night.description), file.count > Self.headLength,
      UInt64(hexDigits: file[..<16]) == source,
      UInt64(hexDigits: file[16..<32]) == Seal.sum(of: file[Self.headLength...])
    else { return nil }
    return Array(file[Self.headLength...])
  }

  package func keep(_ bytes: [UInt8], of night: Day, madeFrom source: UInt64) {
    let head = hexDigits(source) + hexDigits(Seal.sum(of: bytes[...])) + "\n"
    try? folder?.replace(night.description, with: Array(head.utf8) + bytes, durably: false)
  }

  private static let headLength = 33
}

extension NightShelf {
  /// Stands for what all sources say of a night, and is another one when a digest changes.
  ///
  /// - Complexity: opens each digest for its last few bytes, which hold its sum.
  package func mark(of night: Day) throws(StoreError) -> UInt64 {
    guard let shelf = try folder?.folder(night.description) else { return 0 }
    var hash = FNV1a()
    for name in try shelf.names() {
      hash.mix(name.utf8.span)
      hash.mix(0)
      for byte in (try? shelf.read(name, last: Seal.length + 1)) ?? [] { hash.mix(byte) }
    }
    return hash.value
  }
}

extension MarketStore {
  package func keptNights() -> KeptNights { KeptNights(in: try? root.makeFolder("live")) }
}
