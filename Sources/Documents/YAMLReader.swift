import CYaml

/// Pulls libyaml's events and writes them on a tape.
///
/// Tags build nothing, so only plain data can come out. The one that is looked into is `!binary`,
/// whose base64 is unpacked: so Ruby writes a text that is no UTF-8.
@safe struct YAMLReader {
  /// On the heap, because libyaml keeps a pointer from the parser to itself.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private var event = unsafe yaml_event_t()
  private var tape = YAMLTape()
  private var places: YAMLPlaces
  private var open: [Container] = []
  private var anchors: [String: Range<Int>] = [:]

  private struct Container {
    let entry: Int
    let anchor: String?
    let isMapping: Bool
    /// Whether what comes next in a mapping is a key.
    var isAtKey = true
  }

  /// The tape of one document, empty if there is none.
  ///
  /// Bytes that YAML does not allow, such as half a character or a raw escape, become U+FFFD.
  static func tape(of bytes: ArraySlice<UInt8>) throws(DocumentError) -> YAMLTape {
    let places = YAMLPlaces(bytes)
    if let tape = try tape(of: bytes, places: places) { return tape }
    guard let tape = try tape(of: places.repaired[...], places: places) else {
      throw DocumentError(.malformed("has bytes that YAML does not allow"), at: 0, line: 1)
    }
    return tape
  }

  /// `nil` when there are bytes in it that YAML does not allow.
  private static func tape(
    of bytes: ArraySlice<UInt8>, places: YAMLPlaces
  ) throws(DocumentError) -> YAMLTape? {
    var reader = try YAMLReader(places: places)
    defer { reader.close() }
    return try unsafe bytes.span.withUnsafeBufferPointer { (buffer) throws(DocumentError) in
      unsafe yaml_parser_set_input_string(reader.parser, buffer.baseAddress, buffer.count)
      return try reader.document(of: buffer.count)
    }
  }

  private init(places: YAMLPlaces) throws(DocumentError) {
    unsafe parser = .allocate(capacity: 1)
    self.places = places
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      unsafe parser.deallocate()
      throw DocumentError(.malformed("could not be read: out of memory"), at: 0)
    }
  }

  /// Must be called once; the parser owns memory of libyaml's.
  private mutating func close() {
    unsafe yaml_event_delete(&event)
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
  }

  private mutating func document(of size: Int) throws(DocumentError) -> YAMLTape? {
    tape.texts.reserveCapacity(size)
    // Puppet's reports have an entry for each 13 bytes.
    tape.entries.reserveCapacity(min(size / 12, YAMLTape.entryLimit))
    var documents = 0
    while try next() {
      switch unsafe event.type {
      case YAML_STREAM_END_EVENT: return tape
      case YAML_DOCUMENT_START_EVENT:
        documents += 1
        guard documents == 1 else { throw complaint(.malformed("holds more than one document")) }
      case YAML_STREAM_START_EVENT, YAML_DOCUMENT_END_EVENT: continue
      default: try write()
      }
    }
    return nil
  }

  /// Moves to the next event; `false` when there are bytes that YAML does not allow.
  private mutating func next() throws(DocumentError) -> Bool {
    unsafe yaml_event_delete(&event)
    if unsafe yaml_parser_parse(parser, &event) == 1 { return true }
    if unsafe parser.pointee.error == YAML_READER_ERROR { return false }
    throw parserComplaint()
  }
}

// MARK: Writing

extension YAMLReader {
  private mutating func write() throws(DocumentError) {
    guard tape.entries.count < YAMLTape.entryLimit else {
      throw complaint(.tooMany(limit: YAMLTape.entryLimit))
    }
    switch unsafe event.type {
    case YAML_SCALAR_EVENT: try writeScalar()
    case YAML_ALIAS_EVENT: try writeAlias()
    case YAML_SEQUENCE_START_EVENT:
      try begin(.list, anchor: unsafe text(event.data.sequence_start.anchor))
    case YAML_MAPPING_START_EVENT:
      try begin(.mapping, anchor: unsafe text(event.data.mapping_start.anchor))
    default: end()
    }
  }

  private mutating func begin(_ kind: YAMLTape.Kind, anchor: String?) throws(DocumentError) {
    try takePlace(of: kind)
    guard open.count < DocumentNode.depthLimit else {
      throw complaint(.tooDeep(limit: DocumentNode.depthLimit))
    }
    open.append(
      Container(entry: tape.entries.count, anchor: anchor, isMapping: kind == .mapping))
    append(kind)
  }

  private mutating func end() {
    guard let container = open.popLast() else { return }
    append(.end)
    let inside = tape.entries.count - container.entry - 1
    tape.entries[container.entry].start = UInt32(truncatingIfNeeded: inside)
    if let anchor = container.anchor { anchors[anchor] = container.entry..<tape.entries.count }
  }

  private mutating func writeScalar() throws(DocumentError) {
    let scalar = unsafe event.data.scalar
    let tag = unsafe scalar.tag.map { unsafe String(cString: $0) }
    let isPlain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE && !Self.meansText(tag)
    try takePlace(of: .plain)
    let start = tape.texts.count
    let value = unsafe UnsafeBufferPointer(start: scalar.value, count: Int(scalar.length))
    if let tag, Self.binaryTags.contains(tag) {
      unsafe tape.texts.append(contentsOf: base64Decoded(value))
    } else {
      unsafe tape.texts.append(contentsOf: value)
    }
    append(isPlain ? .plain : .quoted, start: start, count: tape.texts.count - start)
    if let anchor = unsafe text(scalar.anchor) {
      anchors[anchor] = tape.entries.count - 1..<tape.entries.count
    }
  }

  /// Writes again what the alias stands for.
  private mutating func writeAlias() throws(DocumentError) {
    let name = unsafe text(event.data.alias.anchor) ?? ""
    guard let target = anchors[name] else {
      throw complaint(.malformed("refers to `\(name)`, which stands nowhere before"))
    }
    guard tape.entries.count + target.count <= YAMLTape.entryLimit else {
      throw complaint(.tooMany(limit: YAMLTape.entryLimit))
    }
    try takePlace(of: tape.entries[target.lowerBound].kind)
    tape.entries.append(contentsOf: Array(tape.entries[target]))
  }

  /// A mapping has keys and values by turns, and a key must be a scalar.
  private mutating func takePlace(of kind: YAMLTape.Kind) throws(DocumentError) {
    guard let container = open.last, container.isMapping else { return }
    guard !container.isAtKey || kind == .plain || kind == .quoted else {
      throw complaint(.malformed("has a key that is no plain word"))
    }
    open[open.count - 1].isAtKey.toggle()
  }

  private mutating func append(_ kind: YAMLTape.Kind, start: Int = 0, count: Int = 0) {
    let source = places.offset(ofCharacter: unsafe Int(event.start_mark.index))
    tape.entries.append(
      YAMLTape.Entry(
        kind: kind, start: UInt32(truncatingIfNeeded: start),
        count: UInt32(truncatingIfNeeded: count), source: UInt32(truncatingIfNeeded: source)))
  }

  private static let binaryTags: Set<String> = ["!binary", "tag:yaml.org,2002:binary"]

  /// Ruby's symbols, and scalars that say that they are text, however they look.
  private static func meansText(_ tag: String?) -> Bool {
    guard let tag else { return false }
    return tag == "!" || tag == "tag:yaml.org,2002:str" || tag.hasPrefix("!ruby/")
  }

  private func text(_ bytes: UnsafeMutablePointer<UInt8>?) -> String? {
    unsafe bytes.map { unsafe String(cString: $0) }
  }
}

// MARK: Complaints

extension YAMLReader {
  private func complaint(_ problem: DocumentError.Problem) -> DocumentError {
    places.complaint(problem, atCharacter: unsafe Int(event.start_mark.index))
  }

  /// What libyaml says of itself, which is English, lower case and without a full stop. What it
  /// misses only at the end of the bytes was cut off.
  private func parserComplaint() -> DocumentError {
    let words = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "is not YAML"
    let error = places.complaint(
      .malformed(words), atCharacter: unsafe Int(parser.pointee.problem_mark.index))
    guard places.isEnd(error.offset) else { return error }
    return DocumentError(.cutOff, at: error.offset, line: error.line)
  }
}

/// Source: RFC 4648, section 4. What is no letter of it is passed over.
private func base64Decoded(_ letters: UnsafeBufferPointer<UInt8>) -> [UInt8] {
  var decoded: [UInt8] = []
  var bits = 0
  var held = 0
  for index in letters.indices {
    let value: Int
    switch unsafe letters[index] {
    case let letter where 0x41...0x5A ~= letter: value = Int(letter) - 0x41
    case let letter where 0x61...0x7A ~= letter: value = Int(letter) - 0x61 + 26
    case let letter where 0x30...0x39 ~= letter: value = Int(letter) - 0x30 + 52
    case UInt8(ascii: "+"): value = 62
    case UInt8(ascii: "/"): value = 63
    default: continue
    }
    bits = (bits << 6 | value) & 0xFFFF
    held += 6
    if held >= 8 {
      held -= 8
      decoded.append(UInt8(truncatingIfNeeded: bits >> held))
    }
  }
  return decoded
}
