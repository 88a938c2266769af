/// Writes compact JSON, members in the order they are given: the same calls, the same bytes.
///
/// Nothing a node wrote can do harm where the output is shown: every control, bidirectional,
/// invisible and tag character leaves as `\uXXXX`, so that nothing is lost and nothing acts.
package struct JSONWriter: Sendable {
  package private(set) var bytes: [UInt8] = []
  private var needsComma = false

  package init() {}

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Empties the writer and keeps its memory, for writers of many lines.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  /// Ends a line of JSON Lines.
  package mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
    needsComma = false
  }

  package mutating func object<E: Error>(
    _ members: (inout JSONWriter) throws(E) -> Void
  ) throws(E) {
    open(UInt8(ascii: "{"))
    try members(&self)
    close(UInt8(ascii: "}"))
  }

  package mutating func array<E: Error>(
    _ elements: (inout JSONWriter) throws(E) -> Void
  ) throws(E) {
    open(UInt8(ascii: "["))
    try elements(&self)
    close(UInt8(ascii: "]"))
  }

  package mutating func member(_ name: String, _ value: some JSONWritable) {
    key(name)
    value.write(to: &self)
  }

  /// A name; the next call must write its value.
  package mutating func key(_ name: String) {
    separate()
    escape(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  package mutating func value(_ value: some JSONWritable) { value.write(to: &self) }

  package mutating func null() { literal("null") }

  fileprivate mutating func string(_ text: String) {
    separate()
    escape(text)
    needsComma = true
  }

  fileprivate mutating func literal(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
    needsComma = true
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }
}

/// What ``JSONWriter`` can write.
package protocol JSONWritable {
  func write(to json: inout JSONWriter)
}

extension String: JSONWritable {
  package func write(to json: inout JSONWriter) { json.string(self) }
}

extension Bool: JSONWritable {
  package func write(to json: inout JSONWriter) { json.literal(self ? "true" : "false") }
}

extension Int: JSONWritable {
  package func write(to json: inout JSONWriter) { json.literal(String(self)) }
}

extension Int64: JSONWritable {
  package func write(to json: inout JSONWriter) { json.literal(String(self)) }
}

/// The shortest digits that read back as the same number; `null` for what JSON cannot say.
extension Double: JSONWritable {
  package func write(to json: inout JSONWriter) {
    guard isFinite else { return json.null() }
    let digits = description
    json.literal(digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits)
  }
}

extension Optional: JSONWritable where Wrapped: JSONWritable {
  package func write(to json: inout JSONWriter) {
    if let self { self.write(to: &json) } else { json.null() }
  }
}

extension Array: JSONWritable where Element: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.array { json in for element in self { element.write(to: &json) } }
  }
}

extension DocumentNode: JSONWritable {
  package func write(to json: inout JSONWriter) {
    switch self {
    case .null: json.null()
    case .bool(let flag): json.value(flag)
    case .number(let digits): json.literal(digits)
    case .string(let text): json.string(text)
    case .array(let elements): json.value(elements)
    case .object(let members):
      json.object { json in for member in members { json.member(member.name, member.value) } }
    }
  }
}

extension JSONWriter {
  /// - Complexity: one pass over the UTF-8; plain ASCII is copied, only the rest is looked up.
  private mutating func escape(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    let span = text.utf8.span
    if span.indices.allSatisfy({ 0x20..<0x7F ~= span[$0] && span[$0] != 0x22 && span[$0] != 0x5C })
    {
      unsafe span.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    } else {
      for scalar in text.unicodeScalars { escape(scalar) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": bytes.append(contentsOf: #"\""#.utf8)
    case "\\": bytes.append(contentsOf: #"\\"#.utf8)
    case "\n": bytes.append(contentsOf: #"\n"#.utf8)
    case "\r": bytes.append(contentsOf: #"\r"#.utf8)
    case "\t": bytes.append(contentsOf: #"\t"#.utf8)
    case _ where scalar.actsUnseen:
      for unit in String(scalar).utf16 {
        bytes.append(contentsOf: #"\u"#.utf8)
        for shift in [12, 8, 4, 0] {
          bytes.append(Array("0123456789abcdef".utf8)[Int(unit >> UInt16(shift)) & 15])
        }
      }
    default: bytes.append(contentsOf: String(scalar).utf8)
    }
  }
}

extension Unicode.Scalar {
  /// Whether it changes how other text looks, or hides, instead of being seen itself.
  ///
  /// A fixed list, so that the same text gives the same bytes under every version of Unicode.
  ///
  /// Source: Unicode 16, general categories Cc, Cf, Co, Zl and Zp, `Default_Ignorable_Code_Point`,
  /// the noncharacters, and two that are drawn as nothing: the blank Braille pattern and the object
  /// replacement character.
  fileprivate var actsUnseen: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x034F, 0x0600...0x0605, 0x061C, 0x06DD, 0x070F,
      0x0890...0x0891, 0x08E2, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F,
      0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0x2800, 0x3164, 0xE000...0xF8FF,
      0xFDD0...0xFDEF, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFC, 0x110BD, 0x110CD,
      0x13430...0x1345F,
      0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF, 0xF0000...0x10FFFF:
      true
    default: value & 0xFFFE == 0xFFFE
    }
  }
}
