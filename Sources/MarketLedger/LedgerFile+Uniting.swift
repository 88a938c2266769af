import Glibc
import MarketModel

extension LedgerFile {
  /// Adds the lines of this hand that another copy has and this one lacks, and returns when they
  /// would survive a power cut. What is here stays as it is: the ledger only grows.
  ///
  /// - Returns: How many lines were new.
  func unite(with other: LedgerContents) throws(StoreError) -> Int {
    // A look first: who has nothing to write need not be allowed to.
    guard try folder.contents(of: writer).news(in: other).count > 0 else { return 0 }
    let segment = try lockedSegment()
    defer { flock(segment.descriptor, LOCK_UN) }
    let news = try folder.contents(of: writer).news(in: other)
    if news.count > 0 { try write(news.bytes, to: segment) }
    return news.count
  }
}
