/// Pulls what is wanted out of a YAML document, as ``JSONCursor`` does of JSON.
///
/// Plain scalars follow the core schema of YAML 1.2: `no` and `2026-11-22` are text. A key that
/// stands twice comes twice, and `<<` is a key like others.
package struct YAMLCursor: DocumentCursor {
  private let tape: YAMLTape
  private var index = 0

  /// At the start of one YAML document; an empty one is null.
  ///
  /// - Throws: when it is no YAML, has more than two million values, or a mapping has a key that is
  ///   no scalar. The error says the line.
  package init(_ bytes: ArraySlice<UInt8>) throws(DocumentError) {
    var tape = try YAMLReader.tape(of: bytes)
    if tape.entries.isEmpty {
      tape.entries.append(YAMLTape.Entry(kind: .plain, start: 0, count: 0, source: 0))
    }
    self.tape = tape
  }

  /// **Bytes** from the start of the document.
  package var offset: Int { Int(tape.entries[min(index, tape.entries.count - 1)].source) }

  package func kind() -> JSONCursor.Kind {
    switch tape.entries[index].kind {
    case .mapping: .object
    case .list: .array
    case .quoted, .end: .string
    case .plain: currentText.plainKind
    }
  }

  package mutating func enterObject() throws(DocumentError) {
    guard tape.entries[index].kind == .mapping else {
      throw malformed("has something else where an object should be")
    }
    index += 1
  }

  package mutating func nextKey() -> YAMLText? {
    defer { index += 1 }
    return tape.entries[index].kind == .end ? nil : currentText
  }

  package mutating func enterArray() throws(DocumentError) {
    guard tape.entries[index].kind == .list else {
      throw malformed("has something else where a list should be")
    }
    index += 1
  }

  package mutating func nextElement() -> Bool {
    guard tape.entries[index].kind == .end else { return true }
    index += 1
    return false
  }

  package mutating func text() throws(DocumentError) -> YAMLText {
    guard kind() == .string else { throw malformed("has something else where a text should be") }
    defer { index += 1 }
    return currentText
  }

  package mutating func bool() throws(DocumentError) -> Bool {
    guard kind() == .bool else { throw malformed("has something else where true or false is") }
    defer { index += 1 }
    return currentText.bytes.first.map { $0 | 0x20 } == UInt8(ascii: "t")
  }

  package mutating func number() throws(DocumentError) -> String {
    guard case .number(let digits) = DocumentNode(plainScalar: currentText.string()),
      kind() == .number
    else { throw malformed("has something else where a number should be") }
    index += 1
    return digits
  }

  package mutating func skip() {
    switch tape.entries[index].kind {
    case .mapping, .list: index += 1 + Int(tape.entries[index].start)
    case .plain, .quoted, .end: index += 1
    }
  }

  private var currentText: YAMLText { YAMLText(bytes: tape.text(at: index), offset: offset) }

  private func malformed(_ complaint: String) -> DocumentError {
    DocumentError(.malformed(complaint), at: offset)
  }
}

/// A scalar of YAML, its quotes, escapes and folds undone.
package struct YAMLText: DocumentText {
  let bytes: ArraySlice<UInt8>
  /// **Bytes** from the start of the document.
  package let offset: Int

  package static func == (text: YAMLText, word: StaticString) -> Bool {
    guard text.bytes.count == word.utf8CodeUnitCount else { return false }
    var index = text.bytes.startIndex
    for position in 0..<word.utf8CodeUnitCount {
      guard unsafe text.bytes[index] == word.utf8Start[position] else { return false }
      index += 1
    }
    return true
  }

  package func string() -> String { String(decoding: bytes, as: UTF8.self) }
}
