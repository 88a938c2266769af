import Documents
import Foundation
import MarketTestKit
import Testing

struct DocumentNodeTests {
  /// The other reader of the same bytes is Foundation's.
  @Test(arguments: 1...30)
  func `reading agrees with JSONSerialization`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let value = DocumentNode.random(depth: 5, &random)
    let data = try JSONSerialization.data(
      withJSONObject: value.foundation,
      options: seed.isMultiple(of: 2) ? [.fragmentsAllowed] : [.fragmentsAllowed, .prettyPrinted])
    let read = try DocumentNode(json: Array(data))
    #expect(read.foundation as? NSObject == value.foundation as? NSObject)
  }

  @Test(arguments: 1...30)
  func `what is written reads back the same, here and in Foundation`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let value = DocumentNode.random(depth: 5, &random)
    var writer = JSONWriter()
    writer.value(value)
    #expect(try DocumentNode(json: writer.bytes) == value)
    let other = try JSONSerialization.jsonObject(
      with: Data(writer.bytes), options: [.fragmentsAllowed])
    #expect(other as? NSObject == value.foundation as? NSObject)
  }

  @Test func `lookups answer for the shape that is there`() throws {
    let node = try DocumentNode(json: Array(#"{"a":1,"a":2,"t":"x","f":1.5,"n":null}"#.utf8))
    #expect(node["a"]?.int == 1, "the first of two")
    #expect(node["t"]?.string == "x")
    #expect(node["f"]?.double == 1.5)
    #expect(node["f"]?.int == nil)
    #expect(node["n"]?.isNull == true)
    #expect(node["gone"] == nil)
    #expect(DocumentNode.number("1e400").double == nil)
    #expect(DocumentNode.number("99999999999999999999").int == nil)
  }
}

extension DocumentNode {
  /// Any document, with the characters that break readers.
  static func random(depth: Int, _ random: inout SeededGenerator) -> DocumentNode {
    switch Int.random(in: depth > 0 ? 0...7 : 0...4, using: &random) {
    case 0: .null
    case 1: .bool(.random(using: &random))
    case 2: .number(String(Int.random(in: -1_000_000...1_000_000, using: &random)))
    case 3, 4: .string(text(&random))
    case 5:
      .array(
        (0..<Int.random(in: 0...5, using: &random)).map { _ in
          Self.random(depth: depth - 1, &random)
        })
    default:
      .object(
        (0..<Int.random(in: 0...5, using: &random)).map { index in
          Member("\(index)\(text(&random))", Self.random(depth: depth - 1, &random))
        })
    }
  }

  private static func text(_ random: inout SeededGenerator) -> String {
    let alphabet = ["a", "Z", "\"", "\\", "{", "}", "[", "]", "\n", "\t", "é", "漢", "😀", "/", " "]
    return (0..<Int.random(in: 0...40, using: &random))
      .map { _ in alphabet.randomElement(using: &random)! }.joined()
  }

  var foundation: Any {
    switch self {
    case .null: NSNull()
    case .bool(let flag): NSNumber(value: flag)
    case .number(let digits): NSNumber(value: Int(digits)!)
    case .string(let text): text as NSString
    case .array(let elements): elements.map(\.foundation) as NSArray
    case .object(let members):
      Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0.value.foundation) })
        as NSDictionary
    }
  }
}
