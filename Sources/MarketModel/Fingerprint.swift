/// The identity of "the same failure again", stable across nights, nodes and machines.
///
/// The structural key comes first: tool, resource type, the template of its name, where it is
/// declared, its action and the exception's class. The templates of the message and of the most
/// telling line of output come second. Line numbers are not part of it: moving a resource down
/// the recipe is not a new problem.
///
/// - Note: 64 bits. Among a million *different* failures, the chance that any two collide is about
///   3 in 100 million (n² / 2⁶⁵).
///
/// Source: FNV-1a, 64 bit; Fowler, Noll and Vo, isthe.com/chongo/tech/comp/fnv.
package struct Fingerprint: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let value: UInt64

  package init(value: UInt64) { self.value = value }

  /// The rules that ``init(of:by:)`` follows. Raised when a rule changes, and part of every
  /// fingerprint, so that groups of different rules never mix.
  package static let version: UInt8 = 2

  /// - Complexity: O(bytes of the failure's first lines).
  package init(of failure: Failure, by tool: Tool) {
    var hash = FNV1a()
    hash.mix(Self.version)
    for part in [
      tool.rawValue, failure.resourceType ?? "",
      failure.resourceName.map { MessageTemplate(of: $0).text } ?? "",
      failure.declaration ?? "", failure.action ?? "", failure.errorClass ?? "",
      MessageTemplate(of: failure.message).text,
      failure.detail.map { MessageTemplate(of: $0).text } ?? "",
    ] {
      hash.mix(part.utf8.span)
      hash.mix(0)
    }
    value = hash.value
  }

  /// The fingerprint of a place: what fails, where it is declared and what it was to do, whatever
  /// it says when it fails. `nil` outside of any resource, where the message is all there is.
  package init?(placeOf failure: Failure, by tool: Tool) {
    guard let type = failure.resourceType else { return nil }
    var hash = FNV1a()
    hash.mix(Self.version)
    for part in [
      "place", tool.rawValue, type,
      failure.resourceName.map { MessageTemplate(of: $0).text } ?? "",
      failure.declaration ?? "", failure.action ?? "",
    ] {
      hash.mix(part.utf8.span)
      hash.mix(0)
    }
    value = hash.value
  }

  /// The fingerprint of something other than a failure: a silent node, say.
  package init(kind: String, subject: String) {
    var hash = FNV1a()
    hash.mix(Self.version)
    hash.mix(kind.utf8)
    hash.mix(0)
    hash.mix(subject.utf8)
    value = hash.value
  }

  /// Reads sixteen hex digits.
  package init?(_ text: some StringProtocol) {
    guard text.utf8.count == 16, let value = UInt64(text, radix: 16) else { return nil }
    self.value = value
  }

  /// Sixteen lower-case hex digits.
  package var description: String {
    let digits = String(value, radix: 16)
    return digits.utf8.count == 16
      ? digits : String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  package static func < (a: Self, b: Self) -> Bool { a.value < b.value }
}

/// FNV-1a, 64 bit. Each step is a bijection of the state, so one changed byte always changes the
/// result: what the checksums of the ledger rely on.
package struct FNV1a: Sendable {
  package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  package init() {}

  package mutating func mix(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  package mutating func mix(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { mix(byte) }
  }

  /// The same, for ledgers of megabytes: not generic, so that it is fast when called from other
  /// rooms.
  package mutating func mix(_ bytes: Span<UInt8>) {
    for index in bytes.indices { mix(bytes[index]) }
  }

  /// The number's eight bytes, the lowest first. It has a label because a literal would be taken for
  /// eight bytes where one is meant.
  package mutating func mix(number: Int) {
    for shift in stride(from: 0, to: 64, by: 8) { mix(UInt8(truncatingIfNeeded: number >> shift)) }
  }
}
