import Glibc
import MarketModel

extension LedgerFile {
  /// Adds the lines of this hand that another copy has and this one lacks, and returns when they
  /// would survive a power cut. What is here stays as it is: the ledger only grows.
  ///
  /// A line that is missing in the middle comes after an empty line, at the end, where numbers and
  /// hashes may jump. Of two lines with one number both are kept, and reading names the fork.
  ///
  /// - Returns: How many lines were new.
  func unite(with other: LedgerContents) throws(StoreError) -> Int {
    let here = try folder.contents(of: writer)
    guard other.inOrder.contains(where: { !here.has($0) }) else { return 0 }
    let segment = try lockedSegment()
    defer { flock(segment.descriptor, LOCK_UN) }
    let known = try folder.contents(of: writer)
    let new = other.inOrder.filter { !known.has($0) }
    var last = known.lastSequence
    var bytes: [UInt8] = []
    for line in new {
      let jumps = line.sequence > last ? line.followsHole : !known.has(line.sequence)
      if jumps { bytes.append(LedgerLine.newline) }
      bytes += line.bytes
      bytes.append(LedgerLine.newline)
      last = max(last, line.sequence)
    }
    if !bytes.isEmpty { try write(bytes, to: segment) }
    return new.count
  }
}
