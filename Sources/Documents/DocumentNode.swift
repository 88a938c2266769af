/// A whole document as a tree: for ledgers, digests and settings, which are small and wanted whole.
///
/// Run reports are large and mostly unwanted; they are read with ``JSONCursor`` instead.
package indirect enum DocumentNode: Hashable, Sendable {
  case null
  case bool(Bool)
  /// The digits as written: what `Double` cannot hold is not lost.
  case number(String)
  case string(String)
  case array([DocumentNode])
  /// In the order written. A name that stands twice is kept twice; ``subscript(_:)`` finds the
  /// first.
  case object([Member])

  package struct Member: Hashable, Sendable {
    package let name: String
    package let value: DocumentNode

    package init(_ name: String, _ value: DocumentNode) {
      self.name = name
      self.value = value
    }
  }

  /// Levels of nesting that are read. Real reports have at most 14 (a Chef node inside the
  /// variables of a template); a reader that calls itself needs a floor it cannot fall through.
  package static let depthLimit = 64
}

extension DocumentNode {
  /// The first member of that name; `nil` also when this is no object.
  ///
  /// - Complexity: O(members).
  package subscript(_ name: String) -> DocumentNode? {
    members?.first { $0.name == name }?.value
  }

  package var members: [Member]? { if case .object(let members) = self { members } else { nil } }
  package var elements: [DocumentNode]? { if case .array(let all) = self { all } else { nil } }
  package var string: String? { if case .string(let text) = self { text } else { nil } }
  package var bool: Bool? { if case .bool(let flag) = self { flag } else { nil } }
  package var isNull: Bool { self == .null }

  /// A number without fraction or exponent that fits; `nil` for all others, never rounded.
  package var int: Int? { if case .number(let digits) = self { Int(digits) } else { nil } }

  /// A number as near as `Double` comes to it; `nil` when it is out of range.
  package var double: Double? {
    guard case .number(let digits) = self, let value = Double(digits), value.isFinite else {
      return nil
    }
    return value
  }

  package init(_ value: Int) { self = .number(String(value)) }
}

extension DocumentNode {
  /// Reads one JSON document and nothing after it but white space.
  package init(json bytes: [UInt8]) throws(DocumentError) {
    self = try JSONCursor.reading(bytes) { (cursor) throws(DocumentError) in
      let node = try cursor.node()
      try cursor.finish()
      return node
    }
  }
}

extension JSONCursor {
  /// Reads the next value with all that is in it.
  package mutating func node() throws(DocumentError) -> DocumentNode {
    switch try kind() {
    case .null:
      try skip()
      return .null
    case .bool: return .bool(try bool())
    case .number: return .number(try number())
    case .string: return .string(try string())
    case .array:
      var elements: [DocumentNode] = []
      try enterArray()
      while try nextElement() { elements.append(try node()) }
      return .array(elements)
    case .object:
      var members: [DocumentNode.Member] = []
      try enterObject()
      while let key = try nextKey() {
        let name = try key.string()
        members.append(DocumentNode.Member(name, try node()))
      }
      return .object(members)
    }
  }

  /// Moves over the next value and reads all of it on the way, as strictly as what is kept.
  ///
  /// - Complexity: O(bytes).
  package mutating func check() throws(DocumentError) {
    switch try kind() {
    case .object:
      try enterObject()
      while let key = try nextKey() {
        _ = try key.string()
        try check()
      }
    case .array:
      try enterArray()
      while try nextElement() { try check() }
    case .string: _ = try string()
    case .null, .bool, .number: try skip()
    }
  }
}
