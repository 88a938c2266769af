/// Finds the anchors of all rules in one pass.
///
/// A table with a bit for every three bytes, folded to five bits each (which also takes `A` for
/// `a`), says whether an anchor can begin here. In prose one place in fifty passes; only there are
/// anchors compared.
struct AnchorIndex: Sendable {
  /// One anchor and the rule it belongs to.
  struct Entry: Sendable {
    let bytes: [UInt8]
    let ignoresCase: Bool
    let rule: Int
  }

  private var filter = [UInt64](repeating: 0, count: (Self.mask + 1) / 64)
  /// For each three bytes, one more than the index of their entries; 0 for none.
  private var bucket = [UInt16](repeating: 0, count: Self.mask + 1)
  private var buckets: [[Entry]] = []

  /// Three times five bits.
  private static let mask = 0x7FFF

  /// In the order of the rules: at one place, the first that finds something wins.
  ///
  /// - Parameter stop: a text that is a place to look at, though no rule has it for an anchor.
  init(_ rules: [Rule], stoppingAt stop: String) {
    _ = makeBucket(for: Array(stop.utf8))
    for (index, rule) in rules.enumerated() {
      for anchor in rule.anchors {
        add(Entry(bytes: Array(anchor.utf8), ignoresCase: rule.ignoresCase, rule: index))
      }
    }
  }

  private mutating func add(_ entry: Entry) {
    guard entry.bytes.count >= Rule.shortestAnchor else { return }
    buckets[makeBucket(for: entry.bytes)].append(entry)
  }

  private mutating func makeBucket(for bytes: [UInt8]) -> Int {
    let code = bytes.prefix(3).reduce(0) { Self.next($0, $1) }
    if bucket[code] == 0 {
      filter[code >> 6] |= 1 << UInt64(code & 63)
      buckets.append([])
      bucket[code] = UInt16(buckets.count)
    }
    return Int(bucket[code]) - 1
  }

  @inline(__always)
  private static func next(_ code: Int, _ byte: UInt8) -> Int {
    (code << 5 | Int(byte & 0x1F)) & mask
  }

  /// The next place from `start` on where an anchor may begin, with the anchors to compare.
  func candidates(in text: Span<UInt8>, from start: Int) -> (place: Int, entries: [Entry])? {
    guard text.count - start >= 3 else { return nil }
    let bits = filter.span
    var code = Self.next(Self.next(0, text[start]), text[start + 1])
    var at = start + 2
    while at < text.count {
      code = Self.next(code, text[at])
      if bits[code >> 6] >> UInt64(code & 63) & 1 == 1 {
        return (at - 2, buckets[Int(bucket[code]) - 1])
      }
      at += 1
    }
    return nil
  }
}
