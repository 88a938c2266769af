import Glibc
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

  /// Lets go what was kept of all other nights.
  package func forgetAll(but nights: Set<Day>) {
    guard let folder, let names = try? folder.names() else { return }
    for name in names where Day(name).map({ !nights.contains($0) }) ?? false {
      unsafe unlinkat(folder.descriptor, name, 0)
    }
  }

  private static let headLength = 33
}

/// What stands for a night without reading it.
package struct NightMark: Sendable {
  /// Another one when anything that a source says of the night changes.
  package private(set) var value: UInt64 = 0
  /// Digests that a newer version wrote.
  package private(set) var newer = 0

  /// - Complexity: opens each digest for its first and last few bytes, which hold its version and its
  ///   sum.
  init(of night: Day, on shelf: Folder?) throws(StoreError) {
    guard let shelf = try shelf?.folder(night.description) else { return }
    var hash = FNV1a()
    for name in try shelf.names() {
      hash.mix(name.utf8.span)
      hash.mix(0)
      let ends = try? shelf.read(name, first: ShelvedDigest.headLength, last: Seal.length + 1)
      guard let (head, seal) = ends else { continue }
      for byte in seal { hash.mix(byte) }
      if ShelvedDigest.isNewer(head) { newer += 1 }
    }
    value = hash.value
  }
}

extension NightShelf {
  package func mark(of night: Day) throws(StoreError) -> NightMark {
    try NightMark(of: night, on: folder)
  }
}

extension MarketStore {
  package func keptNights() -> KeptNights { KeptNights(in: try? root.makeFolder("live")) }
}
