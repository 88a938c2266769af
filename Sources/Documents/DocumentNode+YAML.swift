extension DocumentNode {
  /// Reads one YAML document whole; an empty one is `null`.
  ///
  /// - Throws: also when a mapping names a key twice: people write these by hand. The error says
  ///   the line.
  package init(yaml bytes: [UInt8]) throws(DocumentError) {
    var cursor = try YAMLCursor(bytes[...])
    do {
      self = try cursor.node(namesOnce: true)
    } catch {
      throw DocumentError(error.problem, at: error.offset, line: bytes[...].line(at: error.offset))
    }
  }

  /// Source: YAML 1.2.2, section 10.3.2, without `.inf` and `.nan`, which stay text.
  init(plainScalar text: String) {
    switch text {
    case "", "~", "null", "Null", "NULL": self = .null
    case "true", "True", "TRUE": self = .bool(true)
    case "false", "False", "FALSE": self = .bool(false)
    default: self = Self.number(core: text) ?? .string(text)
    }
  }

  /// Digits in the way JSON writes them.
  private static func number(core text: String) -> DocumentNode? {
    if text.hasPrefix("0x") || text.hasPrefix("0o") {
      let digits = text.dropFirst(2)
      guard digits.first != "-", digits.first != "+" else { return nil }
      return Int(digits, radix: text.hasPrefix("0x") ? 16 : 8).map { DocumentNode($0) }
    }
    let isNumeral = text.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
    guard isNumeral, text.utf8.contains(where: { 0x30...0x39 ~= $0 }) else { return nil }
    if let whole = Int(text) { return DocumentNode(whole) }
    guard let value = Double(text), value.isFinite else { return nil }
    return .number(value.description)
  }
}

extension YAMLCursor {
  /// Reads the next value with all that is in it.
  ///
  /// - Parameter namesOnce: refuses a mapping that names a key twice.
  package mutating func node(
    namesOnce: Bool = false, depth: Int = 1
  ) throws(DocumentError) -> DocumentNode {
    guard depth <= DocumentNode.depthLimit else {
      throw DocumentError(.tooDeep(limit: DocumentNode.depthLimit), at: offset)
    }
    switch kind() {
    case .null:
      skip()
      return .null
    case .bool: return .bool(try bool())
    case .number: return .number(try number())
    case .string: return .string(try text().string())
    case .array:
      var elements: [DocumentNode] = []
      try enterArray()
      while nextElement() { elements.append(try node(namesOnce: namesOnce, depth: depth + 1)) }
      return .array(elements)
    case .object:
      var members: [DocumentNode.Member] = []
      var names: Set<String> = []
      try enterObject()
      while let key = nextKey() {
        let name = key.string()
        guard !namesOnce || names.insert(name).inserted else {
          throw DocumentError(.malformed("has the key `\(name)` twice"), at: key.offset)
        }
        members.append(Member(name, try node(namesOnce: namesOnce, depth: depth + 1)))
      }
      return .object(members)
    }
  }

  private typealias Member = DocumentNode.Member
}

extension YAMLText {
  /// What a scalar without quotes is: what ``DocumentNode/init(plainScalar:)`` makes of it, found
  /// without making it, because a report has a dozen for each resource.
  var plainKind: JSONCursor.Kind {
    guard let first = bytes.first else { return .null }
    switch first {
    case UInt8(ascii: "~"): return bytes.count == 1 ? .null : .string
    case UInt8(ascii: "n"): return self == "null" ? .null : .string
    case UInt8(ascii: "N"): return self == "Null" || self == "NULL" ? .null : .string
    case UInt8(ascii: "t"): return self == "true" ? .bool : .string
    case UInt8(ascii: "T"): return self == "True" || self == "TRUE" ? .bool : .string
    case UInt8(ascii: "f"): return self == "false" ? .bool : .string
    case UInt8(ascii: "F"): return self == "False" || self == "FALSE" ? .bool : .string
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), 0x30...0x39:
      if case .number = DocumentNode(plainScalar: string()) { return .number }
      return .string
    default: return .string
    }
  }
}
