import CScan

/// Pulls what is wanted out of JSON bytes, in one pass, and steps over the rest.
///
/// What is read is read strictly. What is skipped is not: inside a skipped object or array only
/// strings and brackets are followed, because nine tenths of a run report are node attributes that
/// nobody at a market needs.
///
/// Lenient where the tools are sloppy: bytes that are no UTF-8 and surrogates without their other
/// half become U+FFFD, control characters may stand raw in strings.
///
/// Objects and arrays are walked by their reader: ``enterObject()``, then ``nextKey()`` until it is
/// `nil`, and after each key exactly one value is read or skipped.
@safe package struct JSONCursor {
  /// Valid only inside ``reading(_:in:_:)``.
  var bytes: UnsafeRawBufferPointer
  /// Whether there are more bytes behind those that are here, so that ends of both kinds differ.
  var mayGrow = false
  /// The object or list in which the bytes ended, and how far it was stepped over.
  var halfway: (offset: Int, walk: cscan_walk)?
  /// **Bytes** from the start of the document.
  package internal(set) var offset = 0
  /// Whether a line feed was passed, or stepped over inside a value, since this was last false.
  package var hasCrossedLine = false
  let level: cscan_level
  var depth = 0
  /// Whether a comma or a closing bracket must come next.
  var isAfterValue = false

  private init(_ bytes: UnsafeRawBufferPointer) {
    unsafe self.bytes = bytes
    level = Self.bestLevel
  }

  package enum Kind: Sendable { case null, bool, number, string, array, object }

  /// Lends a cursor over the bytes of `range`, or all of them. Neither it nor a ``JSONText`` of it
  /// may leave `body`.
  package static func reading<Result, E: Error>(
    _ bytes: [UInt8], in range: Range<Int>? = nil,
    _ body: (inout JSONCursor) throws(E) -> Result
  ) throws(E) -> Result {
    try unsafe bytes.span.bytes.withUnsafeBytes { (all) throws(E) in
      let part = unsafe UnsafeRawBufferPointer(rebasing: all[range ?? 0..<all.count])
      return try unsafe reading(part, body)
    }
  }

  /// - Parameter mayGrow: whether ``step(_:fetching:)`` may find more bytes behind these.
  package static func reading<Result, E: Error>(
    _ bytes: UnsafeRawBufferPointer, mayGrow: Bool = false,
    _ body: (inout JSONCursor) throws(E) -> Result
  ) throws(E) -> Result {
    var cursor = unsafe JSONCursor(bytes)
    cursor.mayGrow = mayGrow
    return try body(&cursor)
  }

  /// A cursor for the value that begins at `offset`, to read now what was skipped before.
  package func value(at offset: Int) -> JSONCursor {
    var cursor = self
    cursor.offset = offset
    cursor.isAfterValue = false
    return cursor
  }
}

// MARK: Walking

extension JSONCursor {
  /// What the next value is, judged by its first byte.
  package mutating func kind() throws(DocumentError) -> Kind {
    switch try nextByte() {
    case UInt8(ascii: "{"): .object
    case UInt8(ascii: "["): .array
    case UInt8(ascii: "\""): .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
    case UInt8(ascii: "n"): .null
    case UInt8(ascii: "-"), 0x30...0x39: .number
    default: throw malformed("is not JSON")
    }
  }

  package mutating func enterObject() throws(DocumentError) {
    try enter(UInt8(ascii: "{"), "has something else where an object should be")
  }

  package mutating func enterArray() throws(DocumentError) {
    try enter(UInt8(ascii: "["), "has something else where a list should be")
  }

  /// Moves to the value of the next member; `nil` once the object has ended.
  package mutating func nextKey() throws(DocumentError) -> JSONText? {
    guard try advance(to: UInt8(ascii: "}")) else { return nil }
    let key = try text()
    guard try nextByte() == UInt8(ascii: ":") else { throw malformed("has a name without a value") }
    offset += 1
    _ = try nextByte()
    isAfterValue = false
    return key
  }

  /// Moves to the next element; `false` once the list has ended.
  package mutating func nextElement() throws(DocumentError) -> Bool {
    try advance(to: UInt8(ascii: "]"))
  }

  /// Makes sure that nothing but white space follows.
  package mutating func finish() throws(DocumentError) {
    skipBlanks()
    guard unsafe offset == bytes.count else { throw malformed("goes on after its end") }
  }

  /// Moves over white space.
  package mutating func skipBlanks() {
    while unsafe offset < bytes.count {
      switch unsafe bytes[offset] {
      case 0x20, 0x09, 0x0D: offset += 1
      case 0x0A:
        hasCrossedLine = true
        offset += 1
      default: return
      }
    }
  }

  private mutating func enter(_ bracket: UInt8, _ complaint: String) throws(DocumentError) {
    guard try nextByte() == bracket else { throw malformed(complaint) }
    guard depth < DocumentNode.depthLimit else { throw tooDeep() }
    depth += 1
    offset += 1
    isAfterValue = false
  }

  /// Moves over the comma before a next item; `false` when the closing bracket was there instead.
  private mutating func advance(to closing: UInt8) throws(DocumentError) -> Bool {
    var byte = try nextByte()
    if byte == closing {
      offset += 1
      depth -= 1
      isAfterValue = true
      return false
    }
    if isAfterValue {
      guard byte == UInt8(ascii: ",") else { throw malformed("lacks a comma or a bracket") }
      offset += 1
      byte = try nextByte()
      guard byte != closing else { throw malformed("has a comma too many") }
    }
    isAfterValue = false
    return true
  }

  @inline(__always)
  private mutating func nextByte() throws(DocumentError) -> UInt8 {
    // Most tools write none, and between all names and values they may stand.
    if unsafe offset < bytes.count, unsafe bytes[offset] > 0x20 { return unsafe bytes[offset] }
    skipBlanks()
    guard unsafe offset < bytes.count else { throw DocumentError(.cutOff, at: offset) }
    return unsafe bytes[offset]
  }

  /// A complaint about the place where the cursor stands.
  package func malformed(_ complaint: String) -> DocumentError {
    DocumentError(.malformed(complaint), at: offset)
  }

  func tooDeep() -> DocumentError {
    DocumentError(.tooDeep(limit: DocumentNode.depthLimit), at: offset)
  }
}

// MARK: Values

extension JSONCursor {
  package mutating func string() throws(DocumentError) -> String {
    let value = try text()
    isAfterValue = true
    return try value.string()
  }

  /// The next string as it stands, for a look before it is decoded, if ever.
  package mutating func text() throws(DocumentError) -> JSONText {
    guard try nextByte() == UInt8(ascii: "\"") else {
      throw malformed("has something else where a text should be")
    }
    let start = offset + 1
    var hasEscapes = false
    offset = try endOfString(from: start, hasEscapes: &hasEscapes)
    isAfterValue = true
    let inside = unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<offset - 1])
    return unsafe JSONText(bytes: inside, offset: start, hasEscapes: hasEscapes)
  }

  package mutating func bool() throws(DocumentError) -> Bool {
    let isTrue = try nextByte() == UInt8(ascii: "t")
    try literal(isTrue ? "true" : "false")
    return isTrue
  }

  /// The digits of the next number, as written.
  package mutating func number() throws(DocumentError) -> String {
    _ = try nextByte()
    let start = offset
    try skipNumber()
    return unsafe String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  /// Moves over the next value, whatever it is.
  ///
  /// - Complexity: O(bytes), without allocation.
  package mutating func skip() throws(DocumentError) {
    switch try kind() {
    case .null: try literal("null")
    case .bool: _ = try bool()
    case .number: try skipNumber()
    case .string: _ = try text()
    case .array, .object: try skipContainer()
    }
  }

  /// Moves over elements of a list that say nothing new, beginning with the one at the cursor, and
  /// gives how many they were; not all of them, where there are blanks between them.
  ///
  /// An element says nothing new if it is an object in which every string that is the name of `member`
  /// is followed by its text, however deep it stands, written without blanks or escapes.
  ///
  /// - Complexity: O(bytes), without allocation.
  package mutating func skipElements(saying member: JSONMember) -> Int {
    let levels = DocumentNode.depthLimit - depth
    guard levels > 0 else { return 0 }
    let count = quietElements(from: &offset, levels: levels, saying: member)
    if count > 0 { isAfterValue = true }
    return count
  }

  private mutating func skipContainer() throws(DocumentError) {
    let levels = DocumentNode.depthLimit - depth
    guard levels > 0 else { throw tooDeep() }
    var walk = cscan_walk()
    walk.at = offset
    if let halfway, halfway.offset == offset { walk = halfway.walk }
    halfway = nil
    do throws(DocumentError) { offset = try endOfContainer(&walk, levels: levels) } catch {
      if mayGrow, error.problem == .cutOff { halfway = (offset, walk) }
      throw error
    }
    isAfterValue = true
  }

  private mutating func literal(_ word: StaticString) throws(DocumentError) {
    for index in 0..<word.utf8CodeUnitCount {
      guard unsafe offset + index < bytes.count else {
        throw unsafe DocumentError(.cutOff, at: bytes.count)
      }
      guard unsafe bytes[offset + index] == word.utf8Start[index] else {
        throw malformed("is not JSON")
      }
    }
    offset += word.utf8CodeUnitCount
    isAfterValue = true
  }

  /// Source: RFC 8259, section 6.
  private mutating func skipNumber() throws(DocumentError) {
    if peek() == UInt8(ascii: "-") { offset += 1 }
    if peek() == UInt8(ascii: "0") { offset += 1 } else { try skipDigits() }
    if peek() == UInt8(ascii: ".") {
      offset += 1
      try skipDigits()
    }
    if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
      offset += 1
      if peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { offset += 1 }
      try skipDigits()
    }
    if mayGrow, peek() == nil { throw DocumentError(.cutOff, at: offset) }
    isAfterValue = true
  }

  private mutating func skipDigits() throws(DocumentError) {
    let start = offset
    while let byte = peek(), 0x30...0x39 ~= byte { offset += 1 }
    guard offset > start else {
      throw peek() == nil ? DocumentError(.cutOff, at: offset) : malformed("has a broken number")
    }
  }

  private func peek() -> UInt8? {
    unsafe offset < bytes.count ? bytes[offset] : nil
  }
}
