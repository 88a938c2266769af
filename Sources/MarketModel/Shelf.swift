/// A dictionary of which a part may rest in packed bytes until somebody asks for it.
///
/// It answers as one that has all at hand. What rests is found by a table in the bytes, and unpacked each
/// time it is asked for; what may be changed comes to hand for good. Nothing is ever taken out.
package struct Shelf<Key: Hashable & Packable & Sendable, Value: Packable & Equatable & Sendable>:
  Sendable
{
  package private(set) var atHand: [Key: Value] = [:]
  private var resting: RestingEntries<Key, Value>?

  init() {}

  package subscript(key: Key) -> Value? {
    get { atHand[key] ?? resting?[key] }
    _modify {
      bringToHand(key)
      yield &atHand[key]
    }
  }

  /// What rests under a key, whatever is at hand.
  func restingValue(of key: Key) -> Value? { resting?[key] }

  mutating func bringToHand(_ key: Key) {
    if let resting, atHand[key] == nil { atHand[key] = resting[key] }
  }

  package var isEmpty: Bool { atHand.isEmpty && resting == nil }

  package var count: Int {
    guard let resting else { return atHand.count }
    return resting.count + atHand.keys.count { resting[$0] == nil }
  }

  /// - Complexity: O(n) for what rests, but that no value is unpacked.
  package var keys: [Key] {
    Array(atHand.keys) + (resting?.keys ?? []).filter { atHand[$0] == nil }
  }

  /// - Complexity: O(n), and all that rests is unpacked.
  package var values: [Value] { map(\.value) }
}

extension Shelf: Sequence {
  package func makeIterator() -> some IteratorProtocol<(key: Key, value: Value)> {
    let others = (resting?.entries ?? []).filter { atHand[$0.key] == nil }
    return (atHand.map { $0 } + others).makeIterator()
  }
}

extension Shelf: Equatable {
  package static func == (a: Self, b: Self) -> Bool {
    if a.resting == nil, b.resting == nil { return a.atHand == b.atHand }
    let all = b.map { $0 }
    return a.count == all.count && all.allSatisfy { a[$0.key] == $0.value }
  }
}

// MARK: As packed bytes

extension Shelf {
  /// - Parameter rests: what needs not be at hand from now on.
  func pack(into bytes: inout PackedBytes, whereRests rests: (Key, Value) -> Bool) {
    var (front, back) = ([Key: Value](), [(Key, Value)]())
    for (key, value) in self {
      if rests(key, value) { back.append((key, value)) } else { front[key] = value }
    }
    bytes.put(front)
    RestingEntries.pack(back, into: &bytes)
  }

  init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    atHand = try bytes.value()
    resting = try RestingEntries(from: &bytes)
  }
}

/// Packed entries, and before them a table in which a key's hash is the place where its entry's place
/// stands, or else is one of those after it that are taken.
private struct RestingEntries<Key: Hashable & Packable & Sendable, Value: Packable & Sendable>:
  Sendable
{
  let count: Int
  private let bytes: [UInt8]
  private let slots: Range<Int>
  private let start: Int

  /// **Bytes** of a slot. 0 is an empty one, 1 the first entry.
  private static var slotLength: Int { 4 }

  static func pack(_ entries: [(Key, Value)], into bytes: inout PackedBytes) {
    var packed = PackedBytes()
    var slots = [UInt32](repeating: 0, count: slotCount(for: entries.count))
    for (key, value) in entries {
      var slot = hash(of: key) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(packed.bytes.count + 1)
      packed.put(key)
      var inner = PackedBytes()
      inner.put(value)
      packed.put(inner.bytes)
    }
    bytes.put(entries.count)
    bytes.put(
      slots.flatMap { slot in (0..<slotLength).map { UInt8(truncatingIfNeeded: slot >> ($0 * 8)) } }
    )
    bytes.put(packed.bytes)
  }

  /// `nil` where there are none.
  init?(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    count = try bytes.count()
    slots = try bytes.range()
    start = try bytes.range().lowerBound
    self.bytes = bytes.bytes
    guard slots.count == Self.slotCount(for: count) * Self.slotLength else {
      throw PackedBytes.Misfit()
    }
    if count == 0 { return nil }
  }

  subscript(key: Key) -> Value? {
    let last = slots.count / Self.slotLength - 1
    var slot = Self.hash(of: key) & last
    while let place = place(in: slot) {
      var entry = PackedBytes(bytes, from: place)
      guard let found = try? entry.value(Key.self) else { return nil }
      if found == key { return Self.value(from: &entry) }
      slot = (slot + 1) & last
    }
    return nil
  }

  var keys: [Key] {
    read { (key: Key, entry: inout PackedBytes) throws(PackedBytes.Misfit) in
      _ = try entry.range()
      return key
    }
  }

  var entries: [(key: Key, value: Value)] {
    read { (key: Key, entry: inout PackedBytes) throws(PackedBytes.Misfit) in
      _ = try entry.count()
      return (key, try entry.value())
    }
  }

  private func read<Result>(
    _ take: (Key, inout PackedBytes) throws(PackedBytes.Misfit) -> Result
  ) -> [Result] {
    var rest = PackedBytes(bytes, from: start)
    var results: [Result] = []
    results.reserveCapacity(count)
    for _ in 0..<count {
      guard let key = try? rest.value(Key.self), let result = try? take(key, &rest) else { break }
      results.append(result)
    }
    return results
  }

  private static func value(from entry: inout PackedBytes) -> Value? {
    guard (try? entry.count()) != nil else { return nil }
    return try? entry.value(Value.self)
  }

  private func place(in slot: Int) -> Int? {
    let at = slots.lowerBound + slot * Self.slotLength
    let number = (0..<Self.slotLength).reduce(0) { $0 | Int(bytes[at + $1]) << ($1 * 8) }
    return number == 0 ? nil : start + number - 1
  }

  /// A power of two, and half of them empty at least, so that every search ends.
  private static func slotCount(for entries: Int) -> Int {
    var count = 2
    while count < 2 * entries { count *= 2 }
    return count
  }

  private static func hash(of key: Key) -> Int {
    var bytes = PackedBytes()
    bytes.put(key)
    var hash = FNV1a()
    hash.mix(bytes.bytes.span)
    return Int(truncatingIfNeeded: hash.value ^ hash.value >> 32)
  }
}
