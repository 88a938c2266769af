/// A value that can be put into a few bytes, and taken out again by the same program.
///
/// For what a program keeps for its next start and can make anew: nothing has a name in it, and nothing
/// tells an older order of fields from a newer one. Ledgers and digests are JSON.
package protocol Packable {
  func pack(into bytes: inout PackedBytes)
  init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit)
}

/// Packed values, one after the other: written at the end, read from the start.
package struct PackedBytes: Sendable {
  package private(set) var bytes: [UInt8]
  private var place = 0

  /// What was packed otherwise, or cut off.
  package struct Misfit: Error { package init() {} }

  /// - Parameter place: where reading begins.
  package init(_ bytes: [UInt8] = [], from place: Int = 0) {
    (self.bytes, self.place) = (bytes, place)
  }

  /// Seven bits to a byte, the lowest first; negative numbers between the positive ones.
  ///
  /// Source: LEB128, as in DWARF 5, section 7.6.
  package mutating func put(_ number: Int) {
    var rest = UInt(bitPattern: number << 1 ^ number >> (Int.bitWidth - 1))
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  package mutating func put(_ more: [UInt8]) {
    put(more.count)
    bytes += more
  }

  package mutating func put(_ value: some Packable) { value.pack(into: &self) }

  package mutating func number() throws(Misfit) -> Int {
    var (rest, shift): (UInt, UInt) = (0, 0)
    while place < bytes.count, shift < 64 {
      let byte = bytes[place]
      place += 1
      rest |= UInt(byte & 0x7F) << shift
      shift += 7
      if byte < 0x80 { return Int(bitPattern: rest >> 1) ^ -Int(bitPattern: rest & 1) }
    }
    throw Misfit()
  }

  /// How many elements follow, of which each takes a byte at least.
  package mutating func count() throws(Misfit) -> Int {
    let count = try number()
    guard 0...(bytes.count - place) ~= count else { throw Misfit() }
    return count
  }

  /// The place of bytes that were put in as such.
  package mutating func range() throws(Misfit) -> Range<Int> {
    let count = try count()
    defer { place += count }
    return place..<place + count
  }

  package mutating func value<Value: Packable>(
    _ type: Value.Type = Value.self
  ) throws(Misfit) -> Value { try Value(from: &self) }
}

extension Int: Packable {
  package func pack(into bytes: inout PackedBytes) { bytes.put(self) }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self = try bytes.number()
  }
}

extension String: Packable {
  package func pack(into bytes: inout PackedBytes) { bytes.put(Array(utf8)) }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    let range = try bytes.range()
    self = String(decoding: bytes.bytes[range], as: UTF8.self)
  }
}

extension Packable where Self: RawRepresentable, RawValue == String {
  package func pack(into bytes: inout PackedBytes) { bytes.put(rawValue) }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    guard let value = Self(rawValue: try bytes.value()) else { throw PackedBytes.Misfit() }
    self = value
  }
}

extension Optional: Packable where Wrapped: Packable {
  package func pack(into bytes: inout PackedBytes) {
    bytes.put(self == nil ? 0 : 1)
    self?.pack(into: &bytes)
  }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self = try bytes.number() == 0 ? nil : Wrapped(from: &bytes)
  }
}

extension Array: Packable where Element: Packable {
  package func pack(into bytes: inout PackedBytes) {
    bytes.put(count)
    for element in self { element.pack(into: &bytes) }
  }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    let count = try bytes.count()
    self = []
    reserveCapacity(count)
    for _ in 0..<count { append(try bytes.value()) }
  }
}

extension Set: Packable where Element: Packable {
  package func pack(into bytes: inout PackedBytes) { Array(self).pack(into: &bytes) }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self = Set(try bytes.value([Element].self))
  }
}

extension Dictionary: Packable where Key: Packable, Value: Packable {
  package func pack(into bytes: inout PackedBytes) {
    bytes.put(count)
    for (key, value) in self {
      key.pack(into: &bytes)
      value.pack(into: &bytes)
    }
  }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    let count = try bytes.count()
    self = [:]
    reserveCapacity(count)
    for _ in 0..<count { self[try bytes.value()] = try bytes.value(Value.self) }
  }
}
