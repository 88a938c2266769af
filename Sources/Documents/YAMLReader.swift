import CYaml

extension DocumentNode {
  /// Values in one YAML document, aliases followed. A report of 10,000 resources has some 200,000;
  /// nine lines of aliases of aliases would have a billion.
  package static let yamlValueLimit = 1_000_000

  /// Reads one YAML document; an empty one is `null`.
  ///
  /// Tags are not looked at, so nothing but plain data can come out. Plain scalars follow the core
  /// schema of YAML 1.2: `no` and `2026-11-22` are text, `0x1F` is the number 31. A mapping that
  /// names a key twice, or has a key that is no scalar, is refused.
  ///
  /// - Throws: the error says the line.
  package init(yaml bytes: [UInt8]) throws(DocumentError) {
    var reader = try YAMLReader()
    defer { reader.close() }
    self = try unsafe bytes.span.withUnsafeBufferPointer { (buffer) throws(DocumentError) in
      try unsafe reader.document(in: buffer)
    }
  }
}

/// Pulls libyaml's events and builds the tree.
@safe private struct YAMLReader {
  /// On the heap, because libyaml keeps a pointer from the parser to itself.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private var event = unsafe yaml_event_t()
  private var anchors: [String: (node: DocumentNode, values: Int)] = [:]
  private var values = 0

  init() throws(DocumentError) {
    unsafe parser = .allocate(capacity: 1)
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      unsafe parser.deallocate()
      throw DocumentError(.malformed("could not be read: out of memory"), at: 0)
    }
  }

  /// Must be called once; the parser owns memory of libyaml's.
  mutating func close() {
    unsafe yaml_event_delete(&event)
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
  }

  mutating func document(
    in bytes: UnsafeBufferPointer<UInt8>
  ) throws(DocumentError) -> DocumentNode {
    unsafe yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    try next()
    try next()
    if unsafe event.type == YAML_STREAM_END_EVENT { return .null }
    try next()
    let root = try node(depth: 1)
    try next()
    try next()
    guard unsafe event.type == YAML_STREAM_END_EVENT else {
      throw complaint(.malformed("holds more than one document"))
    }
    return root
  }

  /// Builds the node that the current event begins.
  private mutating func node(depth: Int) throws(DocumentError) -> DocumentNode {
    guard depth <= DocumentNode.depthLimit else {
      throw complaint(.tooDeep(limit: DocumentNode.depthLimit))
    }
    let before = values
    values += 1
    let anchor: String?
    let node: DocumentNode
    switch unsafe event.type {
    case YAML_SCALAR_EVENT:
      anchor = unsafe text(event.data.scalar.anchor)
      node = scalar()
    case YAML_SEQUENCE_START_EVENT:
      anchor = unsafe text(event.data.sequence_start.anchor)
      node = try sequence(depth: depth)
    case YAML_MAPPING_START_EVENT:
      anchor = unsafe text(event.data.mapping_start.anchor)
      node = try mapping(depth: depth)
    default: return try alias()
    }
    if let anchor { anchors[anchor] = (node, values - before) }
    return node
  }

  private mutating func sequence(depth: Int) throws(DocumentError) -> DocumentNode {
    var elements: [DocumentNode] = []
    try next()
    while unsafe event.type != YAML_SEQUENCE_END_EVENT {
      elements.append(try node(depth: depth + 1))
      try next()
    }
    return .array(elements)
  }

  private mutating func mapping(depth: Int) throws(DocumentError) -> DocumentNode {
    var members: [DocumentNode.Member] = []
    var names: Set<String> = []
    try next()
    while unsafe event.type != YAML_MAPPING_END_EVENT {
      guard unsafe event.type == YAML_SCALAR_EVENT else {
        throw complaint(.malformed("has a key that is no plain word"))
      }
      let name = scalarText()
      guard names.insert(name).inserted else {
        throw complaint(.malformed("has the key `\(name)` twice"))
      }
      try next()
      members.append(DocumentNode.Member(name, try node(depth: depth + 1)))
      try next()
    }
    return .object(members)
  }

  private mutating func alias() throws(DocumentError) -> DocumentNode {
    let name = unsafe text(event.data.alias.anchor) ?? ""
    guard unsafe event.type == YAML_ALIAS_EVENT, let target = anchors[name] else {
      throw complaint(.malformed("refers to `\(name)`, which stands nowhere before"))
    }
    values += target.values
    guard values <= DocumentNode.yamlValueLimit else {
      throw complaint(.tooMany(limit: DocumentNode.yamlValueLimit))
    }
    return target.node
  }

  private func scalarText() -> String {
    let scalar = unsafe event.data.scalar
    let buffer = unsafe UnsafeBufferPointer(start: scalar.value, count: Int(scalar.length))
    return unsafe String(decoding: buffer, as: UTF8.self)
  }

  private func scalar() -> DocumentNode {
    let text = scalarText()
    guard unsafe event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE else { return .string(text) }
    return DocumentNode(plainScalar: text)
  }

  private mutating func next() throws(DocumentError) {
    unsafe yaml_event_delete(&event)
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw parserComplaint() }
    guard values < DocumentNode.yamlValueLimit else {
      throw complaint(.tooMany(limit: DocumentNode.yamlValueLimit))
    }
  }

  private func complaint(_ problem: DocumentError.Problem) -> DocumentError {
    let mark = unsafe event.start_mark
    return DocumentError(problem, at: Int(mark.index), line: Int(mark.line) + 1)
  }

  /// What libyaml says of itself, which is English, lower case and without a full stop.
  private func parserComplaint() -> DocumentError {
    let words = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "is not YAML"
    let mark = unsafe parser.pointee.problem_mark
    return DocumentError(
      .malformed(words), at: Int(mark.index), line: Int(mark.line) + 1)
  }

  private func text(_ bytes: UnsafeMutablePointer<UInt8>?) -> String? {
    unsafe bytes.map { unsafe String(cString: $0) }
  }
}

extension DocumentNode {
  /// Source: YAML 1.2.2, section 10.3.2, without `.inf` and `.nan`, which stay text.
  fileprivate init(plainScalar text: String) {
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
